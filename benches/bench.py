"""The calls that `scripts/bench` makes of the kernels, and times."""


def calls(m):
    data = bytes(range(256)) * 2
    return [
        ("fib(16)", lambda: m.fib(16)),
        ("fib_untyped(16)", lambda: m.fib_untyped(16)),
        ("masked_sum(20000)", lambda: m.masked_sum(20000)),
        ("sieve(8000)", lambda: m.sieve(8000)),
        ("mandelbrot(32, 16, 24)", lambda: m.mandelbrot(32, 16, 24)),
        ("lists(2000)", lambda: m.lists(2000)),
        ("word_count(1500)", lambda: m.word_count(1500)),
        ("objects(1500)", lambda: m.objects(1500)),
        ("crc16(512 bytes)", lambda: m.crc16(data)),
        ("guarded(300)", lambda: m.guarded(300)),
    ]
