// Ints: a tagged word, or an object of the firmware's that is looked at through memory.
#include "support.h"
#include "py/objint.h"
#include "py/parsenum.h"
#include "py/smallint.h"

static bool is_int_object(mp_const_obj_t o) {
    return mp_obj_is_exact_type(o, mpyc_type_int());
}

static MP_NORETURN void raise_overflow(void) {
    mp_raise_msg(mpyc_builtin_type(Q_OverflowError), "overflow converting long int to machine word");
}

// ---- From C.

SUPPORT mp_obj_t mp_obj_new_int(mp_int_t value) { return mp_native_to_obj(value, MP_NATIVE_TYPE_INT); }
SUPPORT mp_obj_t mp_obj_new_int_from_uint(mp_uint_t value) { return mp_native_to_obj(value, MP_NATIVE_TYPE_UINT); }
SUPPORT mp_obj_t mp_obj_new_int_from_ll(long long val) { return mp_binary_get_val_array('q', &val, 0); }
SUPPORT mp_obj_t mp_obj_new_int_from_ull(unsigned long long val) { return mp_binary_get_val_array('Q', &val, 0); }

SUPPORT mp_obj_t mp_obj_new_int_from_str_len(const char **str, size_t len, bool neg, unsigned int base) {
    size_t digits = 0;
    while (digits < len) {
        unichar c = (byte)(*str)[digits];
        if (!unichar_isalnum(c) || unichar_xdigit_value(c) >= base) {
            break;
        }
        digits++;
    }
    mp_obj_t args[2] = {digits == 0 ? mpyc_str("0") : mp_obj_new_str(*str, digits), MP_OBJ_NEW_SMALL_INT(base)};
    mp_obj_t value = mp_native_call_function_n_kw(MP_OBJ_FROM_PTR(mpyc_type_int()), 2, args);
    *str += digits;
    return neg ? mp_unary_op(MP_UNARY_OP_NEGATIVE, value) : value;
}

// ---- To C.

SUPPORT mp_int_t mp_obj_int_get_truncated(mp_const_obj_t self_in) {
    return (mp_int_t)mp_native_from_obj((mp_obj_t)self_in, MP_NATIVE_TYPE_INT);
}
SUPPORT mp_int_t mp_obj_get_int_truncated(mp_const_obj_t arg) { return mp_obj_int_get_truncated(arg); }

SUPPORT mp_int_t mp_obj_int_get_checked(mp_const_obj_t self_in) {
    if (mp_obj_is_small_int(self_in)) {
        return MP_OBJ_SMALL_INT_VALUE(self_in);
    }
    // The firmware's conversion wraps around: what it gives must be what was there.
    mp_int_t value = mp_obj_int_get_truncated(self_in);
    if (!mp_obj_equal(mp_obj_new_int(value), (mp_obj_t)self_in)) {
        raise_overflow();
    }
    return value;
}
SUPPORT mp_uint_t mp_obj_int_get_uint_checked(mp_const_obj_t self_in) {
    mp_uint_t value = (mp_uint_t)mp_obj_int_get_truncated(self_in);
    if (!mp_obj_equal(mp_obj_new_int_from_uint(value), (mp_obj_t)self_in)) {
        raise_overflow();
    }
    return value;
}

// An int: the object itself, or what its __int__ gives; none if it has none.
static mp_const_obj_t as_int(mp_const_obj_t arg) {
    if (mp_obj_is_small_int(arg) || is_int_object(arg)) {
        return arg;
    }
    return mp_unary_op(MP_UNARY_OP_INT_MAYBE, (mp_obj_t)arg);
}

