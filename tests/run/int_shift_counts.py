"""Shifts by counts that are known when compiling: beyond a machine word the firmware raises, whatever is shifted."""


def known_counts(a: int) -> list:
    far = 0x8000000000000001
    near = 1 << 30
    nothing = 0
    one = 1
    done = []
    for shifted in (
        lambda: one >> far, lambda: nothing >> far, lambda: nothing << far, lambda: a >> far, lambda: one >> near, lambda: nothing << near,
    ):
        try:
            done.append(shifted())
        except OverflowError:
            done.append("OverflowError")
    return done


def known_count() -> int:
    far = 0x8000000000000001
    one = 1
    return one >> far


def nothing_shifted() -> int:
    far = 0x8000000000000001
    nothing = 0
    return nothing << far


print(known_counts(5), known_counts(-1))
for f in (known_count, nothing_shifted):
    try:
        print(f())
    except OverflowError:
        print("OverflowError")
