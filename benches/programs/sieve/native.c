#include "native.h"

static int sieve(size_t size) {
    uint8_t *flags = m_malloc(size);
    memset(flags, 0, size);
    int count = 0;
    for (size_t i = 2; i < size; i++) {
        if (!flags[i]) {
            count++;
            for (size_t j = i * i; j < size; j += i) {
                flags[j] = 1;
            }
        }
    }
    m_free(flags);
    return count;
}

static mp_obj_t run(void) {
    return mp_obj_new_int(sieve(4000));
}
BENCH(run)
