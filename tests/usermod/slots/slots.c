// A type with all twelve slots.
#include <string.h>

#include "py/objstr.h"
#include "py/runtime.h"
#include "py/stream.h"

typedef struct _all_obj_t {
    mp_obj_base_t base;
    size_t len;
    byte data[8];
} all_obj_t;

static mp_obj_t all_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 1, 1, false);
    size_t len;
    const char *data = mp_obj_str_get_data(args[0], &len);
    all_obj_t *self = mp_obj_malloc(all_obj_t, type);
    self->len = MIN(len, sizeof(self->data));
    memset(self->data, 0, sizeof(self->data));
    memcpy(self->data, data, self->len);
    return MP_OBJ_FROM_PTR(self);
}

static void all_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind) {
    all_obj_t *self = MP_OBJ_TO_PTR(self_in);
    mp_printf(print, kind == PRINT_STR ? "%.*s" : "All(%.*s)", (int)self->len, (const char *)self->data);
}

static mp_obj_t all_call(mp_obj_t self_in, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    all_obj_t *self = MP_OBJ_TO_PTR(self_in);
    mp_arg_check_num(n_args, n_kw, 0, 1, false);
    return mp_obj_new_int(self->len + (n_args > 0 ? mp_obj_get_int(args[0]) : 0));
}

static mp_obj_t all_unary_op(mp_unary_op_t op, mp_obj_t self_in) {
    all_obj_t *self = MP_OBJ_TO_PTR(self_in);
    switch (op) {
        case MP_UNARY_OP_BOOL:
            return mp_obj_new_bool(self->len != 0);
        case MP_UNARY_OP_LEN:
            return MP_OBJ_NEW_SMALL_INT(self->len);
        case MP_UNARY_OP_NEGATIVE:
            return MP_OBJ_NEW_SMALL_INT(-(mp_int_t)self->len);
        case MP_UNARY_OP_HASH:
            return MP_OBJ_NEW_SMALL_INT(17);
        default:
            return MP_OBJ_NULL;
    }
}

static mp_obj_t all_binary_op(mp_binary_op_t op, mp_obj_t lhs_in, mp_obj_t rhs_in) {
    all_obj_t *lhs = MP_OBJ_TO_PTR(lhs_in);
    switch (op) {
        case MP_BINARY_OP_CONTAINS:
            return mp_obj_new_bool(
                mp_obj_is_small_int(rhs_in) && memchr(lhs->data, mp_obj_get_int(rhs_in), lhs->len) != NULL);
        case MP_BINARY_OP_MULTIPLY:
            return mp_binary_op(op, mp_obj_new_bytes(lhs->data, lhs->len), rhs_in);
        case MP_BINARY_OP_EQUAL: {
            all_obj_t *rhs = MP_OBJ_TO_PTR(rhs_in);
            return mp_obj_new_bool(lhs->len == rhs->len && memcmp(lhs->data, rhs->data, lhs->len) == 0);
        }
        default:
            return MP_OBJ_NULL;
    }
}

static void all_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    all_obj_t *self = MP_OBJ_TO_PTR(self_in);
    if (attr != MP_QSTR_first) {
        // Methods and the rest are in the dict.
        dest[1] = MP_OBJ_SENTINEL;
    } else if (dest[0] == MP_OBJ_NULL) {
        dest[0] = MP_OBJ_NEW_SMALL_INT(self->data[0]);
    } else if (dest[1] == MP_OBJ_NULL) {
        self->data[0] = '_';
        dest[0] = MP_OBJ_NULL;
    } else {
        self->data[0] = mp_obj_get_int(dest[1]);
        dest[0] = MP_OBJ_NULL;
    }
}

static mp_obj_t all_subscr(mp_obj_t self_in, mp_obj_t index, mp_obj_t value) {
    all_obj_t *self = MP_OBJ_TO_PTR(self_in);
    if (mp_obj_is_type(index, &mp_type_slice)) {
        mp_bound_slice_t slice;
        if (!mp_seq_get_fast_slice_indexes(self->len, index, &slice)) {
            mp_raise_NotImplementedError(MP_ERROR_TEXT("steps"));
        }
        return mp_obj_new_bytes(self->data + slice.start, slice.stop - slice.start);
    }
    size_t i = mp_get_index(self->base.type, self->len, index, false);
    if (value == MP_OBJ_NULL) {
        return MP_OBJ_NULL;
    } else if (value == MP_OBJ_SENTINEL) {
        return MP_OBJ_NEW_SMALL_INT(self->data[i]);
    }
    self->data[i] = mp_obj_get_int(value);
    return mp_const_none;
}

static mp_obj_t all_getiter(mp_obj_t self_in, mp_obj_iter_buf_t *iter_buf) {
    all_obj_t *self = MP_OBJ_TO_PTR(self_in);
    return mp_getiter(mp_obj_new_bytes(self->data, self->len), iter_buf);
}

static mp_int_t all_get_buffer(mp_obj_t self_in, mp_buffer_info_t *bufinfo, mp_uint_t flags) {
    all_obj_t *self = MP_OBJ_TO_PTR(self_in);
    (void)flags;
    bufinfo->buf = self->data;
    bufinfo->len = self->len;
    bufinfo->typecode = 'B';
    return 0;
}

static mp_uint_t all_write(mp_obj_t self_in, const void *buf, mp_uint_t size, int *errcode) {
    all_obj_t *self = MP_OBJ_TO_PTR(self_in);
    if (self->len + size > sizeof(self->data)) {
        *errcode = MP_ENOSPC;
        return MP_STREAM_ERROR;
    }
    memcpy(self->data + self->len, buf, size);
    self->len += size;
    return size;
}

static const mp_stream_p_t all_stream_p = {
    .write = all_write,
};

static mp_obj_t all_clear(mp_obj_t self_in) {
    all_obj_t *self = MP_OBJ_TO_PTR(self_in);
    self->len = 0;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(all_clear_obj, all_clear);

static const mp_rom_map_elem_t all_locals_dict_table[] = {
    { MP_ROM_QSTR(MP_QSTR_clear), MP_ROM_PTR(&all_clear_obj) },
    { MP_ROM_QSTR(MP_QSTR_write), MP_ROM_PTR(&mp_stream_write_obj) },
};
static MP_DEFINE_CONST_DICT(all_locals_dict, all_locals_dict_table);

static MP_DEFINE_CONST_OBJ_TYPE(
    all_type,
    MP_QSTR_All,
    MP_TYPE_FLAG_ITER_IS_GETITER,
    locals_dict, &all_locals_dict,
    parent, &mp_type_object,
    protocol, &all_stream_p,
    buffer, all_get_buffer,
    iter, all_getiter,
    subscr, all_subscr,
    attr, all_attr,
    binary_op, all_binary_op,
    unary_op, all_unary_op,
    call, all_call,
    print, all_print
    , make_new, all_make_new
    );

static const mp_rom_map_elem_t slots_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_slots) },
    { MP_ROM_QSTR(MP_QSTR_All), MP_ROM_PTR(&all_type) },
};
static MP_DEFINE_CONST_DICT(slots_globals, slots_globals_table);

const mp_obj_module_t slots_user_cmodule = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&slots_globals,
};

MP_REGISTER_MODULE(MP_QSTR_slots, slots_user_cmodule);
