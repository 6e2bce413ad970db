#!/usr/bin/env python3
"""Times `mpyc check` on a typed module of some 10,000 lines: the best of several runs, start of the process included.

    benches/checker.py [--mpyc PROGRAM] [--lines N] [--runs N] [--keep FILE]
"""

import argparse
import pathlib
import subprocess
import tempfile
import time

PART = '''
class Sensor{n}:
    """A filter over the last readings of a sensor."""

    def __init__(self, name: str, size: int, factor: float = 0.5) -> None:
        self.name = name
        self.size: int = size
        self.factor: float = factor
        self.readings: list[float] = []
        self.following: "Sensor{n} | None" = None

    def add(self, value: float) -> int:
        if len(self.readings) >= self.size:
            self.readings.pop(0)
        self.readings.append(value * self.factor)
        return len(self.readings)

    def mean(self) -> float:
        total = 0.0
        for reading in self.readings:
            total += reading
        count = len(self.readings)
        if count == 0:
            return 0.0
        return total / count

    def describe(self) -> str:
        return f"{{self.name}}: {{self.mean():.2f}} of {{self.size}}"


def find_{n}(start: Sensor{n} | None, name: str) -> Sensor{n} | None:
    here = start
    steps = 0
    while here is not None and steps < 100:
        if here.name == name:
            return here
        here = here.following
        steps += 1
    return None


def checksum_{n}(data: bytes, seed: int = {n}) -> int:
    crc = seed ^ 0xFFFF
    for byte in data:
        crc ^= byte << 8
        for bit in range(8):
            if crc & 0x8000:
                crc = (crc << 1) ^ 0x1021
            else:
                crc <<= 1
            crc &= 0xFFFF
    return crc


def report_{n}(start: Sensor{n} | None, names: list[str]) -> dict[str, float]:
    means: dict[str, float] = {{}}
    missing = 0
    for name in names:
        sensor = find_{n}(start, name)
        if sensor is None:
            missing += 1
            continue
        mean = sensor.mean()
        try:
            means[name] = mean if mean > 0.0 else -mean
        except KeyError as error:
            print("no", error)
            return {{}}
    largest = max([value for value in means.values()]) if means else 0.0
    if missing > 0 or largest > 1.5:
        print(missing, "are missing of", len(names), "and", largest)
    return means
'''


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--mpyc", default="target/release/mpyc")
    options.add_argument("--lines", type=int, default=10_000)
    options.add_argument("--runs", type=int, default=15)
    options.add_argument("--keep", help="write the module here, too")
    args = options.parse_args()

    parts, lines = [], 0
    while lines < args.lines:
        part = PART.format(n=len(parts))
        parts.append(part)
        lines += part.count("\n")
    text = "".join(parts)
    if args.keep:
        pathlib.Path(args.keep).write_text(text)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "sensors.py")
        path.write_text(text)
        times = []
        for _ in range(args.runs):
            begin = time.perf_counter()
            done = subprocess.run([args.mpyc, "check", str(path)], capture_output=True, text=True)
            times.append(time.perf_counter() - begin)
        print(f"{lines} lines, {len(text)} bytes: {min(times) * 1e3:.1f} ms at best of {args.runs}, "
              f"{sorted(times)[len(times) // 2] * 1e3:.1f} ms in the middle")
        print(done.stderr.splitlines()[-1])


if __name__ == "__main__":
    main()
