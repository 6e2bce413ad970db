match value:
    case 1 | -2 | 3.5 | 1 + 2j | -1 - 2j: pass
    case "text" | "a" "b" | b"bytes": pass
    case None | True | False: pass
    case module.NAME | a.b.c: pass
    case []: pass
    case [1, x, *rest]: pass
    case (1, *_): pass
    case 1, 2: pass
    case (x): pass
match a, b:
    case {}: pass
    case {"k": v, 1: [x], module.KEY: _, **rest}: pass
    case Point(): pass
    case Point(0, y=0) | Point(x=0): pass
    case module.Point(x, y, z=Point([*_])) if x > y: pass
    case [Point(x=0) as p, (1 | 2 as q)] as whole: pass
    case _: pass
match (x):
    case capture: pass
