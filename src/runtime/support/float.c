// Floats, between objects and the C type of this compilation (mp_float_t). They cross through memory: a module and its
// firmware may pass floats in different registers. This file is compiled for float and for double, whose functions
// have names of their own (py/obj.h, MPYC_FLOAT_SYMBOL), and once more under the firmware's own names.
#include "support.h"
#include "py/objint.h"
#include "py/parsenum.h"

#define TYPECODE (sizeof(mp_float_t) == sizeof(double) ? 'd' : 'f')

SUPPORT mp_obj_t mp_obj_new_float(mp_float_t value) { return mp_binary_get_val_array(TYPECODE, &value, 0); }

SUPPORT mp_float_t mp_obj_get_float(mp_obj_t self_in) {
    mp_float_t value;
    mp_binary_set_val_array(TYPECODE, &value, 0, self_in);
    return value;
}
SUPPORT mp_float_t mp_obj_float_get(mp_obj_t self_in) { return mp_obj_get_float(self_in); }
SUPPORT mp_float_t mp_obj_int_as_float_impl(mp_obj_t self_in) { return mp_obj_get_float(self_in); }

SUPPORT bool mp_obj_get_float_maybe(mp_obj_t arg, mp_float_t *value) {
    if (!mp_obj_is_small_int(arg) && !mp_obj_is_bool(arg)) {
        const mp_obj_type_t *type = mp_obj_get_type(arg);
        if (type != mpyc_type_int() && type != mpyc_type_float()) {
            arg = mp_unary_op(MP_UNARY_OP_FLOAT_MAYBE, arg);
            if (arg == MP_OBJ_NULL || mp_obj_get_type(arg) != mpyc_type_float()) {
                return false;
            }
        }
    }
    *value = mp_obj_get_float(arg);
    return true;
}

SUPPORT mp_obj_t mp_obj_new_int_from_float(mp_float_t val) {
    mp_obj_t number = mp_obj_new_float(val);
    return mp_native_call_function_n_kw(MP_OBJ_FROM_PTR(mpyc_type_int()), 1, &number);
}

SUPPORT mp_int_t mp_float_hash(mp_float_t val) {
    return MP_OBJ_SMALL_INT_VALUE(mp_unary_op(MP_UNARY_OP_HASH, mp_obj_new_float(val)));
}

SUPPORT mp_obj_t mp_obj_float_binary_op(mp_binary_op_t op, mp_float_t lhs_val, mp_obj_t rhs) {
    return MP_OBJ_TYPE_GET_SLOT(mpyc_type_float(), binary_op)(op, mp_obj_new_float(lhs_val), rhs);
}

// ---- Complex numbers, by the firmware's own type.

static const mp_obj_type_t *type_complex(void) {
    mp_obj_t builtins = mp_import_name(Q_builtins, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
    return MP_OBJ_TO_PTR(mpyc_attr(builtins, "complex"));
}

SUPPORT mp_obj_t mp_obj_new_complex(mp_float_t real, mp_float_t imag) {
    mp_obj_t args[2] = {mp_obj_new_float(real), mp_obj_new_float(imag)};
    return mp_native_call_function_n_kw(MP_OBJ_FROM_PTR(type_complex()), 2, args);
}
SUPPORT void mp_obj_complex_get(mp_obj_t self_in, mp_float_t *real, mp_float_t *imag) {
    *real = mp_obj_get_float(mpyc_attr(self_in, "real"));
    *imag = mp_obj_get_float(mpyc_attr(self_in, "imag"));
}
SUPPORT bool mp_obj_get_complex_maybe(mp_obj_t self_in, mp_float_t *real, mp_float_t *imag) {
    if (mp_obj_get_float_maybe(self_in, real)) {
        *imag = 0;
        return true;
    }
    const mp_obj_type_t *complex = type_complex();
    if (mp_obj_get_type(self_in) != complex) {
        self_in = mp_unary_op(MP_UNARY_OP_COMPLEX_MAYBE, self_in);
        if (self_in == MP_OBJ_NULL || mp_obj_get_type(self_in) != complex) {
            return false;
        }
    }
    mp_obj_complex_get(self_in, real, imag);
    return true;
}
SUPPORT void mp_obj_get_complex(mp_obj_t self_in, mp_float_t *real, mp_float_t *imag) {
    if (!mp_obj_get_complex_maybe(self_in, real, imag)) {
        mp_raise_msg_varg(
            mpyc_builtin_type(Q_TypeError), "can't convert %s to complex", mp_obj_get_type_str(self_in));
    }
}
SUPPORT mp_obj_t mp_obj_complex_binary_op(
    mp_binary_op_t op, mp_float_t lhs_real, mp_float_t lhs_imag, mp_obj_t rhs_in) {
    return MP_OBJ_TYPE_GET_SLOT(type_complex(), binary_op)(op, mp_obj_new_complex(lhs_real, lhs_imag), rhs_in);
}

// ---- As text.

SUPPORT int mp_print_float(
    const mp_print_t *print, mp_float_t f, char fmt, unsigned int flags, char fill, int width, int prec) {
    // The digits are the firmware's. Values that vary pass as the processor's integers do, whatever its float ABI.
    vstr_t text;
    vstr_init(&text, 32);
    char sign = 0;
    mp_float_union_t bits = {.f = f};
    if (!bits.p.sgn && (flags & (PF_FLAG_SHOW_SIGN | PF_FLAG_SPACE_SIGN))) {
        sign = flags & PF_FLAG_SHOW_SIGN ? '+' : ' ';
        vstr_add_byte(&text, sign);
    }
    char format[] = {'%', '.', '*', fmt, 0};
    if (prec < 0) {
        prec = 6;
    }
    vstr_printf(&text, format, prec, (double)f);
    if ((flags & PF_FLAG_ALWAYS_DECIMAL) && find_subbytes((byte *)text.buf, text.len, (const byte *)".", 1, 1) == NULL
        && find_subbytes((byte *)text.buf, text.len, (const byte *)"e", 1, 1) == NULL
        && find_subbytes((byte *)text.buf, text.len, (const byte *)"n", 1, 1) == NULL) {
        vstr_add_str(&text, ".0");
    }
    if (flags & PF_FLAG_ADD_PERCENT) {
        vstr_add_byte(&text, '%');
    }
    size_t head = 0;
    int printed = 0;
    if ((flags & PF_FLAG_PAD_AFTER_SIGN) && (text.buf[0] == '-' || sign != 0)) {
        printed = mp_print_strn(print, text.buf, 1, 0, 0, 1);
        head = 1;
        width--;
    }
    printed += mp_print_strn(print, text.buf + head, text.len - head, flags, fill, width);
    vstr_clear(&text);
    return printed;
}

SUPPORT const char *mp_parse_float_internal(const char *str, size_t len, mp_float_t *res) {
    nlr_buf_t nlr;
    if (nlr_push(&nlr) != 0) {
        return NULL;
    }
    mp_obj_t text = mp_obj_new_str(str, len);
    *res = mp_obj_get_float(mp_native_call_function_n_kw(MP_OBJ_FROM_PTR(mpyc_type_float()), 1, &text));
    nlr_pop();
    return str + len;
}
