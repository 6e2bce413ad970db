// Memory, through the firmware's gc_realloc: it gives none as NULL and raises nothing.
#include "support.h"
#include "py/gc.h"

SUPPORT void m_malloc_fail(size_t num_bytes) {
    mp_raise_msg_varg(
        mpyc_builtin_type(Q_MemoryError), "memory allocation failed, allocating %u bytes", (unsigned)num_bytes);
}

SUPPORT void *m_malloc_maybe(size_t num_bytes) { return gc_realloc(NULL, num_bytes, false); }

SUPPORT void *m_malloc(size_t num_bytes) {
    void *ptr = gc_realloc(NULL, num_bytes, false);
    if (ptr == NULL && num_bytes != 0) {
        m_malloc_fail(num_bytes);
    }
    return ptr;
}

SUPPORT void *m_malloc0(size_t num_bytes) {
    void *ptr = m_malloc(num_bytes);
    // Whether the collector's memory comes cleared depends on the firmware.
    return memset(ptr, 0, num_bytes);
}

SUPPORT void *m_realloc_maybe(void *ptr, size_t new_num_bytes, bool allow_move) {
    return gc_realloc(ptr, new_num_bytes, allow_move);
}

SUPPORT void *m_realloc(void *ptr, size_t new_num_bytes) {
    void *new_ptr = gc_realloc(ptr, new_num_bytes, true);
    if (new_ptr == NULL && new_num_bytes != 0) {
        m_malloc_fail(new_num_bytes);
    }
    return new_ptr;
}

SUPPORT void m_free(void *ptr) { gc_realloc(ptr, 0, false); }

SUPPORT void *gc_alloc(size_t n_bytes, unsigned int alloc_flags) {
    if (alloc_flags != 0) {
        mp_raise_NotImplementedError("memory with a finaliser");
    }
    return gc_realloc(NULL, n_bytes, false);
}

SUPPORT void gc_free(void *ptr) { gc_realloc(ptr, 0, false); }
SUPPORT void gc_collect(void) { mpyc_call_named("gc", "collect", 0, NULL); }
SUPPORT void gc_lock(void) { mpyc_call_named("micropython", "heap_lock", 0, NULL); }
SUPPORT void gc_unlock(void) { mpyc_call_named("micropython", "heap_unlock", 0, NULL); }

SUPPORT bool gc_is_locked(void) { return mp_obj_is_true(mpyc_call_named("micropython", "heap_locked", 0, NULL)); }

static size_t statistic(const char *function) {
    return (size_t)mp_obj_get_int_truncated(mpyc_call_named("micropython", function, 0, NULL));
}
SUPPORT size_t m_get_total_bytes_allocated(void) { return statistic("mem_total"); }
SUPPORT size_t m_get_current_bytes_allocated(void) { return statistic("mem_current"); }
SUPPORT size_t m_get_peak_bytes_allocated(void) { return statistic("mem_peak"); }

SUPPORT void *mp_obj_malloc_helper(size_t num_bytes, const mp_obj_type_t *type) {
    mp_obj_base_t *base = m_malloc(num_bytes);
    base->type = type;
    return base;
}

// Blocks that live until they are freed, whoever points to them: a ring through their heads, which begins in a variable
// of the module, where the collector finds it.
struct mpyc_tracked {
    struct mpyc_tracked *next, *previous;
};
struct mpyc_tracked *mpyc_tracked_blocks;

SUPPORT void *m_tracked_calloc(size_t nmemb, size_t size) {
    size_t bytes;
    if (__builtin_mul_overflow(nmemb, size, &bytes)
        || __builtin_add_overflow(bytes, sizeof(struct mpyc_tracked), &bytes)) {
        return NULL;
    }
    struct mpyc_tracked *block = gc_realloc(NULL, bytes, false);
    if (block == NULL) {
        return NULL;
    }
    memset(block, 0, bytes);
    block->next = mpyc_tracked_blocks;
    if (block->next != NULL) {
        block->next->previous = block;
    }
    mpyc_tracked_blocks = block;
    return block + 1;
}

SUPPORT void m_tracked_free(void *ptr_in) {
    if (ptr_in == NULL) {
        return;
    }
    struct mpyc_tracked *block = (struct mpyc_tracked *)ptr_in - 1;
    if (block->next != NULL) {
        block->next->previous = block->previous;
    }
    if (block->previous != NULL) {
        block->previous->next = block->next;
    } else {
        mpyc_tracked_blocks = block->next;
    }
    gc_realloc(block, 0, false);
}
