#include "native.h"

static void sort(int *items, int low, int high) {
    while (low < high) {
        int pivot = items[(low + high) >> 1], i = low, j = high;
        while (i <= j) {
            while (items[i] < pivot) {
                i++;
            }
            while (items[j] > pivot) {
                j--;
            }
            if (i <= j) {
                int item = items[i];
                items[i++] = items[j];
                items[j--] = item;
            }
        }
        sort(items, low, j);
        low = i;
    }
}

static mp_obj_t run(void) {
    enum { SIZE = 400 };
    int items[SIZE], x = 1, total = 0;
    for (int i = 0; i < SIZE; i++) {
        x = (x * 75 + 74) % 65537;
        items[i] = x;
    }
    sort(items, 0, SIZE - 1);
    for (int i = 0; i < SIZE; i++) {
        total = (total + items[i] * i) & 0xFFFFFF;
    }
    return mp_obj_new_int(total);
}
BENCH(run)
