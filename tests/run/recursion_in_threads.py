"""Functions that call themselves in two threads, where the board has such: each has a stack of its own, whose end is found."""

try:
    import time
except ImportError:
    time = None

try:
    import _thread
except ImportError:
    _thread = None


def down(n: int) -> int:
    return 0 if n == 0 else down(n - 1) + 1


def through(n: int):
    if n:
        for item in through(n - 1):
            yield item + 1
    yield n


done = []


def job() -> None:
    for _ in range(20):
        done.append((down(5), sum(through(5))))


def beside() -> None:
    if _thread is None:
        job()
    else:
        _thread.start_new_thread(job, ())


for _ in range(3):
    done.clear()
    beside()
    for _ in range(20):
        print(down(7), sum(through(7)))
    while len(done) < 20:
        time.sleep(0.001)
    print(len(done), done[0], done[-1])
    for function in (down, lambda n: sum(through(n))):
        try:
            function(1 << 28)
        except RuntimeError as e:
            print(e)
