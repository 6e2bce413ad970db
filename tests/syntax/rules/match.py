#### refused: cases that can never be reached
match x:
    case _: pass
    case 1: pass
#### refused: cases that can never be reached
match x:
    case y: pass
    case 1: pass
#### refused: cases that can never be reached
match x:
    case y | 1: pass
#### refused: cases that can never be reached
match x:
    case [_ | 1]: pass
#### accepted: a capture with a guard, and last
match x:
    case y if z: pass
    case (1 | 2) | 3: pass
    case y: pass
#### refused: names bound twice or not in every alternative
match x:
    case [y, y]: pass
#### refused: names bound twice or not in every alternative
match x:
    case [y] | [z]: pass
#### refused: names bound twice or not in every alternative
match x:
    case {"a": y, **y}: pass
#### refused: names bound twice or not in every alternative
match x:
    case C(y) as y: pass
#### refused: keys and attributes given twice
match x:
    case {"a": 1, "a": 2}: pass
#### refused: keys and attributes given twice
match x:
    case C(a=1, a=2): pass
#### refused: misplaced patterns
match x:
    case *a: pass
#### refused: misplaced patterns
match x:
    case [*a, *b]: pass
#### refused: misplaced patterns
match x:
    case {**a, "b": 1}: pass
#### refused: misplaced patterns
match x:
    case {**_}: pass
#### refused: misplaced patterns
match x:
    case C(a=1, b): pass
#### refused: misplaced patterns
match x:
    case a as _: pass
#### refused: misplaced patterns
match x:
    case a as b.c: pass
#### refused: misplaced patterns
match x:
    case -x: pass
#### refused: misplaced patterns
match x:
    case 1 + 2: pass
#### refused: an f-string as a pattern
match x:
    case f"{y}": pass
#### refused: a match without cases
match x:
    pass
