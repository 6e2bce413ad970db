# group: float
"""A neural net of 8, 12 and 4 neurons, as a classifier of sensor data has: weights in lists of floats."""


def make_layer(inputs: int, outputs: int, seed: int) -> list[list[float]]:
    """A row of each neuron's weights, its bias last."""
    rows: list[list[float]] = []
    for _ in range(outputs):
        row: list[float] = []
        for _ in range(inputs + 1):
            seed = (seed * 75 + 74) % 65537
            row.append(float(seed % 201 - 100) * 0.01)
        rows.append(row)
    return rows


def forward(layer: list[list[float]], values: list[float]) -> list[float]:
    result: list[float] = []
    for row in layer:
        total = row[len(values)]
        for i in range(len(values)):
            total += row[i] * values[i]
        # A sigmoid without an exponential.
        result.append(total / (1.0 + abs(total)))
    return result


def largest(values: list[float]) -> int:
    best = 0
    for i in range(1, len(values)):
        if values[i] > values[best]:
            best = i
    return best


def run() -> int:
    hidden = make_layer(8, 12, 3)
    last = make_layer(12, 4, 5)
    total = 0
    for i in range(12):
        values = [float((i + 1) * (k + 3) % 17) * 0.1 - 0.8 for k in range(8)]
        total = total * 4 % 100003 + largest(forward(last, forward(hidden, values)))
    return total
