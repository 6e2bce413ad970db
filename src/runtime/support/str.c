// Strings and interned names.
#include "support.h"
#include "py/unicode.h"

// ---- From objects.

static MP_NORETURN void raise_no_str(mp_obj_t o) {
    const mp_obj_type_t *type = mp_obj_get_type(o);
    mp_raise_msg_varg(mpyc_builtin_type(Q_TypeError), "can't convert '%q' object to %s implicitly", (qstr)type->name,
        type == &mp_type_str ? "bytes" : "str");
}

SUPPORT const byte *mp_obj_str_get_data_no_check(mp_obj_t self_in, size_t *len) {
    // The firmware gives both forms of a str the same interface, with a zero after the text (py/objstr.c).
    mp_buffer_info_t info;
    mp_get_buffer_raise(self_in, &info, MP_BUFFER_READ);
    *len = info.len;
    return info.buf;
}
SUPPORT const char *mp_obj_str_get_data(mp_obj_t self_in, size_t *len) {
    if (!mp_obj_is_str_or_bytes(self_in)) {
        raise_no_str(self_in);
    }
    return (const char *)mp_obj_str_get_data_no_check(self_in, len);
}
SUPPORT const char *mp_obj_str_get_str(mp_obj_t self_in) {
    size_t length;
    return mp_obj_str_get_data(self_in, &length);
}
SUPPORT bool mp_obj_str_equal(mp_obj_t s1, mp_obj_t s2) { return mp_obj_equal(s1, s2); }
SUPPORT size_t mpyc_str_hash(mp_obj_t self_in) {
    return MP_OBJ_SMALL_INT_VALUE(mp_unary_op(MP_UNARY_OP_HASH, self_in));
}

// ---- New ones.

SUPPORT mp_obj_t mp_obj_new_str_from_cstr(const char *str) { return mpyc_str(str); }
SUPPORT mp_obj_t mp_obj_new_str_via_qstr(const char *data, size_t len) {
    return MP_OBJ_NEW_QSTR(qstr_from_strn(data, len));
}

// A str or bytes object around text that is its own.
static mp_obj_t around(const mp_obj_type_t *type, const byte *data, size_t len) {
    mp_obj_str_t *str = mp_obj_malloc(mp_obj_str_t, type);
    str->hash = 0; // the firmware makes it when it needs it
    str->len = len;
    str->data = data;
    return MP_OBJ_FROM_PTR(str);
}

SUPPORT mp_obj_t mp_obj_new_str_copy(const mp_obj_type_t *type, const byte *data, size_t len) {
    byte *copy = NULL;
    if (data != NULL) {
        copy = m_malloc(len + 1);
        memmove(copy, data, len);
        copy[len] = 0;
    }
    return around(type, copy, len);
}
SUPPORT mp_obj_t mp_obj_new_str_of_type(const mp_obj_type_t *type, const byte *data, size_t len) {
    if (type == &mp_type_str) {
        return mp_obj_new_str((const char *)data, len);
    }
    return type == mpyc_builtin_type(Q_bytearray) ? mp_obj_new_bytearray(len, data) : mp_obj_new_bytes(data, len);
}

// Takes the text out of a vstr, with a zero at its end and no room to spare.
static byte *take(vstr_t *vstr) {
    byte *data = (byte *)vstr->buf;
    if (vstr->len + 1 != vstr->alloc || vstr->fixed_buf) {
        data = vstr->fixed_buf ? memmove(m_malloc(vstr->len + 1), data, vstr->len) : m_realloc(data, vstr->len + 1);
    }
    data[vstr->len] = 0;
    vstr->buf = NULL;
    vstr->alloc = 0;
    return data;
}

