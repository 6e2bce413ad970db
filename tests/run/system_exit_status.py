# SystemExit ends with its number, and runs what must run.


def leave(n: int):
    try:
        print("leaving")
        raise SystemExit(n)
    except Exception:
        print("never")
    finally:
        print("finally")


def careful():
    try:
        leave(7)
    except ValueError:
        print("never")


careful()
print("never")
