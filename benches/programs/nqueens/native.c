#include "native.h"

static int solve(int size, unsigned columns, unsigned left, unsigned right) {
    unsigned every = (1 << size) - 1;
    if (columns == every) {
        return 1;
    }
    int count = 0;
    unsigned free = every & ~(columns | left | right);
    while (free) {
        unsigned queen = free & -free;
        free ^= queen;
        count += solve(size, columns | queen, (left | queen) << 1, (right | queen) >> 1);
    }
    return count;
}

static mp_obj_t run(void) {
    return mp_obj_new_int(solve(7, 0, 0, 0));
}
BENCH(run)
