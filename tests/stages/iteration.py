def longest(words: list[str]) -> int:
    best = 0
    for word in words:
        best = max(best, len(word))
    return best
