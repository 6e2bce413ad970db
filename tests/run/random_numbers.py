# Generators of pseudo-random numbers, in word and big arithmetic.


def lcg(seed: int, n: int) -> list:
    out = []
    for _ in range(n):
        seed = (seed * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        out.append(seed >> 33)
    return out


def xorshift(x: int, n: int) -> list:
    out = []
    for _ in range(n):
        x ^= (x << 13) & 0xFFFFFFFF
        x ^= x >> 17
        x ^= (x << 5) & 0xFFFFFFFF
        out.append(x)
    return out


def lcg_any(seed, n):
    out = []
    for _ in range(n):
        seed = (seed * 1664525 + 1013904223) % 4294967296
        out.append(seed)
    return out


def crc32(data: bytes) -> int:
    crc = 0xFFFFFFFF
    for b in data:
        crc ^= b
        for _ in range(8):
            crc = (crc >> 1) ^ (0xEDB88320 & -(crc & 1))
    return crc ^ 0xFFFFFFFF


def adler(data: bytes) -> int:
    a, b = 1, 0
    for x in data:
        a = (a + x) % 65521
        b = (b + a) % 65521
    return b << 16 | a


def isqrt(n: int) -> int:
    if n < 0:
        raise ValueError("negative")
    x = n
    y = (x + 1) // 2
    while y < x:
        x = y
        y = (x + n // x) // 2
    return x


def modpow(b: int, e: int, m: int) -> int:
    r = 1
    b %= m
    while e > 0:
        if e & 1:
            r = r * b % m
        b = b * b % m
        e >>= 1
    return r


def is_prime(n: int) -> bool:
    if n < 4:
        return n > 1
    d = n - 1
    s = 0
    while d % 2 == 0:
        d //= 2
        s += 1
    for a in (2, 3, 5, 7, 11, 13):
        if a >= n:
            continue
        x = modpow(a, d, n)
        if x == 1 or x == n - 1:
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def digits(n: int) -> int:
    total = 0
    while n:
        n, d = divmod(n, 10)
        total += d
    return total


print(lcg(1, 5), xorshift(2463534242, 5), lcg_any(0, 5))
print(crc32(b"123456789"), crc32(b""), adler(b"Wikipedia"))
for n in (0, 1, 15, 16, 17, (1 << 30) + 5, 1 << 62, 10**30):
    print(n, isqrt(n), is_prime(n), digits(n))
print(modpow(3, 1 << 70, (1 << 61) - 1), is_prime((1 << 61) - 1), is_prime((1 << 31) - 1), is_prime((1 << 31) + 1))
