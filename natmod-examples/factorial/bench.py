"""The calls that `scripts/demo` makes of factorial, and times."""


def calls(m):
    return [
        ("factorial(12)", lambda: m.factorial(12)),
        ("factorial(30)", lambda: m.factorial(30)),
        ("factorial_recursive(12)", lambda: m.factorial_recursive(12)),
        ("trailing_zeros(1000000)", lambda: m.trailing_zeros(1000000)),
    ]
