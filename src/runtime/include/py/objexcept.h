#ifndef MPYC_PY_OBJEXCEPT_H
#define MPYC_PY_OBJEXCEPT_H

#include "obj.h"
#include "objtuple.h"

typedef struct _mp_obj_exception_t {
    mp_obj_base_t base;
    size_t traceback_alloc : 8 * sizeof(size_t) / 2;
    size_t traceback_len : 8 * sizeof(size_t) / 2;
    size_t *traceback_data;
    mp_obj_tuple_t *args;
} mp_obj_exception_t;
void mp_obj_exception_print(const mp_print_t *print, mp_obj_t o_in, mp_print_kind_t kind);
void mp_obj_exception_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest);

#endif
