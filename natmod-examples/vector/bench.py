"""The calls that `scripts/demo` makes of vector, and times."""


def calls(m):
    a = m.Vector(1.0, 2.0, 2.0)
    b = m.Vector(3.0, 0.0, 4.0)
    return [
        ("a.length()", lambda: a.length()),
        ("a.dot(b)", lambda: a.dot(b)),
        ("a.scaled(0.5).x", lambda: a.scaled(0.5).x),
        ("a.add(b).z", lambda: a.add(b).z),
        ("b.scaled(0.2).is_unit", lambda: b.scaled(0.2).is_unit),
        ("walk(100)", lambda: m.walk(100)),
    ]
