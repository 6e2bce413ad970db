BIG = 123456789012345678901234567890
PAIR = ("a tuple that the loader builds", 1, None, b"bytes")


def texts():
    return "short", "a string longer than ten", 0.1, 3.14159265358979, BIG
