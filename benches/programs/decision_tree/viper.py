# host: rv32
from array import array
import micropython
from micropython import const

FEATURES = const(6)
TREES = const(6)
DEPTH = const(5)
NODES = const(63)


@micropython.viper
def make_tree(nodes: ptr32, tree: int, seed: int):
    at = tree * NODES * 2
    inner = (1 << DEPTH) - 1
    for i in range(NODES):
        seed = (seed * 75 + 74) % 65537
        if i < inner:
            nodes[at] = seed % FEATURES
            nodes[at + 1] = (seed >> 4) % 200 - 100
        else:
            nodes[at] = -1
            nodes[at + 1] = (seed >> 5) % 4
        at += 2


@micropython.viper
def vote(nodes: ptr32, features: ptr32, votes: ptr32) -> int:
    for i in range(4):
        votes[i] = 0
    for tree in range(TREES):
        root = tree * NODES * 2
        at = 0
        feature = nodes[root]
        while feature >= 0:
            at = at * 2 + (1 if features[feature] < nodes[root + at * 2 + 1] else 2)
            feature = nodes[root + at * 2]
        votes[nodes[root + at * 2 + 1]] += 1
    best = 0
    for i in range(1, 4):
        if votes[i] > votes[best]:
            best = i
    return best


@micropython.viper
def observe(features: ptr32, i: int):
    for k in range(1, FEATURES + 1):
        features[k - 1] = (i * k * 13 + k * 7) % 200 - 100


def run():
    nodes = array("i", [0] * (TREES * NODES * 2))
    for i in range(TREES):
        make_tree(nodes, i, i * 17 + 5)
    features = array("i", [0] * FEATURES)
    votes = array("i", [0] * 4)
    total = 0
    for i in range(80):
        observe(features, i)
        total = (total * 5 + vote(nodes, features, votes)) & 0xFFFFF
    return total
