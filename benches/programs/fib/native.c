#include "native.h"

static int fib(int n) {
    return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

static mp_obj_t run(void) {
    return mp_obj_new_int(fib(16));
}
BENCH(run)
