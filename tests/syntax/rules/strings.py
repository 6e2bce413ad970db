#### refused: unclosed strings
x = "abc
y = 1
#### refused: an unclosed triple-quoted string
x = """abc
y = 1
#### each line refused: escapes
"\x1"
"\u12"
"\N{no such character}"
"\U00110000"
b"\x"
#### each line refused: lone surrogates
"\ud800"
"a\\\uDFFFb" "\ud800"
f"a{b}\U0000dabc"
f"{x:\ud800}"
#### accepted: what only looks like a surrogate
r"\ud800", b"\ud800", "\\ud800", rf"\ud800{x}", "\ud7ff\ue000"
#### each line refused: bytes
b"é"
b"a" "b"
f"a" b"b"
#### each line refused: prefixes
ur"a"
bu"a"
#### each line refused: f-strings
f"{a"
f"{}"
f"}"
f"{a!x}"
f"{a! r}"
f"{a b}"
f"{lambda x: 1}"
f"{a!r=}"
f"{yield}"
#### refused: template strings
x = t"{y}"
def f():
    return "a", t"b" t"{c}"
