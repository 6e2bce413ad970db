#!/usr/bin/env python3
"""Random typed programs: each prints what it computes, and means the same to CPython and to MicroPython.

    generate.py SEED            writes the program of that seed to the standard output

In: a number. Out: a program, always the same one for that number. What it holds is mixed at random and nested in each
other: ints near the boundaries of machine words, floats, strings, containers, control flow with exceptions and
`finally`, closures, generators, coroutines, context managers, classes. One in three has no annotation anywhere.

How it stays in what the two agree on, and ends:

- every expression is generated for a type (`TYPES`), so that no annotation is broken; what may fail at run time is
  caught, and the exception's type is printed, not its text;
- what may be of any type comes through `opaque`, a function without annotations;
- a generator is kept until the program's end (`keep`), since CPython closes a forgotten one at once and MicroPython
  never; sets and dicts are sorted before anything is printed of them; a key in a display has no effects;
- loops count; `cost` estimates the statements that will run, and calls that would be too many are not made; what may
  grow is cut after each assignment.
"""

import ast
import random
import sys

PRELUDE = '''\
import struct

KEPT = []


def keep(g):
    KEPT.append(g)
    return g


def opaque(x):
    return x


def as_int(x) -> int:
    return x if isinstance(x, (bool, int)) else 7


def name(e):
    n = type(e).__name__
    return "NameError" if n == "UnboundLocalError" else n


def real(x):
    if x != x:
        return "nan"
    bits = struct.pack("<d", x)
    if -1e6 < x < 1e6 and int(x * 64) == x * 64 and x != 0:
        return str(int(x * 64)) + "/64"
    return "/".join([str(b) for b in bits])


def fmt(x):
    if x is None or isinstance(x, (bool, int)):
        return str(x)
    if isinstance(x, float):
        return real(x)
    if isinstance(x, str):
        return "'" + x + "'"
    if isinstance(x, list):
        return "[" + ",".join([fmt(y) for y in x]) + "]"
    if isinstance(x, tuple):
        return "(" + ",".join([fmt(y) for y in x]) + ")"
    if isinstance(x, dict):
        return "{" + ",".join(sorted([fmt(k) + ":" + fmt(v) for k, v in x.items()])) + "}"
    if isinstance(x, set):
        return "{" + ",".join(sorted([fmt(y) for y in x])) + "}"
    if isinstance(x, (bytes, bytearray)):
        return type(x).__name__ + fmt(list(x))
    if isinstance(x, BaseException):
        return name(x)
    if hasattr(x, "state"):
        return type(x).__name__ + fmt(x.state())
    return "other"


def show(*xs):
    print(" ".join([fmt(x) for x in xs]))


class E0(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class E1(E0):
    pass


class Manager:
    def __init__(self, tag, swallow):
        self.tag = tag
        self.swallow = swallow

    def __enter__(self):
        show("enter", self.tag)
        return self.tag

    def __exit__(self, kind, value, trace):
        show("exit", self.tag, value)
        return self.swallow


class Pause:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield self.value)

    __iter__ = __await__


class AsyncManager:
    def __init__(self, tag, swallow):
        self.tag = tag
        self.swallow = swallow

    async def __aenter__(self):
        show("enter", await Pause(self.tag))
        return self.tag

    async def __aexit__(self, kind, value, trace):
        if kind is not GeneratorExit:  # whoever ends it does not wait
            await Pause(self.tag)
        show("exit", self.tag, value)
        return self.swallow


class Ticks:
    def __init__(self, count):
        self.count = count

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.count -= 1
        if self.count < 0:
            raise StopAsyncIteration
        return await Pause(self.count)


def attend(c, values):
    keep(c)
    value = None
    try:
        for following in values:
            if isinstance(value, BaseException):
                show("waits", c.throw(value))
            else:
                show("waits", c.send(value))
            value = following
        c.close()
        show("closed")
    except StopIteration as e:
        show("done", e.value)
    except BaseException as e:
        show("from", name(e))


class Count:
    def __init__(self, count):
        self.count = count

    def __iter__(self):
        return self

    def __next__(self):
        self.count -= 1
        if self.count < 0:
            raise StopIteration
        return self.count


def drive(g, steps):
    keep(g)
    done = False
    for step, value in steps:
        if done and step == "throw":
            continue
        try:
            if step == "next":
                show("got", next(g))
            elif step == "send":
                show("got", g.send(value))
            elif step == "throw":
                show("got", g.throw(value))
            else:
                g.close()
                show("closed")
                done = True
        except StopIteration as e:
            show("stop", e.value)
            done = True
        except BaseException as e:
            show("from", name(e))
            done = True
'''

# What stands in its place where the helpers are a module of their own, which stays bytecode.
IMPORT = "from prelude import AsyncManager, Count, E0, E1, KEPT, Manager, Pause, Ticks, as_int, attend, drive, fmt, keep, name, opaque, show\n"

EDGES = [0, 1, 2, 3, 5, 7, 8, 10, 31, 255, 256, 1000, 32767, 65535]
for bits in (29, 30, 31, 32, 53, 61, 62, 63, 64):
    EDGES += [(1 << bits) - 2, (1 << bits) - 1, 1 << bits, (1 << bits) + 1]
EDGES += [-x for x in EDGES if x]

WORDS = ["", "a", "b", "ab", "key", "Zed", "x y", "1", "-5", "hello", "end", "\u2192"]
RAISED = ["ValueError", "TypeError", "KeyError", "IndexError", "ZeroDivisionError", "RuntimeError", "OSError"]
CAUGHT = RAISED[:5] + ["LookupError", "ArithmeticError", "Exception", "E0", "E1", "NameError", "AttributeError"]
CAUGHT += ["(ValueError, KeyError)", "(E0, TypeError)", "(IndexError, ZeroDivisionError, NameError)", "Exception"]

TYPES = ["int", "bool", "float", "str", "list", "dict", "set", "tuple", "bytearray", "obj", "num"]
TYPES += ["strs", "floats", "rows", "named"]
ANNOTATED = {
    "int": ["int"],
    "bool": ["bool"],
    "float": ["float"],
    "str": ["str"],
    "list": ["list", "list[int]"],
    "dict": ["dict", "dict[int, int]"],
    "set": ["set"],
    "tuple": ["tuple"],
    "bytearray": ["bytearray"],
    "strs": ["list[str]", "list"],
    "floats": ["list[float]"],
    "rows": ["list[list[int]]", "list[list]"],
    "named": ["dict[str, int]", "dict"],
}
LETTER = dict(int="i", bool="b", float="f", str="s", list="l", dict="d", set="u", tuple="t", bytearray="y")
LETTER.update(obj="o", num="n", strs="a", floats="h", rows="m", named="v")


class Function:
    """What a call needs to know."""

    def __init__(self, name, params, result, cost, kind="plain"):
        self.name = name
        self.params = params  # (name, type, how, has a default); how: "any", "keyword", "star", "stars"
        self.result = result
        self.cost = cost
        self.kind = kind


class Class:
    def __init__(self, name, base):
        self.name = name
        self.base = base
        self.fields = dict(base.fields) if base else {}
        self.methods = dict(base.methods) if base else {}
        self.init = []
        self.special = set(base.special) if base else {"attributes"}


class Frame:
    """One function's body, or the module's, while it is written."""

    def __init__(self, parent, kind, result=None):
        self.parent = parent
        self.kind = kind  # module, function, generator
        self.result = result
        self.own = {}  # name -> type
        self.declared = set()  # names of other frames that it may assign
        self.used = set(parent.used) if parent else set()
        self.loops = 0
        self.counters = set()
        self.this = None


