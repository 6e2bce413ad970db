# A compiled module that imports modules and packages which stay bytecode, made here; some fail.
import sys


class Made:
    def __init__(self, name, **names):
        self.__name__ = name
        for key in names:
            setattr(self, key, names[key])


class Thing:
    def __init__(self, n):
        self.n = n * 2


inner = Made("package.inner", NAME="inner name", Thing=Thing)
sys.modules["helper"] = Made("helper", double=lambda n: n * 2, VALUE=7)
sys.modules["package"] = Made("package", inner=inner)
sys.modules["package.inner"] = inner
try:
    import tasks
except Exception as e:
    print(type(e), e.args)
    raise
print(tasks.use(5))
sys.modules["helper"].double = lambda n: "patched"
print(tasks.use(5))


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e), e.args)


show(tasks.nested)
show(tasks.lazy)
show(tasks.lazy_name)
show(tasks.lazy_inner)
show(tasks.local_package)
show(tasks.star)
del sys.modules["tasks"]
import tasks as second

print(second is tasks, second.use(1))
