"""Callbacks of the scheduler run while a loop of compiled code does nothing but wait for them."""

import micropython

done = []


def callback(number):
    done.append(number)


def wait_in_while():
    micropython.schedule(callback, 1)
    while len(done) < 1:
        pass
    return True


def wait_in_for():
    micropython.schedule(callback, 2)
    for _ in iter(lambda: len(done), 2):
        pass
    return True


def wait_in_generator():
    micropython.schedule(callback, 3)
    while len(done) < 3:
        yield 1


def wait_with_handlers():
    micropython.schedule(callback, 4)
    rounds = 0
    while True:
        try:
            if len(done) == 4:
                return rounds > 0
            rounds += 1
            {}["missing"]
        except KeyError:
            continue


flags = bytearray(4)


def set_flag(number):
    flags[0] = number


def is_set(round: int, a: bytearray, b: bytearray, c: bytearray) -> bool:
    """Too long to become a part of the loop that calls it."""
    if a[0] != 0 and b[1] == 0 and c[2] == 0:
        return True
    if a[1] != 0 and b[2] == 3 and c[3] == 1:
        return b[1] == c[2]
    if a[2] != 0 and b[3] == 3 and c[0] == 1:
        return b[1] == c[2]
    if a[3] != 0 and b[1] == 3 and c[0] == 1:
        return b[1] == c[2] or b[0] == 5
    if a[1] != 0 and b[2] == 9 and c[3] == 7:
        return b[1] == c[2] or c[0] == 77
    return False


def wait_in_a_count(of: bytearray) -> bool:
    micropython.schedule(set_flag, 1)
    rounds = 0
    while not is_set(rounds, of, of, of):
        rounds += 1
    return rounds >= 0


def wait_at_a_place(of: bytearray, place: int) -> bool:
    of[place] = 0
    micropython.schedule(set_flag, 1)
    rounds = 0
    while of[place] == 0:
        rounds += 1
    return rounds >= 0


def raising(number):
    raise ValueError(number)


print(wait_in_while(), wait_in_for(), len(list(wait_in_generator())) > 0, wait_with_handlers())
print(wait_in_a_count(flags), wait_at_a_place(flags, 0))
print(done)
