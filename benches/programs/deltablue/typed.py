# group: classes
"""DeltaBlue: constraints of several strengths between variables, kept as they are added and removed."""
from micropython import const

REQUIRED = const(0)
PREFERRED = const(2)
WEAK_DEFAULT = const(5)
WEAKEST = const(6)


class Variable:
    value: int
    constraints: "list[Constraint]"
    determined_by: "Constraint | None"
    mark: int
    strength: int
    stay: bool

    def __init__(self, value: int):
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.mark = 0
        self.strength = WEAKEST
        self.stay = True


class Constraint:
    """How strong it is, and whether it is satisfied: subclasses say by which of their variables."""
    strength: int
    satisfied: bool

    def __init__(self, strength: int):
        self.strength = strength
        self.satisfied = False

    def variables(self) -> list[Variable]:
        return []

    def choose(self, mark: int) -> None:
        pass

    def output(self) -> Variable:
        raise NotImplementedError

    def mark_inputs(self, mark: int) -> None:
        pass

    def inputs_known(self, mark: int) -> bool:
        return True

    def recalculate(self) -> None:
        pass

    def execute(self) -> None:
        pass

    def satisfy(self, planner: "Planner", mark: int) -> "Constraint | None":
        """Makes it hold if it is strong enough; the constraint that does not hold any longer for it."""
        self.choose(mark)
        if not self.satisfied:
            if self.strength == REQUIRED:
                raise ValueError("cannot satisfy a required constraint")
            return None
        self.mark_inputs(mark)
        out = self.output()
        overridden = out.determined_by
        if overridden is not None:
            overridden.satisfied = False
        out.determined_by = self
        planner.propagate(self)
        out.mark = mark
        return overridden


class Unary(Constraint):
    out: Variable
    is_input: bool

    def __init__(self, out: Variable, strength: int, is_input: bool):
        super().__init__(strength)
        self.out = out
        self.is_input = is_input

    def variables(self) -> list[Variable]:
        return [self.out]

    def choose(self, mark: int) -> None:
        self.satisfied = self.out.mark != mark and self.strength < self.out.strength

    def output(self) -> Variable:
        return self.out

    def recalculate(self) -> None:
        self.out.strength = self.strength
        self.out.stay = not self.is_input


class Scale(Constraint):
    """One variable is another, multiplied by one and added to another; each way can be computed."""
    source: Variable
    target: Variable
    factor: int
    offset: int
    forward: bool

    def __init__(self, source: Variable, target: Variable, factor: int, offset: int, strength: int):
        super().__init__(strength)
        self.source = source
        self.target = target
        self.factor = factor
        self.offset = offset
        self.forward = True

    def variables(self) -> list[Variable]:
        return [self.source, self.target]

    def choose(self, mark: int) -> None:
        source = self.source
        target = self.target
        if source.mark == mark:
            self.satisfied = target.mark != mark and self.strength < target.strength
            self.forward = True
        elif target.mark == mark:
            self.satisfied = self.strength < source.strength
            self.forward = False
        else:
            self.forward = source.strength < target.strength
            self.satisfied = self.strength < (target.strength if self.forward else source.strength)

    def input(self) -> Variable:
        return self.source if self.forward else self.target

    def output(self) -> Variable:
        return self.target if self.forward else self.source

    def mark_inputs(self, mark: int) -> None:
        self.input().mark = mark

    def inputs_known(self, mark: int) -> bool:
        known = self.input()
        return known.mark == mark or known.stay or known.determined_by is None

    def recalculate(self) -> None:
        known = self.input()
        out = self.output()
        out.strength = max(self.strength, known.strength)
        out.stay = known.stay
        if out.stay:
            self.execute()

    def execute(self) -> None:
        if self.forward:
            self.target.value = self.source.value * self.factor + self.offset
        else:
            self.source.value = (self.target.value - self.offset) // self.factor


class Planner:
    mark: int

    def __init__(self) -> None:
        self.mark = 0

    def add(self, constraint: Constraint) -> None:
        for variable in constraint.variables():
            variable.constraints.append(constraint)
        self.enforce(constraint)

    def enforce(self, constraint: Constraint) -> None:
        self.mark += 1
        overridden = constraint.satisfy(self, self.mark)
        while overridden is not None:
            overridden = overridden.satisfy(self, self.mark)

    def remove(self, constraint: Constraint) -> None:
        out = constraint.output()
        constraint.satisfied = False
        for variable in constraint.variables():
            variable.constraints.remove(constraint)
        out.determined_by = None
        out.strength = WEAKEST
        out.stay = True
        unsatisfied: list[Constraint] = []
        todo = [out]
        while todo:
            variable = todo.pop()
            for other in variable.constraints:
                if not other.satisfied:
                    unsatisfied.append(other)
                elif other is not variable.determined_by:
                    other.recalculate()
                    todo.append(other.output())
        for strength in range(WEAKEST):
            for other in unsatisfied:
                if other.strength == strength and not other.satisfied:
                    self.enforce(other)

    def consumers(self, variable: Variable, into: list[Constraint]) -> None:
        for constraint in variable.constraints:
            if constraint.satisfied and constraint is not variable.determined_by:
                into.append(constraint)

    def propagate(self, constraint: Constraint) -> None:
        todo = [constraint]
        while todo:
            next_one = todo.pop()
            next_one.recalculate()
            self.consumers(next_one.output(), todo)

    def plan(self, source: Constraint) -> list[Constraint]:
        """What to execute, in order, when the source's variable is set."""
        self.mark += 1
        mark = self.mark
        found: list[Constraint] = []
        todo = [source]
        while todo:
            constraint = todo.pop()
            out = constraint.output()
            if out.mark != mark and constraint.inputs_known(mark):
                found.append(constraint)
                out.mark = mark
                self.consumers(out, todo)
        return found


def change(planner: Planner, variable: Variable, value: int) -> None:
    edit = Unary(variable, PREFERRED, True)
    planner.add(edit)
    plan = planner.plan(edit)
    for i in range(3):
        variable.value = value + i
        for constraint in plan:
            constraint.execute()
    planner.remove(edit)


def run() -> int:
    planner = Planner()
    chain = [Variable(i) for i in range(10)]
    for i in range(len(chain) - 1):
        planner.add(Scale(chain[i], chain[i + 1], 1 + (i & 1), i, REQUIRED))
    planner.add(Unary(chain[-1], WEAK_DEFAULT, False))
    total = 0
    for value in range(5):
        change(planner, chain[0], value)
        total = total * 3 + chain[-1].value
        change(planner, chain[-1], value * 100)
        total += chain[0].value
    return total
