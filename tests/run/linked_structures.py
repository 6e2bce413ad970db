# Nodes that point at each other: lists, trees, queues.


class Node:
    def __init__(self, value: int, next=None):
        self.value = value
        self.next = next


class Tree:
    def __init__(self):
        self.root = None
        self.size = 0

    def insert(self, value: int) -> bool:
        if self.root is None:
            self.root = [value, None, None]
            self.size += 1
            return True
        node = self.root
        while True:
            if value == node[0]:
                return False
            side = 1 if value < node[0] else 2
            if node[side] is None:
                node[side] = [value, None, None]
                self.size += 1
                return True
            node = node[side]

    def walk(self, node, out: list):
        if node is not None:
            self.walk(node[1], out)
            out.append(node[0])
            self.walk(node[2], out)
        return out


def build(n: int):
    head = None
    for i in range(n):
        head = Node(i, head)
    return head


def values(node) -> list:
    out = []
    while node is not None:
        out.append(node.value)
        node = node.next
    return out


def reverse(node):
    before = None
    while node:
        node.next, before, node = before, node, node.next
    return before


def merge(a, b):
    if a is None or b is None:
        return a or b
    if a.value < b.value:
        a.next = merge(a.next, b)
        return a
    b.next = merge(a, b.next)
    return b


head = build(6)
print(values(head))
head = reverse(head)
print(values(head), values(None))
print(values(merge(build(0), head)))
print(values(merge(reverse(build(4)), Node(2, Node(9)))))
t = Tree()
seed = 12345
for _ in range(60):
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    t.insert(seed >> 16)
print(t.size, t.walk(t.root, []))
print(t.insert(5), t.insert(5), t.size)
ring = Node(1)
ring.next = ring
print(ring.next.next.next.value)
garbage = 0
for i in range(200):
    garbage += len(values(build(10)))
print(garbage)
