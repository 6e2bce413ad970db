# The same as Python.
def whole(bits, signed):
    low = -(1 << bits - 1) if signed else 0
    high = low + (1 << bits) - 1

    def same(a):
        if not isinstance(a, (int, bool)):
            raise TypeError
        if not low <= a <= high:
            raise OverflowError
        return int(a)

    return same


import sys

word = 64 if sys.maxsize > 1 << 32 else 32
same_i8 = whole(8, True)
same_i16 = whole(16, True)
same_i32 = same_int = whole(32, True)
same_i64 = whole(64, True)
same_u8 = whole(8, False)
same_u16 = whole(16, False)
same_u32 = same_uint = whole(32, False)
same_u64 = whole(64, False)
signed_word = whole(word, True)
unsigned_word = whole(word, False)


def add(a, b=3):
    return signed_word(a) + signed_word(b)


def twice(a):
    return unsigned_word(a) * 2


def wide(a, b, c):
    return unsigned_word(signed_word(a) + unsigned_word(b) + unsigned_word(c))


def upper(a):
    return same_u8(a) - 32


def half(x):
    return x / 2


def third(x, by=3.0):
    return x / by


def precise(x):
    return x * 4


def invert(a):
    if not isinstance(a, bool):
        raise TypeError
    return not a


def order(a, b, *, c=-1):
    return same_i32(a) * 10000 + same_u8(b) * 100 + same_i64(c)


count = 7


def bump():
    global count
    count += 1


def bumped():
    return count


def odd(default, count_of, größe=4):
    return default * 100 + count_of * 10 + größe
