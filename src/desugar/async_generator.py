# What an asynchronous generator is on a board, whose own generators are only what drives it: Python's protocol of
# PEP 525 around a coroutine. What the body gives with `yield` comes as a `Given`, what its `await`s give to the
# scheduler comes as it is. `provided_X` becomes `$X`.


class provided_Given:
    def __init__(self, value):
        self.value = value


class provided_AsyncGenerator:
    def __init__(self, body):
        self.body = body
        self.running = False

    def __aiter__(self):
        return self

    def __anext__(self):
        return self.go(self.body.send, None)

    def asend(self, value):
        return self.go(self.body.send, value)

    def athrow(self, *exception):
        return self.go(self.body.throw, *exception)

    def go(self, step, *values):
        if self.running:
            raise RuntimeError("asynchronous generator is already running")
        self.running = True
        body = self.body
        try:
            got = step(*values)
            while not isinstance(got, provided_Given):
                try:
                    value = yield got
                except BaseException as error:
                    got = body.throw(error)
                else:
                    got = body.send(value)
        except StopIteration:
            raise StopAsyncIteration
        except StopAsyncIteration:
            raise RuntimeError("async generator raised StopAsyncIteration")
        finally:
            self.running = False
        return got.value

    def aclose(self):
        try:
            yield from self.go(self.body.throw, GeneratorExit)
        except (StopAsyncIteration, GeneratorExit):
            return
        raise RuntimeError("async generator ignored GeneratorExit")

    # The firmware's bytecode takes the same source for a plain coroutine that gives values to the scheduler.

    def __iter__(self):
        return self

    def __next__(self):
        return provided_plain(self.body.send(None))

    def send(self, value):
        return provided_plain(self.body.send(value))

    def throw(self, *exception):
        return provided_plain(self.body.throw(*exception))

    def close(self):
        self.body.close()


def provided_plain(got):
    return got.value if isinstance(got, provided_Given) else got


def provided_asynchronous(function):
    def generator(*args, **kwargs):
        return provided_AsyncGenerator(function(*args, **kwargs))

    return generator
