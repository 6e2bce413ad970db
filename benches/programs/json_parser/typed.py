# group: containers
"""A parser of JSON: text to dicts, lists, strings and numbers, and back."""

TEXT = (
    '{"name": "board", "pins": [1, 2, 3, 14, 25], "wifi": {"ssid": "home", "on": true, "signal": -61}, '
    '"list": [{"id": 7, "label": "first\\nline"}, {"id": 8, "label": "second"}, null, false], "empty": {}}'
)


class Parser:
    text: str
    at: int

    def __init__(self, text: str):
        self.text = text
        self.at = 0

    def skip(self) -> str:
        """The next character that is not white."""
        while self.text[self.at] in " \n\t":
            self.at += 1
        return self.text[self.at]

    def string(self) -> str:
        parts: list[str] = []
        self.at += 1
        while True:
            c = self.text[self.at]
            self.at += 1
            if c == '"':
                return "".join(parts)
            if c == "\\":
                c = self.text[self.at]
                self.at += 1
                if c == "n":
                    c = "\n"
            parts.append(c)

    def number(self) -> int:
        begin = self.at
        while self.at < len(self.text) and self.text[self.at] in "-0123456789":
            self.at += 1
        return int(self.text[begin : self.at])

    def object(self) -> dict[str, object]:
        result: dict[str, object] = {}
        self.at += 1
        while self.skip() != "}":
            key = self.string()
            self.skip()
            self.at += 1
            result[key] = self.value()
            if self.skip() == ",":
                self.at += 1
        self.at += 1
        return result

    def array(self) -> list[object]:
        result: list[object] = []
        self.at += 1
        while self.skip() != "]":
            result.append(self.value())
            if self.skip() == ",":
                self.at += 1
        self.at += 1
        return result

    def value(self) -> object:
        c = self.skip()
        if c == "{":
            return self.object()
        if c == "[":
            return self.array()
        if c == '"':
            return self.string()
        for word, value in (("true", True), ("false", False), ("null", None)):
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return value
        return self.number()


def dump(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ",".join([dump(key) + ":" + dump(value[key]) for key in sorted(value)]) + "}"
    if isinstance(value, list):
        return "[" + ",".join([dump(item) for item in value]) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\n", "\\n") + '"'
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def run() -> str:
    text = dump(Parser(TEXT).value())
    return dump(Parser(text).value())
