"""Random statements, `s_if` and its like one each; what may fail is caught, what may grow is cut."""

from resumed import ResumedWriter
from scopes import ANNOTATED, CAUGHT, LETTER, RAISED


class StatementWriter(ResumedWriter):
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
