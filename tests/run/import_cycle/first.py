print("first begins")
import second

value = 1


def get() -> int:
    return second.value + value


def from_second():
    return second.call_first()


print("first ends", second.seen_first)
