name = "dog"


def sound():
    return "bark"
