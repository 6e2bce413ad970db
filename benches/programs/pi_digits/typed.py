# group: int
"""Digits of pi, one after another, from a spigot of ints that grow."""


def digits(count: int) -> str:
    found: list[str] = []
    q = 1
    r = 0
    t = 1
    k = 0
    while len(found) < count:
        k += 1
        y = k * 2 + 1
        r = (q * 2 + r) * y
        q *= k
        t *= y
        if q <= r:
            digit = (q * 3 + r) // t
            if (q * 4 + r) // t == digit:
                found.append(str(digit))
                q *= 10
                r = (r - digit * t) * 10
    return "".join(found)


def run() -> str:
    return digits(60)
