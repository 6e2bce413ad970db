# group: float
"""The largest eigenvalue of a matrix that is computed, not stored: the power method."""
from math import sqrt


def element(i, j):
    return 1.0 / float((i + j) * (i + j + 1) // 2 + i + 1)


def times(v, transposed):
    result = []
    for i in range(len(v)):
        total = 0.0
        for j in range(len(v)):
            total += (element(j, i) if transposed else element(i, j)) * v[j]
        result.append(total)
    return result


def run():
    u = [1.0] * 12
    v = u
    for _ in range(3):
        v = times(times(u, False), True)
        u = times(times(v, False), True)
    dot = 0.0
    norm = 0.0
    for i in range(len(u)):
        dot += u[i] * v[i]
        norm += v[i] * v[i]
    return int(sqrt(dot / norm) * 10000.0)
