from mpyc import u8, u32


def solve(size: u8, columns: u32, left: u32, right: u32) -> u32:
    every = (1 << (size & 31)) - 1
    if columns == every:
        return 1
    count: u32 = 0
    free = every & ~(columns | left | right)
    while free:
        queen = free & -free
        free ^= queen
        count = u32(count + solve(size, columns | queen, u32((left | queen) << 1), (right | queen) >> 1))
    return count


def run() -> u32:
    return solve(7, 0, 0, 0)
