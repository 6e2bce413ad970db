#ifndef MPYC_PY_GC_H
#define MPYC_PY_GC_H

#include "misc.h"
#include "mpprint.h"

enum {
    GC_ALLOC_FLAG_HAS_FINALISER = 1,
};
void *gc_alloc(size_t n_bytes, unsigned int alloc_flags);
void gc_free(void *ptr);
size_t gc_nbytes(const void *ptr);
void *gc_realloc(void *ptr, size_t n_bytes, bool allow_move);
void gc_collect(void);
void gc_lock(void);
void gc_unlock(void);
bool gc_is_locked(void);

#endif
