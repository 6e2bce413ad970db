# group: containers
"""Strings made: a table of readings, a caption turned around, an address, bytes in hexadecimal."""


def line(name: str, value: int, unit: str) -> str:
    return f"{name:<8}|{value:>6d} {unit}"


def turned(text: str) -> str:
    words: list[str] = []
    for word in text.split(" "):
        words.append("".join(reversed(word)).lower())
    return " ".join(words)


def address(parts: list[int]) -> str:
    text = ""
    for i in range(len(parts)):
        if i > 0:
            text += "."
        text += str(parts[i])
    return text


def hexadecimal(data: bytes) -> str:
    digits = "0123456789abcdef"
    text = ""
    for byte in data:
        text += digits[byte >> 4] + digits[byte & 15]
    return text


def vowels(text: str) -> int:
    count = 0
    for c in text:
        if c in "aeiou":
            count += 1
    return count


def run() -> str:
    lines: list[str] = []
    for i in range(20):
        lines.append(line("sensor" + str(i), i * 37 - 200, "mV"))
        lines.append(turned("The Quick Brown Fox jumped"))
        lines.append(address([192, 168, i, i * 7]))
        lines.append(hexadecimal(b"\x00\x12\xab\xff" + bytes([i, i * 3])))
    text = "\n".join(lines)
    return "%d %d %s" % (len(text), vowels(text), text.replace(" ", "")[-60:])
