#include "test.h"

// A vstr with text.
static void begin(vstr_t *text, mp_obj_t o) {
    size_t length;
    const char *data = mp_obj_str_get_data(o, &length);
    vstr_init(text, 4);
    vstr_add_strn(text, data, length);
}

// ---- From objects, and new ones.
FUN_1(get_str, o) { return STR(mp_obj_str_get_str(o)); }
FUN_1(get_data, o) {
    size_t length;
    const char *data = mp_obj_str_get_data(o, &length);
    return mp_obj_new_bytes((const byte *)data, length);
}
FUN_1(data_no_check, o) {
    GET_STR_DATA_LEN(o, data, length);
    GET_STR_LEN(o, again);
    GET_STR_HASH(o, hash);
    return TUPLE(mp_obj_new_bytes(data, length), BOOL(again == length), INT(hash), BOOL(data[length] == 0));
}
FUN_2(str_equal, a, b) { return BOOL(mp_obj_str_equal(a, b)); }
FUN_1(via_qstr, o) {
    mp_obj_t str = mp_obj_new_str_via_qstr(mp_obj_str_get_str(o), mp_obj_get_int(mp_obj_len(o)));
    return TUPLE(str, BOOL(mp_obj_is_qstr(str)));
}
FUN_2(str_copy, type, o) {
    size_t length;
    const byte *data = mp_obj_str_get_data_no_check(o, &length);
    return mp_obj_new_str_copy(TYPE(type), data, length);
}
FUN_2(str_of_type, type, o) {
    size_t length;
    const byte *data = mp_obj_str_get_data_no_check(o, &length);
    return mp_obj_new_str_of_type(TYPE(type), data, length);
}
FUN_2(from_vstr, o, kind) {
    vstr_t text;
    mp_int_t k = mp_obj_get_int(kind);
    VSTR_FIXED(fixed, 600);
    vstr_t *v = k >= 3 ? &fixed : &text;
    if (k < 3) {
        begin(&text, o);
    } else {
        size_t length;
        const byte *data = mp_obj_str_get_data_no_check(o, &length);
        vstr_add_strn(&fixed, (const char *)data, length);
    }
    switch (k % 3) {
        case 0:
            return mp_obj_new_str_from_vstr(v);
        case 1:
            return mp_obj_new_str_from_utf8_vstr(v);
        default:
            return mp_obj_new_bytes_from_vstr(v);
    }
}
// Of bytes, which may be no UTF-8.
FUN_2(str_of_bytes, data, times) {
    size_t length;
    const byte *bytes = mp_obj_str_get_data_no_check(data, &length);
    vstr_t text;
    vstr_init(&text, 0);
    for (mp_int_t i = mp_obj_get_int(times); i > 0; i--) {
        vstr_add_strn(&text, (const char *)bytes, length);
    }
    return mp_obj_new_str_from_vstr(&text);
}
FUN_1(new_bytearray, o) {
    size_t length;
    const byte *data = mp_obj_str_get_data_no_check(o, &length);
    return TUPLE(mp_obj_new_bytearray(length, data), mp_obj_len(mp_obj_new_bytearray(7, NULL)));
}
FUN_1(set_data, o) {
    mp_obj_str_t *str = MP_OBJ_TO_PTR(mp_obj_new_str_copy(&mp_type_str, (const byte *)"before", 6));
    size_t length;
    const byte *data = mp_obj_str_get_data_no_check(o, &length);
    mp_obj_str_set_data(str, data, length);
    return MP_OBJ_FROM_PTR(str);
}

