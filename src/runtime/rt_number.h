// Numbers with Python's meaning, and machine words: the part of rt.h whose slow half is rt_number.c.
#ifndef MPYC_RT_NUMBER_H
#define MPYC_RT_NUMBER_H

// ---- Ints: (value << 1) | 1, or an object.

#define RT_SMALL(value) ((rt_obj)(((rt_uint)(value) << 1) | 1))
#define RT_WORD_BITS ((rt_int)(sizeof(rt_int) * 8))
RT_INLINE bool rt_is_small(rt_obj a) { return (rt_uint)a & 1; }
RT_INLINE bool rt_are_small(rt_obj a, rt_obj b) { return (rt_uint)a & (rt_uint)b & 1; }
RT_INLINE rt_int rt_small_value(rt_obj a) { return (rt_int)a >> 1; }

// A word, the product of two, a small int of so many bits, which are fewer than a word's.
RT_INLINE bool rt_word_within(rt_int a, int bits) {
    const rt_uint above_least = (rt_uint)a + ((rt_uint)1 << (bits - 1));
    return RT_LIKELY(bits == RT_WORD_BITS - 1 ? (rt_int)above_least >= 0 : above_least >> bits == 0);
}
RT_INLINE bool rt_product_within(rt_int a, rt_int b, int bits) {
    rt_int product;
    return RT_LIKELY(!__builtin_mul_overflow(a, b, &product) && rt_word_within(product, bits));
}
RT_INLINE bool rt_is_within(rt_obj a, int bits) {
    return RT_LIKELY(rt_is_small(a) && (bits >= RT_WORD_BITS - 1 || rt_word_within(rt_small_value(a), bits)));
}

// An int of an unsigned word. What is no small one is looked at in its object, once it is known what such an object looks like.
bool rt_is_uword_slow(rt_obj a);
rt_uint rt_uword_of_slow(rt_obj a);
void rt_learn_ints(void);
RT_INLINE bool rt_is_uword(rt_obj a) {
    return rt_is_small(a) ? (rt_int)a >= 0 : rt_is_uword_slow(a);
}
RT_INLINE rt_uint rt_uword_of(rt_obj a) {
    return rt_is_small(a) ? (rt_uint)rt_small_value(a) : rt_uword_of_slow(a);
}

rt_obj rt_add_slow(rt_obj a, rt_obj b);
rt_obj rt_sub_slow(rt_obj a, rt_obj b);
rt_obj rt_mul_slow(rt_obj a, rt_obj b);
rt_obj rt_floordiv_slow(rt_obj a, rt_obj b);
rt_obj rt_mod_slow(rt_obj a, rt_obj b);
rt_obj rt_lshift_slow(rt_obj a, rt_obj b);
rt_obj rt_rshift_slow(rt_obj a, rt_obj b);
rt_obj rt_and_slow(rt_obj a, rt_obj b);
rt_obj rt_or_slow(rt_obj a, rt_obj b);
rt_obj rt_xor_slow(rt_obj a, rt_obj b);
rt_obj rt_neg_slow(rt_obj a);
rt_obj rt_pos_slow(rt_obj a);
rt_obj rt_invert_slow(rt_obj a);
bool rt_lt_slow(rt_obj a, rt_obj b);
bool rt_le_slow(rt_obj a, rt_obj b);
bool rt_eq_slow(rt_obj a, rt_obj b);
bool rt_is_true_slow(rt_obj a);

