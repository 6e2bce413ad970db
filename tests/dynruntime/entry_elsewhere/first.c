#include "py/dynruntime.h"
#include "first.h"

mp_int_t triple(mp_int_t x) {
    if (x == 12345) {
        // Never executed; there to be jumped over.
        __asm__ volatile(".skip 5000");
    }
    return 3 * x;
}
