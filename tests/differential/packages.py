#!/usr/bin/env python3
"""Random packages: modules that import each other in every form and every kind of block, some of which raise, as native
code and as bytecode on the same host.

    tests/differential/packages.py FROM-TO [--on x64] [--bundle] [--mpyc PROGRAM] [--finds FOLDER]     runs those of these
                                                           seeds, each package in one file with --bundle
    tests/differential/packages.py SEED --write FOLDER                                      writes one

A script that stays bytecode imports each module twice, prints what becomes of it, what its names are then, and what its
functions give. Exit status and output must be equal; what differs is left in FOLDER.
"""

import argparse
import concurrent.futures
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
ARCHITECTURES = {"x64": "x64", "rv32": "rv32imc"}

FILES = ["a", "b", "c", "p/__init__", "p/x", "p/y", "p/q/__init__", "p/q/z", "r/s"]
MODULES = [file.replace("/", ".").removesuffix(".__init__") for file in FILES]
# What is imported absolutely: all of them, a package without __init__, the firmware's, and some that are not there.
ABSOLUTE = MODULES + ["r", "math", "gc", "struct", "absent", "p.absent", "p.q.absent"]
STARS = ["a", "b", "c", "p", "p.x", "p.q", "p.y", "r.s", "math", ".", "..", ".x", ".q", "..y"]
RELATIVE = ["", "", "x", "y", "q", "q.z", "z", "absent", "p"]
# What functions with annotations are given, by type: each module has some, which the others call.
VALUES = {
    "int": ["n", "i", "-n", "n + 1", "1 << 40", "7"], "float": ["x", "0.5", "x + n", "float(i)"],
    "bool": ["n > 2", "True", "not i"], "str": ["'ab'", "str(n)"], "object": ["n", "None", "'o'", "[n]"],
}
DEFAULTS = {
    "int": ["3", "-2"], "float": ["0.5", "-1.25"], "bool": ["True"], "str": ["'abc'", "''"], "object": ["None", "7", "'a' 'b'"],
}
METHODS = ["m0", "m1"]
# What modules bind: variables, functions and classes, and built-in functions that they hide.
BOUND = ["v", "w", "f", "g", "K", "_h"]
READ = BOUND + ["len", "x", "y", "z", "q", "s"]


def typed(module):
    """The names of a module's functions with annotations, which no other module has."""
    return [f"t{number}_{module.replace('.', '_')}" for number in range(3)]


def typed_class(module):
    """The name of a module's class with annotations."""
    return f"T_{module.replace('.', '_')}"


