// Runs the constructors: the tables that compilers of C++ and Rust make, between names that the linker gives them.
#include <stddef.h>

typedef void (*constructor_t)(void);

extern const constructor_t __preinit_array_start[], __preinit_array_end[];
extern const constructor_t __init_array_start[], __init_array_end[];
extern const constructor_t __ctors_start[], __ctors_end[];

void mpyc_construct(void) {
    for (const constructor_t *each = __preinit_array_start; each != __preinit_array_end; each++) {
        (*each)();
    }
    for (const constructor_t *each = __init_array_start; each != __init_array_end; each++) {
        (*each)();
    }
    // Tables of the older kind run from their end.
    for (const constructor_t *each = __ctors_end; each != __ctors_start;) {
        (*--each)();
    }
}
