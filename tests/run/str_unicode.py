# Text that is not ASCII: as constants, names, keys, through every operation.


def describe(text: str):
    return len(text), text[0], text[-1], text[::1], ord(text[0])


def total(text: str) -> int:
    n = 0
    for c in text:
        n += ord(c)
    return n


def bytes_of(text: str) -> bytes:
    return text.encode()


größe = 3
naïve = "ü"


def fläche(länge: int, höhe: int = 2) -> int:
    return länge * höhe


class Größe:
    def __init__(self, wert: int):
        self.wert = wert
        self.größe = wert * 2


print(describe("日本"))
print(größe, naïve, fläche(3), fläche(länge=4, höhe=5))
g = Größe(4)
print(g.wert, g.größe, type(g).__name__)
for text in ("é", "日本語", "€uro", "👍🏽", "a\u0301", "\x7f\x80", "ж" * 20, "\U0001F600 smile, long enough not to be interned"):
    print(text, len(text), text[0], text[-1] == text[len(text) - 1], total(text), bytes_of(text), repr(text))
    print(text.upper() == text, text + text == text * 2, text in {text: 1}, text.find(text[-1]))
table = {"ключ": 1, "鍵": 2, "clé": 3}
for key in sorted(table):
    print(key, table[key])
print("日本語"[1], "日本語"[1:], "日本語"[:-1], "日本語".split("本"), "本" in "日本語", "x" in "日本語")
print("nul\0inside", len("nul\0inside"), "nul\0inside" == "nul", "a\0" < "a\1")
print(f"{'é'}|{naïve}|{größe:>4}|ß")
print("%s %r" % ("é", "é"), "é{}".format("ü"))
