"""The calls that `scripts/demo` makes of math_ops, and times."""


def calls(m):
    return [
        ("distance(0.0, 0.0, 3.0, 4.0)", lambda: m.distance(0.0, 0.0, 3.0, 4.0)),
        ("circle_area(2.0)", lambda: m.circle_area(2.0)),
        ("sin_cos_sum(0.5)", lambda: m.sin_cos_sum(0.5)),
        ("path_length(200)", lambda: m.path_length(200)),
    ]
