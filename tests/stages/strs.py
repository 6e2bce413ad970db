def parts(text: str, at: int) -> str:
    found = ""
    for c in text:
        if c in "aeiou" or c == "-":
            found += c + str(at)
    while text[at] not in " \t":
        at += 1
    return found + text[at]


def first(text: str, names: dict[str, int]) -> int:
    for word in text.split():
        if word != "the":
            return names.get(text, 0)
    return len(text.strip("."))


def swapped(pair: tuple[str, int]) -> tuple[int, str]:
    name, number = pair
    return number, name
