"""What a `finally` assigns is not what a test before it told, whichever way the `try` is left."""


class Node:
    def __init__(self, value: int):
        self.value = value


def broken_out(node: "Node | None"):
    while True:
        try:
            if node is not None:
                break
            return "none"
        finally:
            node = None
    return "lost" if node is None else node.value


def continued(nodes: list):
    seen = []
    node: "Node | None" = None
    for given in nodes:
        seen.append("none" if node is None else node.value)
        try:
            node = given
            if node is not None:
                continue
            seen.append("again")
        finally:
            node = None
    return seen


def assigned_before(x: "int | None"):
    for _ in range(2):
        try:
            if x is None:
                x = 5
                break
        finally:
            x = None
    return "none" if x is None else x + 1


print(broken_out(Node(3)), broken_out(None))
print(continued([Node(1), None, Node(2)]))
print(assigned_before(None), assigned_before(3))
