import board


def attempt(n: int):
    try:
        print(board.checked(n))
    except (ValueError, OverflowError) as error:
        print(type(error).__name__, error)


for n in (1, 2, -1, 100, 101):
    attempt(n)
print(board.pair("a", [1]), board.pair(1.5, None), board.length("four"), board.length([]))
print(board.pair(None))
print(board.name_of(0), board.name_of(1), getattr([], board.name_of(0)) is not None)
print(board.twice(lambda x: x + 1, 5), board.twice(str.upper, "a"))
try:
    board.length(3)
except TypeError:
    print("no length")
try:
    board.twice(lambda x: x + "", 3)
except TypeError:
    print("not to be added")
