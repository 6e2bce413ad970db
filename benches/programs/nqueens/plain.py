# group: int
"""Queens on a board of seven: recursion over bits."""


def solve(size, columns, left, right):
    every = (1 << size) - 1
    if columns == every:
        return 1
    count = 0
    free = every & ~(columns | left | right)
    while free:
        queen = free & -free
        free ^= queen
        count += solve(size, columns | queen, (left | queen) << 1, (right | queen) >> 1)
    return count


def run():
    return solve(7, 0, 0, 0)
