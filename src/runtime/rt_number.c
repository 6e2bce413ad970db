// The slow half of numbers (rt_number.h has the fast one).
#include "rt.h"

// ---- Ints.

#define SLOW(name, op) RT_COLD rt_obj name(rt_obj a, rt_obj b) { return RT(binary_op)(op, a, b); }
SLOW(rt_add_slow, RT_ADD)
SLOW(rt_sub_slow, RT_SUBTRACT)
SLOW(rt_mul_slow, RT_MULTIPLY)
SLOW(rt_floordiv_slow, RT_FLOOR_DIVIDE)
SLOW(rt_mod_slow, RT_MODULO)
SLOW(rt_lshift_slow, RT_LSHIFT)
SLOW(rt_rshift_slow, RT_RSHIFT)
SLOW(rt_and_slow, RT_AND)
SLOW(rt_or_slow, RT_OR)
SLOW(rt_xor_slow, RT_XOR)
SLOW(rt_int_pow, RT_POWER)

RT_COLD rt_obj rt_neg_slow(rt_obj a) { return RT(unary_op)(RT_NEGATIVE, a); }
RT_COLD rt_obj rt_pos_slow(rt_obj a) { return RT(unary_op)(RT_POSITIVE, a); }
RT_COLD rt_obj rt_invert_slow(rt_obj a) { return RT(unary_op)(RT_INVERT, a); }
RT_COLD bool rt_lt_slow(rt_obj a, rt_obj b) { return RT(binary_op)(RT_LESS, a, b) == RT(const_true); }
RT_COLD bool rt_le_slow(rt_obj a, rt_obj b) { return RT(binary_op)(RT_LESS_EQUAL, a, b) == RT(const_true); }
RT_COLD bool rt_eq_slow(rt_obj a, rt_obj b) { return RT(binary_op)(RT_EQUAL, a, b) == RT(const_true); }
RT_NOINLINE bool rt_is_true_slow(rt_obj a) { return RT(obj_is_true)(a); }

// A large int of a firmware with 32-bit words, as its objects mostly are (py/objint.h and py/mpz.h with MICROPY_LONGINT_IMPL_MPZ, digits
// of 16 bits). Another firmware may have others: of these none is an unsigned word at first sight, and the slow way is right.
struct large {
    rt_type type;
    uint32_t is_negative : 1, is_fixed : 1, allocated : 30, length;
    const uint16_t *digits;
};
static rt_type large_type;

static rt_uint large_value(const struct large *a) {
    return (rt_uint)a->digits[0] | (a->length > 1 ? (rt_uint)a->digits[1] << 16 : 0);
}

// Looks how the firmware holds a number that it was given. Of one with a length in that place, which is not the number's own bits, the
// next word is where the digits are.
void rt_learn_ints(void) {
#if __SIZEOF_POINTER__ == 4
    enum { LOW = 0xCDEF, HIGH = 0x89AB };
    const struct large *a = (const void *)RT_CALL(native_to_obj)((rt_uint)HIGH << 16 | LOW, RT_NATIVE_UINT);
    if (a->length == 2 && !a->is_negative && a->digits[0] == LOW && a->digits[1] == HIGH) {
        large_type = a->type;
    }
#endif
}

RT_NOINLINE bool rt_is_uword_slow(rt_obj a) {
    const struct large *large = (const void *)a;
    return a != RT_NULL && ((rt_uint)a & 3) == 0 && large->type == large_type && !large->is_negative
        && large->length - 1 < 2;
}

RT_NOINLINE rt_uint rt_uword_of_slow(rt_obj a) { return large_value((const void *)a); }

RT_NOINLINE rt_int rt_low_word_slow(rt_obj a) {
    return rt_is_uword_slow(a) ? (rt_int)large_value((const void *)a) : (rt_int)RT_CALL(native_from_obj)(a, RT_NATIVE_INT);
}

RT_NOINLINE rt_float rt_int_div(rt_obj a, rt_obj b) {
    if (rt_are_small(a, b) && b != RT_SMALL(0)) {
        return (rt_float)rt_small_value(a) / (rt_float)rt_small_value(b);
    }
    return rt_float_of(RT(binary_op)(RT_TRUE_DIVIDE, a, b));
}

// ---- Floats. Single ones are in objects as they are in registers on every firmware with representation A. Firmware for
// Arm passes them as its own float ABI has it, and loads modules of either (RP2350: integer registers with an FPU; an
// armv7m module on a processor with one): there they go by memory.

RT_NOINLINE rt_obj rt_box_float(rt_float value) {
#if defined(__arm__)
    return RT(binary_get_val_array)(RT_FLOAT_SIZE == 8 ? 'd' : 'f', &value, 0);
#elif RT_FLOAT_SIZE == 8
    return RT(obj_new_float_from_d)(value);
#else
    return RT(obj_new_float_from_f)(value);
#endif
}

RT_NOINLINE rt_float rt_float_of(rt_obj number) {
#if defined(__arm__)
    rt_float value;
    RT(binary_set_val_array)(RT_FLOAT_SIZE == 8 ? 'd' : 'f', &value, 0, number);
    return value;
#elif RT_FLOAT_SIZE == 8
    return RT(obj_get_float_to_d)(number);
#else
    return RT(obj_get_float_to_f)(number);
#endif
}

RT_COLD void rt_raise_zero_division(void) {
    // The firmware's own division says it in its own words.
    rt_raise_exception(RT(binary_op)(RT_TRUE_DIVIDE, RT_SMALL(1), RT_SMALL(0)));
}

RT_COLD void rt_raise_overflow(void) { rt_raise_exception(rt_builtin(RT_QSTR_OverflowError)); }

RT_NOINLINE rt_float rt_float_floordiv(rt_float a, rt_float b) {
    return rt_float_of(RT(binary_op)(RT_FLOOR_DIVIDE, rt_box_float(a), rt_box_float(b)));
}

RT_NOINLINE rt_float rt_float_mod(rt_float a, rt_float b) {
    return rt_float_of(RT(binary_op)(RT_MODULO, rt_box_float(a), rt_box_float(b)));
}

#if defined(__riscv) && UINTPTR_MAX == 0xffffffff && !defined(__riscv_zbb)
// The zeros that a number other than 0 begins with, which the C compiler's library asks for where it calculates with floats.
// Its own way has a table of 256 bytes.
__attribute__((visibility("hidden"))) int __clzsi2(unsigned value);
RT_NOINLINE int __clzsi2(unsigned value) {
    static const uint8_t of_four_bits[16] = {4, 3, 2, 2, 1, 1, 1, 1};
    int zeros = 0;
    if (value >> 16 == 0) {
        value <<= 16;
        zeros = 16;
    }
    if (value >> 24 == 0) {
        value <<= 8;
        zeros += 8;
    }
    if (value >> 28 == 0) {
        value <<= 4;
        zeros += 4;
    }
    return zeros + of_four_bits[value >> 28];
}
#endif
