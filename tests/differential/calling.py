"""Random calls: of functions, methods, classes and lambdas."""

from scopes import ScopeWriter


class CallWriter(ScopeWriter):
    """Writes calls, as random as their arguments."""

    def applied_lambda(self, kind, depth):
        self.serial += 2
        a, b = f"k{self.serial - 1}", f"k{self.serial}"
        op = self.pick("+", "-", "*")
        if self.chance(0.5):
            return f"(lambda {a}, {b}={self.expr(kind, depth)}: {a} {op} {b})({self.expr(kind, depth)})"
        return f"(lambda *{a}: {a}[0] {op} {a}[-1])({self.expr(kind, depth)}, {self.expr(kind, depth)})"

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
