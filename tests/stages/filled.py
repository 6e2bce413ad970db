from array import array


def octets(a: int, b: int, n: int) -> tuple[bytes, bytes, bytes]:
    return bytes([a, b, 255]), bytes([i * a for i in range(4)]), bytes(n)


def arrays(n: int) -> object:
    return array("h", [0] * n), array("I", bytes(4 * n))


def in_range(items: list[int]) -> list[int]:
    return [items[i] + 1 for i in range(16)]
