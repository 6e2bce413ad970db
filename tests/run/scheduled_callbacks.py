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


def raising(number):
    raise ValueError(number)


print(wait_in_while(), wait_in_for(), len(list(wait_in_generator())) > 0, wait_with_handlers())
print(done)
