#include "test.h"

// ---- Lists and tuples.
FUN_1(get_array, o) {
    size_t length;
    mp_obj_t *items;
    mp_obj_get_array(o, &length, &items);
    return mp_obj_new_tuple(length, items);
}
FUN_2(get_array_fixed, o, n) {
    mp_obj_t *items;
    size_t length = mp_obj_get_int(n);
    mp_obj_get_array_fixed_n(o, length, &items);
    return mp_obj_new_tuple(length, items);
}
FUN_1(tuple_get, o) {
    size_t length;
    mp_obj_t *items;
    mp_obj_tuple_get(o, &length, &items);
    return mp_obj_new_list(length, items);
}
FUN_1(list_get, o) {
    size_t length;
    mp_obj_t *items;
    mp_obj_list_get(o, &length, &items);
    return mp_obj_new_tuple(length, items);
}
FUN_1(tuple_hash, o) { return INT(mp_obj_tuple_hash(o)); }
FUN_1(tuple_print, o) {
    mp_obj_tuple_print(&mp_plat_print, o, PRINT_REPR);
    mp_print_str(&mp_plat_print, "\n");
    return mp_const_none;
}
FUN_2(tuple_unary, op, o) { return mp_obj_tuple_unary_op(mp_obj_get_int(op), o); }
FUN_3(tuple_binary, op, a, b) { return mp_obj_tuple_binary_op(mp_obj_get_int(op), a, b); }
FUN_2(tuple_subscr, o, i) { return mp_obj_tuple_subscr(o, i, MP_OBJ_SENTINEL); }
FUN_1(tuple_iter, o) {
    mp_obj_iter_buf_t buf;
    mp_obj_t iter = mp_obj_tuple_getiter(o, &buf), item, list = mp_obj_new_list(0, NULL);
    while ((item = mp_iternext(iter)) != MP_OBJ_STOP_ITERATION) {
        mp_obj_list_append(list, item);
    }
    return list;
}
FUN_1(tuple_del, n) {
    for (mp_int_t i = mp_obj_get_int(n); i > 0; i--) {
        mp_obj_t items[4] = {n, n, n, n};
        mp_obj_tuple_del(mp_obj_new_tuple(4, items));
    }
    return mp_const_none;
}
static qstr names[3];
FUN_3(attrtuple, a, b, values) {
    names[0] = mp_obj_str_get_qstr(a);
    names[1] = mp_obj_str_get_qstr(b);
    mp_obj_t *items;
    mp_obj_get_array_fixed_n(values, 2, &items);
    return mp_obj_new_attrtuple(names, 2, items);
}
FUN_1(list_init, n) {
    mp_obj_list_t *list = m_new_obj(mp_obj_list_t);
    mp_obj_list_init(list, mp_obj_get_int(n));
    for (size_t i = 0; i < list->len; i++) {
        mp_obj_list_store(MP_OBJ_FROM_PTR(list), INT(i), INT(i * i));
    }
    mp_obj_list_append(MP_OBJ_FROM_PTR(list), n);
    return MP_OBJ_FROM_PTR(list);
}
FUN_VAR(list_make_new) { return mp_obj_list_make_new(&mp_type_list, n_args, 0, args); }
FUN_2(list_set_len, o, n) { return mp_obj_list_set_len(o, mp_obj_get_int(n)), o; }
FUN_3(list_store, o, i, value) { return mp_obj_list_store(o, i, value), o; }
FUN_2(list_remove, o, value) { return TUPLE(mp_obj_list_remove(o, value), o); }
FUN_KW(list_sort) { return TUPLE(mp_obj_list_sort(n_args, args, kws), args[0]); }