// What two tagged words give, if both are such and the result is one.
RT_INLINE bool rt_small_add(rt_obj a, rt_obj b, rt_int *r) {
    return RT_LIKELY(rt_are_small(a, b) && !__builtin_add_overflow((rt_int)a - 1, (rt_int)b, r));
}
RT_INLINE bool rt_small_sub(rt_obj a, rt_obj b, rt_int *r) {
    return RT_LIKELY(rt_are_small(a, b) && !__builtin_sub_overflow((rt_int)a, (rt_int)b - 1, r));
}
RT_INLINE bool rt_small_mul(rt_obj a, rt_obj b, rt_int *r) {
    rt_int product;
    if (RT_LIKELY(rt_are_small(a, b) && !__builtin_mul_overflow(rt_small_value(a), (rt_int)b - 1, &product))) {
        *r = product + 1;
        return true;
    }
    return false;
}
RT_INLINE bool rt_small_lshift(rt_obj a, rt_obj b, rt_int *r) {
    if (RT_LIKELY(rt_are_small(a, b) && (rt_uint)rt_small_value(b) < (rt_uint)RT_WORD_BITS)) {
        rt_int x = (rt_int)a - 1, s = rt_small_value(b), shifted = (rt_int)((rt_uint)x << s);
        *r = shifted | 1;
        return RT_LIKELY(shifted >> s == x);
    }
    return false;
}
RT_INLINE bool rt_small_rshift(rt_obj a, rt_obj b, rt_int *r) {
    if (RT_LIKELY(rt_are_small(a, b) && (rt_int)b > 0)) {
        rt_int s = rt_small_value(b);
        *r = (rt_int)RT_SMALL(rt_small_value(a) >> (s < RT_WORD_BITS ? s : RT_WORD_BITS - 1));
        return true;
    }
    return false;
}
RT_INLINE bool rt_small_and(rt_obj a, rt_obj b, rt_int *r) {
    *r = (rt_int)((rt_uint)a & (rt_uint)b);
    return RT_LIKELY(rt_are_small(a, b));
}
RT_INLINE bool rt_small_or(rt_obj a, rt_obj b, rt_int *r) {
    *r = (rt_int)((rt_uint)a | (rt_uint)b);
    return RT_LIKELY(rt_are_small(a, b));
}
RT_INLINE bool rt_small_xor(rt_obj a, rt_obj b, rt_int *r) {
    // The difference keeps the tag; `| 1` after the fact would too, but gcc 12 crashes on x ^ -1 of what was a pointer.
    *r = (rt_int)(((rt_uint)a - 1) ^ (rt_uint)b);
    return RT_LIKELY(rt_are_small(a, b));
}

// Divisors 0 and -1 go the slow way: the one raises, the other may leave the range.
RT_INLINE bool rt_small_floordiv(rt_obj a, rt_obj b, rt_int *r) {
    if (RT_LIKELY(rt_are_small(a, b) && (rt_uint)rt_small_value(b) + 1 > 1)) {
        rt_int x = rt_small_value(a), y = rt_small_value(b), q = x / y;
        *r = (rt_int)RT_SMALL(q - ((x % y != 0) & ((x ^ y) < 0)));
        return true;
    }
    return false;
}
RT_INLINE bool rt_small_mod(rt_obj a, rt_obj b, rt_int *r) {
    if (RT_LIKELY(rt_are_small(a, b) && b != RT_SMALL(0))) {
        rt_int y = rt_small_value(b), rest = rt_small_value(a) % y;
        *r = (rt_int)RT_SMALL(rest != 0 && (rest ^ y) < 0 ? rest + y : rest);
        return true;
    }
    return false;
}

#define RT_INT(name) \
    RT_INLINE rt_obj rt_int_##name(rt_obj a, rt_obj b) { \
        rt_int r; \
        return RT_LIKELY(rt_small_##name(a, b, &r)) ? (rt_obj)r : rt_##name##_slow(a, b); \
    }
RT_INT(add)
RT_INT(sub)
RT_INT(mul)
RT_INT(floordiv)
RT_INT(mod)
RT_INT(lshift)
RT_INT(rshift)
RT_INT(and)
RT_INT(or)
RT_INT(xor)

RT_INLINE rt_obj rt_int_neg(rt_obj a) {
    rt_int r;
    return RT_LIKELY(rt_is_small(a) && !__builtin_sub_overflow((rt_int)2, (rt_int)a, &r)) ? (rt_obj)r : rt_neg_slow(a);
}

RT_INLINE rt_obj rt_int_pos(rt_obj a) { return RT_LIKELY(rt_is_small(a)) ? a : rt_pos_slow(a); }

