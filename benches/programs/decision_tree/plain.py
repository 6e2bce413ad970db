# group: int
"""A forest of decision trees, as a gesture recogniser on an accelerometer has: nodes in lists, the commonest answer."""
from micropython import const

FEATURES = const(6)


def make_tree(seed, depth):
    """Three ints a node: the feature, the threshold; and of a leaf, -1 and its class. Children are at 2n + 1, 2n + 2."""
    nodes = []
    inner = (1 << depth) - 1
    for i in range(inner * 2 + 1):
        seed = (seed * 75 + 74) % 65537
        if i < inner:
            nodes.append(seed % FEATURES)
            nodes.append((seed >> 4) % 200 - 100)
        else:
            nodes.append(-1)
            nodes.append((seed >> 5) % 4)
    return nodes


def answer(nodes, features):
    at = 0
    while True:
        feature = nodes[at * 2]
        value = nodes[at * 2 + 1]
        if feature < 0:
            return value
        at = at * 2 + (1 if features[feature] < value else 2)


def vote(forest, features):
    votes = [0, 0, 0, 0]
    for tree in forest:
        votes[answer(tree, features)] += 1
    best = 0
    for i in range(1, 4):
        if votes[i] > votes[best]:
            best = i
    return best


def run():
    forest = [make_tree(i * 17 + 5, 5) for i in range(6)]
    total = 0
    for i in range(80):
        features = [(i * k * 13 + k * 7) % 200 - 100 for k in range(1, FEATURES + 1)]
        total = (total * 5 + vote(forest, features)) & 0xFFFFF
    return total
