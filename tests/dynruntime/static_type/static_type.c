#include "py/dynruntime.h"

static mp_obj_full_type_t type_Stack, type_StackError;
static mp_map_elem_t stack_names[2];
static MP_DEFINE_CONST_DICT(stack_dict, stack_names);

typedef struct {
    mp_obj_base_t base;
    size_t depth;
    mp_obj_t items[4];
} stack_t;

static mp_obj_t stack_make(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 0, 0, false);
    stack_t *self = mp_obj_malloc(stack_t, type);
    self->depth = 0;
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t stack_push(mp_obj_t self_in, mp_obj_t item) {
    stack_t *self = MP_OBJ_TO_PTR(self_in);
    if (self->depth == MP_ARRAY_SIZE(self->items)) {
        mp_raise_msg((mp_obj_type_t *)&type_StackError, "full");
    }
    self->items[self->depth++] = item;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(stack_push_obj, stack_push);

static mp_obj_t stack_pop(mp_obj_t self_in) {
    stack_t *self = MP_OBJ_TO_PTR(self_in);
    if (self->depth == 0) {
        mp_raise_msg((mp_obj_type_t *)&type_StackError, "empty");
    }
    return self->items[--self->depth];
}
static MP_DEFINE_CONST_FUN_OBJ_1(stack_pop_obj, stack_pop);

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    type_Stack.base.type = (void *)&mp_type_type;
    type_Stack.name = MP_QSTR_Stack;
    MP_OBJ_TYPE_SET_SLOT(&type_Stack, make_new, stack_make, 0);
    stack_names[0] = (mp_map_elem_t){MP_OBJ_NEW_QSTR(MP_QSTR_push), MP_OBJ_FROM_PTR(&stack_push_obj)};
    stack_names[1] = (mp_map_elem_t){MP_OBJ_NEW_QSTR(MP_QSTR_pop), MP_OBJ_FROM_PTR(&stack_pop_obj)};
    MP_OBJ_TYPE_SET_SLOT(&type_Stack, locals_dict, (void *)&stack_dict, 1);
    mp_store_global(MP_QSTR_Stack, MP_OBJ_FROM_PTR(&type_Stack));
    mp_obj_exception_init(&type_StackError, MP_QSTR_StackError, &mp_type_Exception);
    mp_store_global(MP_QSTR_StackError, MP_OBJ_FROM_PTR(&type_StackError));
    MP_DYNRUNTIME_INIT_EXIT
}
