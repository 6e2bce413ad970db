# group: classes
"""DeltaBlue: constraints of several strengths between variables, kept as they are added and removed."""
from micropython import const

REQUIRED = const(0)
PREFERRED = const(2)
WEAK_DEFAULT = const(5)
WEAKEST = const(6)


class Variable:
    def __init__(self, value):
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.mark = 0
        self.strength = WEAKEST
        self.stay = True


class Constraint:
    """How strong it is, and whether it is satisfied: subclasses say by which of their variables."""

    def __init__(self, strength):
        self.strength = strength
        self.satisfied = False

    def variables(self):
        return []

    def choose(self, mark):
        pass

    def output(self):
        raise NotImplementedError

    def mark_inputs(self, mark):
        pass

    def inputs_known(self, mark):
        return True

    def recalculate(self):
        pass

    def execute(self):
        pass

    def satisfy(self, planner, mark):
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
    def __init__(self, out, strength, is_input):
        super().__init__(strength)
        self.out = out
        self.is_input = is_input

    def variables(self):
        return [self.out]

    def choose(self, mark):
        self.satisfied = self.out.mark != mark and self.strength < self.out.strength

    def output(self):
        return self.out

    def recalculate(self):
        self.out.strength = self.strength
        self.out.stay = not self.is_input


class Scale(Constraint):
    """One variable is another, multiplied by one and added to another; each way can be computed."""

    def __init__(self, source, target, factor, offset, strength):
        super().__init__(strength)
        self.source = source
        self.target = target
        self.factor = factor
        self.offset = offset
        self.forward = True

    def variables(self):
        return [self.source, self.target]

    def choose(self, mark):
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

    def input(self):
        return self.source if self.forward else self.target

    def output(self):
        return self.target if self.forward else self.source

    def mark_inputs(self, mark):
        self.input().mark = mark

    def inputs_known(self, mark):
        known = self.input()
        return known.mark == mark or known.stay or known.determined_by is None

    def recalculate(self):
        known = self.input()
        out = self.output()
        out.strength = max(self.strength, known.strength)
        out.stay = known.stay
        if out.stay:
            self.execute()

    def execute(self):
        if self.forward:
            self.target.value = self.source.value * self.factor + self.offset
        else:
            self.source.value = (self.target.value - self.offset) // self.factor


class Planner:
    def __init__(self):
        self.mark = 0

    def add(self, constraint):
        for variable in constraint.variables():
            variable.constraints.append(constraint)
        self.enforce(constraint)

    def enforce(self, constraint):
        self.mark += 1
        overridden = constraint.satisfy(self, self.mark)
        while overridden is not None:
            overridden = overridden.satisfy(self, self.mark)

    def remove(self, constraint):
        out = constraint.output()
        constraint.satisfied = False
        for variable in constraint.variables():
            variable.constraints.remove(constraint)
        out.determined_by = None
        out.strength = WEAKEST
        out.stay = True
        unsatisfied = []
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

    def consumers(self, variable, into):
        for constraint in variable.constraints:
            if constraint.satisfied and constraint is not variable.determined_by:
                into.append(constraint)

    def propagate(self, constraint):
        todo = [constraint]
        while todo:
            next_one = todo.pop()
            next_one.recalculate()
            self.consumers(next_one.output(), todo)

    def plan(self, source):
        """What to execute, in order, when the source's variable is set."""
        self.mark += 1
        mark = self.mark
        found = []
        todo = [source]
        while todo:
            constraint = todo.pop()
            out = constraint.output()
            if out.mark != mark and constraint.inputs_known(mark):
                found.append(constraint)
                out.mark = mark
                self.consumers(out, todo)
        return found


def change(planner, variable, value):
    edit = Unary(variable, PREFERRED, True)
    planner.add(edit)
    plan = planner.plan(edit)
    for i in range(3):
        variable.value = value + i
        for constraint in plan:
            constraint.execute()
    planner.remove(edit)


def run():
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
