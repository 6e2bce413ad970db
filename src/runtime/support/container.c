// Lists, tuples and dicts.
#include "support.h"

// ---- Lists and tuples.

SUPPORT void mp_obj_tuple_get(mp_obj_t self_in, size_t *len, mp_obj_t **items) {
    mp_obj_tuple_t *self = MP_OBJ_TO_PTR(self_in);
    *len = self->len;
    *items = self->items;
}
SUPPORT void mp_obj_list_get(mp_obj_t self_in, size_t *len, mp_obj_t **items) {
    mp_obj_list_t *self = MP_OBJ_TO_PTR(self_in);
    *len = self->len;
    *items = self->items;
}
SUPPORT void mp_obj_get_array(mp_obj_t o, size_t *len, mp_obj_t **items) {
    const mp_obj_type_t *type = mp_obj_get_type(o);
    if (type == &mp_type_list) {
        mp_obj_list_get(o, len, items);
    } else if (type == mpyc_type_tuple()) {
        mp_obj_tuple_get(o, len, items);
    } else {
        mp_raise_msg_varg(
            mpyc_builtin_type(Q_TypeError), "object '%s' isn't a tuple or list", mp_obj_get_type_str(o));
    }
}
SUPPORT void mp_obj_get_array_fixed_n(mp_obj_t o, size_t len, mp_obj_t **items) {
    size_t found;
    mp_obj_get_array(o, &found, items);
    if (found != len) {
        mp_raise_msg_varg(mpyc_builtin_type(Q_ValueError), "requested length %d but object has length %d", (int)len,
            (int)found);
    }
}

SUPPORT void mp_obj_tuple_del(mp_obj_t self_in) { m_free(MP_OBJ_TO_PTR(self_in)); }
SUPPORT mp_int_t mp_obj_tuple_hash(mp_obj_t self_in) {
    return MP_OBJ_SMALL_INT_VALUE(mp_unary_op(MP_UNARY_OP_HASH, self_in));
}
SUPPORT void mp_obj_tuple_print(const mp_print_t *print, mp_obj_t o_in, mp_print_kind_t kind) {
    MP_OBJ_TYPE_GET_SLOT(mpyc_type_tuple(), print)(print, o_in, kind);
}
SUPPORT mp_obj_t mp_obj_tuple_unary_op(mp_unary_op_t op, mp_obj_t self_in) {
    return MP_OBJ_TYPE_GET_SLOT(mpyc_type_tuple(), unary_op)(op, self_in);
}
SUPPORT mp_obj_t mp_obj_tuple_binary_op(mp_binary_op_t op, mp_obj_t lhs, mp_obj_t rhs) {
    return MP_OBJ_TYPE_GET_SLOT(mpyc_type_tuple(), binary_op)(op, lhs, rhs);
}
SUPPORT mp_obj_t mp_obj_tuple_subscr(mp_obj_t base, mp_obj_t index, mp_obj_t value) {
    return MP_OBJ_TYPE_GET_SLOT(mpyc_type_tuple(), subscr)(base, index, value);
}
SUPPORT mp_obj_t mp_obj_tuple_getiter(mp_obj_t o_in, mp_obj_iter_buf_t *iter_buf) {
    return ((mp_getiter_fun_t)MP_OBJ_TYPE_GET_SLOT(mpyc_type_tuple(), iter))(o_in, iter_buf);
}

// A tuple whose items have names: one more word after the items points to them (py/objattrtuple.c).
SUPPORT mp_obj_t mp_obj_new_attrtuple(const qstr *fields, size_t n, const mp_obj_t *items) {
    const mp_obj_type_t *type = mp_obj_get_type(mpyc_attr(mpyc_import("sys"), "implementation"));
    mp_obj_tuple_t *tuple = mp_obj_malloc_var(mp_obj_tuple_t, items, mp_obj_t, n + 1, type);
    tuple->len = n;
    memmove(tuple->items, items, n * sizeof(mp_obj_t));
    tuple->items[n] = MP_OBJ_FROM_PTR(fields);
    return MP_OBJ_FROM_PTR(tuple);
}

