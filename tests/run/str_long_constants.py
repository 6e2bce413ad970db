# Constants up to and beyond the length that is interned: equal, usable as keys and names, and not made anew.

ten = "0123456789"
eleven = "0123456789a"
long = "a string that is much longer than any that the compiler would intern by itself"
lines = """first line
second "line" with 'quotes'
	a tab, a backslash \\ and a nul \0 in the third
"""
raw = r"\n stays \x41"
joined = "this string " "is joined " 'from several ' """literals"""


def short() -> str:
    return "0123456789"


def much() -> str:
    return "a string that is much longer than any that the compiler would intern by itself"


def data() -> bytes:
    return b"\x00\x01 some bytes that are a constant of the module \xfe\xff"


print(ten == short(), eleven == ten + "a", long == much(), much() is much(), short() is short())
print(len(ten), len(eleven), len(long), len(lines), lines)
print(raw, len(raw), joined, len(joined))
print(data(), len(data()), data() == data(), data() is data())
keys = {}
keys[long] = 1
keys[much()] = keys[much()] + 1
keys["0123456789" + "a"] = 3
print(len(keys), keys[long], keys[eleven])
print(much().count("t"), much()[-6:], hash(long) == hash(much()))


class Holder:
    def __init__(self):
        self.an_attribute_with_a_rather_long_name = 1

    def a_method_with_a_name_that_is_long_too(self, and_a_parameter_of_some_length):
        return and_a_parameter_of_some_length + self.an_attribute_with_a_rather_long_name


h = Holder()
print(h.a_method_with_a_name_that_is_long_too(2), h.a_method_with_a_name_that_is_long_too(and_a_parameter_of_some_length=3))
print(getattr(h, "an_attribute_" + "with_a_rather_long_name"))
print(b"", "", b"a", "a", b"'", b'"', "'\"")
for i in range(3):
    part = "the same constant in a loop, again and again"
    print(part[i * 4 : i * 4 + 8], end="|")
print()