// The most bytes that the firmware interns, by which it counts lengths (MICROPY_QSTR_BYTES_IN_LEN).
#define QSTR_MAX 255
SUPPORT mp_obj_t mp_obj_new_str_from_vstr(vstr_t *vstr) {
    if (vstr->len <= QSTR_MAX || !utf8_check((const byte *)vstr->buf, vstr->len)) {
        // It may be interned; or the firmware says what is wrong with it.
        mp_obj_t str = mp_obj_new_str(vstr->buf, vstr->len);
        vstr_clear(vstr);
        vstr->alloc = 0;
        return str;
    }
    size_t len = vstr->len;
    return around(&mp_type_str, take(vstr), len);
}
SUPPORT mp_obj_t mp_obj_new_str_from_utf8_vstr(vstr_t *vstr) { return mp_obj_new_str_from_vstr(vstr); }
SUPPORT mp_obj_t mp_obj_new_bytes_from_vstr(vstr_t *vstr) {
    size_t len = vstr->len;
    return around(mpyc_builtin_type(Q_bytes), take(vstr), len);
}
SUPPORT mp_obj_t mp_obj_new_bytearray(size_t n, const void *items) {
    byte *copy = m_malloc(n);
    if (items != NULL) {
        memmove(copy, items, n);
    }
    return mp_obj_new_bytearray_by_ref(n, copy);
}
SUPPORT void mp_obj_str_set_data(mp_obj_str_t *str, const byte *data, size_t len) {
    str->hash = 0;
    str->len = len;
    str->data = data;
}

// ---- Interned names.

SUPPORT qstr qstr_find_strn(const char *str, size_t str_len) {
    // A new str of a name that is interned is the name itself.
    mp_obj_t name = mp_obj_new_str(str, str_len);
    return mp_obj_is_qstr(name) ? MP_OBJ_QSTR_VALUE(name) : MP_QSTRnull;
}

SUPPORT qstr mp_obj_str_get_qstr(mp_obj_t self_in) {
    if (mp_obj_is_qstr(self_in)) {
        return MP_OBJ_QSTR_VALUE(self_in);
    }
    if (!mp_obj_is_str(self_in)) {
        raise_no_str(self_in);
    }
    // Whatever makes a class interns its name (py/objtype.c, mp_obj_new_type).
    mp_obj_t args[3] = {self_in, mp_obj_new_tuple(0, NULL), mp_obj_new_dict(0)};
    const mp_obj_type_t *class = MP_OBJ_TO_PTR(mp_native_call_function_n_kw(MP_OBJ_FROM_PTR(&mp_type_type), 3, args));
    return class->name;
}
SUPPORT qstr qstr_from_strn(const char *str, size_t len) { return mp_obj_str_get_qstr(mp_obj_new_str(str, len)); }
SUPPORT qstr qstr_from_str(const char *str) { return mp_obj_str_get_qstr(mpyc_str(str)); }

SUPPORT const byte *qstr_data(qstr q, size_t *len) { return mp_obj_str_get_data_no_check(MP_OBJ_NEW_QSTR(q), len); }
SUPPORT const char *qstr_str(qstr q) {
    size_t length;
    return (const char *)qstr_data(q, &length);
}
SUPPORT size_t qstr_len(qstr q) {
    size_t length;
    qstr_data(q, &length);
    return length;
}
SUPPORT mp_uint_t qstr_hash(qstr q) { return mpyc_str_hash(MP_OBJ_NEW_QSTR(q)); }
SUPPORT size_t qstr_compute_hash(const byte *data, size_t len) {
    // The firmware makes the hash of a str that has none yet.
    mp_obj_str_t str = {{&mp_type_str}, 0, len, data};
    return mpyc_str_hash(MP_OBJ_FROM_PTR(&str));
}

SUPPORT mp_obj_t mp_obj_str_intern(mp_obj_t str) { return MP_OBJ_NEW_QSTR(mp_obj_str_get_qstr(str)); }
SUPPORT mp_obj_t mp_obj_str_intern_checked(mp_obj_t obj) {
    size_t len;
    const char *data = mp_obj_str_get_data(obj, &len);
    return mp_obj_new_str_via_qstr(data, len);
}

SUPPORT qstr mp_errno_to_str(mp_obj_t errno_val) {
    mp_obj_t names = mpyc_attr(mpyc_import("errno"), "errorcode");
    mp_map_elem_t *found = mp_map_lookup(mp_obj_dict_get_map(names), errno_val, MP_MAP_LOOKUP);
    return found == NULL ? MP_QSTRnull : mp_obj_str_get_qstr(found->value);
}

// ---- As the type str has it.

