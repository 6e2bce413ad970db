# Formatting with %: conversions, widths, tuples, dicts, wrong counts.


def show(template: str, value) -> str:
    return template % value


def coordinates(x: int, y: int) -> str:
    return "(%d, %d)" % (x, y)


def price(name: str, amount: float) -> str:
    return "%-8s|%8.2f" % (name, amount)


def row(i: int, f: float, s: str, b: bool):
    return "%3d|%-3d|%03d|%x|%X|%o|%.1f|%s|%r|%s" % (i, i, i, i, i, i, f, s, s, b)


print(show("%s", 1), show("%s", "x"), show("%r", "x"), show("%s", None), show("%s", [1, 2]), show("%s", (1,)))
print(show("%d", 12), show("%5d|", 12), show("%-5d|", 12), show("%05d", 12), show("%+d", 12), show("%d", True))
print(show("%x", 255), show("%#x", 255), show("%o", 8), show("%c", 65), show("%c", "B"), show("%%%d", 1))
print(show("%.2f", 1.25), show("%e", 1.5), show("%g", 1.5), show("%8.3f|", 1.5), show("%-8.1f|", 2.5))
print(show("%d", 1 << 70), show("%s", 1 << 70), show("%x", 1 << 70))
print(coordinates(3, -4), price("tea", 1.5), price("coffee", 12.25))
print(row(7, 1.5, "ab", True))
print("%s %s %s" % ("a", 1, 2.5), "%s" % ("only",), "plain" % ())
print("%(a)s-%(b)d" % {"a": "x", "b": 3})
print("%*d|%-*d|" % (5, 1, 5, 2), "%.*f" % (1, 2.25))

text = "%s"
text %= 5
print(text)


def fails(template, value):
    try:
        print(template % value)
    except Exception as e:
        print(type(e), e.args)


fails("%d", "x")
fails("%s %s", ("a",))
fails("%s", ("a", "b"))
fails("plain", 1)
fails("%z", 1)
fails("%", 1)
fails("%(a)s", 1)
fails("%(a)s", {"b": 1})
