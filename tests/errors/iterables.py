from typing import Generator, Iterable, Iterator


def total(numbers: Iterable[int]) -> int:
    return sum(numbers)


def digits(text: str) -> Iterator[str]:
    for c in text:
        yield c


def use(n: int, made: Generator[int, None, None]) -> int:
    n += total(n)
    for c in digits("12"):
        n += c
    for x in made:
        n += x
    return n + total([1, 2]) + total(digits)
