from array import array

from micropython import const
from mpyc import i16, u8, u32

FEATURES = const(6)


def make_tree(seed: u32, depth: u8) -> array[i16]:
    """Three ints a node: the feature, the threshold; and of a leaf, -1 and its class. Children are at 2n + 1, 2n + 2."""
    inner = (1 << depth) - 1
    nodes: array[i16] = array("h", [0] * (inner * 4 + 2))
    for i in range(inner * 2 + 1):
        seed = (seed * 75 + 74) % 65537
        if i < inner:
            nodes[i * 2] = seed % FEATURES
            nodes[i * 2 + 1] = (seed >> 4) % 200 - 100
        else:
            nodes[i * 2] = -1
            nodes[i * 2 + 1] = (seed >> 5) % 4
    return nodes


def answer(nodes: array[i16], features: array[i16]) -> u8:
    at: u8 = 0
    while True:
        feature = nodes[at * 2]
        value = nodes[at * 2 + 1]
        if feature < 0:
            return value
        at = at * 2 + (1 if features[feature] < value else 2)


def vote(forest: list[array[i16]], features: array[i16], votes: bytearray) -> u8:
    for i in range(4):
        votes[i] = 0
    for tree in forest:
        votes[answer(tree, features)] += 1
    best = 0
    for i in range(1, 4):
        if votes[i] > votes[best]:
            best = i
    return best


def run() -> u32:
    forest: list[array[i16]] = [make_tree(i * 17 + 5, 5) for i in range(6)]
    features: array[i16] = array("h", [0] * FEATURES)
    votes = bytearray(4)
    total: u32 = 0
    for i in range(80):
        for k in range(FEATURES):
            features[k] = (i * (k + 1) * 13 + (k + 1) * 7) % 200 - 100
        total = (total * 5 + vote(forest, features, votes)) & 0xFFFFF
    return total
