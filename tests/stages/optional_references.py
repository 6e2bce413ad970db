class Node:
    next: "Node | None"

    def __init__(self, value: int, next: "Node | None" = None):
        self.value = value
        self.next = next


def total(node: Node | None) -> int:
    t = 0
    while node is not None:
        t += node.value
        node = node.next
    return t