RT_INLINE rt_obj rt_int_invert(rt_obj a) {
    return RT_LIKELY(rt_is_small(a)) ? (rt_obj)((rt_uint)a ^ ~(rt_uint)1) : rt_invert_slow(a);
}

rt_obj rt_int_pow(rt_obj a, rt_obj b);
rt_float rt_int_div(rt_obj a, rt_obj b);

RT_INLINE bool rt_int_lt(rt_obj a, rt_obj b) {
    return RT_LIKELY(rt_are_small(a, b)) ? (rt_int)a < (rt_int)b : rt_lt_slow(a, b);
}
RT_INLINE bool rt_int_le(rt_obj a, rt_obj b) {
    return RT_LIKELY(rt_are_small(a, b)) ? (rt_int)a <= (rt_int)b : rt_le_slow(a, b);
}
RT_INLINE bool rt_int_gt(rt_obj a, rt_obj b) { return rt_int_lt(b, a); }
RT_INLINE bool rt_int_ge(rt_obj a, rt_obj b) { return rt_int_le(b, a); }
RT_INLINE bool rt_int_eq(rt_obj a, rt_obj b) {
    return RT_LIKELY(rt_are_small(a, b)) ? a == b : rt_eq_slow(a, b);
}
RT_INLINE bool rt_int_ne(rt_obj a, rt_obj b) { return !rt_int_eq(a, b); }
RT_INLINE bool rt_int_true(rt_obj a) { return RT_LIKELY(rt_is_small(a)) ? a != RT_SMALL(0) : rt_is_true_slow(a); }

// ---- Machine words, which wrap around.

