"""Constants of modules, by their names, in a loop."""
import errno


def classify(code: int) -> int:
    if code == errno.ENOENT or code == errno.ENODEV:
        return 1
    if code == errno.EAGAIN or code == errno.ETIMEDOUT:
        return 2
    if code == errno.EIO:
        return 3
    return 0


def run() -> int:
    counts = 0
    for code in range(300):
        counts += classify(code % 128)
    return counts
