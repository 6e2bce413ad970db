# group: int
"""Quicksort of a list of ints in place."""


def sort(items, low, high):
    while low < high:
        pivot = items[(low + high) >> 1]
        i = low
        j = high
        while i <= j:
            while items[i] < pivot:
                i += 1
            while items[j] > pivot:
                j -= 1
            if i <= j:
                items[i], items[j] = items[j], items[i]
                i += 1
                j -= 1
        sort(items, low, j)
        low = i


def run():
    items = []
    x = 1
    for _ in range(400):
        x = (x * 75 + 74) % 65537
        items.append(x)
    sort(items, 0, len(items) - 1)
    total = 0
    for i in range(len(items)):
        total = (total + items[i] * i) & 0xFFFFFF
    return total
