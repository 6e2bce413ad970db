// Indices, slices and runs of items.
#include "support.h"

SUPPORT size_t mp_get_index(const mp_obj_type_t *type, size_t len, mp_obj_t index, bool is_slice) {
    mp_int_t i;
    if (!mp_obj_get_int_maybe(index, &i)) {
        mp_raise_msg_varg(mpyc_builtin_type(Q_TypeError), "%q indices must be integers, not %s", (qstr)type->name,
            mp_obj_get_type_str(index));
    }
    mp_int_t length = (mp_int_t)len;
    if (i < 0) {
        i += length;
    }
    if (is_slice) {
        return (size_t)MIN(MAX(i, 0), length);
    }
    if (i < 0 || i >= length) {
        mp_raise_msg_varg(mpyc_builtin_type(Q_IndexError), "%q index out of range", (qstr)type->name);
    }
    return (size_t)i;
}

// A bound of a slice: from the end if negative, and not beyond `least` and `most`.
static mp_int_t bound(mp_obj_t value, mp_int_t absent, mp_int_t length, mp_int_t least, mp_int_t most) {
    if (value == mp_const_none) {
        return absent;
    }
    mp_int_t i = mp_obj_get_int(value);
    if (i < 0) {
        i += length;
    }
    return MIN(most, MAX(i, least));
}
SUPPORT void mp_obj_slice_indices(mp_obj_t self_in, mp_int_t length, mp_bound_slice_t *result) {
    mp_obj_slice_t *self = MP_OBJ_TO_PTR(self_in);
    mp_int_t step = self->step == mp_const_none ? 1 : mp_obj_get_int(self->step);
    if (step == 0) {
        mp_raise_ValueError("slice step can't be zero");
    }
    result->step = step;
    if (step > 0) {
        result->start = bound(self->start, 0, length, 0, length);
        result->stop = bound(self->stop, length, length, 0, length);
    } else {
        result->start = bound(self->start, length - 1, length, -1, length - 1);
        result->stop = bound(self->stop, -1, length, -1, length - 1);
    }
}
SUPPORT bool mp_seq_get_fast_slice_indexes(mp_uint_t len, mp_obj_t slice, mp_bound_slice_t *indexes) {
    mp_obj_slice_indices(slice, (mp_int_t)len, indexes);
    if (indexes->step > 0) {
        indexes->stop = MAX(indexes->start, indexes->stop);
    } else {
        // The stop becomes the last item that belongs to it; one beyond the start if there is none.
        indexes->stop = MIN(indexes->stop, indexes->start) + 1;
    }
    return indexes->step == 1;
}
SUPPORT mp_obj_t mp_seq_extract_slice(const mp_obj_t *seq, mp_bound_slice_t *indexes) {
    mp_obj_t list = mp_obj_new_list(0, NULL);
    mp_int_t i = indexes->start, step = indexes->step;
    for (; step < 0 ? i >= indexes->stop : i < indexes->stop; i += step) {
        mp_obj_list_append(list, seq[i]);
    }
    return list;
}

SUPPORT void mp_seq_multiply(const void *items, size_t item_sz, size_t len, size_t times, void *dest) {
    for (size_t bytes = item_sz * len; times-- != 0; dest = (char *)dest + bytes) {
        memmove(dest, items, bytes);
    }
}

// What an operator says of two runs that are alike as far as both go, or at their first difference.
static bool by_length(mp_uint_t op, size_t len1, size_t len2) {
    switch (op) {
        case MP_BINARY_OP_LESS:
            return len1 < len2;
        case MP_BINARY_OP_LESS_EQUAL:
            return len1 <= len2;
        case MP_BINARY_OP_MORE:
            return len1 > len2;
        case MP_BINARY_OP_MORE_EQUAL:
            return len1 >= len2;
        default:
            return len1 == len2;
    }
}
SUPPORT bool mp_seq_cmp_bytes(mp_uint_t op, const byte *data1, size_t len1, const byte *data2, size_t len2) {
    int order = memcmp(data1, data2, MIN(len1, len2));
    if (order == 0) {
        return by_length(op, len1, len2);
    }
    return by_length(op, order > 0, order < 0);
}
SUPPORT bool mp_seq_cmp_objs(
    mp_uint_t op, const mp_obj_t *items1, size_t len1, const mp_obj_t *items2, size_t len2) {
    if (op == MP_BINARY_OP_EQUAL && len1 != len2) {
        return false;
    }
    for (size_t i = 0; i < MIN(len1, len2); i++) {
        if (!mp_obj_equal(items1[i], items2[i])) {
            return op != MP_BINARY_OP_EQUAL && mp_binary_op(op, items1[i], items2[i]) == mp_const_true;
        }
    }
    return by_length(op, len1, len2);
}
SUPPORT mp_obj_t mp_seq_index_obj(const mp_obj_t *items, size_t len, size_t n_args, const mp_obj_t *args) {
    const mp_obj_type_t *type = mp_obj_get_type(args[0]);
    size_t start = n_args > 2 ? mp_get_index(type, len, args[2], true) : 0;
    size_t stop = n_args > 3 ? mp_get_index(type, len, args[3], true) : len;
    for (size_t i = start; i < stop; i++) {
        if (mp_obj_equal(items[i], args[1])) {
            return MP_OBJ_NEW_SMALL_INT(i);
        }
    }
    mp_raise_ValueError("object not in sequence");
}
SUPPORT mp_obj_t mp_seq_count_obj(const mp_obj_t *items, size_t len, mp_obj_t value) {
    size_t count = 0;
    for (size_t i = 0; i < len; i++) {
        count += mp_obj_equal(items[i], value);
    }
    return MP_OBJ_NEW_SMALL_INT(count);
}
