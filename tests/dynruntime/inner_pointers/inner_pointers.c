#include "py/dynruntime.h"

uint16_t cells[5];
static uint16_t *const into_cells[] = {&cells[1], &cells[2], &cells[4]};

static const char *const names[] = {"zero", "one", "two"};
static const char *const *const second_name = &names[1];

static int negate(int x) {
    return -x;
}
static int square(int x) {
    return x * x;
}
static int (*const operations[])(int) = {negate, square};

static mp_obj_t put(mp_obj_t index_in, mp_obj_t value) {
    mp_int_t index = mp_obj_get_int(index_in) % MP_ARRAY_SIZE(into_cells);
    *into_cells[index] = mp_obj_get_int(value);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(put_obj, put);

static mp_obj_t get(void) {
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (size_t i = 0; i < MP_ARRAY_SIZE(into_cells); i++) {
        mp_obj_list_append(list, mp_obj_new_int(*into_cells[i]));
    }
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_0(get_obj, get);

static mp_obj_t apply(mp_obj_t index, mp_obj_t x) {
    return mp_obj_new_int(operations[mp_obj_get_int(index) & 1](mp_obj_get_int(x)));
}
static MP_DEFINE_CONST_FUN_OBJ_2(apply_obj, apply);

static mp_obj_t name(mp_obj_t index_in) {
    mp_int_t index = mp_obj_get_int(index_in);
    const char *text = index < 0 ? *second_name : names[index % MP_ARRAY_SIZE(names)];
    return mp_obj_new_str(text, text[3] ? 4 : 3);
}
static MP_DEFINE_CONST_FUN_OBJ_1(name_obj, name);

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    mp_store_global(MP_QSTR_put, MP_OBJ_FROM_PTR(&put_obj));
    mp_store_global(MP_QSTR_get, MP_OBJ_FROM_PTR(&get_obj));
    mp_store_global(MP_QSTR_apply, MP_OBJ_FROM_PTR(&apply_obj));
    mp_store_global(MP_QSTR_name, MP_OBJ_FROM_PTR(&name_obj));
    MP_DYNRUNTIME_INIT_EXIT
}