class Writer:
    """Writes one module."""

    def __init__(self, seed, module):
        self.random = random.Random(f"{seed}/{module}")
        self.seed = seed
        self.module = module
        self.classes = 0

    def chance(self, probability):
        return self.random.random() < probability

    def one(self, *of):
        return self.random.choice(of[0] if len(of) == 1 else of)

    def renamed(self, name):
        return f"{name} as {self.one(BOUND)}" if self.chance(0.4) else name

    def an_import(self, may_take_all):
        if may_take_all and self.chance(0.3):
            return [f"from {self.one(STARS)} import *"]
        if self.chance(0.3):
            return ["import " + ", ".join(self.renamed(self.one(ABSOLUTE)) for _ in range(self.one(1, 1, 2)))]
        if self.chance(0.5):
            source = self.one(ABSOLUTE)
        else:
            source = "." * self.one(1, 1, 1, 2, 2, 3, 4) + self.one(RELATIVE)
        names = [self.one(READ + ["__name__", "absent"]) for _ in range(self.one(1, 1, 2))]
        return [f"from {source} import " + ", ".join(map(self.renamed, names))]

    def guarded(self, body, always=False):
        if not always and self.chance(0.15):
            return body
        kind = "Exception" if always else self.one("Exception", "Exception", "ImportError", "(ImportError, ValueError)")
        lines = ["try:", *indented(body), f"except {kind} as e:", f"    log('{self.module}', type(e).__name__, e.args)"]
        if self.chance(0.3):
            lines += ["else:", f"    log('{self.module}', 'else')"]
        if self.chance(0.4):
            last = self.an_import(False) if self.chance(0.3) else [f"log('{self.module}', 'finally')"]
            lines += ["finally:", *indented(last)]
        return lines

    def shown(self, body):
        name = self.one(READ)
        return body + [f"log('{self.module}', '{name}', show(lambda: {name}))"]

    def statement(self, depth, outside):
        """A statement; `outside` of functions."""
        if depth > 2 or self.chance(0.5):
            return self.shown(self.guarded(self.an_import(outside)))
        kind = self.random.randrange(8)
        if kind == 0:
            return [f"{self.one(BOUND)} = {self.random.randrange(10)}"]
        if kind == 1:
            return [f"for i in range({self.random.randint(1, 3)}):", *indented(self.statement(depth + 1, outside))]
        if kind == 2:
            test = self.one("v", "hasattr(log, 'a')", "show(lambda: f) == 'function'")
            return [f"if {test}:", *indented(self.guarded(self.statement(depth + 1, outside))),
                    "else:", *indented(self.statement(depth + 1, outside))]
        if kind == 3 and outside:
            # The body never raises: the firmware's bytecode loses names then (number 29 in docs/language.md).
            self.classes += 1
            method = self.shown(self.guarded(self.an_import(False))) + ["return self.v"]
            return [f"class C{self.classes}:", *indented(self.guarded(self.an_import(False), always=True)), "    v = 1",
                    "    def m(self):", *indented(indented(method)),
                    *self.guarded([f"log('{self.module}', C{self.classes}().m())"])]
        if kind == 4:
            call = f"{self.one('v', 'w', 'len', 'len')}({self.one('', '1', '[1]')})"
            return self.guarded([f"log('{self.module}', show(lambda: {call}))"])
        if kind == 5:
            return self.guarded([f"log(__import__('{self.one(ABSOLUTE)}').__name__)"])
        if kind == 6:
            return self.guarded([f"del {self.one(BOUND)}"])
        return [f"log('{self.module}', __name__)"]

    def function(self):
        name, parameters = self.one("f", "g", "K", "h"), self.one("n=1", "n=1", "n: int = 1")
        body = [f"global {self.one('v', 'w', 'x')}"] if self.chance(0.25) else []
        for _ in range(self.random.randint(1, 3)):
            body += self.statement(1, False)
        if self.chance(0.3):
            body += ["yield n", *self.guarded(self.an_import(False)), "yield n + 1"]
        elif self.chance(0.3):
            inner = self.guarded(self.an_import(False)) + [f"return show(lambda: {self.one(BOUND)})"]
            body += ["def inner():", *indented(inner), "return inner()"]
        else:
            body += [f"return {self.one('n', 'n + 1', 'len([1, 2])', 'show(lambda: v)', 'show(lambda: math.v)')}"]
        return [f"def {name}({parameters}):", *indented(body)]

    def signature(self, module, name):
        """What a typed function takes, each with its default if it has one, and gives: the same for all who call it."""
        choice = random.Random(f"{self.seed}/{module}/{name}")
        kinds = [choice.choice(list(VALUES)) for _ in range(choice.randrange(4))]
        required = choice.randint(0, len(kinds))
        defaults = [choice.choice(DEFAULTS[kind]) if i >= required else None for i, kind in enumerate(kinds)]
        return list(zip(kinds, defaults)), choice.choice(list(VALUES))

    def declared(self, parameters):
        return [f"p{i}: {kind}" + (f" = {default}" if default else "") for i, (kind, default) in enumerate(parameters)]

    def arguments(self, parameters):
        """Arguments by place and by name; some defaults are left."""
        given, by_name = [], False
        for i, (kind, default) in enumerate(parameters):
            by_name = by_name or self.chance(0.2)
            if default and self.chance(0.4):
                by_name = True
                continue
            given.append((f"p{i}=" if by_name else "") + self.one(VALUES[kind]))
        return ", ".join(given)

    def typed_imports(self):
        """Lines that import typed functions and classes of others, and how each is named here."""
        lines, names = [], []
        for number in range(self.random.randrange(3)):
            module, bound = self.one([module for module in MODULES if module != self.module]), f"k{number}"
            if self.chance(0.6):
                lines.append(f"import {module} as {bound}")
                names += [(f"{bound}.{name}", module, name) for name in typed(module) + [typed_class(module)]]
            else:
                name = self.one(typed(module) + [typed_class(module)])
                lines.append(f"from {module} import {name} as {bound}")
                names.append((bound, module, name))
        return lines, names

    def typed_class(self, callees):
        parameters, _ = self.signature(self.module, "__init__")
        kinds = [kind for kind, _ in parameters]
        declared = ", ".join(["self", *self.declared(parameters)])
        set_ = [f"self.a{i} = p{i}" for i in range(len(kinds))] + ["self.n = 0"]
        if self.chance(0.2):
            set_.append("if count('made') % 4 == 3:\n            raise ValueError('made')")
        lines = [f"class {typed_class(self.module)}:", f"    def __init__({declared}):", *indented(indented(set_))]
        for method in METHODS:
            lines += indented(self.typed_function(method, callees, "self"))
        return lines

    def used(self, callee, module, name):
        """A call of a typed function, whose result is used."""
        parameters, gives = self.signature(module, name)
        call = f"{callee}({self.arguments(parameters)})"
        return {"int": f"n += {call} & 7", "float": f"x += {call}", "bool": f"n += 1 if {call} else 0",
                "str": f"n += len({call})", "object": f"log({call})"}[gives]

    def typed_function(self, name, callees, *first):
        parameters, result = self.signature(self.module, name)
        lines = [f"def {name}({', '.join([*first, *self.declared(parameters)])}) -> {result}:"]
        body = ["n = count('calls') % 5", "x = n * 0.25", "if count('all calls') > 200:", "    n = 0"]
        for index, (kind, _) in enumerate(parameters):
            body.append({"int": "n += % & 3", "float": "x += %", "bool": "n += 1 if % else 2", "str": "n += len(%)",
                         "object": "n += 1 if % is None else 0"}[kind].replace("%", f"p{index}"))
        if first:
            body += ["self.n += 1", "n += self.n & 1"]
        if self.chance(0.3):
            body += ["if n == 3:", f"    raise {self.one('ValueError', 'KeyError')}('{self.module} {name}')"]
        for called, module, of in callees:
            if self.chance(0.5):
                continue
            if of == typed_class(module):
                made, _ = self.signature(module, "__init__")
                used = [f"o = {called}({self.arguments(made)})"]
                used += [self.used(f"o.{method}", module, method) for method in METHODS if self.chance(0.7)]
            else:
                used = [self.used(called, module, of)]
            once = self.guarded(used) if self.chance(0.6) else used
            body += ["for i in range(2):", "    if n < 1 or count('all calls') > 200:", "        break", *indented(once)]
        body.append("return " + {"int": "n", "float": "x", "bool": "n > 2", "str": "str(n)", "object": self.one("n", "None", "[n]")}[result])
        return lines + indented(body)

    def text(self):
        lines = ["from state import log, show, count"]
        imports, callees = self.typed_imports()
        lines += imports
        for name in typed(self.module):
            lines += self.typed_function(name, callees)
        lines += self.typed_class(callees)
        if self.chance(0.2):
            lines.append(f"__all__ = {self.one(('v', 'f'), ('w',), ('v', 'nope'), ['f', '_h', 'len'])!r}")
        if self.chance(0.12):
            lines += [f"if count('{self.module}') {self.one('== 1', '< 3')}:",
                      f"    raise {self.one('ValueError', 'ImportError')}('{self.module}')"]
        for _ in range(self.random.randint(2, 6)):
            lines += self.function() if self.chance(0.35) else self.statement(0, True)
        if self.chance(0.15):
            lines += ["def __getattr__(name):", f"    log('{self.module}', 'is asked for', name)",
                      "    if name in ('x', 'v', 'w'):", "        return 'lazy ' + name", "    raise AttributeError(name)"]
        if self.chance(0.1):
            lines += ["def len(x):", "    return 'hidden'"]
        if self.chance(0.25):
            lines += [f"if count('{self.module} ends') == 1:",
                      f"    raise {self.one('ValueError', 'RuntimeError')}('{self.module} ends')"]
        for _ in range(self.random.randint(0, 2)):
            lines += self.statement(0, True)
        return "\n".join(lines) + "\n"


