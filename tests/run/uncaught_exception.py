# What nobody catches ends the program.


def inner(x: int) -> int:
    try:
        return 10 // x
    finally:
        print("inner finally", x)


def outer(x):
    try:
        return inner(x)
    except KeyError:
        return "never"
    finally:
        print("outer finally")


print(outer(5))
print(outer(0))
print("never")
