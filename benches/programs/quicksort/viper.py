from array import array
import micropython


@micropython.viper
def sort(items: ptr32, low: int, high: int):
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
                item = items[i]
                items[i] = items[j]
                items[j] = item
                i += 1
                j -= 1
        sort(items, low, j)
        low = i


@micropython.viper
def fill(items: ptr32, size: int):
    x = 1
    for i in range(size):
        x = (x * 75 + 74) % 65537
        items[i] = x


@micropython.viper
def weigh(items: ptr32, size: int) -> int:
    total = 0
    for i in range(size):
        total = (total + items[i] * i) & 0xFFFFFF
    return total


def run():
    items = array("i", [0] * 400)
    fill(items, 400)
    sort(items, 0, 399)
    return weigh(items, 400)
