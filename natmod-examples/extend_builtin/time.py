"""The board's `time`, and more: durations as text, and stopwatches."""

import sys

# Without a path, `time` is the firmware's own.
_path = sys.path
sys.path = ()
try:
    from time import *
finally:
    sys.path = _path
    del _path


def hms(seconds: int) -> str:
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return "%d:%02d:%02d" % (hours, minutes, seconds)


class Stopwatch:
    def __init__(self):
        self.started: int = ticks_ms()
        self.laps: list[int] = []

    def lap(self) -> int:
        now = ticks_ms()
        took = ticks_diff(now, self.started)
        self.started = now
        self.laps.append(took)
        return took
