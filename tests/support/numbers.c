#include "test.h"

// ---- Ints.
FUN_1(get_int, o) { return INT(mp_obj_get_int(o)); }
FUN_1(get_int_truncated, o) { return INT(mp_obj_get_int_truncated(o)); }
FUN_1(int_get_truncated, o) { return INT(mp_obj_int_get_truncated(o)); }
FUN_1(int_get_checked, o) { return INT(mp_obj_int_get_checked(o)); }
FUN_1(int_get_uint_checked, o) { return mp_obj_new_int_from_uint(mp_obj_int_get_uint_checked(o)); }
FUN_1(get_uint, o) { return mp_obj_new_int_from_uint(mp_obj_get_uint(o)); }
FUN_1(get_ll, o) { return mp_obj_new_int_from_ll(mp_obj_get_ll(o)); }
FUN_1(get_ull, o) { return mp_obj_new_int_from_ull((unsigned long long)mp_obj_get_ll(o)); }
FUN_1(get_int_maybe, o) {
    mp_int_t value = 77;
    return mp_obj_get_int_maybe(o, &value) ? INT(value) : mp_const_none;
}
FUN_3(int_from_str, text, neg, base) {
    const char *str = mp_obj_str_get_str(text);
    const char *end = str;
    mp_obj_t value =
        mp_obj_new_int_from_str_len(&end, mp_obj_get_int(mp_obj_len(text)), mp_obj_is_true(neg), mp_obj_get_int(base));
    return TUPLE(value, INT(end - str));
}
FUN_2(parse_integer, text, base) {
    size_t length;
    const char *str = mp_obj_str_get_data(text, &length);
    return mp_parse_num_integer(str, length, mp_obj_get_int(base), NULL);
}
FUN_2(int_unary, op, o) { return mp_obj_int_unary_op(mp_obj_get_int(op), o); }
FUN_3(int_binary, op, a, b) { return mp_obj_int_binary_op(mp_obj_get_int(op), a, b); }
FUN_1(int_print, o) { return mp_obj_int_print(&mp_plat_print, o, PRINT_STR), mp_const_none; }
FUN_1(int_sign, o) { return INT(mp_obj_int_sign(o)); }
FUN_1(int_hash, o) { return INT(mp_obj_int_hash(o)); }
FUN_3(int_pow3, a, b, c) { return mp_obj_int_pow3(a, b, c); }
FUN_2(int_from_bytes, big, data) {
    mp_buffer_info_t info;
    mp_get_buffer_raise(data, &info, MP_BUFFER_READ);
    return mp_obj_int_from_bytes_impl(mp_obj_is_true(big), info.len, info.buf);
}
FUN_2(small_mul, a, b) {
    mp_int_t product = 0;
    return mp_small_int_mul_overflow(mp_obj_get_int(a), mp_obj_get_int(b), &product) ? mp_const_none : INT(product);
}
FUN_2(small_floor, a, b) {
    mp_int_t x = mp_obj_get_int(a), y = mp_obj_get_int(b);
    return TUPLE(INT(mp_small_int_floor_divide(x, y)), INT(mp_small_int_modulo(x, y)));
}
FUN_0(limits) { return TUPLE(INT(MP_SMALL_INT_MIN), INT(MP_SMALL_INT_MAX), INT(MP_SMALL_INT_BITS)); }