enum { RT_NATIVE_INT = 2, RT_NATIVE_UINT, RT_NATIVE_POINTER }; // py/nativeglue.h, MP_NATIVE_TYPE_*
RT_INLINE rt_int rt_to_word(rt_obj a) {
    return RT_LIKELY(rt_is_small(a)) ? rt_small_value(a) : (rt_int)RT_CALL(native_from_obj)(a, RT_NATIVE_INT);
}
rt_int rt_low_word_slow(rt_obj a);
RT_INLINE rt_int rt_low_word(rt_obj a) {
    return RT_LIKELY(rt_is_small(a)) ? rt_small_value(a) : rt_low_word_slow(a);
}
RT_NORETURN_AT void rt_raise_overflow(void);
// A length: of fewer than 2^26 items where a word has 32 bits, if it is not of a class that says something else.
RT_INLINE rt_int rt_length_word(rt_obj a) {
    if (!RT_LIKELY(rt_is_small(a) && (rt_uint)a >> (RT_WORD_BITS - 5) == 0)) {
        rt_raise_overflow();
    }
    return rt_small_value(a);
}
RT_INLINE rt_uint rt_to_address(rt_obj a) { return RT_CALL(native_from_obj)(a, RT_NATIVE_POINTER); }
RT_INLINE rt_obj rt_box_word(rt_int a) {
    rt_int r;
    return RT_LIKELY(!__builtin_mul_overflow(a, 2, &r)) ? (rt_obj)(r | 1) : RT_CALL(native_to_obj)((rt_uint)a, RT_NATIVE_INT);
}
RT_INLINE bool rt_is_small_word(rt_int a) {
    rt_int r;
    return !__builtin_mul_overflow(a, 2, &r);
}
RT_INLINE bool rt_is_small_uword(rt_uint a) { return a >> (RT_WORD_BITS - 2) == 0; }
RT_INLINE rt_obj rt_box_uword(rt_uint a) {
    return RT_LIKELY(rt_is_small_uword(a)) ? RT_SMALL(a) : RT_CALL(native_to_obj)(a, RT_NATIVE_UINT);
}
RT_INLINE rt_int rt_word_add(rt_int a, rt_int b) { return (rt_int)((rt_uint)a + (rt_uint)b); }
RT_INLINE rt_int rt_word_sub(rt_int a, rt_int b) { return (rt_int)((rt_uint)a - (rt_uint)b); }
RT_INLINE rt_int rt_word_mul(rt_int a, rt_int b) { return (rt_int)((rt_uint)a * (rt_uint)b); }
RT_INLINE rt_int rt_word_and(rt_int a, rt_int b) { return a & b; }
RT_INLINE rt_int rt_word_or(rt_int a, rt_int b) { return a | b; }
RT_INLINE rt_int rt_word_xor(rt_int a, rt_int b) { return a ^ b; }
RT_NORETURN_AT void rt_raise_zero_division(void);
RT_INLINE rt_int rt_word_floordiv(rt_int a, rt_int b) {
    if (b == 0) {
        rt_raise_zero_division();
    }
    if (b == -1) { // the smallest number by -1 is no word
        return rt_word_sub(0, a);
    }
    // Beyond small ints the sum may wrap, as it does in py/smallint.c, mp_small_int_floor_divide.
    if ((a ^ b) < 0) {
        a = (rt_int)((rt_uint)a - (rt_uint)b + (b < 0 ? -1 : 1));
    }
    return a / b;
}
RT_INLINE rt_int rt_word_mod(rt_int a, rt_int b) {
    if (b == 0) {
        rt_raise_zero_division();
    }
    rt_int r = b == -1 ? 0 : a % b;
    return r != 0 && (r ^ b) < 0 ? r + b : r;
}
// As far as the processor's own instruction shifts: by the low bits of the count, on Arm by its low byte.
#ifdef __arm__
RT_INLINE rt_int rt_word_lshift(rt_int a, rt_int n) { return (n & 0xe0) ? 0 : (rt_int)((rt_uint)a << (n & 31)); }
RT_INLINE rt_int rt_word_rshift(rt_int a, rt_int n) { return a >> ((n & 0xe0) ? 31 : n & 31); }
RT_INLINE rt_uint rt_uword_rshift(rt_uint a, rt_int n) { return (n & 0xe0) ? 0 : a >> (n & 31); }
#else
RT_INLINE rt_int rt_word_lshift(rt_int a, rt_int n) { return (rt_int)((rt_uint)a << (n & (RT_WORD_BITS - 1))); }
RT_INLINE rt_int rt_word_rshift(rt_int a, rt_int n) { return a >> (n & (RT_WORD_BITS - 1)); }
RT_INLINE rt_uint rt_uword_rshift(rt_uint a, rt_int n) { return a >> (n & (RT_WORD_BITS - 1)); }
#endif
RT_INLINE rt_uint rt_uword_div(rt_uint a, rt_uint b) { return a / b; }
RT_INLINE rt_uint rt_uword_mod(rt_uint a, rt_uint b) { return a % b; }
RT_INLINE bool rt_word_lt(rt_int a, rt_int b) { return a < b; }
RT_INLINE bool rt_word_le(rt_int a, rt_int b) { return a <= b; }
RT_INLINE bool rt_word_gt(rt_int a, rt_int b) { return a > b; }
RT_INLINE bool rt_word_ge(rt_int a, rt_int b) { return a >= b; }
RT_INLINE bool rt_word_eq(rt_int a, rt_int b) { return a == b; }
RT_INLINE bool rt_word_ne(rt_int a, rt_int b) { return a != b; }
RT_INLINE bool rt_uword_lt(rt_uint a, rt_uint b) { return a < b; }
RT_INLINE bool rt_uword_le(rt_uint a, rt_uint b) { return a <= b; }
RT_INLINE bool rt_uword_gt(rt_uint a, rt_uint b) { return a > b; }
RT_INLINE bool rt_uword_ge(rt_uint a, rt_uint b) { return a >= b; }
RT_INLINE bool rt_word_true(rt_int a) { return a != 0; }