// ---- Dicts and sets.
FUN_0(dict_made) {
    mp_obj_dict_t *dict = m_new_obj(mp_obj_dict_t);
    mp_obj_dict_init(dict, 2);
    mp_obj_t o = MP_OBJ_FROM_PTR(dict);
    mp_store_map(o, STR("a"), INT(1));
    mp_obj_dict_store(o, STR("b"), INT(2));
    mp_obj_dict_store(o, INT(3), INT(4));
    return TUPLE(o, INT(mp_obj_dict_len(o)));
}
FUN_VAR(dict_make_new) { return mp_obj_dict_make_new(&mp_type_dict, n_args, 0, args); }
FUN_2(dict_get, o, key) { return mp_obj_dict_get(o, key); }
FUN_2(dict_delete, o, key) { return mp_obj_dict_delete(o, key); }
FUN_1(dict_copy, o) {
    mp_obj_t copy = mp_obj_dict_copy(o);
    return TUPLE(copy, BOOL(copy != o));
}
FUN_1(is_dict, o) { return BOOL(mp_obj_is_dict_or_ordereddict(o)); }
FUN_0(empty_dict) { return MP_OBJ_FROM_PTR(&mp_const_empty_dict_obj); }
FUN_1(empty_map_lookup, key) { return BOOL(mp_map_lookup((mp_map_t *)&mp_const_empty_map, key, MP_MAP_LOOKUP) == NULL); }
FUN_0(operators) {
    return TUPLE(MP_OBJ_FROM_PTR(&mp_op_contains_obj), MP_OBJ_FROM_PTR(&mp_op_getitem_obj),
        MP_OBJ_FROM_PTR(&mp_op_setitem_obj), MP_OBJ_FROM_PTR(&mp_op_delitem_obj));
}

// ---- The tables within.
FUN_3(lookup, dict, key, kind) {
    mp_map_elem_t *elem = mp_map_lookup(mp_obj_dict_get_map(dict), key, mp_obj_get_int(kind));
    if (elem == NULL) {
        return mp_const_none;
    }
    if (elem->value == MP_OBJ_NULL) {
        elem->value = STR("new");
    }
    mp_obj_t value = elem->value;
    if (mp_obj_get_int(kind) == MP_MAP_LOOKUP_REMOVE_IF_FOUND) {
        elem->value = MP_OBJ_NULL;
    }
    return value;
}
FUN_2(map_made, n, keys) {
    mp_map_t *map = mp_map_new(mp_obj_get_int(n));
    size_t length;
    mp_obj_t *items;
    mp_obj_get_array(keys, &length, &items);
    for (size_t i = 0; i < length; i++) {
        mp_map_lookup(map, items[i], MP_MAP_LOOKUP_ADD_IF_NOT_FOUND)->value = INT(i);
    }
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (size_t i = 0; i < length; i++) {
        mp_obj_list_append(list, mp_map_lookup(map, items[i], MP_MAP_LOOKUP)->value);
    }
    mp_obj_t used = INT(map->used);
    mp_map_clear(map);
    mp_obj_t cleared = INT(map->used + map->alloc);
    mp_map_free(map);
    return TUPLE(list, used, cleared);
}
FUN_1(map_fixed, pairs) {
    size_t length;
    mp_obj_t *items;
    mp_obj_get_array(pairs, &length, &items);
    mp_map_t map, other;
    mp_map_init_fixed_table(&map, length / 2, items);
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (size_t i = 0; i < length; i += 2) {
        mp_obj_list_append(list, mp_map_lookup(&map, items[i], MP_MAP_LOOKUP)->value);
    }
    mp_map_deinit(&map);
    mp_map_init(&other, 5);
    mp_map_deinit(&other);
    return list;
}
FUN_KW(keywords) {
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (size_t i = 0; i < n_args; i++) {
        mp_map_elem_t *elem = mp_map_lookup(kws, args[i], MP_MAP_LOOKUP);
        mp_obj_list_append(list, elem == NULL ? mp_const_none : elem->value);
    }
    return list;
}
FUN_1(map_dump, dict) { return mp_map_dump(mp_obj_dict_get_map(dict)), mp_const_none; }
FUN_2(set_made, n, items_in) {
    mp_set_t *set = m_new_obj(mp_set_t);
    mp_set_init(set, mp_obj_get_int(n));
    size_t length;
    mp_obj_t *items;
    mp_obj_get_array(items_in, &length, &items);
    for (size_t i = 0; i < length; i++) {
        mp_set_lookup(set, items[i], MP_MAP_LOOKUP_ADD_IF_NOT_FOUND);
    }
    size_t used = set->used, found = 0, removed = 0;
    for (size_t i = 0; i < length; i++) {
        found += mp_set_lookup(set, items[i], MP_MAP_LOOKUP) != MP_OBJ_NULL;
    }
    removed += mp_set_remove_first(set) != MP_OBJ_NULL;
    for (size_t i = 0; i < length; i++) {
        removed += mp_set_lookup(set, items[i], MP_MAP_LOOKUP_REMOVE_IF_FOUND) != MP_OBJ_NULL;
    }
    size_t left = set->used;
    bool none = mp_set_remove_first(set) == MP_OBJ_NULL;
    mp_set_clear(set);
    return TUPLE(INT(used), INT(found), INT(removed), INT(left), BOOL(none));
}

