# To the firmware a bool is no instance of int, though it is taken where an int is declared.


def left(x: int | str) -> object:
    if isinstance(x, int):
        return x + 1
    return x


def exhausted(x: int | str) -> int:
    if isinstance(x, int):
        return x + 1
    elif isinstance(x, str):
        return len(x)
    return 7 if x else 8


def floats(x: float | str) -> object:
    if isinstance(x, (int, float)):
        return x * 2
    return x


def either(x: bool | int) -> str:
    if isinstance(x, int):
        return f"int {x}"
    return f"bool {x}"


def maybe(x: int | None) -> str:
    if isinstance(x, int):
        return f"int {x}"
    return f"other {x} {x is None}"


def given(x: int | str) -> str:
    if isinstance(x, int):
        return "int"
    return shown(x)


def shown(text: str) -> str:
    return text + "!"


for value in (3, True, False, "text"):
    print(left(value), exhausted(value))
for value in (3, True, 2.5, "text"):
    print(floats(value))
print(either(True), either(3), maybe(True), maybe(1), maybe(None), given(2), given("a"))
try:
    print(given(True))
except TypeError:
    print("TypeError")


def after(x: int | str) -> object:
    text: str | None = None
    if isinstance(x, int):
        text = "int"
    elif isinstance(x, str):
        text = "str"
    return text


def length(x: int | str) -> int:
    text: str | None = None
    if isinstance(x, int):
        text = "int"
    elif isinstance(x, str):
        text = "str"
    return len(text)


for value in (1, True, "a"):
    print(after(value))
print(length(1), length("a"))
try:
    print(length(True))
except TypeError:
    print("TypeError")
