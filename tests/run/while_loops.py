# while with else, break and continue, nested.


def search(limit: int, target: int) -> str:
    i = 0
    while i < limit:
        if i == target:
            found = "break at " + str(i)
            break
        i += 1
    else:
        found = "else at " + str(i)
    return found


print(search(5, 3), search(5, 9), search(0, 0))


def odd_sum(n: int) -> int:
    total = 0
    i = 0
    while i < n:
        i += 1
        if i % 2 == 0:
            continue
        total += i
    return total


print(odd_sum(0), odd_sum(9), odd_sum(10))


def primes(n: int) -> list:
    found = []
    i = 2
    while i < n:
        j = 2
        while j * j <= i:
            if i % j == 0:
                break
            j += 1
        else:
            found.append(i)
        i += 1
    return found


print(primes(30), primes(2))


def pairs(n):
    out = []
    i = 0
    while True:
        i += 1
        if i > n:
            break
        j = 0
        while True:
            j += 1
            if j == i:
                break
            if (i + j) % 3:
                continue
            out.append((i, j))
    else:
        out.append("never")
    return out


print(pairs(5))


def collatz(n: int) -> tuple:
    steps = 0
    top = n
    while n != 1:
        n = 3 * n + 1 if n % 2 else n // 2
        steps += 1
        if n > top:
            top = n
    return steps, top


for n in (1, 7, 27, 837799):
    print(n, collatz(n))


def drain(items: list) -> list:
    out = []
    while items:
        out.append(items.pop())
    return out


print(drain([1, 2, 3]), drain([]))


def never(x):
    while False:
        x = 1
    else:
        x = x + 1
    while 0:
        x = 2
    while None:
        x = 3
    return x


print(never(1))


def forever(n: int) -> int:
    while 1:
        n -= 1
        if n < 0:
            return n


print(forever(3))
i = 0
while i < 3:
    i += 1
    if i == 2:
        continue
    print("module", i)
else:
    print("module else", i)


def test_with_effects(n: int) -> list:
    seen = []
    while seen.append(n) or n > 0:
        n -= 1
    return seen


print(test_with_effects(3))
