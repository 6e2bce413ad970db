# `dir()` in the body of a class lists what the body has bound so far.
class Table:
    first = 1

    def method(self):
        return dir(self)

    so_far = sorted(dir())
    last = 2
    later = [name for name in sorted(dir()) if not name.startswith("_")]
    del first
    without = "first" in dir()


print(Table.so_far, Table.later, Table.without)


def local(names):
    class Inner:
        for name in names:
            if name in dir():
                found = name
        count = len([n for n in dir() if n[:1] != "_"])

    return Inner.found, Inner.count


print(local(["a", "name", "b"]))