// What is at an address. A 32-bit item is unsigned where a word is wider, as the firmware's own loads are.
typedef volatile uint8_t rt_item8;
typedef volatile uint16_t __attribute__((may_alias)) rt_item16;
typedef volatile uint32_t __attribute__((may_alias)) rt_item32;
#define RT_ACCESS(bits) \
    RT_INLINE rt_int rt_load##bits(rt_uint at, rt_int place) { return (rt_int)((const rt_item##bits *)at)[place]; } \
    RT_INLINE void rt_store##bits(rt_uint at, rt_int place, rt_int value) { \
        ((rt_item##bits *)at)[place] = (uint##bits##_t)value; \
    }
RT_ACCESS(8)
RT_ACCESS(16)
RT_ACCESS(32)

// ---- Floats.

rt_obj rt_box_float(rt_float value);
rt_float rt_float_of(rt_obj number); // an int or float object
RT_INLINE rt_float rt_int_float(rt_obj a) {
    return RT_LIKELY(rt_is_small(a)) ? (rt_float)rt_small_value(a) : rt_float_of(a);
}

RT_INLINE rt_float rt_float_add(rt_float a, rt_float b) { return a + b; }
#if defined(__riscv) && !defined(__riscv_flen)
// The library's subtraction is as long as its addition: one of them is enough.
RT_INLINE rt_float rt_float_neg(rt_float a) {
    union { rt_float value; uint32_t bits; } flipped = {a};
    flipped.bits ^= 0x80000000;
    return flipped.value;
}
RT_INLINE rt_float rt_float_sub(rt_float a, rt_float b) {
    b = rt_float_neg(b);
    __asm__("" : "+r"(b));
    return a + b;
}
// A comparison with zero needs no call.
RT_INLINE bool rt_float_true(rt_float a) {
    union { rt_float value; uint32_t bits; } number = {a};
    return number.bits << 1 != 0;
}
#else
RT_INLINE bool rt_float_true(rt_float a) { return a != 0; }
RT_INLINE rt_float rt_float_neg(rt_float a) { return -a; }
RT_INLINE rt_float rt_float_sub(rt_float a, rt_float b) { return a - b; }
#endif
RT_INLINE rt_float rt_float_mul(rt_float a, rt_float b) { return a * b; }
RT_INLINE rt_float rt_float_div(rt_float a, rt_float b) {
    if (!RT_LIKELY(rt_float_true(b))) {
        rt_raise_zero_division();
    }
    return a / b;
}
rt_float rt_float_floordiv(rt_float a, rt_float b);
rt_float rt_float_mod(rt_float a, rt_float b);
RT_INLINE bool rt_float_lt(rt_float a, rt_float b) { return a < b; }
RT_INLINE bool rt_float_le(rt_float a, rt_float b) { return a <= b; }
RT_INLINE bool rt_float_gt(rt_float a, rt_float b) { return a > b; }
RT_INLINE bool rt_float_ge(rt_float a, rt_float b) { return a >= b; }
RT_INLINE bool rt_float_eq(rt_float a, rt_float b) { return a == b; }
RT_INLINE bool rt_float_ne(rt_float a, rt_float b) { return a != b; }

// The square root, rounded as IEEE 754 has it, and so the firmware's own, of a number that this can tell it of.
#if defined(__riscv) && !defined(__riscv_flen)
rt_float rt_root(rt_float a);
RT_INLINE bool rt_has_root(rt_float a) {
    union { rt_float value; uint32_t bits; } number = {a};
    return number.bits - 0x00800000 < 0x7F000000;
}
#define RT_ROOT rt_root
#define RT_HAS_ROOT rt_has_root
#elif defined(__x86_64__)
RT_INLINE rt_float rt_root(rt_float a) {
    rt_float root;
    __asm__("sqrtsd %1, %0" : "=x"(root) : "x"(a));
    return root;
}
#define RT_ROOT rt_root
#define RT_HAS_ROOT(a) ((a) > 0)
#endif

// ---- Bools.

RT_INLINE rt_obj rt_box_bool(bool a) { return a ? RT(const_true) : RT(const_false); }
RT_INLINE rt_obj rt_bool_int(bool a) { return RT_SMALL(a); }
RT_INLINE rt_float rt_bool_float(bool a) { return (rt_float)a; }

#endif
