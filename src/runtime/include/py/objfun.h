// Functions made from bytecode or machine code, and the context of a module.
#ifndef MPYC_PY_OBJFUN_H
#define MPYC_PY_OBJFUN_H

#include "obj.h"

typedef struct _mp_module_constants_t {
    const qstr_short_t *qstr_table;
    const mp_obj_t *obj_table;
} mp_module_constants_t;
typedef struct _mp_module_context_t {
    mp_obj_module_t module;
    mp_module_constants_t constants;
} mp_module_context_t;
typedef struct _mp_obj_fun_bc_t {
    mp_obj_base_t base;
    const mp_module_context_t *context;
    const void *const *child_table;
    const byte *bytecode;
    mp_obj_t extra_args[];
} mp_obj_fun_bc_t;

#endif
