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
import pathlib
import sys

from scopes import ANNOTATED, LETTER, TYPES, Class, Frame, Function
from statements import StatementWriter

# What the programs call, and what stands in its place where that is a module of its own.
PRELUDE = pathlib.Path(__file__).with_name("prelude.py").read_text(encoding="utf-8")
IMPORT = "from prelude import AsyncManager, Count, E0, E1, KEPT, Manager, Pause, Ticks, as_int, attend, drive, fmt, keep, name, opaque, show\n"


class Writer(StatementWriter):
    """Writes functions, classes, and the program."""

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
            # Of two bools the exclusive or is an int in MicroPython.
            body = f"{name}(n - {self.pick(1, 2)}, total {self.pick('+', '-', '+ 0 ^')} {self.leaf('int')})"
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
