from array import array

from mpyc import i16, i32, u32


def sort(items: array[i32], low: i16, high: i16) -> None:
    while low < high:
        pivot = items[(low + high) >> 1]
        i: i16 = low
        j: i16 = high
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


def run() -> u32:
    items: array[i32] = array("i", [0] * 400)
    x: u32 = 1
    for i in range(400):
        x = (x * 75 + 74) % 65537
        items[i] = x
    sort(items, 0, len(items) - 1)
    total: u32 = 0
    for i in range(len(items)):
        total = (total + items[i] * i) & 0xFFFFFF
    return total
