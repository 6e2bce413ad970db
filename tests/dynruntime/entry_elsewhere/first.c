#include "py/dynruntime.h"
#include "first.h"

// Never executed; there to be jumped over.
__asm__(
    ".pushsection .text\n"
    ".skip 5000\n"
    ".popsection\n"
    );

mp_int_t triple(mp_int_t x) {
    return 3 * x;
}