// ---- Interned names.
FUN_1(find_qstr, o) {
    qstr q = qstr_find_strn(mp_obj_str_get_str(o), mp_obj_get_int(mp_obj_len(o)));
    return q == MP_QSTRnull ? mp_const_none : MP_OBJ_NEW_QSTR(q);
}
FUN_1(get_qstr, o) {
    qstr q = mp_obj_str_get_qstr(o);
    mp_obj_t word = MP_OBJ_NEW_QSTR(q);
    size_t length;
    const byte *data = qstr_data(q, &length);
    return TUPLE(word, BOOL(mp_obj_is_qstr(word)), BOOL(MP_OBJ_QSTR_VALUE(word) == q), STR(qstr_str(q)),
        INT(qstr_len(q)), mp_obj_new_bytes(data, length), INT(qstr_hash(q)));
}
FUN_1(intern, o) {
    mp_obj_t word = mp_obj_str_intern(o);
    qstr from_text = qstr_from_str(mp_obj_str_get_str(o));
    qstr from_part = qstr_from_strn(mp_obj_str_get_str(o), 3);
    return TUPLE(word, BOOL(mp_obj_is_qstr(word)), BOOL(MP_OBJ_NEW_QSTR(from_text) == word),
        MP_OBJ_NEW_QSTR(from_part), mp_obj_str_intern_checked(o));
}
FUN_1(is_qstr, o) { return BOOL(mp_obj_is_qstr(o)); }
FUN_1(compute_hash, o) {
    size_t length;
    const byte *data = mp_obj_str_get_data_no_check(o, &length);
    return INT(qstr_compute_hash(data, length));
}
FUN_1(errno_name, o) {
    qstr q = mp_errno_to_str(o);
    return q == MP_QSTRnull ? mp_const_none : MP_OBJ_NEW_QSTR(q);
}
FUN_1(is_str_or_bytes, o) { return TUPLE(BOOL(mp_obj_is_str(o)), BOOL(mp_obj_is_str_or_bytes(o))); }

// ---- As the type has it.
FUN_VAR(make_new) { return mp_obj_str_make_new(&mp_type_str, n_args, 0, args); }
FUN_3(binary, op, a, b) {
    mp_obj_t result = mp_obj_str_binary_op(mp_obj_get_int(op), a, b);
    return result == MP_OBJ_NULL ? mp_const_none : result;
}
FUN_1(get_buffer, o) {
    mp_buffer_info_t info;
    mp_int_t failed = mp_obj_str_get_buffer(o, &info, MP_BUFFER_READ);
    return TUPLE(INT(failed), mp_obj_new_bytes(info.buf, info.len), INT(info.typecode));
}
FUN_KW(format) { return mp_obj_str_format(n_args, args, kws); }
FUN_VAR(split) { return mp_obj_str_split(n_args, args); }
FUN_2(print_json, o, quoted) {
    size_t length;
    const byte *data = mp_obj_str_get_data_no_check(o, &length);
    vstr_t text;
    mp_print_t print;
    vstr_init_print(&text, 1, &print);
    if (quoted == mp_const_none) {
        mp_str_print_json(&print, data, length);
    } else {
        mp_str_print_quoted(&print, data, length, mp_obj_is_true(quoted));
    }
    return mp_obj_new_str_from_vstr(&text);
}
FUN_VAR(hex) { return mp_obj_bytes_hex(n_args - 1, args + 1, TYPE(args[0])); }
FUN_2(fromhex, type, text) { return mp_obj_bytes_fromhex(type, text); }
FUN_3(find, haystack, needle, direction) {
    GET_STR_DATA_LEN(haystack, h, h_length);
    GET_STR_DATA_LEN(needle, n, n_length);
    const byte *found = find_subbytes(h, h_length, n, n_length, mp_obj_get_int(direction));
    return found == NULL ? mp_const_none : INT(found - h);
}
FUN_3(index_to_ptr, o, index, is_slice) {
    GET_STR_DATA_LEN(o, data, length);
    return INT(str_index_to_ptr(mp_obj_get_type(o), data, length, index, mp_obj_is_true(is_slice)) - data);
}

