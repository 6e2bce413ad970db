# Instances that hold each other: lists, trees, rings, stacks; by the thousand, so that the collector runs.


class Node:
    def __init__(self, value: int, next: "Node | None" = None):
        self.value = value
        self.next = next


class Linked:
    head: Node | None

    def __init__(self):
        self.head = None
        self.size = 0

    def push(self, value: int) -> None:
        self.head = Node(value, self.head)
        self.size += 1

    def pop(self) -> int:
        node = self.head
        if node is None:
            raise IndexError("empty")
        self.head = node.next
        self.size -= 1
        return node.value

    def reverse(self) -> None:
        previous: Node | None = None
        node = self.head
        while node is not None:
            following = node.next
            node.next = previous
            previous = node
            node = following
        self.head = previous

    def values(self) -> list[int]:
        out: list[int] = []
        node = self.head
        while node:
            out.append(node.value)
            node = node.next
        return out

    def total(self) -> int:
        t = 0
        node = self.head
        while node is not None:
            t += node.value
            node = node.next
        return t


class Particle:
    def __init__(self, x: float, v: float):
        self.x = x
        self.v = v

    def step(self, dt: float) -> None:
        self.x += self.v * dt


class Pair:
    def __init__(self, a, b):
        self.a = a
        self.b = b


l = Linked()
for i in range(10):
    l.push(i)
print(l.values(), l.total(), l.pop(), l.pop(), l.size)
l.reverse()
print(l.values(), l.size)
while l.size:
    l.pop()
try:
    l.pop()
except IndexError as e:
    print(e.args)
ring = Node(1)
ring.next = Node(2, ring)
print(ring.next.next is ring, ring.next.value, ring.next.next.next.value)
garbage = 0
for i in range(300):
    n = Linked()
    for k in range(4):
        n.push(k * i)
    garbage += n.total()
print(garbage)
particles = []
for i in range(50):
    particles.append(Particle(i, i * 0.5))
for _ in range(4):
    for p in particles:
        p.step(0.5)
print(particles[0].x, particles[1].x, particles[49].x)
p = Pair(1, "x")
p.a = p
p.b = Pair(p, [p])
print(p.a.a.a is p, p.b.a is p, p.b.b[0] is p)
try:
    ring.next.next.next = 5
    ring.value = "x"
    print(ring.value + 1)
except TypeError:
    print("TypeError")
node = Node(1)
try:
    print(node.next.value)
except AttributeError as e:
    print(e.args)