// The room of a new list (py/objlist.c, LIST_MIN_ALLOC).
#define LIST_MIN_ALLOC 4
SUPPORT void mp_obj_list_init(mp_obj_list_t *o, size_t n) {
    o->base.type = &mp_type_list;
    o->alloc = MAX(n, (size_t)LIST_MIN_ALLOC);
    o->len = n;
    o->items = m_malloc0(o->alloc * sizeof(mp_obj_t));
}
SUPPORT mp_obj_t mp_obj_list_make_new(
    const mp_obj_type_t *type_in, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    return MP_OBJ_TYPE_GET_SLOT(&mp_type_list, make_new)(type_in, n_args, n_kw, args);
}
SUPPORT void mp_obj_list_set_len(mp_obj_t self_in, size_t len) {
    ((mp_obj_list_t *)MP_OBJ_TO_PTR(self_in))->len = len;
}
SUPPORT void mp_obj_list_store(mp_obj_t self_in, mp_obj_t index, mp_obj_t value) {
    mp_obj_list_t *self = MP_OBJ_TO_PTR(self_in);
    self->items[mp_get_index(self->base.type, self->len, index, false)] = value;
}
SUPPORT mp_obj_t mp_obj_list_remove(mp_obj_t self_in, mp_obj_t value) {
    return mpyc_call_method(self_in, Q_remove, 1, &value, NULL);
}
SUPPORT mp_obj_t mp_obj_list_sort(size_t n_args, const mp_obj_t *args, mp_map_t *kwargs) {
    return mpyc_call_method(args[0], Q_sort, n_args - 1, args + 1, kwargs);
}

// ---- Dicts.

SUPPORT mp_obj_t mp_obj_dict_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    return MP_OBJ_TYPE_GET_SLOT(&mp_type_dict, make_new)(type, n_args, n_kw, args);
}
SUPPORT void mp_obj_dict_init(mp_obj_dict_t *dict, size_t n_args) {
    dict->base.type = &mp_type_dict;
    mp_map_init(&dict->map, n_args);
}
SUPPORT size_t mp_obj_dict_len(mp_obj_t self_in) { return mp_obj_dict_get_map(self_in)->used; }
SUPPORT mp_obj_t mp_obj_dict_get(mp_obj_t self_in, mp_obj_t index) {
    return mp_obj_subscr(self_in, index, MP_OBJ_SENTINEL);
}
SUPPORT mp_obj_t mp_obj_dict_delete(mp_obj_t self_in, mp_obj_t key) {
    mp_obj_subscr(self_in, key, MP_OBJ_NULL);
    return self_in;
}
SUPPORT mp_obj_t mp_obj_dict_copy(mp_obj_t self_in) { return mpyc_call_method(self_in, Q_copy, 0, NULL, NULL); }
SUPPORT mp_obj_t mp_store_map(mp_obj_t map, mp_obj_t key, mp_obj_t value) {
    return mp_obj_dict_store(map, key, value);
}
// An empty dict that nothing can change.
SUPPORT const mp_obj_dict_t mp_const_empty_dict_obj = {
    {&mp_type_dict}, {.all_keys_are_qstrs = 1, .is_fixed = 1, .is_ordered = 1, .used = 0, .alloc = 0, .table = NULL}};

// ---- Operators as functions, as in the tables of classes.

static mp_obj_t op_contains(mp_obj_t lhs, mp_obj_t rhs) { return mp_binary_op(MP_BINARY_OP_CONTAINS, lhs, rhs); }
static mp_obj_t op_getitem(mp_obj_t lhs, mp_obj_t rhs) { return mp_obj_subscr(lhs, rhs, MP_OBJ_SENTINEL); }
static mp_obj_t op_setitem(mp_obj_t lhs, mp_obj_t rhs, mp_obj_t value) { return mp_obj_subscr(lhs, rhs, value); }
static mp_obj_t op_delitem(mp_obj_t lhs, mp_obj_t rhs) { return mp_obj_subscr(lhs, rhs, MP_OBJ_NULL); }
SUPPORT const mp_obj_fun_builtin_fixed_t mp_op_contains_obj = {{&mp_type_fun_builtin_2}, {._2 = op_contains}};
SUPPORT const mp_obj_fun_builtin_fixed_t mp_op_getitem_obj = {{&mp_type_fun_builtin_2}, {._2 = op_getitem}};
SUPPORT const mp_obj_fun_builtin_fixed_t mp_op_setitem_obj = {{&mp_type_fun_builtin_3}, {._3 = op_setitem}};
SUPPORT const mp_obj_fun_builtin_fixed_t mp_op_delitem_obj = {{&mp_type_fun_builtin_2}, {._2 = op_delitem}};
