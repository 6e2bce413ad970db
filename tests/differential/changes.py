"""Random statements that change objects and the places of values."""

from expressions import ExpressionWriter


class ChangeWriter(ExpressionWriter):
    """Writes changes: of containers, of places, of objects and their attributes."""

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
