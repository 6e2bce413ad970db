def change(values: list[int], table: dict[str, float], data: bytearray, i: int) -> float:
    values[i] = values[-1] + 1
    values[1:i] = []
    values[i] += 2
    del values[0], table["old"]
    data[i] = data[0]
    return table["k"]
