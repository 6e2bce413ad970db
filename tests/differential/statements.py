"""Random statements, `s_if` and its like one each; what may fail is caught, what may grow is cut."""

from expressions import ExpressionWriter
from scopes import ANNOTATED, CAUGHT, LETTER, RAISED


class StatementWriter(ExpressionWriter):
    """Writes statements."""

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