// ---- Floats.
FUN_1(new_float, o) { return mp_obj_new_float(mp_obj_get_float(o)); }
FUN_1(float_get, o) { return mp_obj_new_float(mp_obj_float_get(o) * 2); }
FUN_1(float_f, o) { return mp_obj_new_float_from_f(mp_obj_get_float_to_f(o)); }
FUN_1(float_d, o) { return mp_obj_new_float_from_d(mp_obj_get_float_to_d(o)); }
FUN_1(float_maybe, o) {
    mp_float_t value = 0;
    return mp_obj_get_float_maybe(o, &value) ? mp_obj_new_float(value) : mp_const_none;
}
FUN_1(int_from_float, o) { return mp_obj_new_int_from_float(mp_obj_get_float(o)); }
FUN_1(int_as_float, o) { return mp_obj_new_float(mp_obj_int_as_float_impl(o)); }
FUN_1(float_hash, o) { return INT(mp_float_hash(mp_obj_get_float(o))); }
FUN_3(float_binary, op, a, b) { return mp_obj_float_binary_op(mp_obj_get_int(op), mp_obj_get_float(a), b); }
FUN_2(new_complex, a, b) { return mp_obj_new_complex(mp_obj_get_float(a), mp_obj_get_float(b)); }
FUN_1(complex_get, o) {
    mp_float_t real, imag;
    mp_obj_complex_get(o, &real, &imag);
    return TUPLE(mp_obj_new_float(real), mp_obj_new_float(imag));
}
FUN_1(get_complex, o) {
    mp_float_t real, imag;
    mp_obj_get_complex(o, &real, &imag);
    return TUPLE(mp_obj_new_float(real), mp_obj_new_float(imag));
}
FUN_1(complex_maybe, o) {
    mp_float_t real, imag;
    return BOOL(mp_obj_get_complex_maybe(o, &real, &imag));
}
FUN_3(complex_binary, op, a, b) {
    mp_float_t real, imag;
    mp_obj_get_complex(a, &real, &imag);
    return mp_obj_complex_binary_op(mp_obj_get_int(op), real, imag, b);
}
FUN_VAR(print_float) {
    (void)n_args;
    vstr_t text;
    mp_print_t print;
    vstr_init_print(&text, 8, &print);
    const char *fmt = mp_obj_str_get_str(args[1]), *fill = mp_obj_str_get_str(args[3]);
    int n = mp_print_float(&print, mp_obj_get_float(args[0]), fmt[0], mp_obj_get_int(args[2]), fill[0],
        mp_obj_get_int(args[4]), mp_obj_get_int(args[5]));
    return TUPLE(INT(n), mp_obj_new_str_from_vstr(&text));
}
FUN_1(parse_float, text) {
    size_t length;
    const char *str = mp_obj_str_get_data(text, &length);
    mp_float_t value;
    const char *end = mp_parse_float_internal(str, length, &value);
    return end == NULL ? mp_const_none : TUPLE(INT(end - str), mp_obj_new_float(value));
}
FUN_1(parse_num_float, text) {
    size_t length;
    const char *str = mp_obj_str_get_data(text, &length);
    return mp_parse_num_float(str, length, false, NULL);
}
FUN_1(parse_num_complex, text) {
    size_t length;
    const char *str = mp_obj_str_get_data(text, &length);
    return TUPLE(mp_parse_num_complex(str, length, NULL), mp_parse_num_decimal(str, length, true, false, NULL));
}
FUN_1(float_bits, o) {
    mp_float_union_t bits = {.f = mp_obj_get_float(o)};
    return TUPLE(INT(bits.p.sgn), INT(bits.p.exp), mp_obj_new_int_from_ull(bits.p.frc));
}

#define EXPORTS(X) \
    X(get_int) X(get_int_truncated) X(int_get_truncated) X(int_get_checked) X(int_get_uint_checked) X(get_uint) \
    X(get_ll) X(get_ull) X(get_int_maybe) X(int_from_str) X(parse_integer) X(int_unary) X(int_binary) X(int_print) \
    X(int_sign) X(int_hash) X(int_pow3) X(int_from_bytes) X(small_mul) X(small_floor) X(limits) X(new_float) \
    X(float_get) X(float_f) X(float_d) X(float_maybe) X(int_from_float) X(int_as_float) X(float_hash) \
    X(float_binary) X(new_complex) X(complex_get) X(get_complex) X(complex_maybe) X(complex_binary) X(print_float) \
    X(parse_float) X(parse_num_float) X(parse_num_complex) X(float_bits)
MODULE(EXPORTS)