class Writer:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.indent = 0
        self.frame = Frame(None, "module")
        self.functions = []
        self.classes = []
        self.weight = 1  # how often what is being written runs
        self.cost = 0
        self.calm = 0  # above 0: no effects: no calls of what prints, no `:=`
        self.comprehending = 0
        self.serial = 0

    # ---- small things

    def pick(self, *xs):
        return self.random.choice(xs)

    def of(self, xs):
        return self.random.choice(xs)

    def chance(self, p):
        return self.random.random() < p

    def up_to(self, n):
        return self.random.randint(0, n)

    def put(self, text):
        self.lines.append("    " * self.indent + text if text else "")

    def fresh(self, letter):
        if self.chance(0.08):  # perhaps one that hides another frame's
            name = f"{letter}{self.up_to(3)}"
            if name not in self.frame.own and name not in self.frame.counters:
                if name not in self.frame.declared and not self.comprehending:
                    return name
        while True:
            self.serial += 1
            name = f"{letter}{self.serial}"
            if name not in self.frame.used:
                self.frame.used.add(name)
                return name

    def visible(self, kind):
        names = []
        frame = self.frame
        hidden = set()
        while frame:
            for name, its in frame.own.items():
                if its == kind and name not in hidden:
                    names.append(name)
            hidden |= set(frame.own)
            frame = frame.parent
        return names

    def assignable(self, kind):
        frame = self.frame
        names = [n for n, its in frame.own.items() if its == kind]
        for name in sorted(frame.declared):
            if self.type_of(name) == kind:
                names.append(name)
        return [n for n in names if n not in frame.counters]

    def type_of(self, name):
        frame = self.frame
        while frame:
            if name in frame.own:
                return frame.own[name]
            frame = frame.parent
        return None

    def can_call(self, cost):
        return self.cost + self.weight * cost < 2500

    # ---- expressions

    def expr(self, kind, depth=2):
        if depth <= 0:
            return self.leaf(kind)
        if self.chance(0.25):
            return self.leaf(kind)
        if self.chance(0.06):
            return f"({self.expr(kind, depth - 1)} if {self.expr('bool', depth - 1)} else {self.expr(kind, depth - 1)})"
        if self.chance(0.12):
            call = self.call(kind, depth - 1)
            if call:
                return call
        if kind in self.class_names():
            return self.instance(kind, depth)
        return getattr(self, "e_" + kind)(depth - 1)

    def class_names(self):
        return [c.name for c in self.classes]

    def class_of(self, kind):
        return next(c for c in self.classes if c.name == kind)

    def leaf(self, kind):
        names = self.visible(kind)
        if names and self.chance(0.75):
            return self.of(names)
        return self.literal(kind)

    def literal(self, kind):
        r = self.random
        if kind == "int":
            if self.chance(0.05):
                return self.pick("True", "False")
            value = self.of(EDGES) if self.chance(0.6) else r.randint(-9, 9)
            return str(value) if value >= 0 else f"({value})"
        if kind == "bool":
            return self.pick("True", "False")
        if kind == "float":
            value = r.randint(-64, 64) / 8
            return str(value) if value >= 0 else f"({value})"
        if kind == "str":
            return repr(self.of(WORDS)).replace("'", '"')
        if kind == "list":
            return "[" + ", ".join(self.literal("int") for _ in range(self.up_to(4))) + "]"
        if kind in ("strs", "floats", "rows"):
            inner = {"strs": "str", "floats": "float", "rows": "list"}[kind]
            return "[" + ", ".join(self.literal(inner) for _ in range(self.up_to(3))) + "]"
        if kind == "named":
            return "{" + ", ".join(f"{self.literal('str')}: {self.literal('int')}" for _ in range(self.up_to(3))) + "}"
        if kind == "tuple":
            items = [self.literal(self.pick("int", "int", "str")) for _ in range(self.up_to(3))]
            return "(" + ", ".join(items) + ("," if len(items) == 1 else "") + ")"
        if kind == "dict":
            return "{" + ", ".join(f"{r.randint(-3, 5)}: {self.literal('int')}" for _ in range(self.up_to(3))) + "}"
        if kind == "set":
            items = [self.literal("int") for _ in range(self.up_to(3))]
            return "{" + ", ".join(items) + "}" if items else "set()"
        if kind == "bytearray":
            return f"bytearray({bytes(r.randint(97, 122) for _ in range(self.up_to(4)))!r})"
        if kind == "obj":
            inner = self.pick("int", "int", "str", "list", "tuple", "bool", "dict")
            return self.pick("opaque(None)", f"opaque({self.literal(inner)})", f"opaque({self.literal(inner)})")
        if kind == "num":
            return f"opaque({self.literal(self.pick('float', 'float', 'bool')) if self.chance(0.6) else r.randint(-9, 9)})"
        return self.instance(kind, 0)

    def small(self, depth):
        """An int of a few digits."""
        return self.pick(
            str(self.up_to(6)), f"({self.expr('int', depth)} % {self.pick(3, 7, 10, 100)})", f"({self.expr('int', depth)} & 7)"
        )

    def index(self, depth):
        return self.pick(str(self.up_to(3)), "-1", str(-self.up_to(3)), self.small(depth), "1000")

    def slice(self, depth, step=True):
        def part():
            return self.pick("", "", str(self.random.randint(-3, 4)), self.index(depth))

        text = f"{part()}:{part()}"
        if step and self.chance(0.2):
            text += ":" + self.pick("1", "2", "-1", "-2", "3")
        return text

    def e_int(self, depth):
        def e(kind="int"):
            return self.expr(kind, depth)

        self.serial += 1
        row = f"k{self.serial}"
        options = [
            lambda: f"({e()} {self.pick('+', '-', '*')} {e()})",
            lambda: f"({e()} {self.pick('+', '-', '*')} {e()})",
            lambda: f"({e()} {self.pick('&', '|', '^')} ({e()} + 0))",
            lambda: f"({e()} {self.pick('//', '%')} {e()})",
            lambda: f"({e()} {self.pick('//', '%')} ({e()} or 3))",
            lambda: f"({e()} {self.pick('//', '%')} ({e()} or 3))",
            lambda: f"({e()} << {self.pick(1, 8, 30, 31, 32, 62, 63, self.small(depth))})",
            lambda: f"({e()} >> {self.pick(1, 8, 30, 31, 32, 63, 64, 100, self.small(depth))})",
            lambda: f"({self.pick('-', '~', '+', '- -')}{e()})",
            lambda: f"({self.pick('-', '~', '+', '-')}{e('bool')})",
            lambda: f"({self.small(depth)} ** {self.up_to(5)})",
            lambda: f"abs({e()})",
            lambda: f"{self.pick('min', 'max')}({e()} + 0, {e()} + 0)",
            lambda: f"divmod({e()}, {e()} or 5)[{self.up_to(1)}]",
            lambda: f"len({e(self.pick('list', 'str', 'dict', 'set', 'tuple', 'bytearray'))})",
            lambda: f"{e('list')}[{self.index(depth)}]",
            lambda: f"{e('list')}[{self.index(depth)}]",
            lambda: f"{e('dict')}[{self.small(depth)}]" if self.chance(0.4) else f"{e('dict')}.get({self.small(depth)}, 4)",
            lambda: f"{e('dict')}.get({self.small(depth)}, {e()})",
            lambda: f"({e('bytearray')} + b'wxyz')[{self.pick(0, 1, 2, 3, -1, -2, -3, -4)}]",
            lambda: f"({e('list')} + [3, 4, 5])[{self.pick(0, 1, 2, -1, -2, -3)}]",
            lambda: f"({e('list')} or [1])[-1]",
            lambda: f"sum({e('list')})",
            lambda: f"sum([{self.comprehension('int', depth)}])",
            lambda: f"sum({self.comprehension('int', depth)})",
            lambda: f"as_int({e('obj')})",
            lambda: f"int({e('bool')})",
            lambda: f"int({e('float')})",
            lambda: f"int({e('str')})" if self.chance(0.2) else f"int(str({e()}))",
            lambda: f"ord({e('str')})" if self.chance(0.2) else f"ord(({e('str')} + 'q')[0])",
            lambda: f"({e()} {self.pick('and', 'or')} {e()})",
            lambda: f"({e('bool')} + {e()})",
            lambda: f"(({e('bool')} {self.pick('&', '|', '^')} {e('bool')}) + 0)",
            lambda: f"{e('str')}.{self.pick('find', 'count', 'find', 'count', 'index')}({self.literal('str')})",
            lambda: f"pow({e()} + 0, {1 + self.up_to(8)}, {self.pick(7, 1000003, 1 << 31)})",
            lambda: self.applied_lambda("int", depth),
            lambda: self.walrus("int", depth),
            lambda: self.field("int", depth),
            lambda: f"next(iter({e('list')} + [8]))",
            lambda: f"{e('list')}.{self.pick('count', 'count', 'index')}({e()})",
            lambda: f"hash({self.small(depth)})",
            lambda: f"len({e(self.pick('strs', 'floats', 'rows', 'named'))})",
            lambda: f"{e('rows')}[{self.index(depth)}][{self.index(depth)}]",
            lambda: f"({e('rows')} + [[1, 2]])[-1][{self.pick(0, 1, -1)}]" if self.chance(0.5) else f"sum([sum({row}) for {row} in {self.inside('rows', depth)}])",
            lambda: f"{e('named')}[{e('str')}]" if self.chance(0.4) else f"{e('named')}.get({e('str')}, {e()})",
            lambda: f"{self.pick('min', 'max')}({e('list')} + [{self.small(depth)}])",
            lambda: f"sum({e('list')}, {e()})",
            lambda: f"int.from_bytes(({e()} & 0xFFFFFF).to_bytes(4, 'little'), '{self.pick('little', 'big')}')",
            lambda: f"({e('str')} + 'ab').find({self.literal('str')}, {self.up_to(2)})",
            lambda: f"len(range({self.small(depth)}, {self.small(depth)}, {self.pick(1, 2, -1, 3)}))",
            lambda: f"range({self.small(depth)}, 20)[{self.index(depth)}]",
            lambda: f"int('{self.pick('ff', '-1f', '101', 'zz', '7')}', {self.pick(2, 16, 36)})",
        ]
        return self.of(options)()

    def e_bool(self, depth):
        def e(kind="int"):
            return self.expr(kind, depth)

        def op():
            return self.pick("<", "<=", ">", ">=", "==", "!=")

        options = [
            lambda: f"({e()} {op()} {e()})",
            lambda: f"({e()} {op()} {e()})",
            lambda: f"({e()} {op()} {e()} {op()} {e()})",
            lambda: f"({e()} {op()} {e()} {op()} {e()} {op()} {e()})",
            lambda: f"({e()} {op()} {e()} {self.pick('in', 'not in')} {e('list')})",
            lambda: f"({e('float')} {op()} {e('float')} {op()} {self.small(depth)})",
            lambda: f"({e('str')} {self.pick('in', 'not in')} {e(self.pick('strs', 'named'))})",
            lambda: f"({e('rows')} {op()} {e('rows')})",
            lambda: f"({e('strs')} {op()} {e('strs')})",
            lambda: f"({e()} in range({self.small(depth)}, {self.small(depth)}))",
            lambda: f"{e('str')}.{self.pick('isdigit', 'isalpha', 'isspace', 'isupper', 'islower')}()",
            lambda: f"isinstance({e('obj')}, {self.pick('(int, bool, str)', '(str, list)', 'tuple', '(dict, set)')})",
            lambda: f"({e('float')} {op()} {e('float')})",
            lambda: f"({self.small(depth)} {op()} {e('float')})",
            lambda: f"({e('num')} {op()} {e('num')})",
            lambda: f"({e('str')} {op()} {e('str')})",
            lambda: f"({e('list')} {op()} {e('list')})",
            lambda: f"({e('tuple')} {self.pick('==', '!=')} {e('tuple')})",
            lambda: f"({e('obj')} {self.pick('==', '!=')} {e('obj')})",
            lambda: f"({e('bool')} {self.pick('and', 'or')} {e('bool')})",
            lambda: f"(not {e(self.pick('bool', 'int', 'str', 'list', 'obj', 'float', 'dict'))})",
            lambda: f"bool({e(self.pick('int', 'str', 'list', 'obj', 'float', 'num'))})",
            lambda: f"({e()} {self.pick('in', 'not in')} {e(self.pick('list', 'dict', 'set'))})",
            lambda: f"({e('str')} {self.pick('in', 'not in')} {e('str')})",
            lambda: f"({e('obj')} {self.pick('is', 'is not')} None)",
            lambda: f"isinstance({e('obj')}, {self.pick('(int, bool)', 'str', '(list, tuple)', 'dict', 'bool')})",
            lambda: f"{self.pick('any', 'all')}([{self.comprehension('bool', depth)}])",
            lambda: f"{self.pick('any', 'all')}({self.comprehension('bool', depth)})",
            lambda: f"({e('bool')} {self.pick('==', '!=')} {e('bool')})",
            lambda: f"({e('set')} {self.pick('<=', '==', '<')} {e('set')})",
            lambda: f"{e('str')}.{self.pick('startswith', 'endswith')}({self.literal('str')})",
            lambda: self.walrus("bool", depth),
            lambda: self.field("bool", depth),
        ]
        return self.of(options)()

    def e_float(self, depth):
        def e(kind="float"):
            return self.expr(kind, depth)

        options = [
            lambda: f"({e()} {self.pick('+', '-', '*')} {e()})",
            lambda: f"({e()} {self.pick('+', '-', '*')} {e()})",
            lambda: f"({e()} / {self.pick('2', '4.0', '0.5', e())})",
            lambda: f"({self.small(depth)} / {self.pick('2', '8', self.small(depth))})",
            lambda: f"({e()} {self.pick('+', '-', '*')} {self.small(depth)})",
            lambda: f"({self.small(depth)} {self.pick('+', '-', '*')} {e()})",
            lambda: f"({e()} {self.pick('//', '%')} {e()})",
            lambda: f"(-{e()})",
            lambda: f"abs({e()})",
            lambda: f"{self.pick('min', 'max')}({e()}, {e()})",
            lambda: f"float({self.small(depth)})",
            lambda: f"float({e('bool')})",
            lambda: f"({e()} {self.pick('and', 'or')} {e()})",
            lambda: f"divmod({e()}, {e()})[{self.up_to(1)}]",
            lambda: f"{e('floats')}[{self.index(depth)}]" if self.chance(0.4) else f"({e('floats')} + [0.5])[{self.pick(0, -1)}]",
            lambda: f"sum({e('floats')}, 0.0)",
            lambda: f"{self.pick('min', 'max')}({e('floats')} + [1.5])",
            lambda: self.applied_lambda("float", depth),
            lambda: self.walrus("float", depth),
            lambda: self.field("float", depth),
        ]
        return self.of(options)()

    def e_num(self, depth):
        def e(kind="num"):
            return self.expr(kind, depth)

        options = [
            lambda: f"({e()} {self.pick('+', '-', '*')} {e()})",
            lambda: f"({e()} {self.pick('+', '-', '*')} {e(self.pick('float', 'bool'))})",
            lambda: f"({self.small(depth)} {self.pick('+', '-', '*')} {e()})",
            lambda: f"({e()} {self.pick('//', '%', '/')} {e()})",
            lambda: f"(-{e()})",
            lambda: f"abs({e()})",
            lambda: f"opaque({e('float')})",
            lambda: f"opaque({self.small(depth)})",
            lambda: f"{self.pick('min', 'max')}({e()}, {e('float')})",
            lambda: f"({e()} {self.pick('and', 'or')} {e()})",
            lambda: self.walrus("num", depth),
        ]
        return self.of(options)()

    def e_str(self, depth):
        def e(kind="str"):
            return self.expr(kind, depth)

        options = [
            lambda: f"({e()} + {e()})",
            lambda: f"({e()} * {self.up_to(3)})",
            lambda: f"{e()}[{self.slice(depth, step=False)}]",
            lambda: f"{e()}[{self.index(depth)}]" if self.chance(0.3) else f"({e()} + 'abc')[{self.pick(0, 1, -1, -3)}]",
            lambda: f"str({e(self.pick('int', 'bool'))})",
            lambda: self.fstring(depth),
            lambda: self.fstring(depth),
            lambda: f'("%d:%s" % ({e("int")}, {e()}))',
            lambda: f'("%x|%5d" % ({self.small(depth)}, {e("int")}))',
            lambda: f'"{{:>4}}-{{}}".format({e("int")}, {e()})',
            lambda: f'"{{b}}{{a}}".format(a={e("int")}, b={e()})',
            lambda: f"{e()}.{self.pick('upper', 'lower', 'strip')}()",
            lambda: f"{e()}.replace({self.literal('str')}, {self.literal('str')})" if self.chance(0.0) else f"{e()}.lstrip()",
            lambda: f'"-".join([{self.comprehension("str", depth)}])',
            lambda: f"chr(97 + {self.small(depth)} % 26)",
            lambda: f"({e()} {self.pick('and', 'or')} {e()})",
            lambda: f"hex({e('int')})",
            lambda: f"{e('strs')}[{self.index(depth)}]" if self.chance(0.4) else f"({e('strs')} + ['q'])[{self.pick(0, -1)}]",
            lambda: f"{self.literal('str')}.join({e('strs')})",
            lambda: f"{e()}.{self.pick('strip', 'lstrip', 'rstrip')}({self.pick(repr('a'), repr('lox'), repr(' '))})",
            lambda: f"{e()}.{self.pick('partition', 'rpartition')}({self.literal('str')})[{self.up_to(2)}]",
            lambda: f"{e()}.replace({self.pick(repr('a'), repr('l'), repr('ab'))}, {self.literal('str')})",
            lambda: f"{e()}.encode().decode()",
            lambda: f"''.join(reversed({e('strs')}))",
            lambda: f"repr({e(self.pick('list', 'int', 'bool'))})",
            lambda: self.walrus("str", depth),
            lambda: self.field("str", depth),
        ]
        return self.of(options)()

    def fstring(self, depth):
        parts = []
        for _ in range(1 + self.up_to(2)):
            kind = self.pick("int", "str", "bool", "list")
            inner = self.visible(kind)
            inner = self.of(inner) if inner else "1 + 2"
            if kind == "int" and self.chance(0.5):
                inner = f"{inner} {self.pick('+', '*', '%')} 3"
            form = {
                "int": ["", ":d", ":5", ":>6", ":<6", ":x", ":+", "!r", ":^7", ":03d"],
                "str": ["", "!s"],
                "bool": ["", "!r"],
                "list": ["", "!r"],
            }[kind]
            parts.append(self.pick("", "a", "-", "{{", "}}") + "{" + inner + self.of(form if inner[0] != "1" else [""]) + "}")
        return 'f"' + "".join(parts) + '"'

    def e_list(self, depth):
        def e(kind="list"):
            return self.expr(kind, depth)

        self.serial += 2
        a, b = f"k{self.serial - 1}", f"k{self.serial}"
        options = [
            lambda: "[" + ", ".join(e("int") for _ in range(self.up_to(3))) + "]",
            lambda: f"[{self.comprehension('int', depth)}]",
            lambda: f"[{self.comprehension('int', depth)}]",
            lambda: f"list({self.comprehension('int', depth)})",
            lambda: f"{e()}[{self.slice(depth)}]",
            lambda: f"sorted({e(self.pick('list', 'set', 'dict'))})",
            lambda: f"sorted({e()}, key=lambda {a}: -{a})",
            lambda: f"({e()} + {e()})",
            lambda: f"({e()} * {self.up_to(2)})",
            lambda: f"list(range({self.small(depth)}))",
            lambda: f"list(range({self.small(depth)}, {self.small(depth)}, {self.pick(1, 2, -1, -2)}))",
            lambda: f"list({e('bytearray')})",
            lambda: f"{e('rows')}[{self.index(depth)}]" if self.chance(0.4) else f"({e('rows')} + [[5]])[{self.pick(0, -1)}]",
            lambda: f"[{a} for {b} in {self.inside('rows', depth)} for {a} in {b}]",
            lambda: f"[len({a}) for {a} in {self.inside(self.pick('strs', 'rows'), depth)}]",
            lambda: f"[{a}() for {a} in [lambda: {b} * 2 for {b} in {self.inside('list', depth)}]]",
            lambda: f"list(map(lambda {a}, {b}: {a} {self.pick('+', '-', '*')} {b}, {e()}, {e()}))",
            lambda: f"sorted({e()}, reverse={e('bool')})",
            lambda: f"sorted({e('named')}.values())",
            lambda: f"list(Count({self.up_to(4)}))",
            lambda: f"list(range({self.small(depth)}, 12)[{self.slice(depth)}])",
            lambda: f"list(map({self.function_of_int(depth)}, {e()}))",
            lambda: f"list(filter({self.function_of_int(depth)}, {e()}))",
            lambda: f"list(reversed({e()}))",
            lambda: f"[{a} + {b} for {a}, {b} in zip({self.inside('list', depth)}, {self.inside('list', depth)})]",
            lambda: f"({e()} {self.pick('and', 'or')} {e()})",
            lambda: self.walrus("list", depth),
            lambda: self.field("list", depth),
        ]
        return self.of(options)()

    def inside(self, kind, depth):
        """An expression in a comprehension: without effects, and without `:=`."""
        self.calm += 1
        self.comprehending += 1
        text = self.expr(kind, depth)
        self.comprehending -= 1
        self.calm -= 1
        return text

    def function_of_int(self, depth):
        self.serial += 1
        name = f"k{self.serial}"
        self.calm += 1
        self.weight *= 4
        self.frame.own[name] = "int_hidden"
        body = f"{name} {self.pick('+', '-', '*', '&', '|', '^', '%', '//', '<', '==')} {self.expr('int', min(depth, 1))}"
        del self.frame.own[name]
        self.weight //= 4
        self.calm -= 1
        return f"lambda {name}: {body}"

    def e_dict(self, depth):
        def e(kind="dict"):
            return self.expr(kind, depth)

        self.serial += 2
        k, v = f"k{self.serial - 1}", f"k{self.serial}"
        options = [
            lambda: "{" + ", ".join(f"{self.random.randint(-3, 5)}: {e('int')}" for _ in range(self.up_to(3))) + "}",
            lambda: f"{{{k}: {k} * {self.pick(2, 3, 1 << 30)} for {k} in {self.inside('list', depth)}}}",
            lambda: f"{{{k}: {v} for {v}, {k} in enumerate({self.inside('list', depth)})}}",
            lambda: f"dict(zip({e('list')}, {e('list')}))",
            lambda: f"{e()}.copy()",
            lambda: f"{{{k}: {v} for {k}, {v} in {self.inside('dict', depth)}.items() if {k} {self.pick('<', '!=', '>')} {self.leaf('int')}}}",
            lambda: self.walrus("dict", depth),
        ]
        return self.of(options)()

    def e_strs(self, depth):
        def e(kind="strs"):
            return self.expr(kind, depth)

        self.serial += 1
        a = f"k{self.serial}"
        options = [
            lambda: "[" + ", ".join(e("str") for _ in range(self.up_to(3))) + "]",
            lambda: f"{e('str')}.{self.pick('split', 'rsplit')}({self.pick('', repr('a'), repr('l'), repr(' '), repr(''))})",
            lambda: f"{e('str')}.{self.pick('split', 'rsplit')}({self.pick(repr('a'), repr('l'), repr('-'))}, {self.up_to(2)})",
            lambda: f"[{self.comprehension('str', depth)}]",
            lambda: f"[{a}.upper() for {a} in {self.inside('strs', depth)}]",
            lambda: f"({e()} + {e()})",
            lambda: f"{e()}[{self.slice(depth)}]",
            lambda: f"sorted({e(self.pick('strs', 'named'))})",
            lambda: f"list({e('str')})",
            lambda: f"sorted({e()}, key=lambda {a}: (len({a}), {a}))",
            lambda: f"list(map(str, {e('list')}))",
            lambda: self.walrus("strs", depth),
        ]
        return self.of(options)()

    def e_floats(self, depth):
        def e(kind="floats"):
            return self.expr(kind, depth)

        self.serial += 1
        a = f"k{self.serial}"
        options = [
            lambda: "[" + ", ".join(e("float") for _ in range(self.up_to(3))) + "]",
            lambda: f"[{self.comprehension('float', depth)}]",
            lambda: f"[{a} {self.pick('*', '+', '-')} {self.literal('float')} for {a} in {self.inside('floats', depth)}]",
            lambda: f"({e()} + {e()})",
            lambda: f"{e()}[{self.slice(depth)}]",
            lambda: f"[{self.literal('float')}] * {self.up_to(3)}",
        ]
        return self.of(options)()

    def e_rows(self, depth):
        def e(kind="rows"):
            return self.expr(kind, depth)

        self.serial += 2
        a, b = f"k{self.serial - 1}", f"k{self.serial}"
        options = [
            lambda: "[" + ", ".join(e("list") for _ in range(self.up_to(3))) + "]",
            lambda: f"[{self.comprehension('list', depth)}]",
            lambda: f"[[{a} * {b} for {a} in range({self.up_to(3)})] for {b} in {self.inside('list', depth)}]",
            lambda: f"[[{a} for {a} in {b} if {a} > {b}[0]] for {b} in {self.inside('rows', depth)}]",
            lambda: f"({e()} + {e()})",
            lambda: f"{e()}[{self.slice(depth)}]",
            lambda: f"[[{self.literal('int')}] * {self.up_to(2)} for {a} in range({self.up_to(3)})]",
            lambda: f"sorted({e()})",
        ]
        return self.of(options)()

    def e_named(self, depth):
        def e(kind="named"):
            return self.expr(kind, depth)

        self.serial += 2
        k, v = f"k{self.serial - 1}", f"k{self.serial}"
        options = [
            lambda: f"{{{self.literal('str')}: {e('int')}, 'n': {e('int')}}}",
            lambda: f"dict(a={e('int')}, key={e('int')})",
            lambda: f"{{{k}: len({k}) for {k} in {self.inside('strs', depth)}}}",
            lambda: f"{{{v}: {k} for {k}, {v} in enumerate({self.inside('strs', depth)})}}",
            lambda: f"{e()}.copy()",
            lambda: f"dict(zip({e('strs')}, {e('list')}))",
            lambda: f"{{{k}: {v} for {k}, {v} in {self.inside('named', depth)}.items() if {v} {self.pick('<', '!=', '>')} {self.leaf('int')}}}",
        ]
        return self.of(options)()

    def e_set(self, depth):
        def e(kind="set"):
            return self.expr(kind, depth)

        options = [
            lambda: "{" + ", ".join(e("int") for _ in range(1 + self.up_to(2))) + "}",
            lambda: f"{{{self.comprehension('int', depth)}}}",
            lambda: f"set({e('list')})",
            lambda: f"({e()} {self.pick('|', '&', '-', '^')} {e()})",
        ]
        return self.of(options)()

    def e_tuple(self, depth):
        def e(kind="tuple"):
            return self.expr(kind, depth)

        options = [
            lambda: "(" + "".join(e(self.pick("int", "int", "str", "bool", "list")) + ", " for _ in range(1 + self.up_to(2))) + ")",
            lambda: f"({e()} + {e()})",
            lambda: f"{e()}[{self.slice(depth, step=False)}]",
            lambda: f"tuple({e('list')})",
            lambda: f"tuple({self.comprehension('int', depth)})",
            lambda: f"divmod({e('int')}, {e('int')})",
            lambda: self.walrus("tuple", depth),
        ]
        return self.of(options)()

    def e_bytearray(self, depth):
        def e(kind="bytearray"):
            return self.expr(kind, depth)

        options = [
            lambda: f"bytearray({self.small(depth)})",
            lambda: f"({e()} + {e()})",
            lambda: f"{e()}[{self.slice(depth, step=False)}]",
            lambda: f"bytearray([{e('int')} & 255, {e('int')} % 100])",
        ]
        return self.of(options)()

    def e_obj(self, depth):
        def e(kind="obj"):
            return self.expr(kind, depth)

        if not self.chance(0.3):
            # What fails seldom.
            inner = self.pick("int", "int", "str", "list", "tuple", "bool", "dict", "set")
            options = [
                lambda: f"opaque({e(inner)})",
                lambda: f"opaque({e(inner)})",
                lambda: f"(opaque({e('int')}) {self.pick('+', '-', '*', '&', '|', '^')} opaque({e(self.pick('int', 'bool'))}))",
                lambda: f"(opaque({e('int')}) {self.pick('//', '%')} (opaque({e('int')}) or 3))",
                lambda: f"(opaque({e('int')}) {self.pick('<', '<=', '>', '>=')} opaque({e('int')}))",
                lambda: f"(opaque({e('str')}) + {e('str')})",
                lambda: f"(opaque({e('list')}) + {e('list')})",
                lambda: f"(-opaque({e('int')}))",
                lambda: f"({e()} {self.pick('and', 'or')} {e()})",
                lambda: f"({e()} {self.pick('==', '!=')} {e()})",
                lambda: f"(opaque({e('int')}) {self.pick('<<', '>>')} {self.small(depth)})",
                lambda: f"({e('int')} if {e('bool')} else {e('str')})",
                lambda: f"({e('int')} if {e('bool')} else {e('bool')})",
                lambda: f"({e('int')} if {e('bool')} else None)",
            ]
            return self.of(options)()
        any_kind = self.pick("int", "int", "str", "list", "tuple", "bool", "dict", "set")
        options = [
            lambda: f"opaque({e(any_kind)})",
            lambda: f"opaque({e(any_kind)})",
            lambda: f"({e()} {self.pick('+', '-', '&', '|', '^')} {e()})",
            lambda: f"({e()} {self.pick('+', '-', '//', '%')} {e('int')})",
            lambda: f"({e('int')} {self.pick('+', '-', '//', '%', '&', '<', '==')} {e()})",
            lambda: f"({e()} {self.pick('<', '<=', '>', '>=', '==', '!=')} {e()})",
            lambda: f"{e()}[{self.index(depth)}]",
            lambda: f"{e('tuple')}[{self.index(depth)}]",
            lambda: f"(-{e()})",
            lambda: f"({e()} {self.pick('and', 'or')} {e()})",
            lambda: f"opaque({e()}).missing",
            lambda: f"len({e()})",
            lambda: f"{e()}({e('int')})" if self.chance(0.3) else e(),
            lambda: f"({e('int')} if {e('bool')} else {e('str')})",
            lambda: f"({e('int')} if {e('bool')} else {e('bool')})",
            lambda: f"({e('int')} if {e('bool')} else None)",
            lambda: f"({e('list')} or {e('str')})",
            lambda: f"{e('dict')}.get({self.small(depth)})",
            lambda: self.walrus("obj", depth),
        ]
        return self.of(options)()

    def applied_lambda(self, kind, depth):
        self.serial += 2
        a, b = f"k{self.serial - 1}", f"k{self.serial}"
        op = self.pick("+", "-", "*")
        if self.chance(0.5):
            return f"(lambda {a}, {b}={self.expr(kind, depth)}: {a} {op} {b})({self.expr(kind, depth)})"
        return f"(lambda *{a}: {a}[0] {op} {a}[-1])({self.expr(kind, depth)}, {self.expr(kind, depth)})"

    def walrus(self, kind, depth):
        names = self.assignable(kind)
        if self.calm or self.comprehending or not names:
            return self.leaf(kind)
        grows = kind in ("int", "str", "list", "float", "num", "tuple", "dict")
        value = self.leaf(kind) if grows and self.weight > 1 else self.expr(kind, depth)
        return f"({self.of(names)} := {value})"

    def field(self, kind, depth):
        """A field, property or method of an instance."""
        found = []
        this = self.frame.this
        for cls in self.classes:
            for name in self.visible(cls.name):
                found += [f"{name}.{f}" for f, its in cls.fields.items() if its == kind]
                if name != this:
                    found += [self.method_call(name, m, depth) for m in cls.methods.values() if m.result == kind and self.usable(m)]
        if this is None and self.classes and not found:
            cls = self.of(self.classes)
            maker = self.instance(cls.name, 0)
            found += [f"{maker}.{f}" for f, its in cls.fields.items() if its == kind]
        return self.of(found) if found else self.leaf(kind)

    def usable(self, function):
        return not self.calm and self.can_call(function.cost)

    def method_call(self, receiver, method, depth):
        self.cost += 0
        if method.kind == "property":
            return f"{receiver}.{method.name}"
        return f"{receiver}.{method.name}({self.arguments(method, depth)})"

    def instance(self, kind, depth):
        names = self.visible(kind)
        if names and (self.calm or self.chance(0.6)):
            return self.of(names)
        cls = self.class_of(kind)
        return f"{kind}(" + ", ".join(self.expr(its, min(depth, 1)) if depth else self.literal(its) for its in cls.init) + ")"

    def comprehension(self, kind, depth):
        """`e for x in … if …`, without brackets."""
        self.calm += 1
        self.comprehending += 1
        saved = dict(self.frame.own)
        weight = self.weight
        clauses = []
        for clause in range(1 if self.chance(0.75) else 2):
            self.serial += 1
            name = f"c{self.serial}"
            source = self.pick(
                f"range({self.up_to(4)})",
                f"range({self.random.randint(-2, 3)}, {self.up_to(5)})",
                self.expr("list", 0) + "[:3]",
                self.expr("list", min(depth, 1)) + "[:4]",
            )
            if clause == 0 and self.chance(0.1):
                source = self.expr("bytearray", 0) + "[:3]"
            self.weight *= 3
            self.frame.own[name] = "int"
            clauses.append(f"for {name} in {source}")
            if self.chance(0.35):
                clauses.append(f"if {self.expr('bool', 1)}")
        body = self.expr(kind, 1)
        self.frame.own = saved
        self.weight = weight
        self.comprehending -= 1
        self.calm -= 1
        return f"{body} {' '.join(clauses)}"

    def call(self, kind, depth):
        fits = [f for f in self.functions if f.result == kind and self.usable(f) and f.kind == "plain"]
        fits = [f for f in fits if self.reachable(f)]
        if not fits:
            return None
        function = self.of(fits)
        self.cost += self.weight * function.cost
        return f"{function.name}({self.arguments(function, depth)})"

    def reachable(self, function):
        where = getattr(function, "frame", None)
        frame = self.frame
        while frame:
            if where is None or frame is where:
                return True
            frame = frame.parent
        return False

    def arguments(self, function, depth):
        given = []
        keyword = False
        for name, kind, how, default in function.params:
            if how == "star":
                if not keyword:
                    given += [self.expr(kind, depth) for _ in range(self.up_to(2))]
                    if self.chance(0.3) and kind == "int":
                        given.append("*" + self.expr("list", depth))
                continue
            if how == "stars":
                if self.chance(0.5):
                    given.append(f"extra{self.up_to(9)}={self.expr(kind, depth)}")
                elif self.chance(0.3):
                    given.append('**{"more": ' + self.expr(kind, depth) + "}")
                continue
            if default and self.chance(0.4):
                keyword = True
                continue
            value = self.expr(kind, depth)
            if how == "keyword" or keyword or (how == "any" and self.chance(0.15) and not self.has_star(function)):
                keyword = True
                given.append(f"{name}={value}")
            else:
                given.append(value)
        if keyword:
            given = [g for g in given if not g.startswith("*") or g.startswith("**")]
        elif given and self.chance(0.12) and not any(g.startswith("*") or self.is_keyword(g) for g in given):
            at = self.up_to(len(given) - 1)
            form = self.pick("*[{}]", "*({},)", "*iter([{}])")
            given = given[:at] + [form.format(", ".join(given[at:]))]
        return ", ".join(given)

    def is_keyword(self, given):
        """Whether an argument is of the form `name=value`."""
        word, equals, rest = given.partition("=")
        return bool(equals) and word.isidentifier() and not rest.startswith("=")

    def has_star(self, function):
        return any(how == "star" for _, _, how, _ in function.params)

    # ---- statements

    def block(self, count, depth):
        self.indent += 1
        before = dict(self.frame.own)
        start = len(self.lines)
        for _ in range(count):
            self.statement(depth)
            if self.ended(start):
                break
        if len(self.lines) == start:
            self.put("pass")
        # What was bound in here may be unbound after it: a use of it raises, or works.
        for name in [n for n in self.frame.own if n not in before]:
            if self.chance(0.7):
                del self.frame.own[name]
        self.indent -= 1

    def ended(self, start):
        last = self.lines[-1] if len(self.lines) > start else ""
        text = last.strip()
        ends = text in ("break", "continue") or text.startswith(("return", "raise"))
        return ends and len(last) - len(text) == 4 * self.indent

    def statement(self, depth):
        if self.indent < 12 and self.chance(0.22):
            # What fails in here is seen, and ends nothing else.
            self.put("try:")
            self.block(1, depth)
            name = self.fresh("e")
            self.put(f"except Exception as {name}:")
            self.put(f"    show({name})")
            return
        self.cost += self.weight
        roll = self.random.random()
        if depth > 0 and roll < 0.34:
            options = [self.s_if, self.s_for, self.s_while, self.s_try, self.s_try, self.s_with]
            if self.frame.kind != "module" or self.chance(0.5):
                options.append(self.s_closure)
            self.of(options)(depth - 1)
        elif roll < 0.44:
            self.s_show()
        elif roll < 0.52 and (self.frame.loops or self.frame.kind != "module"):
            self.s_leave()
        elif roll < 0.54:
            self.s_raise()
        elif roll < 0.59 and self.frame.kind == "generator":
            self.s_yield()
        elif roll < 0.62 and self.frame.kind == "coroutine":
            self.s_await(depth)
        elif roll < 0.72:
            self.s_mutate()
        elif roll < 0.76:
            self.s_unpack()
        elif roll < 0.78:
            self.s_delete()
        elif roll < 0.80:
            self.put(f"assert {self.expr('bool', 1)}{self.pick('', ' or True')}")
        elif roll < 0.87:
            self.s_augment()
        elif roll < 0.90 and self.generators():
            self.s_drive()
        elif roll < 0.93 and self.classes:
            self.s_object()
        else:
            self.s_assign()
        if self.frame.kind == "generator" and self.chance(0.12):
            self.s_yield()
        if self.frame.kind == "coroutine" and self.chance(0.12):
            self.s_await(depth)

    def guard(self, name, kind, text):
        """Cuts what may have grown."""
        if kind == "int" and any(op in text for op in ("*", "<<", "f", "(", "sum", "+")) and (self.weight > 1 or self.chance(0.3)):
            self.put(f"if not -(1 << 70) < {name} < (1 << 70):")
            self.put(f"    {name} = {name} % {self.pick(65521, (1 << 31) - 1, (1 << 62) + 1)}")
        elif kind in ("float", "num") and ("*" in text or "/" in text or self.weight > 1):
            self.put(f"if not -1000000.0 < {name} < 1000000.0:")
            self.put(f"    {name} = {self.literal(kind)}")
        elif kind == "str" and self.weight > 1:
            self.put(f"{name} = {name}[:12]")
        elif kind == "tuple" and self.weight > 1:
            self.put(f"{name} = {name}[:5]")
        elif kind in ("strs", "floats", "rows") and self.weight > 1:
            self.put(f"{name} = {name}[:4]")
            if kind == "strs":
                self.put(f"{name} = [q[:6] for q in {name}]")
        elif kind == "list" and self.weight > 1:
            self.put(f"{self.pick(f'del {name}[6:]', f'{name} = {name}[:6]')}")
        elif kind == "bytearray" and self.weight > 1:
            self.put(f"{name} = {name}[:6]")
        elif kind == "obj" and self.weight > 1:
            self.put(f"if isinstance({name}, (str, list, tuple)):")
            self.put(f"    {name} = {name}[:6]")

    def a_kind(self):
        kinds = ["int"] * 6 + ["bool", "float", "float", "str", "str", "list", "list", "dict", "set", "tuple"]
        kinds += ["bytearray", "obj", "obj", "num", "strs", "floats", "rows", "named"] + self.class_names()
        return self.of(kinds)

    def s_assign(self):
        kind = self.a_kind()
        names = self.assignable(kind)
        text = self.expr(kind, 2 + self.up_to(1))
        if names and self.chance(0.55):
            name = self.of(names)
            if self.chance(0.1) and len(names) > 1:
                other = (self.place() if kind == "int" and self.chance(0.4) else None) or self.of(names)
                first, second = self.pick((name, other), (other, name))
                self.put(f"{first} = {second} = {text}")
            else:
                self.put(f"{name} = {text}")
        else:
            name = self.fresh(LETTER.get(kind, "x"))
            if kind == "obj" and not text.startswith("opaque"):
                text = f"opaque({text})"
            annotation = ""
            if kind in ANNOTATED and self.chance(0.3) and name not in self.frame.own:
                annotation = f": {self.of(ANNOTATED[kind])}"
            if kind in self.class_names() and self.chance(0.3):
                annotation = f": {kind}"
            self.put(f"{name}{annotation} = {text}")
            self.frame.own[name] = kind
        self.guard(name, kind, text)

    def s_show(self):
        kinds = [self.a_kind() for _ in range(1 + self.up_to(1))]
        if self.frame.this:
            kinds = [k for k in kinds if k not in self.class_names()] or ["int"]
        self.put(f"show({', '.join(self.expr(k, 2) for k in kinds)})")

    def s_leave(self):
        frame = self.frame
        options = []
        if frame.loops:
            options += ["break", "continue"] * 2
        if frame.kind == "function":
            options.append("return " + (self.expr(frame.result, 2) if frame.result else "None"))
        if frame.kind == "generator":
            options.append(f"return {self.expr('int', 1)}")
        if frame.kind == "coroutine":
            options.append(f"return {self.expr('int', 1)}")
        word = self.of(options)
        if self.chance(0.6):
            self.put(f"if {self.expr('bool', 2)}:")
            self.put("    " + word)
        else:
            self.put(word)

    def s_raise(self):
        what = self.pick(
            f"{self.of(RAISED)}({self.expr('int', 1)})",
            f"{self.pick('E0', 'E1')}({self.expr('int', 1)})",
            self.of(RAISED),
        )
        if self.chance(0.15):
            what += self.pick(" from None", " from ValueError(1)", f" from E0({self.expr('int', 1)})")
        if self.chance(0.8):
            self.put(f"if {self.expr('bool', 2)}:")
            self.put(f"    raise {what}")
        else:
            self.put(f"raise {what}")

    def condition(self, kind, depth):
        """A condition that is no constant: what stands under `if False:`, the firmware's compiler does not see."""
        text = self.expr(kind, depth)
        return f"opaque({text})" if "True" in text or "False" in text or text.lstrip("(-").isalnum() else text

    def s_if(self, depth):
        self.put(f"if {self.condition(self.pick('bool', 'bool', 'bool', 'int', 'str', 'list', 'obj', 'float'), 2)}:")
        self.block(1 + self.up_to(2), depth)
        if self.chance(0.25):
            self.put(f"elif {self.condition('bool', 2)}:")
            self.block(1 + self.up_to(1), depth)
        if self.chance(0.5):
            self.put("else:")
            self.block(1 + self.up_to(2), depth)

    def loop_body(self, depth, times):
        weight = self.weight
        self.weight *= times
        self.frame.loops += 1
        self.block(1 + self.up_to(2), depth)
        self.frame.loops -= 1
        self.weight = weight
        if self.chance(0.3):
            self.put("else:")
            self.block(1 + self.up_to(1), depth)

    def s_for(self, depth):
        name = self.fresh("i")
        form = self.up_to(15)
        own = self.frame.own
        if self.weight > 20:
            form = 0
        if form <= 2:
            own[name] = "int"
            where = self.pick(
                f"range({self.up_to(4)})",
                f"range({self.random.randint(-2, 2)}, {self.up_to(4)})",
                f"range({self.up_to(6)}, {self.random.randint(-3, 2)}, {self.pick(-1, -2, 2, 3)})",
                f"range({self.expr('int', 1)} % 4)",
                f"range({self.expr('int', 1)} & 3, {self.up_to(5)}, {self.pick(1, 2, 3)})",
                f"range({(1 << 30) - 2}, {(1 << 30) + 1})",
                f"range({-(1 << 30) - 1}, {-(1 << 30) + 2})",
            )
            self.put(f"for {name} in {where}:")
        elif form == 3:
            own[name] = "int"
            self.put(f"for {name} in {self.expr('list', 1)}[:4]:")
        elif form == 4:
            other = self.fresh("i")
            own[name] = own[other] = "int"
            where = self.pick(
                f"enumerate({self.expr('list', 1)}[:3]{self.pick('', ', 5')})",
                f"zip({self.expr('list', 1)}[:4], {self.expr('list', 1)})",
                f"sorted({self.expr('dict', 1)}.items())[:4]",
            )
            self.put(f"for {name}, {other} in {where}:")
        elif form == 5:
            name = self.fresh("s")
            own[name] = "str"
            self.put(f"for {name} in {self.expr('str', 1)}[:4]:")
        elif form == 6:
            own[name] = "int"
            self.put(f"for {name} in sorted({self.expr(self.pick('set', 'dict'), 1)})[:4]:")
        elif form == 7 and self.generators():
            name = self.fresh("o")
            own[name] = "obj"
            function = self.of(self.generators())
            self.cost += self.weight * function.cost
            self.put(f"for {name} in keep({function.name}({self.arguments(function, 1)})):")
        elif form == 10:
            # What it goes over grows or shrinks meanwhile.
            lists = [n for n in self.assignable("list") if n[0] == "l"]
            if not lists:
                return self.s_while(depth)
            own[name], subject = "int", self.of(lists)
            self.put(f"for {name} in {subject}:")
            change = self.pick(f"{subject}.append({name})", f"{subject}.pop(0)", f"{subject}.insert(0, {name})", f"{subject}.pop()")
            self.put(f"    if len({subject}) > 7: break")
            self.put(f"    if {self.expr('bool', 1)}:")
            self.put(f"        {change}")
        elif form == 11:
            own[name] = "int"
            self.put(f"for {name} in Count({self.up_to(4)}):")
        elif form == 12:
            name = self.fresh(LETTER["str"])
            own[name] = "str"
            self.put(f"for {name} in {self.pick(self.expr('strs', 1), 'sorted(' + self.expr('named', 1) + ')')}[:4]:")
        elif form == 13:
            name = self.fresh(LETTER["list"])
            own[name] = "list"
            self.put(f"for {name} in {self.expr('rows', 1)}[:3]:")
        elif form == 14:
            name, other = self.fresh(LETTER["str"]), self.fresh("i")
            own[name], own[other] = "str", "int"
            where = self.pick(
                f"sorted({self.expr('named', 1)}.items())[:4]",
                f"zip({self.expr('strs', 1)}[:3], {self.expr('list', 1)})",
                f"[(b, a) for a, b in enumerate({self.inside('strs', 1)}[:3])]",
            )
            self.put(f"for {name}, {other} in {where}:")
        elif form == 15:
            name = self.fresh(LETTER["float"])
            own[name] = "float"
            self.put(f"for {name} in {self.expr('floats', 1)}[:4]:")
        elif form == 8 and self.place() and self.chance(0.6):
            self.put(f"for {self.place()} in {self.expr('list', 1)}[:3]:")
        else:
            own[name] = "int"
            self.put(f"for {name} in ({', '.join(self.expr('int', 1) for _ in range(1 + self.up_to(2)))},):")
        self.loop_body(depth, 4)

    def s_while(self, depth):
        name = self.fresh("w")
        self.frame.counters.add(name)
        self.put(f"{name} = {1 + self.up_to(3)}")
        self.frame.own[name] = "int"
        condition = f"{name} > 0"
        if self.chance(0.4):
            condition += f" {self.pick('and', 'and')} {self.expr('bool', 1)}"
        if self.chance(0.25):
            self.put("while True:")
            self.put(f"    if not ({condition}):")
            self.put(f"        {self.pick('break', 'break', 'break', 'raise E1(5)')}")
        else:
            self.put(f"while {condition}:")
        self.put(f"    {name} -= 1")
        self.loop_body(depth, 3)

    def s_try(self, depth):
        self.put("try:")
        self.block(1 + self.up_to(2), depth)
        handlers = self.up_to(2)
        final = handlers == 0 or self.chance(0.4)
        for at in range(handlers):
            self.handler(depth, last=at == handlers - 1)
        if handlers and self.chance(0.3):
            self.put("else:")
            self.block(1 + self.up_to(1), depth)
        if final:
            self.put("finally:")
            self.block(1 + self.up_to(1), depth)

    def handler(self, depth, last):
        own = self.frame.own
        what = self.of(CAUGHT)
        if last and self.chance(0.1):
            self.put("except:")
            name = None
        elif self.chance(0.7):
            name = self.fresh("e")
            self.put(f"except {what} as {name}:")
        else:
            name = None
            self.put(f"except {what}:")
        if name:
            self.put(f"    show({name})")
            if what in ("E0", "E1"):
                self.put(f"    show({name}.code, {name}.args, isinstance({name}, E1))")
        roll = self.random.random()
        self.block(1 + self.up_to(1), depth)
        if roll < 0.1 and not self.lines[-1].strip().startswith(("return", "raise", "break", "continue")):
            self.put("    raise")
        elif roll < 0.15 and name:
            self.put(f"    raise {name}")
        own.pop(name, None)

    def s_with(self, depth):
        managers = []
        for _ in range(1 if self.chance(0.75) else 2):
            text = f"Manager({self.expr('int', 1)}, {self.pick('True', 'False', 'False', self.expr('bool', 1))})"
            if self.chance(0.4):
                name = self.fresh("o")
                self.frame.own[name] = "obj"
                text += f" as {name}"
            managers.append(text)
        self.put(f"with {', '.join(managers)}:")
        self.block(1 + self.up_to(2), depth)

    def s_mutate(self):
        kind = self.pick("list", "list", "dict", "set", "bytearray", "strs", "floats", "rows", "named")
        names = self.visible(kind)
        names = [n for n in names if n[0] != "c"]
        if not names:
            return self.s_assign()
        name = self.of(names)

        def e(k="int"):
            return self.expr(k, 1)

        if kind == "list":
            self.put(
                self.pick(
                    f"{name}.append({e()})",
                    f"{name}.append({e()})",
                    f"{name}.insert({self.small(1)}, {e()})",
                    f"{name}.pop()",
                    f"{name} and {name}.pop({self.pick(0, -1)})",
                    f"{name}.extend({e('list')}[:3])",
                    f"{e()} in {name} and {name}.remove({e()})",
                    f"{name}.sort()",
                    f"{name}.reverse()",
                    f"{name}[{self.index(1)}] = {e()}",
                    f"{name}[{self.index(1)}] = {e()}",
                    f"{name}[{self.index(1)}] {self.pick('+', '-', '|', '^', '%', '//')}= {e()}",
                    f"{name}[{self.slice(1, step=False)}] = {e('list')}[:3]",
                    f"del {name}[{self.index(1)}]",
                    f"del {name}[{self.slice(1, step=False)}]",
                    f"show({name}.pop())",
                )
            )
            if self.weight > 1:
                self.put(f"del {name}[8:]")
        elif kind == "dict":
            self.put(
                self.pick(
                    f"{name}[{self.small(1)}] = {e()}",
                    f"{name}[{self.small(1)}] = {e()}",
                    f"{name}[{self.small(1)}] {self.pick('+', '-', '|', '^')}= {e()}",
                    f"del {name}[{self.small(1)}]",
                    f"show({name}.pop({self.small(1)}))",
                    f"show({name}.pop({self.small(1)}, {e()}))",
                    f"show({name}.setdefault({self.small(1)}, {e()}))",
                    f"{name}.update({e('dict')})",
                    f"{name}.clear()",
                )
            )
        elif kind in ("strs", "floats", "rows"):
            inner = {"strs": "str", "floats": "float", "rows": "list"}[kind]
            forms = [
                f"{name}.append({e(inner)})",
                f"{name}.insert({self.small(1)}, {e(inner)})",
                f"{name}[{self.index(1)}] = {e(inner)}",
                f"{name} and {name}.pop({self.pick(0, -1)})",
                f"{name}.sort()",
                f"{name}.extend({e(kind)}[:2])",
                f"{name}.reverse()",
                f"del {name}[{self.slice(1, step=False)}]",
            ]
            forms.append({
                "strs": f"{name}[{self.index(1)}] += {e('str')}[:3]",
                "floats": f"{name}[{self.index(1)}] {self.pick('+', '-')}= {self.literal('float')}",
                "rows": f"{name}[{self.index(1)}].append({e()})",
            }[kind])
            if kind == "rows":
                forms += [
                    f"{name}[{self.index(1)}][{self.index(1)}] = {e()}",
                    f"{name}[{self.index(1)}][{self.index(1)}] {self.pick('+', '-', '^')}= {e()}",
                ]
            self.put(self.of(forms))
            if self.weight > 1:
                self.put(f"del {name}[5:]")
            if kind == "rows" and self.weight > 1:
                self.put(f"for {name}_ in {name}: del {name}_[5:]")
        elif kind == "named":
            self.put(
                self.pick(
                    f"{name}[{e('str')}] = {e()}",
                    f"{name}[{e('str')}] {self.pick('+', '-', '|')}= {e()}",
                    f"show({name}.pop({e('str')}, {e()}))",
                    f"show({name}.setdefault({e('str')}, {e()}))",
                    f"{name}.update({e('named')})",
                    f"del {name}[{e('str')}]",
                    f"{name}.update(n={e()})",
                )
            )
        elif kind == "set":
            self.put(
                self.pick(f"{name}.add({e()})", f"{name}.discard({e()})", f"{name}.remove({e()})", f"{name}.update({e('list')}[:2])")
            )
        else:
            self.put(
                self.pick(
                    f"{name}[{self.index(1)}] = {e()} & 255",
                    f"{name}[{self.index(1)}] ^= {e()} & 15",
                    f"{name}.append({e()} & 255)",
                    f"{name}.extend({e('bytearray')}[:3])",
                    f"{name}[{self.slice(1, step=False)}] = {e('bytearray')}[:3]",
                )
            )

    def place(self):
        """A place for an int that is no variable: an element, a field."""
        found = [f"{name}[{self.pick('0', '-1', '1', self.small(1))}]" for name in self.visible("list") if name[0] != "c"]
        found += [f"{name}[{self.small(1)}]" for name in self.visible("dict")]
        for cls in self.classes:
            for name in self.visible(cls.name):
                found += [f"{name}.{f}" for f, kind in cls.fields.items() if kind == "int"]
        return self.of(found) if found else None

    def s_unpack(self):
        ints = self.assignable("int")

        def target():
            if self.chance(0.15):
                place = self.place()
                if place:
                    return place
            if ints and self.chance(0.7):
                return self.of(ints)
            name = self.fresh("i")
            fresh.append((name, "int"))
            return name

        fresh = []
        form = self.up_to(5)
        if form == 0 and len(ints) > 1:
            a, b = self.random.sample(ints, 2)
            self.put(f"{a}, {b} = {b}, {a}")
        elif form == 1:
            a, b = target(), target()
            self.put(f"{a}, {b} = {self.expr('int', 2)}, {self.expr('int', 2)}")
        elif form == 2:
            star = self.fresh("l")
            fresh.append((star, "list"))
            parts = [target() for _ in range(self.up_to(2))]
            parts.insert(self.up_to(len(parts)), f"*{star}")
            self.put(f"{', '.join(parts)}{',' if len(parts) == 1 else ''} = {self.expr('list', 2)}")
        elif form == 3:
            a, b, c = target(), target(), target()
            self.put(f"{a}, ({b}, {c}) = {self.expr('int', 1)}, {self.expr('list', 2)}")
        elif form == 4:
            parts = [target() for _ in range(1 + self.up_to(2))]
            self.put(f"[{', '.join(parts)}] = {self.expr('list', 2)}")
        else:
            a, b = target(), target()
            self.put(f"{a}, {b} = divmod({self.expr('int', 2)}, {self.expr('int', 2)})")
        self.frame.own.update(fresh)

    def s_delete(self):
        names = [n for n in self.frame.own if n not in self.frame.counters and n[0] in "ifsblo" and n != self.frame.this]
        if not names or self.frame.kind == "module":
            return self.s_show()
        name = self.of(names)
        self.put(f"del {name}")
        if self.chance(0.5):
            kind = self.frame.own.pop(name)
            if self.chance(0.5):
                self.put(f"{name} = {self.literal(kind)}")
                self.frame.own[name] = kind

    def s_augment(self):
        kind = self.pick("int", "int", "int", "float", "str", "list", "num", "tuple", "set", "obj")
        names = self.assignable(kind)
        if not names:
            return self.s_assign()
        name = self.of(names)
        ops = {
            "int": ["+", "-", "*", "//", "%"],
            "float": ["+", "-", "*", "/", "//"],
            "num": ["+", "-", "*"],
            "set": ["|", "&", "-"],
            "obj": ["+", "-"],
        }
        op = self.of(ops.get(kind, ["+"]))
        value = self.expr(kind, 2)
        if kind == "int" and self.chance(0.15):
            op, value = self.pick("<<", ">>"), str(self.pick(1, 8, 30, 31, 32))
        if kind == "list":
            value += "[:4]"
        self.put(f"{name} {op}= {value}")
        self.guard(name, kind, op + "*")

    def s_yield(self):
        form = self.up_to(5)
        if self.calm:
            return
        if form <= 2:
            self.put(f"yield {self.expr(self.pick('int', 'int', 'str', 'float', 'list'), 2)}")
        elif form == 3:
            name = self.fresh("o")
            self.put(f"{name} = yield {self.expr('int', 1)}")
            self.put(f"show('sent', {name})")
            self.frame.own[name] = "obj"
        elif form == 4 or not self.generators():
            self.put(f"yield from {self.expr('list', 1)}[:3]")
        else:
            name = self.fresh("o")
            function = self.of(self.generators())
            self.cost += self.weight * function.cost
            self.put(f"{name} = yield from {function.name}({self.arguments(function, 1)})")
            self.put(f"show('delegated', {name})")
            self.frame.own[name] = "obj"

    def s_await(self, depth):
        form = self.up_to(6)
        if self.calm:
            return
        found = [f for f in self.functions if f.kind == "coroutine" and self.usable(f) and self.reachable(f)]
        if form <= 1:
            self.put(f"await Pause({self.expr(self.pick('int', 'str', 'float'), 1)})")
        elif form == 2:
            name = self.fresh("o")
            self.put(f"{name} = await Pause({self.expr('int', 1)})")
            self.put(f"show('sent', {name})")
            self.frame.own[name] = "obj"
        elif form == 3 and found:
            name = self.fresh("o")
            function = self.of(found)
            self.cost += self.weight * function.cost
            self.put(f"{name} = await {function.name}({self.arguments(function, 1)})")
            self.frame.own[name] = "obj"
        elif form == 4 and depth > 0:
            name = self.fresh("i")
            self.frame.own[name] = "int"
            self.put(f"async for {name} in Ticks({self.up_to(4)}):")
            self.loop_body(depth - 1, 4)
        elif depth > 0:
            swallow = self.pick("True", "False", "False", self.expr("bool", 1))
            text = f"AsyncManager({self.expr('int', 1)}, {swallow})"
            if self.chance(0.5):
                name = self.fresh("o")
                self.frame.own[name] = "obj"
                text += f" as {name}"
            self.put(f"async with {text}:")
            self.block(1 + self.up_to(2), depth - 1)
        else:
            self.put(f"show(await Pause({self.expr('int', 1)}) {self.pick('is None', '== 4')})")

    def s_attend(self, function):
        """Runs a coroutine, with what it is sent, or what is raised where it waits."""
        self.cost += self.weight * function.cost
        sent = [self.literal(self.pick("int", "str")) if self.chance(0.8) else self.pick("E0(1)", "ValueError(2)", "GeneratorExit()") for _ in range(2 + self.up_to(6))]
        self.put(f"attend({function.name}({self.arguments(function, 1)}), [{', '.join(sent)}])")

    def generators(self):
        found = [f for f in self.functions if f.kind == "generator" and self.usable(f) and self.reachable(f)]
        return found

    def s_drive(self, function=None):
        function = function or self.of(self.generators())
        self.cost += self.weight * function.cost
        if self.chance(0.3):
            self.put(f"show(list({function.name}({self.arguments(function, 1)})))")
            return
        steps = []
        for _ in range(1 + self.up_to(5)):
            steps.append(
                self.pick(
                    '("next", None)',
                    '("next", None)',
                    f'("send", {self.literal(self.pick("int", "str"))})',
                    f'("throw", {self.pick("E0(1)", "ValueError(2)", "KeyError(3)", "GeneratorExit()", "IndexError")})',
                    '("close", None)',
                )
            )
        self.put(f"drive({function.name}({self.arguments(function, 1)}), [{', '.join(steps)}])")

    def s_object(self):
        cls = self.of(self.classes)
        names = self.visible(cls.name)
        if not names:
            name = self.fresh("x")
            self.put(f"{name} = {self.instance(cls.name, 1)}")
            self.frame.own[name] = cls.name
            return
        name = self.of(names)
        if self.chance(0.2):
            return self.s_attribute(cls, name)
        if cls.fields and self.chance(0.6):
            field = self.of(sorted(cls.fields))
            kind = cls.fields[field]
            if kind in ("int", "float") and self.chance(0.4):
                self.put(f"{name}.{field} {self.pick('+', '-')}= {self.expr(kind, 1)}")
            else:
                value = self.expr(kind, 2)
                self.put(f"{name}.{field} = {value}")
            self.guard(f"{name}.{field}", kind, "*")
        elif name == self.frame.this:
            self.put(f"self.{self.of(sorted(cls.fields))}")
        elif cls.special and self.chance(0.7):
            special = self.of(sorted(cls.special))
            forms = {
                "__len__": f"show(len({name}))",
                "__bool__": f"show(1 if {name} else 2, not {name})",
                "__eq__": f"show({name} == {self.instance(cls.name, 1)}, {name} != {self.instance(cls.name, 1)})",
                "__lt__": f"show({name} < {self.instance(cls.name, 1)})",
                "__add__": f"show({name} + {self.expr('int', 1)})",
                "__sub__": f"show({name} - {self.expr('int', 1)})",
                "__iadd__": f"{name} += {self.expr('int', 1)}" if name in self.assignable(cls.name) else "pass",
                "__getitem__": f"show({name}[{self.index(1)}])",
                "__setitem__": f"{name}[{self.index(1)}] = {self.expr('int', 1)}",
                "__delitem__": f"del {name}[{self.index(1)}]",
                "__contains__": f"show({self.expr('int', 1)} in {name})",
                "__call__": f"show({name}({self.expr('int', 1)}))",
                "__iter__": f"show([q for q in {name}][:5])",
                "__neg__": f"show(-{name})",
                "__getattr__": f"show({name}.nothing{self.up_to(3)})",
                "__str__": f"show(str({name}), '%s' % {name})",
                "__repr__": f"show(repr({name}))",
                "__enter__": f"with {name} as z{self.serial}: show(z{self.serial}, {self.expr('int', 1)} // {self.small(1)})",
                "attributes": f"show(hasattr({name}, 'state'), hasattr({name}, 'v0'), getattr({name}, 'none', 4))",
                "__hash__": f"show(len({{{name}, {name}}}))",
            }
            self.put(forms[special])
        elif cls.methods:
            method = cls.methods[self.of(sorted(cls.methods))]
            if self.usable(method):
                self.cost += self.weight * method.cost
                self.put(f"show({self.method_call(name, method, 1)})")

    def s_attribute(self, cls, name):
        """A field by its name as a string, or gone for a while; a method as a value, or another in its place; attributes
        that no method knows."""
        field = self.of(sorted(cls.fields))
        kind = cls.fields[field]
        plain = [m for m in cls.methods.values() if m.kind == "plain" and self.usable(m)]
        form = self.up_to(8)
        self.serial += 1
        if form == 5:
            new = f"n{self.serial}"
            self.put(f"{name}.{new} = {self.expr('int', 1)}")
            self.put(f"{name}.{new} {self.pick('+', '-')}= {self.small(1)}")
            self.put(f"show({name}.{new}, hasattr({cls.name}, '{new}'))")
            if self.chance(0.5):
                self.put(f"del {name}.{new}")
                self.put(f"show(getattr({name}, '{new}', 'none'))")
        elif form == 6:
            new = f"n{self.serial}"
            self.put(f"{cls.name}.{new} = {self.literal('int')}")
            self.put(f"show({name}.{new})")
            self.put(f"{name}.{new} = {self.expr('int', 1)}")
            self.put(f"show({name}.{new}, {cls.name}.{new})")
            if self.chance(0.5):
                self.put(f"del {name}.{new}")
                self.put(f"show({name}.{new})")
        elif form == 7 and plain and self.frame.this is None:
            method = self.of(plain)
            self.put(f"{cls.name}.{method.name} = lambda self, *a, **k: {self.literal(method.result)}")
        elif form == 8 and plain and self.frame.this is None:
            method = self.of(plain)
            self.put(f"{name}.{method.name} = lambda *a, **k: {self.literal(method.result)}")
        elif form == 0 or form == 1 and field[0] == "r":
            self.put(f"show(getattr({name}, '{field}'))")
        elif form == 1:
            value = self.expr(kind, 1)
            self.put(f"del {name}.{field}")
            self.put("try:")
            self.put(f"    show({name}.{field})")
            self.put("except AttributeError:")
            self.put("    show('gone')")
            self.put(f"{name}.{field} = {value}")
            self.guard(f"{name}.{field}", kind, "*")
        elif form == 2 or not plain or name == self.frame.this:
            self.put(f"setattr({name}, '{field}', {self.expr(kind, 1)})")
            self.guard(f"{name}.{field}", kind, "*")
        else:
            method = self.of(plain)
            self.cost += self.weight * method.cost
            arguments = self.arguments(method, 1)
            if form == 3:
                self.put(f"z{self.serial} = {name}.{method.name}")
                self.put(f"show(z{self.serial}({arguments}))")
            else:
                self.put(f"show({cls.name}.{method.name}({name}{', ' if arguments else ''}{arguments}))")

    # ---- definitions

    def parameters(self, method=False):
        params = []
        text = []
        fixed = self.up_to(3)
        defaults = False
        annotated = self.chance(0.65)
        for _ in range(fixed):
            kind = self.a_kind() if annotated or self.chance(0.5) else "obj"
            if defaults and kind in self.class_names():
                kind = "int"  # the class may not be there yet
            defaults = defaults or (self.chance(0.25) and kind not in self.class_names())
            params.append([None, kind, "any", defaults])
        if self.chance(0.15) and not annotated:
            params.append([None, "int", "star", False])
        if self.chance(0.2):
            if not any(p[2] == "star" for p in params):
                text_star = True
            else:
                text_star = False
            count = len(params)
            for _ in range(1 + self.up_to(1)):
                kind = self.a_kind()
                params.append([None, kind, "keyword", kind not in self.class_names() and self.chance(0.5)])
            star_at = count if text_star else None
        else:
            star_at = None
        if self.chance(0.1) and not annotated:
            params.append([None, "int", "stars", False])
        for at, param in enumerate(params):
            kind, how, default = param[1:]
            letter = {"star": "t", "stars": "d"}.get(how, LETTER.get(kind, "x"))
            name = param[0] = self.fresh_param(letter)
            if at == star_at:
                text.append("*")
            piece = name
            if how == "star":
                piece = "*" + name
            if how == "stars":
                piece = "**" + name
            if how in ("any", "keyword") and annotated:
                if kind in ANNOTATED:
                    piece += f": {self.of(ANNOTATED[kind])}"
                elif kind in self.class_names():
                    piece += f': "{kind}"' if method else f": {kind}"
            if default:
                piece += (" = " if ":" in piece else "=") + (self.expr(kind, 1) if self.frame.kind != "module" and self.chance(0.3) else self.literal(kind))
            text.append(piece)
        return [tuple(p) for p in params], ", ".join(text), annotated

    def fresh_param(self, letter):
        self.serial += 1
        return f"{letter}{self.serial}"

    def bind_parameters(self, params):
        for name, kind, how, _ in params:
            self.frame.own[name] = {"star": "tuple", "stars": "obj"}.get(how, kind)

    def definition(self, name, kind="plain", depth=2, size=6, cls=None, result=None, params=None):
        """Writes a function; what was known of its cost is measured on the way."""
        outer, weight, cost, calm = self.frame, self.weight, self.cost, self.calm
        if result is None and kind == "plain":
            result = self.pick("int", "int", "int", "float", "str", "list", "bool", "tuple", "obj", "num")
        if params is None:
            params, text, annotated = self.parameters(cls is not None)
        else:
            text = ", ".join(n for n, *_ in params)
            annotated = False
        arrow = ""
        if kind == "plain" and result in ANNOTATED and annotated and self.chance(0.8):
            arrow = f" -> {self.of(ANNOTATED[result])}"
        receiver = "self" if cls else ""
        comma = ", " if receiver and text else ""
        self.put(f"{'async ' if kind == 'coroutine' else ''}def {name}({receiver}{comma}{text}){arrow}:")
        self.frame = Frame(outer, "function" if kind == "plain" else kind, result)
        self.bind_parameters(params)
        self.weight, self.cost, self.calm = 1, 0, 0
        self.indent += 1
        if cls:
            self.frame.own["self"] = cls.name
            self.frame.this = "self"
        self.declarations()
        before = self.cost
        for _ in range(2 + self.up_to(size)):
            self.statement(depth)
        if kind == "generator":
            self.put(f"yield {self.expr('int', 1)}")
        elif kind == "coroutine":
            self.put(f"return await Pause({self.expr('int', 1)})")
        else:
            self.put(f"return {self.expr(result, 2)}")
        self.indent -= 1
        spent = self.cost - before + 1
        self.frame, self.weight, self.calm = outer, weight, calm
        self.cost = cost
        return Function(name, params, result, spent, kind)

    def declarations(self):
        """`global` and `nonlocal`, for names that it then may assign."""
        frame = self.frame
        outer = frame.parent
        while outer:
            names = [n for n in outer.own if n not in outer.counters and n not in frame.own and n != "self" and n[0] != "c"]
            word = "global" if outer.kind == "module" else "nonlocal"
            chosen = [n for n in names if self.chance(0.2)][:2]
            # `nonlocal` names must be the nearest of that name, and no global.
            chosen = [n for n in chosen if n not in frame.declared and not self.shadowed(n, outer)]
            if chosen:
                self.put(f"{word} {', '.join(chosen)}")
                frame.declared |= set(chosen)
            outer = outer.parent

    def shadowed(self, name, owner):
        frame = self.frame.parent
        while frame is not owner:
            if name in frame.own or name in frame.declared:
                return True
            frame = frame.parent
        return name in owner.declared

    def s_closure(self, depth):
        if self.indent > 6 or self.weight > 8:
            return self.s_assign()
        form = self.up_to(6)
        if form == 4:
            # What a generator expression reads, it reads when it is asked.
            ints = self.assignable("int")
            if not ints:
                return self.s_assign()
            self.serial += 1
            name, read = f"z{self.serial}", self.of(ints)
            self.put(f"{name} = ({self.comprehension('int', 1)})")
            self.put(f"{read} = {self.expr('int', 1)}")
            self.put(f"show(list({name}), list({name}))")
            return
        if form == 5:
            # A function that calls itself.
            self.serial += 1
            name = f"g{self.serial}"
            note = self.pick(": int", "")
            self.put(f"def {name}(n{note}, total{note}){' -> int' if note else ''}:")
            self.put("    if n <= 0:")
            self.put(f"        {self.pick('return total', 'return total', 'raise E0(total)', 'return [][n] if total else 5')}")
            body = f"{name}(n - {self.pick(1, 2)}, total {self.pick('+', '-', '^')} {self.leaf('int')})"
            form = self.up_to(2)
            if form == 0:
                self.put(f"    return {body}")
            elif form == 1:
                self.put("    try:")
                self.put(f"        return {body} {self.pick('+', '-', '*')} n")
                self.put("    finally:")
                self.put(f"        {self.pick('show(n, total)', 'total += 1', 'n -= 1')}")
            else:
                self.put("    try:")
                self.put(f"        total = {body}")
                self.put(f"    except {self.pick('E0', 'IndexError', 'Exception')} as e:")
                self.put("        show(n, e)")
                self.put(f"        {self.pick('raise', 'total += 1', 'return total')}")
                self.put("    return total")
            self.put(f"show({name}({self.up_to(4)}, {self.expr('int', 1)}))")
            return
        if form == 6:
            # A decorator, which counts the calls.
            self.serial += 1
            wrap, inner, count = f"g{self.serial}", f"h{self.serial}", f"j{self.serial}"
            self.put(f"def {wrap}(f):")
            self.put(f"    {count} = 0")
            self.put("    def call(*a, **k):")
            self.put(f"        nonlocal {count}")
            self.put(f"        {count} += 1")
            self.put(f"        show({count}, a)")
            self.put(f"        {self.pick('return f(*a, **k)', 'return f(*a)', 'try: return f(*a, **k)')}")
            if self.lines[-1].strip().startswith("try"):
                self.put(f"        finally: {count} += {self.pick('len(a)', '1')}")
            self.put("    return call")
            self.put(f"@{wrap}")
            self.put(f"def {inner}(q, r={self.literal('int')}):")
            self.calm += 1
            self.put(f"    return {self.pick('q + r', 'q // r', '[q, r]')}")
            self.calm -= 1
            self.put(f"show({inner}({self.expr('int', 1)}), {inner}({self.expr('int', 1)}, {self.expr('int', 1)}))")
            return
        if form == 0:
            # Late binding: the functions are called after the loop.
            self.serial += 2
            loop, store = f"i{self.serial}", f"z{self.serial}"
            self.put(f"{store} = []")
            self.put(f"for {loop} in range({1 + self.up_to(3)}):")
            self.frame.own[loop] = "int"
            self.calm += 1
            body = self.expr("int", 1)
            self.calm -= 1
            self.put(f"    {store}.append(lambda{self.pick('', f' q={loop}')}: {loop} + {body})")
            self.put(f"show([q() for q in {store}])")
            return
        self.serial += 1
        name = f"g{self.serial}"
        kind = "generator" if self.chance(0.3) and self.frame.kind != "generator" else "plain"
        frame = self.frame
        loops, frame.loops = frame.loops, 0
        function = self.definition(name, kind, depth=min(depth, 1), size=3)
        frame.loops = loops
        function.frame = frame
        self.functions.append(function)
        if self.can_call(function.cost):
            self.cost += self.weight * function.cost
            if kind == "generator":
                self.put(f"show(list({name}({self.arguments(function, 1)})))")
            else:
                self.put(f"show({name}({self.arguments(function, 1)}))")

    def a_class(self):
        base = self.of(self.classes) if self.classes and self.chance(0.5) else None
        self.serial += 1
        cls = Class(f"C{self.serial}", base)
        own = {}
        for _ in range(1 + self.up_to(2)):
            own[f"v{self.serial}_{len(own)}"] = self.pick("int", "int", "float", "str", "list", "bool")
        if base is None and self.chance(0.3):
            self.put("# no base")
        self.put(f"class {cls.name}{f'({base.name})' if base else ''}:")
        self.indent += 1
        typed = self.chance(0.6)
        shared = self.chance(0.3)
        if shared:
            self.put(f"total = {self.literal('int')}")
        cls.fields.update(own)
        inherited = base.init if base else []
        cls.init = list(inherited) + list(own.values())
        letters = [f"a{n}" for n in range(len(cls.init))]
        annotated = [f"{n}: {k}" if typed else n for n, k in zip(letters, cls.init)]
        self.put(f"def __init__(self, {', '.join(annotated)}):")
        self.indent += 1
        if base:
            self.put(f"super().__init__({', '.join(letters[: len(inherited)])})")
        for (field, kind), letter in zip(own.items(), letters[len(inherited) :]):
            self.put(f"self.{field}{f': {kind}' if typed and self.chance(0.5) else ''} = {letter}")
        if shared and self.chance(0.5):
            self.put(f"{cls.name}.total += 1")
        self.indent -= 1
        self.put("def state(self):")
        items = [f"self.{f}" for f in cls.fields] + ([f"{cls.name}.total"] if shared else [])
        self.put(f"    return [{', '.join(items)}]")
        # Known from here on: the methods may make instances.
        methods = []
        visible = list(self.classes)
        self.classes.append(cls)
        for at in range(1 + self.up_to(2)):
            override = base and base.methods and self.chance(0.4)
            if override:
                old = base.methods[self.of(sorted(base.methods))]
                if old.kind != "plain":
                    continue  # as it is
                method = self.method(cls, old.name, result=old.result, params=old.params, base=base)
            elif self.chance(0.25):
                self.put("@property")
                method = self.method(cls, f"p{self.serial}", result=self.pick("int", "str"), params=[])
                method.kind = "property"
            else:
                method = self.method(cls, f"m{self.serial}_{at}")
            methods.append(method)
        for method in methods:
            cls.methods[method.name] = method
        ints = [f for f, k in cls.fields.items() if k == "int"]
        if ints and self.chance(0.3):
            self.serial += 1
            self.put("@property")
            self.put(f"def r{self.serial}(self): return self.{ints[0]}")
            self.put(f"@r{self.serial}.setter")
            self.put(f"def r{self.serial}(self, value): self.{ints[0]} = {self.pick('value', 'value + 1', 'value ^ 3')}")
            cls.fields[f"r{self.serial}"] = "int"
        if self.chance(0.3):
            self.serial += 1
            self.put("@staticmethod")
            self.put(f"def q{self.serial}(a: int, b: int = {self.literal('int')}) -> int: return a {self.pick('+', '-', '^')} b")
            params = [("a", "int", "any", False), ("b", "int", "any", True)]
            cls.methods[f"q{self.serial}"] = Function(f"q{self.serial}", params, "int", 1, "static")
        if self.chance(0.3):
            self.serial += 1
            self.put("@classmethod")
            self.put(f"def q{self.serial}(cls, a): return cls.__name__ + str(a)")
            cls.methods[f"q{self.serial}"] = Function(f"q{self.serial}", [("a", "int", "any", False)], "str", 1, "static")
        number = f"self.{self.of(ints)}" if ints else "3"
        lists = [f for f, k in cls.fields.items() if k == "list"]
        items = f"self.{self.of(lists)}" if lists else "[1, 2, 3]"
        special = {
            "__len__": f"def __len__(self): return {number} & 7",
            "__bool__": f"def __bool__(self): return {number} > 0",
            "__eq__": f"def __eq__(self, o): return isinstance(o, {cls.name}) and self.state() == o.state()",
            "__lt__": f"def __lt__(self, o): return {number} < o{number[4:]}" if ints else "def __lt__(self, o): return True",
            "__add__": f"def __add__(self, o): return {number} + o",
            "__sub__": f"def __sub__(self, o): return {number} - o",
            "__iadd__": f"def __iadd__(self, o):\n{number + ' = (' + number + ' + o) % 1000' if ints else 'pass'}\nreturn self",
            "__getitem__": f"def __getitem__(self, i): return {items}[i]",
            "__setitem__": f"def __setitem__(self, i, x): {items}[i] = x",
            "__delitem__": f"def __delitem__(self, i): del {items}[i]",
            "__contains__": f"def __contains__(self, x): return x in {items}",
            "__call__": f"def __call__(self, x): return {number} ^ x",
            "__iter__": f"def __iter__(self):\n{self.pick(f'return iter({items})', f'yield from {items}', f'for i in {items}: yield i')}",
            "__enter__": f"def __enter__(self): return {number}\n",
            "__neg__": f"def __neg__(self): return -{number}",
            "__getattr__": "def __getattr__(self, n):\nif n[:7] == 'nothing': return n\nraise AttributeError(n)",
            "__str__": f"def __str__(self): return 'S' + str({number})",
            "__repr__": f"def __repr__(self): return 'R' + str({number})",
        }
        for name in sorted(special):
            if self.chance(0.18):
                head, *rest = special[name].split("\n")
                self.put(head)
                for line in rest:
                    self.put("    " + line if line else "")
                if name == "__enter__":
                    self.put(f"def __exit__(self, kind, value, trace): show('leaves', value); return {number} > 5")
                cls.special.add(name)
        self.indent -= 1
        del visible
        self.put("")

    def method(self, cls, name, result=None, params=None, base=None):
        result = result or self.pick("int", "int", "float", "str", "list", "bool")
        start = len(self.lines)
        function = self.definition(name, "plain", depth=1, size=3, cls=cls, result=result, params=params)
        if base and self.chance(0.6) and function.params == params:
            names = ", ".join(n if how == "any" else f"{n}={n}" for n, _, how, _ in params if how in ("any", "keyword"))
            if not any(how in ("star", "stars") for _, _, how, _ in params):
                at = start + 1
                while self.lines[at].strip().startswith(("global", "nonlocal")):
                    at += 1
                self.lines.insert(at, "    " * (self.indent + 1) + f"show('super', super().{name}({names}))")
        # An override is called with what the base's parameters take.
        if params is not None:
            function.params = params
        return function

    def program(self):
        for kind in ("int", "int", "list", "str", "float", "dict"):
            name = self.fresh(LETTER[kind])
            annotation = f": {self.of(ANNOTATED[kind])}" if self.chance(0.3) else ""
            self.put(f"{name}{annotation} = {self.literal(kind)}")
            self.frame.own[name] = kind
        self.put("")
        for _ in range(3 + self.up_to(2)):
            if self.chance(0.3):
                self.a_class()
                continue
            self.serial += 1
            kind = self.pick(*["plain"] * 5, "generator", "generator", "coroutine")
            function = self.definition(f"f{self.serial}", kind, depth=3, size=6)
            self.functions.append(function)
            self.put("")
        tops = [f for f in self.functions if not hasattr(f, "frame")]
        for _ in range(2):
            for function in tops:
                self.put("try:")
                self.indent += 1
                if function.kind == "generator":
                    self.s_drive(function)
                elif function.kind == "coroutine":
                    self.s_attend(function)
                else:
                    self.put(f"show({function.name}({self.arguments(function, 1)}))")
                self.indent -= 1
                self.put("except Exception as e:")
                self.put("    show('raised', name(e))")
        for cls in self.classes:
            self.put("try:")
            self.indent += 1
            name = self.fresh("x")
            self.put(f"{name} = {self.instance(cls.name, 1)}")
            self.frame.own[name] = cls.name
            for _ in range(4):
                self.s_object()
            self.put(f"show({name})")
            self.indent -= 1
            self.put("except Exception as e:")
            self.put("    show('raised', name(e))")
        for _ in range(3):
            self.put("try:")
            self.block(2, 2)
            self.put("except Exception as e:")
            self.put("    show('raised', name(e))")
        self.put("for g in KEPT:")
        self.put("    try:")
        self.put("        g.close()")
        self.put("    except BaseException as e:")
        self.put("        show('closing', name(e))")
        shown = [n for n, k in self.frame.own.items() if k in TYPES and n[0] != "e"]
        for name in shown:
            self.put("try:")
            self.put(f"    show('{name}', {name})")
            self.put("except Exception as e:")
            self.put("    show('raised', name(e))")
        if self.chance(0.15):
            self.put(f"raise {self.pick('SystemExit(3)', 'ValueError', 'E0(5)')}")


def generate(seed):
    """The program of a seed: one in four has the helpers in itself, one in three no annotations."""
    writer = Writer(seed)
    writer.program()
    text = (IMPORT if seed % 4 else PRELUDE) + "\n\n" + "\n".join(writer.lines) + "\n"
    return text if seed % 3 else bare(text)


class Annotations(ast.NodeTransformer):
    """Takes them out of a tree."""

    def visit_arg(self, node):
        node.annotation = None
        return node

    def visit_AnnAssign(self, node):
        return ast.Assign([node.target], node.value)

    def visit_FunctionDef(self, node):
        node.returns = None
        return self.generic_visit(node)


def bare(text):
    """A program without its annotations."""
    return ast.unparse(ast.fix_missing_locations(Annotations().visit(ast.parse(text)))) + "\n"


if __name__ == "__main__":
    sys.stdout.write(generate(int(sys.argv[1])))
