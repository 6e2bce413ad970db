def f(code: str):
    x = 1
    exec(code)
    eval("x")
    return locals(), dir()


class C:
    def __init__(self):
        super().__init__()
