// Memory for the time of a call: on the stack, or, where it must outlive a yield, of the collector.
#ifndef MPYC_PY_PYSTACK_H
#define MPYC_PY_PYSTACK_H

#include "misc.h"

#define mp_local_alloc(n_bytes) __builtin_alloca(n_bytes)
#define mp_local_free(ptr) ((void)(ptr))
#define mp_nonlocal_alloc(n_bytes) ((void *)m_new(uint8_t, (n_bytes)))
#define mp_nonlocal_realloc(ptr, old_n_bytes, new_n_bytes) \
    ((void *)m_renew(uint8_t, (uint8_t *)(ptr), (old_n_bytes), (new_n_bytes)))
#define mp_nonlocal_free(ptr, n_bytes) m_del(uint8_t, (uint8_t *)(ptr), (n_bytes))

#endif