SUPPORT mp_obj_t mp_obj_str_make_new(const mp_obj_type_t *type_in, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    return MP_OBJ_TYPE_GET_SLOT(&mp_type_str, make_new)(type_in, n_args, n_kw, args);
}
SUPPORT mp_obj_t mp_obj_str_binary_op(mp_binary_op_t op, mp_obj_t lhs_in, mp_obj_t rhs_in) {
    return MP_OBJ_TYPE_GET_SLOT(&mp_type_str, binary_op)(op, lhs_in, rhs_in);
}
SUPPORT mp_int_t mp_obj_str_get_buffer(mp_obj_t self_in, mp_buffer_info_t *bufinfo, mp_uint_t flags) {
    return MP_OBJ_TYPE_GET_SLOT(&mp_type_str, buffer)(self_in, bufinfo, flags);
}
SUPPORT mp_obj_t mp_obj_str_format(size_t n_args, const mp_obj_t *args, mp_map_t *kwargs) {
    return mpyc_call_method(args[0], Q_format, n_args - 1, args + 1, kwargs);
}
SUPPORT mp_obj_t mp_obj_str_split(size_t n_args, const mp_obj_t *args) {
    return mpyc_call_method(args[0], Q_split, n_args - 1, args + 1, NULL);
}

// ---- Printing text that is in no object.

SUPPORT void mp_str_print_json(const mp_print_t *print, const byte *str_data, size_t str_len) {
    mp_obj_str_t str = {{&mp_type_str}, 0, str_len, str_data};
    MP_OBJ_TYPE_GET_SLOT(&mp_type_str, print)(print, MP_OBJ_FROM_PTR(&str), PRINT_JSON);
}

SUPPORT void mp_str_print_quoted(const mp_print_t *print, const byte *str_data, size_t str_len, bool is_bytes) {
    bool single = memchr(str_data, '\'', str_len) != NULL, twofold = memchr(str_data, '"', str_len) != NULL;
    const char quote = single && !twofold ? '"' : '\'';
    mp_print_strn(print, &quote, 1, 0, 0, 0);
    for (size_t i = 0; i < str_len; i++) {
        static const char controls[] = "\n\r\t", letters[] = "nrt";
        char c = (char)str_data[i];
        const char *control = memchr(controls, c, sizeof(controls) - 1);
        if (c == quote || c == '\\') {
            mp_printf(print, "\\%c", c);
        } else if (control != NULL) {
            mp_printf(print, "\\%c", letters[control - controls]);
        } else if (str_data[i] < 0x20 || c == 0x7f || (is_bytes && str_data[i] >= 0x80)) {
            mp_printf(print, "\\x%02x", str_data[i]);
        } else {
            mp_print_strn(print, &c, 1, 0, 0, 0);
        }
    }
    mp_print_strn(print, &quote, 1, 0, 0, 0);
}

// ---- As hexadecimal digits.

SUPPORT mp_obj_t mp_obj_bytes_hex(size_t n_args, const mp_obj_t *args, const mp_obj_type_t *type) {
    // The method of bytes takes any buffer, and gives a str; a module binascii may be this one.
    mp_obj_t digits = mp_native_call_function_n_kw(mpyc_attr(mpyc_builtin(Q_bytes), "hex"), n_args, args);
    if (type == &mp_type_str) {
        return digits;
    }
    size_t length;
    const byte *data = mp_obj_str_get_data_no_check(digits, &length);
    return mp_obj_new_bytes(data, length);
}
SUPPORT mp_obj_t mp_obj_bytes_fromhex(mp_obj_t type_in, mp_obj_t data) {
    return mp_native_call_function_n_kw(mpyc_attr(type_in, "fromhex"), 1, &data);
}

// ---- Finding.

SUPPORT const byte *find_subbytes(
    const byte *haystack, size_t hlen, const byte *needle, size_t nlen, int direction) {
    if (nlen > hlen) {
        return NULL;
    }
    size_t last = hlen - nlen;
    for (size_t i = 0; i <= last; i++) {
        const byte *place = haystack + (direction > 0 ? i : last - i);
        if (memcmp(place, needle, nlen) == 0) {
            return place;
        }
    }
    return NULL;
}
SUPPORT const byte *str_index_to_ptr(
    const mp_obj_type_t *type, const byte *self_data, size_t self_len, mp_obj_t index, bool is_slice) {
    // In characters of a str, in bytes of all others.
    if (type != &mp_type_str) {
        return self_data + mp_get_index(type, self_len, index, is_slice);
    }
    size_t place = mp_get_index(type, utf8_charlen(self_data, self_len), index, is_slice);
    const byte *ptr = self_data;
    while (place-- != 0) {
        ptr = utf8_next_char(ptr);
    }
    return ptr;
}
