"""Small kernels in plain typed Python: what native code is compared with bytecode on."""


def fib(n: int) -> int:
    """Calls."""
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def fib_untyped(n):
    """Calls, without annotations."""
    if n < 2:
        return n
    return fib_untyped(n - 1) + fib_untyped(n - 2)


def masked_sum(n: int) -> int:
    """A counting loop over ints."""
    total = 0
    for i in range(n):
        total += i & 255
    return total


def sieve(n: int) -> int:
    """Bytes of a buffer, by place."""
    flags = bytearray(n)
    count = 0
    for i in range(2, n):
        if not flags[i]:
            count += 1
            for j in range(i * i, n, i):
                flags[j] = 1
    return count


def mandelbrot(width: int, height: int, limit: int) -> int:
    """Floats."""
    total = 0
    for y in range(height):
        for x in range(width):
            cr = x * 3.0 / width - 2.0
            ci = y * 2.0 / height - 1.0
            zr = 0.0
            zi = 0.0
            n = 0
            while n < limit and zr * zr + zi * zi <= 4.0:
                t = zr * zr - zi * zi + cr
                zi = 2.0 * zr * zi + ci
                zr = t
                n += 1
            total += n
    return total


def lists(n: int) -> int:
    """A list filled, summed and rotated."""
    items: list[int] = []
    for i in range(n):
        items.append(i)
    total = 0
    for item in items:
        total += item
    for i in range(n - 1):
        items[i], items[i + 1] = items[i + 1], items[i]
    return total + items[0]


def word_count(n: int) -> int:
    """A dict of counts by string."""
    counts: dict[str, int] = {}
    words = ["a", "bb", "ccc", "dd", "e"]
    for i in range(n):
        word = words[i % 5]
        counts[word] = counts.get(word, 0) + 1
    return counts["a"]


class Counter:
    """An object with one field and one method."""

    value: int

    def __init__(self, value: int):
        self.value = value

    def add(self, step: int) -> int:
        """Counts on."""
        self.value += step
        return self.value


def objects(n: int) -> int:
    """Objects made, and their methods called."""
    total = 0
    for i in range(n):
        counter = Counter(i)
        counter.add(3)
        total += counter.add(1)
    return total


def crc16(data: bytes) -> int:
    """Bits of ints, a byte at a time."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            if crc & 0x8000:
                crc = (crc << 1) ^ 0x1021
            else:
                crc <<= 1
            crc &= 0xFFFF
    return crc


def guarded(n: int) -> int:
    """Exceptions raised and caught."""
    caught = 0
    for i in range(n):
        try:
            if i % 3 == 0:
                raise ValueError(i)
        except ValueError:
            caught += 1
    return caught
