# Functions that call themselves and each other.


def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def fib_any(n):
    if n < 2:
        return n
    return fib_any(n - 1) + fib_any(n - 2)


def is_even(n: int) -> bool:
    return True if n == 0 else is_odd(n - 1)


def is_odd(n: int) -> bool:
    return False if n == 0 else is_even(n - 1)


def ackermann(m: int, n: int) -> int:
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def hanoi(n: int, a: str, b: str, c: str, moves: list) -> int:
    if n == 0:
        return 0
    count = hanoi(n - 1, a, c, b, moves)
    moves.append(a + b)
    return count + 1 + hanoi(n - 1, c, b, a, moves)


def depth(tree) -> int:
    deepest = 0
    for child in tree:
        d = depth(child)
        if d > deepest:
            deepest = d
    return deepest + 1


def flatten(x, out):
    if isinstance(x, list):
        for y in x:
            flatten(y, out)
    else:
        out.append(x)
    return out


def power(x: float, n: int) -> float:
    if n == 0:
        return 1.0
    half = power(x, n // 2)
    return half * half * x if n % 2 else half * half


def permutations(items: list, start: int, out: list):
    if start == len(items):
        out.append(tuple(items))
        return
    for i in range(start, len(items)):
        items[start], items[i] = items[i], items[start]
        permutations(items, start + 1, out)
        items[start], items[i] = items[i], items[start]


def gcd(a: int, b: int) -> int:
    return a if b == 0 else gcd(b, a % b)


def unwinding(n: int) -> int:
    try:
        if n == 0:
            raise ValueError("bottom")
        return unwinding(n - 1)
    except ValueError as e:
        if n < 5:
            raise
        return n
    finally:
        trail.append(n)


trail = []
print(fib(15), fib_any(12), is_even(20), is_odd(20), is_even(7))
print(ackermann(2, 3), gcd(1 << 80, 6**40), power(2.0, 20), power(0.5, 3))
moves = []
print(hanoi(4, "a", "b", "c", moves), moves)
print(depth([[], [[], [[]]]]), flatten([1, [2, [3, []], 4]], []))
out = []
permutations([1, 2, 3], 0, out)
print(out)
print(unwinding(7), trail)