def indented(lines):
    return ["    " + line for line in lines]


MAIN = '''import sys


class State:
    __name__ = "state"


counts, depth, printed = {}, [0], [0]


def flat(x):
    if type(x) is type(sys):
        return "module " + x.__name__
    if type(x) in (int, str, bool, type(None), float):
        return repr(x)
    if type(x) in (tuple, list):
        return [flat(item) for item in x]
    return type(x).__name__


def log(*args):
    printed[0] += 1
    if printed[0] < 600:
        print(*[flat(arg) for arg in args])


def show(f):
    try:
        return flat(f())
    except Exception as e:
        return type(e).__name__


def count(name):
    counts[name] = counts.get(name, 0) + 1
    return counts[name]


def result(f):
    if depth[0] > 4 or printed[0] > 500:
        return "deep"
    depth[0] += 1
    try:
        x = f(3)
        return list(x) if hasattr(x, "send") else flat(x)
    except Exception as e:
        return type(e).__name__, flat(e.args) if type(e) is not NameError else None
    finally:
        depth[0] -= 1


def typed_result(name, f):
    values = {"int": 5, "float": 1.5, "bool": True, "str": "text", "object": None}
    try:
        return flat(f(*[values[kind] for kind in SIGNATURES[name]]))
    except Exception as e:
        return type(e).__name__, flat(e.args) if type(e) is not NameError else None


State.log, State.show, State.count = log, show, count
sys.modules["state"] = State
for turn in range(2):
    for name in MODULES:
        try:
            print(name, "is", __import__(name, None, None, ("v",)).__name__)
        except Exception as e:
            print(name, type(e).__name__, flat(e.args))
    print(sorted(name for name in sys.modules if name != "state"))
for module in MODULES:
    names = sys.modules[module].__dict__ if module in sys.modules else {}
    for name in sorted(names):
        value = names[name]
        if name.startswith("__") or name in ("log", "show", "count", "len"):
            continue
        print(module, name, flat(value))
        called = getattr(value, "__name__", name)
        if called in SIGNATURES:
            counts.clear()
            for turn in range(3):
                print(module, name, "gives", typed_result(called, value))
        elif type(value).__name__ in ("function", "closure", "generator"):
            print(module, name, "gives", result(value))
'''


