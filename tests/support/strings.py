import m

interned = "append"
made = "".join(["no", "t inter", "ned"])
long = "€" * 200
texts = ["", "a", interned, made, "größe", "🐍", "x" * 300, long, "quote' \" \\ \n\t\x01"]
for text in texts:
    data = text.encode()
    if "\0" not in text:
        same(m.get_str(text), text)
    same(m.get_data(text), data)
    same(m.get_data(data), data)
    same(m.data_no_check(text), (data, True, hash(text), True))
    same(m.data_no_check(data)[:2], (data, True))
    for other in texts:
        same(m.str_equal(text, other), text == other)
    same(m.str_copy(str, text), text)
    same(m.str_copy(bytes, text), data)
    same(m.str_copy(str, text) in {text: 1}, True)
    same(m.str_of_type(str, text), text)
    same(m.str_of_type(bytes, data), data)
    same(m.str_of_type(bytearray, data), bytearray(data))
    for kind, wanted in ((0, text), (1, text), (2, data), (3, text[:90]), (4, text[:90]), (5, data[:90])):
        try:
            got = m.from_vstr(text if kind < 3 else wanted, kind)
        except UnicodeError:
            got = wanted  # a character that was cut
        same(got, wanted)
    same({m.from_vstr(text, 0): 5}[text], 5)
    same(m.new_bytearray(data), (bytearray(data), 7))
    same(m.set_data(text), text)
    same(m.compute_hash(data), hash(m.str_copy(str, text)))
for bad in (1, None, [], 1.5):
    for f in (m.get_str, m.get_data, m.get_qstr):
        kind, args = raised(f, bad)
        same(kind, TypeError)
        same(args, ("can't convert '%s' object to str implicitly" % type(bad).__name__,))
same(raised(m.str_of_bytes, b"\xff", 1), raised(lambda: str(b"\xff", "utf-8")))
same(raised(m.str_of_bytes, b"\xff", 300), raised(lambda: str(b"\xff", "utf-8")))
same(m.str_of_bytes(b"ab", 200), "ab" * 200)

# Interned names.
same(m.find_qstr("append"), "append")
same(m.find_qstr("zqzq" + str(len(texts))), None)
for name in ("append", "zyx" + str(len(texts)), "x" * 200):
    word, is_word, is_same, text, length, data, number = m.get_qstr(name)
    same((word, is_word, is_same, text, length, data), (name, True, True, name, len(name), name.encode()))
    same(number, hash(word))
    same(m.find_qstr(name), name)
    same(m.via_qstr(name), (name, True))
    same(m.intern(name), (name, True, True, name[:3], name))
same(raised(m.get_qstr, "x" * 300)[0], RuntimeError)
same([m.is_qstr(x) for x in ("append", made, 1, None, True, 2.0, [], b"append", 6, 10)], [True] + 9 * [False])
import errno

same(m.errno_name(errno.ENOENT), "ENOENT")
same(m.errno_name(9999), None)
for o, wanted in (("a", (True, True)), (made, (True, True)), (b"", (False, True)), (1, (False, False)), (None, (False, False)), ([], (False, False)), (1.0, (False, False))):
    same(m.is_str_or_bytes(o), wanted)

# As the type has it.
same(m.make_new(12), "12")
same(m.make_new(b"abc", "utf-8"), "abc")
same(m.make_new(), "")
same(m.binary(27, "ab", "cd"), "abcd")
same(m.binary(29, "ab", 3), "ababab")
same(m.binary(0, "a", "b"), True)
same(m.get_buffer("abc"), (0, b"abc", ord("B")))
same(m.get_buffer(b"abc"), (0, b"abc", ord("B")))
same(m.format("{}-{x:>4}", 1, x="y"), "1-   y")
same(m.split("a b  c"), ["a", "b", "c"])
same(m.split("a,b,c", ",", 1), ["a", "b,c"])
import json

for text in texts:
    same(m.print_json(text, None), json.dumps(text))
    wanted = repr(text) if len(text.encode()) == len(text) else "'%s'" % text
    same(m.print_json(text, False), wanted)
    same(m.print_json(text.encode(), True), repr(text.encode())[1:])
same(m.print_json(b"b'b", True), repr(b"b'b")[1:])
same(m.hex(bytes, b"\x01\xab"), b"01ab")
same(m.hex(str, b"\x01\xab"), "01ab")
same(m.hex(str, b"\x01\xab", ":"), "01:ab")
if hasattr(bytes, "fromhex"):
    same(m.fromhex(bytes, "01ab"), b"\x01\xab")
for haystack in (b"", b"abcabc", b"aaa"):
    for needle in (b"", b"a", b"bc", b"abcabcd", b"aa", b"x"):
        for direction, method in ((1, haystack.find), (-1, haystack.rfind)):
            got = m.find(haystack, needle, direction)
            same(-1 if got is None else got, method(needle))
same(m.index_to_ptr(b"abc", 1, False), 1)
same(m.index_to_ptr(b"abc", -1, False), 2)
same(m.index_to_ptr(b"abc", 10, True), 3)
same(m.index_to_ptr("aäb", 2, False), 3)
same_error(m.index_to_ptr, (b"abc", 3, False), IndexError, "bytes index out of range")

# Strings that grow.
same(
    m.vstr_all("abc"),
    ["abc!€🐍ä", "<ac!>", True, "ac!>-5 x list...", "a", True, 0, 0],
)
same(m.vstr_overflow(8), "x" * 8)
same_error(m.vstr_overflow, (9,), RuntimeError)
same(m.vstr_vprintf_it(), "00042|ab   |ff")

# Characters.
for code in list(range(128)) + [0xE4, 0x20AC]:
    c = chr(code)
    ascii = code < 128
    got = m.unichar_all(code)
    same(got[:5], (c.isspace(), c.isalpha(), c.isdigit(), c.isupper(), c.islower()))
    same(got[5:8], (c.isalpha() or c.isdigit(), c.isalpha() or c.isdigit() or c == "_", ascii and c in "0123456789abcdefABCDEF"))
    same(got[8:10], (ord(c.lower()), ord(c.upper())))
    same(got[10], int(c, 16) if got[7] else None)
    same(got[11], 32 <= code < 127 or 9 <= code <= 13)
for text in texts:
    same(m.utf8_all(text), ([(ord(c), i) for i, c in enumerate(text)], len(text)))
for data in (b"", b"a", b"\x80", b"\xc3", b"\xc3\xa4", b"\xe2\x82", b"\xe2\x82\xac", b"\xf0\x9f\x90\x8d", b"\xf0\x9f\x90", b"\xf8\x88\x80\x80\x80", b"a\xc3b"):
    try:
        good = str(data, "utf-8") is not None
    except UnicodeError:
        good = False
    same(m.utf8_good(data), good)
end()
