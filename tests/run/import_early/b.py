from a import count, later, make


def again():
    for action in (lambda: count("abc"), lambda: later("abc"), lambda: make().n):
        try:
            print(action())
        except NameError as error:
            print(error)


again()
