# Arguments after a star go to the parameters that it leaves, whichever these are.
def described(name: str, size: int, colour: str = "red") -> str:
    return "%s %d %s" % (name, size, colour)


values = ["box"]
print(described(*values, 3), described(*values, 4, "blue"), described(*("bag", 5), "green"), described(*(), "tin", 6))
try:
    described(*values, 1, "grey", "more")
except TypeError:
    print("TypeError")
