"""Random statements of functions that are resumed, and of those that resume them."""

from changes import ChangeWriter


class ResumedWriter(ChangeWriter):
    """Writes `yield`, `await`, and what drives generators and coroutines."""

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
