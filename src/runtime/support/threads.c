// Emulated thread-local variables (GCC, libgcc/emutls.c): where a processor has no register for them, as the LX106,
// compilers ask this function for a variable's address. A module has one thread. GCC's own function keeps a pointer into
// the middle of memory, where the collector does not see it: the linker takes these whatever other archives have.
#include "support.h"

// The compiler makes one for each variable.
typedef struct {
    size_t size;
    size_t align;
    void *value;         // nothing until it is first asked for
    const void *initial; // or nothing, where it starts as zero
} emulated_t;

// The alignment of the collector's memory, at least.
#define HEAP_ALIGN (4 * sizeof(void *))

SUPPORT void *mpyc_emutls_get_address(emulated_t *variable) {
    if (variable->value == NULL) {
        size_t size = variable->size, align = variable->align;
        size_t more = align > HEAP_ALIGN ? align : 0;
        char *memory = m_malloc(size + more);
        char *value = more ? (char *)(((uintptr_t)memory + align - 1) & -align) : memory;
        if (variable->initial != NULL) {
            memmove(value, variable->initial, size);
        } else {
            memset(value, 0, size);
        }
        variable->value = value;
        // The head of the memory, for the collector, where the size is needed no more.
        variable->size = (size_t)memory;
    }
    return variable->value;
}

// Called by constructors of objects with a variable that others may define as well.
SUPPORT void mpyc_emutls_register_common(emulated_t *variable, size_t size, size_t align, const void *initial) {
    if (variable->size < size) {
        variable->size = size;
        variable->initial = NULL;
    }
    if (variable->align < align) {
        variable->align = align;
    }
    if (initial != NULL && size == variable->size) {
        variable->initial = initial;
    }
}