// ---- Indices, slices, runs of items.
FUN_3(get_index, o, index, is_slice) {
    return INT(mp_get_index(mp_obj_get_type(o), mp_obj_get_int(mp_obj_len(o)), index, mp_obj_is_true(is_slice)));
}
FUN_2(slice_indices, slice, length) {
    mp_bound_slice_t bound;
    mp_obj_slice_indices(slice, mp_obj_get_int(length), &bound);
    return TUPLE(INT(bound.start), INT(bound.stop), INT(bound.step));
}
FUN_2(extract, list, slice) {
    size_t length;
    mp_obj_t *items;
    mp_obj_get_array(list, &length, &items);
    mp_bound_slice_t bound;
    bool fast = mp_seq_get_fast_slice_indexes(length, slice, &bound);
    return TUPLE(BOOL(fast), mp_seq_extract_slice(items, &bound));
}
FUN_2(multiply, list, times) {
    size_t length, n = mp_obj_get_int(times);
    mp_obj_t *items;
    mp_obj_get_array(list, &length, &items);
    mp_obj_t *many = m_new(mp_obj_t, length * n);
    mp_seq_multiply(items, sizeof(mp_obj_t), length, n, many);
    return mp_obj_new_list(length * n, many);
}
FUN_3(cmp_bytes, op, a, b) {
    GET_STR_DATA_LEN(a, x, x_length);
    GET_STR_DATA_LEN(b, y, y_length);
    return BOOL(mp_seq_cmp_bytes(mp_obj_get_int(op), x, x_length, y, y_length));
}
FUN_3(cmp_objs, op, a, b) {
    size_t x_length, y_length;
    mp_obj_t *x, *y;
    mp_obj_get_array(a, &x_length, &x);
    mp_obj_get_array(b, &y_length, &y);
    return BOOL(mp_seq_cmp_objs(mp_obj_get_int(op), x, x_length, y, y_length));
}
FUN_VAR(index_obj) {
    size_t length;
    mp_obj_t *items;
    mp_obj_get_array(args[0], &length, &items);
    return mp_seq_index_obj(items, length, n_args, args);
}
FUN_2(count_obj, list, value) {
    size_t length;
    mp_obj_t *items;
    mp_obj_get_array(list, &length, &items);
    return mp_seq_count_obj(items, length, value);
}
FUN_0(macros) {
    byte bytes[16] = {1, 2, 3, 4, 5}, other[8];
    mp_seq_copy(other, bytes, 5, byte);
    mp_seq_cat(bytes, other, 2, other, 3, byte);
    mp_seq_clear(bytes, 5, 16, 1);
    mp_seq_replace_slice_no_grow(bytes, 5, 1, 3, other, 1, 1);
    return mp_obj_new_bytes(bytes, 6);
}

#define EXPORTS(X) \
    X(get_array) X(get_array_fixed) X(tuple_get) X(list_get) X(tuple_hash) X(tuple_print) X(tuple_unary) \
    X(tuple_binary) X(tuple_subscr) X(tuple_iter) X(tuple_del) X(attrtuple) X(list_init) X(list_make_new) \
    X(list_set_len) X(list_store) X(list_remove) X(list_sort) X(dict_made) X(dict_make_new) X(dict_get) \
    X(dict_delete) X(dict_copy) X(is_dict) X(empty_dict) X(empty_map_lookup) X(operators) X(lookup) X(map_made) \
    X(map_fixed) X(keywords) X(map_dump) X(set_made) X(get_index) X(slice_indices) X(extract) X(multiply) \
    X(cmp_bytes) X(cmp_objs) X(index_obj) X(count_obj) X(macros)
MODULE(EXPORTS)
