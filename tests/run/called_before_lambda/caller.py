def attempt(f, *args):
    try:
        return f(*args)
    except NameError as e:
        return e.args
