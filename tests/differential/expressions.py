"""Random expressions: of a type each, so that no annotation is broken."""

from containers import ContainerWriter
from scopes import EDGES, WORDS


class ExpressionWriter(ContainerWriter):
    """Writes expressions: `expr` one of a type, `e_int` and its like those that are no names and no literals."""

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
