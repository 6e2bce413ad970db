# group: containers
"""Words of a text counted in a dict, the commonest first."""

TEXT = (
    "the quick brown fox jumps over the lazy dog while the small dog sleeps "
    "and the fox runs on over the hill where no dog can see the quick fox "
    "until the sun is down and the moon is up over the brown hill "
)


def count(text: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in text.split():
        word = word.strip(".,")
        counts[word] = counts.get(word, 0) + 1
    return counts


def ranked(counts: dict[str, int]) -> list[tuple[int, str]]:
    pairs: list[tuple[int, str]] = []
    for word, n in counts.items():
        if n > 1:
            pairs.append((-n, word))
    pairs.sort()
    return pairs


def run() -> str:
    text = TEXT * 6
    lines: list[str] = []
    for n, word in ranked(count(text)):
        lines.append("%s:%d" % (word, -n))
    return " ".join(lines)
