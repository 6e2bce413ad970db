# len of what is annotated, of every kind, at and between the bounds of what is interned.


def of_str(s: str) -> int:
    return len(s)


def of_bytes(s: bytes) -> int:
    return len(s)


def of_bytearray(s: bytearray) -> int:
    return len(s)


def of_list(s: list[int]) -> int:
    return len(s)


def of_dict(s: dict[str, int]) -> int:
    return len(s)


def of_set(s: set[int]) -> int:
    return len(s)


def of_tuple(s: tuple) -> int:
    return len(s)


def of_pair(s: tuple[int, str]) -> int:
    return len(s)


def of_any(s):
    return len(s)


def twice(s: bytes) -> int:
    return len(s) + len(s) * len(s[1:])


for text in ("", "a", "é", "0123456789", "0123456789a", "日本" * 200):
    print(of_str(text), of_any(text), of_bytes(text.encode()), of_bytearray(bytearray(text.encode())), of_any(b"x" + text.encode()))
print(of_list([]), of_list([1, 2]), of_dict({}), of_dict({"a": 1}), of_set(set()), of_set({1}), of_tuple(()), of_tuple((1,)), of_pair((1, "a")))
print(twice(b"abc"), of_any(range(7)), of_any(memoryview(b"abcd")))
for bad in (5, None, 1.5, len, iter([])):
    try:
        print(of_any(bad))
    except TypeError as e:
        print("TypeError")