// ---- Strings that grow.
FUN_1(vstr_all, o) {
    mp_obj_t list = mp_obj_new_list(0, NULL);
    vstr_t *text = vstr_new(0);
    vstr_add_str(text, mp_obj_str_get_str(o));
    vstr_add_byte(text, '!');
    vstr_add_char(text, 0x20ac);
    vstr_add_char(text, 0x1f40d);
    vstr_add_char(text, 0xe4);
    mp_obj_list_append(list, mp_obj_new_str(vstr_str(text), vstr_len(text)));
    vstr_cut_tail_bytes(text, 9);
    vstr_ins_byte(text, 0, '<');
    vstr_ins_char(text, 1000, '>');
    vstr_cut_out_bytes(text, 2, 1);
    vstr_cut_out_bytes(text, 100, 1);
    mp_obj_list_append(list, mp_obj_new_str(text->buf, text->len));
    vstr_cut_head_bytes(text, 1);
    vstr_hint_size(text, 100);
    mp_obj_list_append(list, BOOL(text->alloc >= text->len + 100));
    vstr_printf(text, "%d %s %q", -5, "x", mp_obj_get_type(list)->name);
    memset(vstr_add_len(text, 3), '.', 3);
    mp_obj_list_append(list, STR(vstr_null_terminated_str(text)));
    vstr_cut_out_bytes(text, 1, 1000);
    mp_obj_list_append(list, mp_obj_new_str(text->buf, text->len));
    size_t before = text->alloc;
    char *more = vstr_extend(text, 5);
    mp_obj_list_append(list, BOOL(text->alloc == before + 5 && more == text->buf + before));
    vstr_reset(text);
    mp_obj_list_append(list, INT(vstr_len(text)));
    vstr_free(text);
    vstr_free(NULL);
    vstr_t sized;
    vstr_init_len(&sized, 3);
    memset(sized.buf, 'a', 3);
    vstr_cut_tail_bytes(&sized, 5);
    mp_obj_list_append(list, INT(sized.len));
    vstr_clear(&sized);
    return list;
}
FUN_1(vstr_overflow, n) {
    char room[8];
    vstr_t text;
    vstr_init_fixed_buf(&text, sizeof(room), room);
    for (mp_int_t i = mp_obj_get_int(n); i > 0; i--) {
        vstr_add_byte(&text, 'x');
    }
    return mp_obj_new_str_from_vstr(&text);
}
static void print_list(vstr_t *text, const char *format, ...) {
    va_list args;
    va_start(args, format);
    vstr_vprintf(text, format, args);
    va_end(args);
}
FUN_0(vstr_vprintf_it) {
    vstr_t text;
    vstr_init(&text, 1);
    print_list(&text, "%05d|%-5s|%x", 42, "ab", 255);
    return mp_obj_new_str_from_vstr(&text);
}

// ---- Characters.
FUN_1(unichar_all, c) {
    unichar u = mp_obj_get_int(c);
    return TUPLE(BOOL(unichar_isspace(u)), BOOL(unichar_isalpha(u)), BOOL(unichar_isdigit(u)),
        BOOL(unichar_isupper(u)), BOOL(unichar_islower(u)), BOOL(unichar_isalnum(u)), BOOL(unichar_isident(u)),
        BOOL(unichar_isxdigit(u)), INT(unichar_tolower(u)), INT(unichar_toupper(u)),
        unichar_isxdigit(u) ? INT(unichar_xdigit_value(u)) : mp_const_none, BOOL(unichar_isprint(u)));
}
FUN_1(utf8_all, o) {
    GET_STR_DATA_LEN(o, data, length);
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (const byte *p = data; p < data + length; p = utf8_next_char(p)) {
        mp_obj_list_append(list, TUPLE(INT(utf8_get_char(p)), INT(utf8_ptr_to_index(data, p))));
    }
    return TUPLE(list, INT(utf8_charlen(data, length)));
}
FUN_1(utf8_good, o) {
    GET_STR_DATA_LEN(o, data, length);
    return BOOL(utf8_check(data, length));
}

#define EXPORTS(X) \
    X(get_str) X(get_data) X(data_no_check) X(str_equal) X(via_qstr) X(str_copy) X(str_of_type) X(from_vstr) \
    X(str_of_bytes) X(new_bytearray) X(set_data) X(find_qstr) X(get_qstr) X(intern) X(is_qstr) X(compute_hash) \
    X(errno_name) X(is_str_or_bytes) X(make_new) X(binary) X(get_buffer) X(format) X(split) X(print_json) X(hex) \
    X(fromhex) X(find) X(index_to_ptr) X(vstr_all) X(vstr_overflow) X(vstr_vprintf_it) X(unichar_all) X(utf8_all) \
    X(utf8_good)
MODULE(EXPORTS)
