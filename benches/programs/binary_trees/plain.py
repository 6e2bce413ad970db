# group: classes
"""Binary trees made and counted: objects that live shortly."""


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        total = 1
        if self.left is not None:
            total += self.left.count()
        if self.right is not None:
            total += self.right.count()
        return total


def make(depth):
    if depth == 0:
        return Node(None, None)
    return Node(make(depth - 1), make(depth - 1))


def run():
    kept = make(6)
    total = 0
    for depth in range(3, 8):
        total = total * 2 + make(depth).count()
    return total + kept.count()