def write(seed, folder):
    for file, module in zip(FILES, MODULES):
        path = folder / f"{file}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(Writer(seed, module).text())
    signature = lambda module, name: [kind for kind, _ in Writer(seed, module).signature(module, name)[0]]
    signatures = {name: signature(module, name) for module in MODULES for name in typed(module)}
    text = MAIN.replace("MODULES", repr(MODULES)).replace("SIGNATURES", repr(signatures))
    (folder / "main.py").write_text(text)


def difference(seed, arguments):
    """What is wrong with a seed; nothing if its packages do the same both ways."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix=f"packages-{seed}-"))
    environment = dict(os.environ, MPYC_NO_CACHE="1")

    def mpyc(*words):
        return subprocess.run([arguments.mpyc, *map(str, words)], env=environment, capture_output=True, text=True,
                              errors="replace", timeout=300)

    try:
        write(seed, folder)
        level = random.Random(seed).choice(["s", "2"])
        given = {"py": [], "mpy": []}
        # What one command compiles knows of each other.
        together = [folder / name for name in ("a.py", "b.py", "c.py", "p", "r")]
        option = ["--bundle"] if arguments.bundle else []
        out = folder / "out"
        made = mpyc("natmod", *together, "-o", out, "--arch", ARCHITECTURES[arguments.on], "-O", level, *option)
        if made.returncode != 0:
            return f"{seed}: does not compile\n{made.stderr}"
        for module in sorted(out.rglob("*.mpy")):
            given["mpy"] += ["--with", f"{module.relative_to(out)}={module}"]
        for file in FILES:
            given["py"] += ["--with", f"{file}.py={folder / file}.py"]
        outcomes = [mpyc("run", folder / "main.py", "--bytecode", "--on", arguments.on, *given[extension])
                    for extension in ("py", "mpy")]
        if "SyntaxError" in outcomes[0].stdout + outcomes[0].stderr:
            return f"{seed}: not Python to {arguments.on}\n{outcomes[0].stdout[-400:]}{outcomes[0].stderr}"
        (one, other) = [(outcome.returncode, outcome.stdout) for outcome in outcomes]
        if one == other:
            return None
        kept = pathlib.Path(arguments.finds) / f"packages-{seed}"
        shutil.rmtree(kept, ignore_errors=True)
        shutil.copytree(folder, kept)
        (kept / "bytecode.txt").write_text(one[1])
        (kept / "native.txt").write_text(other[1])
        lines = [(a, b) for a, b in zip(one[1].splitlines(), other[1].splitlines()) if a != b]
        return f"{seed}: differs, see {kept}\n" + "".join(f"- {a}\n+ {b}\n" for a, b in lines[:5])
    finally:
        shutil.rmtree(folder)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seeds", help="FROM-TO, or one")
    parser.add_argument("--write", type=pathlib.Path, help="write the packages of one seed here, and run nothing")
    parser.add_argument("--on", choices=list(ARCHITECTURES), default="x64", help="the host [x64]")
    parser.add_argument("--bundle", action="store_true", help="compile each package to one file")
    parser.add_argument("--mpyc", default=str(ROOT / "target/debug/mpyc"), help="the compiler [that of cargo build]")
    parser.add_argument("--finds", default=str(ROOT / "target/differential"), help="where what differs is left")
    arguments = parser.parse_args()
    first, _, last = arguments.seeds.partition("-")
    if arguments.write:
        write(int(first), arguments.write)
        return 0
    seeds = range(int(first), int(last or first) + 1)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = [what for what in pool.map(lambda seed: difference(seed, arguments), seeds) if what]
    print(*found, sep="\n")
    print(f"{len(seeds)} packages, {len(found)} differ")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
