# group: int
"""The product of two matrices of ints, lists of lists."""


def product(a, b):
    result = []
    for row in a:
        line = []
        for j in range(len(b[0])):
            total = 0
            for k in range(len(b)):
                total += row[k] * b[k][j]
            line.append(total)
        result.append(line)
    return result


def run():
    a = [[i * j % 7 for j in range(14)] for i in range(14)]
    b = [[(i + j) % 5 for j in range(14)] for i in range(14)]
    c = product(a, b)
    total = 0
    for i in range(14):
        total += c[i][i] * (i + 1)
    return total
