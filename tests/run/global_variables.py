# Module-level names: read, written and deleted by functions and by module code.

count = 0
name = "start"
table: dict = {}
limit: int = 5
ratio: float = 0.5


def bump(by=1):
    global count
    count += by
    return count


def rename(new: str) -> str:
    global name
    old = name
    name = new
    return old


print(bump(), bump(10), count, rename("next"), name)


def reader():
    return later


try:
    reader()
except NameError as e:
    print(type(e), e.args)
later = "now"
print(reader())
del later
try:
    reader()
except NameError as e:
    print(type(e), e.args)
try:
    print(never)
except NameError as e:
    print(type(e), e.args)
try:
    del never
except NameError as e:
    print(type(e))


def remover():
    global temporary
    temporary = 1
    x = temporary
    del temporary
    return x


print(remover())
try:
    print(temporary)
except NameError as e:
    print(type(e), e.args)


def local_hides(count):
    count += 1
    name = "local"
    return count, name


print(local_hides(100), count, name)


def assigned_later():
    try:
        print(count)
    except NameError as e:
        return type(e)
    count = 1


print(assigned_later())


def raise_limit() -> int:
    global limit, ratio
    limit *= 2
    ratio /= 2
    return limit


print(raise_limit(), limit, ratio)
limit = 1 << 70
print(raise_limit())


def builtin_hidden():
    return len([1, 2])


print(builtin_hidden())
len = 3
try:
    builtin_hidden()
except TypeError as e:
    print(type(e), e.args)
del len
print(builtin_hidden())


def redefined():
    return "first"


first = redefined


def redefined():
    return "second"


print(first(), redefined())
if count > 5:

    def chosen():
        return "big"

else:

    def chosen():
        return "small"


print(chosen())


def in_loop():
    global i
    for i in range(3):
        table[i] = i * i


in_loop()
print(i, table)
for i in range(10, 12):
    pass
print(i)
x = y = z = []
x.append(1)
print(y, z is x)
try:
    raise ValueError("text")
except ValueError as caught:
    print(caught)
try:
    print(caught)
except NameError as e:
    print(type(e))
print(globals()["count"], "bump" in globals(), "nothing" in globals())
globals()["made"] = 42
print(made)


# What the module builtins has as any module has it is no built-in name.
def attribute_of_modules():
    return __class__


def names_of_modules():
    return __dict__


class Asking:
    def its_class(self):
        return __class__


for f in (attribute_of_modules, names_of_modules, Asking().its_class):
    try:
        print(f())
    except NameError as e:
        print(e)
__class__ = "of the module"
print(attribute_of_modules(), Asking().its_class())
