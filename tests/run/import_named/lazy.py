calls = []
plain = "plain"


def __getattr__(name):
    calls.append(name)
    if name.startswith("made"):
        globals()[name] = "was " + name
        return name
    if name == "refused":
        raise ValueError(name)
    raise AttributeError(name)