SUPPORT bool mp_obj_get_int_maybe(mp_const_obj_t arg, mp_int_t *value) {
    if (mp_obj_is_bool(arg)) {
        *value = arg == mp_const_true;
        return true;
    }
    mp_const_obj_t number = as_int(arg);
    if (number == MP_OBJ_NULL) {
        return false;
    }
    *value = mp_obj_int_get_checked(number);
    return true;
}
SUPPORT mp_int_t mp_obj_get_int(mp_const_obj_t arg) {
    mp_int_t value;
    if (!mp_obj_get_int_maybe(arg, &value)) {
        mp_raise_TypeError_int_conversion(arg);
    }
    return value;
}
SUPPORT mp_uint_t mp_obj_get_uint(mp_const_obj_t arg) {
    mp_const_obj_t number = as_int(arg);
    if (number == MP_OBJ_NULL) {
        mp_raise_TypeError_int_conversion(arg);
    }
    return mp_obj_int_get_uint_checked(number);
}
SUPPORT long long mp_obj_get_ll(mp_const_obj_t arg) {
    mp_const_obj_t number = as_int(arg);
    if (number == MP_OBJ_NULL) {
        mp_raise_TypeError_int_conversion(arg);
    }
    long long value;
    mp_binary_set_val_array('q', &value, 0, (mp_obj_t)number);
    return value;
}

// ---- As the type int has it.

SUPPORT mp_obj_t mp_obj_int_unary_op(mp_unary_op_t op, mp_obj_t o_in) {
    return MP_OBJ_TYPE_GET_SLOT(mpyc_type_int(), unary_op)(op, o_in);
}
SUPPORT mp_obj_t mp_obj_int_binary_op(mp_binary_op_t op, mp_obj_t lhs_in, mp_obj_t rhs_in) {
    return MP_OBJ_TYPE_GET_SLOT(mpyc_type_int(), binary_op)(op, lhs_in, rhs_in);
}
SUPPORT void mp_obj_int_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind) {
    MP_OBJ_TYPE_GET_SLOT(mpyc_type_int(), print)(print, self_in, kind);
}
SUPPORT int mp_obj_int_sign(mp_obj_t self_in) {
    mp_obj_t zero = MP_OBJ_NEW_SMALL_INT(0);
    if (mp_obj_equal(self_in, zero)) {
        return 0;
    }
    return mp_binary_op(MP_BINARY_OP_LESS, self_in, zero) == mp_const_true ? -1 : 1;
}
SUPPORT mp_int_t mp_obj_int_hash(mp_obj_t self_in) {
    return mp_obj_int_get_truncated(mp_unary_op(MP_UNARY_OP_HASH, self_in));
}
SUPPORT mp_obj_t mp_obj_int_pow3(mp_obj_t base, mp_obj_t exponent, mp_obj_t modulus) {
    mp_obj_t args[3] = {base, exponent, modulus};
    return mp_native_call_function_n_kw(mpyc_builtin(Q_pow), 3, args);
}
SUPPORT mp_obj_t mp_obj_int_from_bytes_impl(bool big_endian, size_t len, const byte *buf) {
    mp_obj_t args[2] = {mp_obj_new_bytes(buf, len), mpyc_str(big_endian ? "big" : "little")};
    return mpyc_call_method(MP_OBJ_FROM_PTR(mpyc_type_int()), Q_from_bytes, 2, args, NULL);
}

SUPPORT bool mp_small_int_mul_overflow(mp_int_t x, mp_int_t y, mp_int_t *res) {
    mp_int_t product;
    if (__builtin_mul_overflow(x, y, &product) || !MP_SMALL_INT_FITS(product)) {
        return true;
    }
    *res = product;
    return false;
}

SUPPORT mp_obj_t mp_parse_num_integer(const char *str, size_t len, int base, mp_lexer_t *lex) {
    if (lex != NULL) {
        mp_raise_NotImplementedError("parsing for the compiler");
    }
    mp_obj_t args[2] = {mp_obj_new_str(str, len), MP_OBJ_NEW_SMALL_INT(base)};
    return mp_native_call_function_n_kw(MP_OBJ_FROM_PTR(mpyc_type_int()), 2, args);
}
