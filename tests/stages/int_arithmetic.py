def mix(a: int, b: int) -> int:
    return (a + b) * (a - b) // 7 % 5 << 2
