def f(code: str):
    run = exec
    return locals, globals, dir
