// A module with a dict of fifty entries: every kind of constant that static data can have.
#include "py/builtin.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/runtime.h"

// Functions of every number of arguments.
static mp_obj_t nought(void) {
    return MP_OBJ_NEW_SMALL_INT(0);
}
static MP_DEFINE_CONST_FUN_OBJ_0(nought_obj, nought);

static mp_obj_t same(mp_obj_t value) {
    return value;
}
static MP_DEFINE_CONST_FUN_OBJ_1(same_obj, same);

static mp_obj_t sum(mp_obj_t a, mp_obj_t b) {
    return mp_binary_op(MP_BINARY_OP_ADD, a, b);
}
static MP_DEFINE_CONST_FUN_OBJ_2(sum_obj, sum);

static mp_obj_t of3(mp_obj_t a, mp_obj_t b, mp_obj_t c) {
    mp_obj_t items[] = { c, b, a };
    return mp_obj_new_tuple(3, items);
}
static MP_DEFINE_CONST_FUN_OBJ_3(of3_obj, of3);

static mp_obj_t count(size_t n_args, const mp_obj_t *args) {
    (void)args;
    return MP_OBJ_NEW_SMALL_INT(n_args);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(count_obj, 1, 3, count);

// The names of the keyword arguments, and what the value of `key` is.
static mp_obj_t names(size_t n_args, const mp_obj_t *args, mp_map_t *kwargs) {
    (void)args;
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (size_t i = 0; i < kwargs->alloc; i++) {
        if (mp_map_slot_is_filled(kwargs, i)) {
            mp_obj_list_append(list, kwargs->table[i].key);
            if (kwargs->table[i].key == MP_OBJ_NEW_QSTR(MP_QSTR_key)) {
                mp_obj_list_append(list, kwargs->table[i].value);
            }
        }
    }
    mp_obj_list_append(list, MP_OBJ_NEW_SMALL_INT(n_args));
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_KW(names_obj, 0, names);

// Objects of the firmware's types that lie in the module.
static const mp_rom_obj_tuple_t pair_obj = {
    { &mp_type_tuple }, 2, { MP_ROM_QSTR(MP_QSTR_left), MP_ROM_INT(2) }
};

static const mp_rom_map_elem_t table_table[] = {
    { MP_ROM_QSTR(MP_QSTR_key), MP_ROM_QSTR(MP_QSTR_value) },
    { MP_ROM_QSTR(MP_QSTR_pair), MP_ROM_PTR(&pair_obj) },
};
static MP_DEFINE_CONST_DICT(table, table_table);

static const mp_obj_str_t text_obj = { { &mp_type_bytes }, 0, 5, (const byte *)"\0text" };

static const mp_rom_map_elem_t dict50_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_dict50) },
    { MP_ROM_QSTR(MP_QSTR_zero), MP_ROM_INT(0) },
    { MP_ROM_QSTR(MP_QSTR_one), MP_ROM_INT(1) },
    { MP_ROM_QSTR(MP_QSTR_two), MP_ROM_INT(2) },
    { MP_ROM_QSTR(MP_QSTR_three), MP_ROM_INT(3) },
    { MP_ROM_QSTR(MP_QSTR_four), MP_ROM_INT(4) },
    { MP_ROM_QSTR(MP_QSTR_five), MP_ROM_INT(5) },
    { MP_ROM_QSTR(MP_QSTR_six), MP_ROM_INT(6) },
    { MP_ROM_QSTR(MP_QSTR_seven), MP_ROM_INT(7) },
    { MP_ROM_QSTR(MP_QSTR_eight), MP_ROM_INT(8) },
    { MP_ROM_QSTR(MP_QSTR_nine), MP_ROM_INT(9) },
    { MP_ROM_QSTR(MP_QSTR_ten), MP_ROM_INT(10) },
    { MP_ROM_QSTR(MP_QSTR_eleven), MP_ROM_INT(11) },
    { MP_ROM_QSTR(MP_QSTR_twelve), MP_ROM_INT(12) },
    { MP_ROM_QSTR(MP_QSTR_thirteen), MP_ROM_INT(13) },
    { MP_ROM_QSTR(MP_QSTR_fourteen), MP_ROM_INT(14) },
    { MP_ROM_QSTR(MP_QSTR_fifteen), MP_ROM_INT(15) },
    { MP_ROM_QSTR(MP_QSTR_sixteen), MP_ROM_INT(16) },
    { MP_ROM_QSTR(MP_QSTR_seventeen), MP_ROM_INT(17) },
    { MP_ROM_QSTR(MP_QSTR_eighteen), MP_ROM_INT(18) },
    { MP_ROM_QSTR(MP_QSTR_nineteen), MP_ROM_INT(19) },
    { MP_ROM_QSTR(MP_QSTR_twenty), MP_ROM_INT(20) },
    { MP_ROM_QSTR(MP_QSTR_least), MP_ROM_INT(-1073741824) },
    { MP_ROM_QSTR(MP_QSTR_most), MP_ROM_INT(1073741823) },
    { MP_ROM_QSTR(MP_QSTR_none), MP_ROM_NONE },
    { MP_ROM_QSTR(MP_QSTR_false), MP_ROM_FALSE },
    { MP_ROM_QSTR(MP_QSTR_true), MP_ROM_TRUE },
    { MP_ROM_QSTR(MP_QSTR_dots), MP_ROM_PTR(&mp_const_ellipsis_obj) },
    { MP_ROM_QSTR(MP_QSTR_nothing), MP_ROM_PTR(&mp_const_empty_tuple_obj) },
    { MP_ROM_QSTR(MP_QSTR_word), MP_ROM_QSTR(MP_QSTR_sesquipedalian) },
    { MP_ROM_QSTR(MP_QSTR_verb), MP_ROM_QSTR(MP_QSTR_append) },
    { MP_ROM_QSTR(MP_QSTR_append), MP_ROM_QSTR(MP_QSTR_append) },
    { MP_ROM_QSTR(MP_QSTR_space), MP_ROM_QSTR(MP_QSTR__space_) },
    { MP_ROM_QSTR(MP_QSTR_empty), MP_ROM_QSTR(MP_QSTR_) },
    { MP_ROM_QSTR(MP_QSTR_pair), MP_ROM_PTR(&pair_obj) },
    { MP_ROM_QSTR(MP_QSTR_table), MP_ROM_PTR(&table) },
    { MP_ROM_QSTR(MP_QSTR_text), MP_ROM_PTR(&text_obj) },
    { MP_ROM_QSTR(MP_QSTR_int_type), MP_ROM_PTR(&mp_type_int) },
    { MP_ROM_QSTR(MP_QSTR_dict_type), MP_ROM_PTR(&mp_type_dict) },
    { MP_ROM_QSTR(MP_QSTR_array_type), MP_ROM_PTR(&mp_type_array) },
    { MP_ROM_QSTR(MP_QSTR_OrderedDict), MP_ROM_PTR(&mp_type_ordereddict) },
    { MP_ROM_QSTR(MP_QSTR_ValueError), MP_ROM_PTR(&mp_type_ValueError) },
    { MP_ROM_QSTR(MP_QSTR_none_type), MP_ROM_PTR(&mp_type_NoneType) },
    { MP_ROM_QSTR(MP_QSTR_module_type), MP_ROM_PTR(&mp_type_module) },
    { MP_ROM_QSTR(MP_QSTR_nought), MP_ROM_PTR(&nought_obj) },
    { MP_ROM_QSTR(MP_QSTR_same), MP_ROM_PTR(&same_obj) },
    { MP_ROM_QSTR(MP_QSTR_sum), MP_ROM_PTR(&sum_obj) },
    { MP_ROM_QSTR(MP_QSTR_of3), MP_ROM_PTR(&of3_obj) },
    { MP_ROM_QSTR(MP_QSTR_count), MP_ROM_PTR(&count_obj) },
    { MP_ROM_QSTR(MP_QSTR_names), MP_ROM_PTR(&names_obj) },
};
static MP_DEFINE_CONST_DICT(dict50_globals, dict50_globals_table);
_Static_assert(MP_ARRAY_SIZE(dict50_globals_table) == 50, "fifty entries");

const mp_obj_module_t dict50_user_cmodule = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&dict50_globals,
};

MP_REGISTER_MODULE(MP_QSTR_dict50, dict50_user_cmodule);
