"""Random containers, and the comprehensions that fill them."""

from calling import CallWriter


class ContainerWriter(CallWriter):
    """Writes expressions that are containers: `e_list` and its like."""

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
