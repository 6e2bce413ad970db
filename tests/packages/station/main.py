import sys


def loaded():
    return sorted(name for name in sys.modules if name.split(".")[0] == "station")


def told(action):
    try:
        action()
    except Exception as error:
        print(type(error).__name__, error)


import station

print(station.__name__, loaded())

# Circles, and names that several modules have.
import station.net.proto.frames as frames
from station.net import Link, link
from station.net.proto import codec

print(frames.__name__, link.__name__, codec.__name__, station.net.proto.codec is codec)
line = Link("a", 3)
print(line.send(b"abc"), line.sent, frames.run(), codec.run(), link.run(), station.run())
print(frames.Frame(2).size, codec.Frame(2).size, isinstance(frames.Frame(1), codec.Frame))
print(codec.decode(frames.encode(b"xyz")), codec.kinds())

# Each module has variables of its own.
from station import names

print(names.counted(), names.counted(), station.counter, names.counter)
names.counter = 100
print(names.counted(), "counter" in names.everything(), "loaded" in names.everything())
names.forget()
told(names.counted)
names.abs = lambda x: "patched"
print(names.size(-3), frames.size(-3))
print(list(names.steps(3)), [f(2) for f in names.adders(3)], names.default(), names.default())
print(sorted(name for name in dir(names) if not name.startswith("__")))
print(names.Shape.sides, names.Shape().grow(2), names.taken)

# Nobody imports it, until somebody does.
print("station.lazy" in sys.modules)
from station import lazy

print(lazy is sys.modules["station.lazy"], station.lazy is lazy)
import station.lazy

# A folder without code.
import station.extra.tool

print(station.extra.__name__, station.extra.tool.NAME, hasattr(station.extra, "__file__"))

# A module that raises is not there, and runs again.
for i in range(3):
    try:
        import station.flaky

        print("imported", station.flaky.tries)
    except ValueError as error:
        print("raised", error, "station.flaky" in sys.modules, hasattr(station, "flaky"))

# A circle in which one raises.
for i in range(2):
    told(lambda: __import__("station.net.broken"))
    print("station.net.broken" in sys.modules, "station.net.half" in sys.modules)

# What is missing.
told(lambda: __import__("station.absent"))
told(lambda: __import__("station.net.absent"))
told(lambda: __import__("station.config.absent"))
told(lambda: __import__("station.net.proto.frames.absent"))


def missing():
    from station import absent


def missing_name():
    from station.config import absent


told(missing)
told(missing_name)
told(names.beyond)
print(names.relative(), __import__("station.net.proto.frames").__name__)

# Once more from the beginning.
for name in loaded():
    del sys.modules[name]
import station.net
import station.names

print(station.names.counted(), station.counter, loaded())
print(station.net.Link("b", 1).send(b"."))
station.names.fail(5)
