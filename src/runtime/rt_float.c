// Single floats on a RISC-V processor without a float unit: what the C compiler calls for `+`, `*`, `/`, comparisons and
// conversions, under the names of its library, which looks at every operand as if it were rare. The results are the library's to
// the last bit: IEEE 754, to nearest, ties to even, with subnormal numbers; of NaN the one that is given, made quiet, or
// 0x7FC00000 (GCC's libgcc/soft-fp and config/riscv/sfp-machine.h).
//
// 1.5 * 1.5: significands of 24 bits with their first at bit 30, below it seven that decide how to round; the exponents are added.
#if (defined(__riscv) && !defined(__riscv_flen)) || defined(RT_TEST_FLOATS)
#include <stdbool.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

#define NOINLINE __attribute__((noinline))
#define COLD __attribute__((noinline, cold))
#define INLINE static inline __attribute__((always_inline))
#define RARE(condition) __builtin_expect(condition, 0)

typedef union { float value; uint32_t bits; } number;

#define SIGN 0x80000000u
#define INFINITE 0x7F800000u
#define NAN_BITS 0x7FC00000u
// The first bit of a significand, and the bits below it that a float has no room for.
#define FIRST 0x40000000u
#define MORE 7

INLINE uint32_t bits_of(float value) { return (number){.value = value}.bits; }
INLINE float of_bits(uint32_t bits) { return (number){.bits = bits}.value; }
INLINE uint32_t exponent_of(uint32_t bits) { return bits << 1 >> 24; }
INLINE uint32_t significand_of(uint32_t bits) { return (bits << 8 | SIGN) >> 1; }
INLINE bool is_nan(uint32_t bits) { return bits << 1 > INFINITE << 1; }
// All bits but the sign.
INLINE uint32_t size_of(uint32_t bits) { return bits << 1; }
// Neither zero nor subnormal, nor infinite or NaN.
INLINE bool is_usual(uint32_t exponent) { return exponent - 1 < 254; }
// With whether anything was lost as the last bit.
INLINE uint32_t shifted(uint32_t m, uint32_t by) { return m >> by | (m >> by << by != m); }
// To nearest, ties to even.
INLINE uint32_t rounded(uint32_t m) { return (m + (1u << (MORE - 1)) - 1 + (m >> MORE & 1)) >> MORE; }

// Of a number that is above 0, not subnormal and not infinite: bit by bit, of a number of 50 bits, a root of 25.
float rt_root(float x) {
    uint32_t a = bits_of(x), rest = significand_of(a) >> MORE, root = 0, twice = 0;
    int32_t exponent = (int32_t)exponent_of(a) - 127;
    rest <<= 1 + (exponent & 1);
    for (uint32_t bit = 1 << 24; bit != 0; bit >>= 1) {
        uint32_t least = twice + bit;
        if (least <= rest) {
            twice = least + bit;
            rest -= least;
            root += bit;
        }
        rest <<= 1;
    }
    // A root is never in the middle between two floats.
    root = (root >> 1) + (root & 1);
    return of_bits(root + ((uint32_t)((exponent >> 1) + 126) << 23));
}

// A board may have the rest in its ROM.
#ifndef RT_FLOATS_IN_ROM

// A number of NaN and another.
static COLD float nan_of(uint32_t a, uint32_t b) {
    return of_bits(is_nan(a) && is_nan(b) ? NAN_BITS : (is_nan(a) ? a : b) | NAN_BITS);
}

// What is too large, or too small to be normal.
static COLD float at_the_ends(uint32_t sign, int32_t exponent, uint32_t m) {
    if (exponent > 0) {
        return of_bits(sign | INFINITE);
    }
    return of_bits(sign | rounded(exponent < -30 ? 1 : shifted(m, 1 - exponent)));
}

// A significand with its first bit in its place, and an exponent. What rounding carries goes into the exponent.
INLINE float packed(uint32_t sign, int32_t exponent, uint32_t m) {
    if (RARE(!is_usual(exponent))) {
        return at_the_ends(sign, exponent, m);
    }
    return of_bits(sign | ((((uint32_t)exponent - 1) << 23) + rounded(m)));
}

// Brings the first bit of what is not zero to its place; what the exponent is less.
INLINE int32_t normalize(uint32_t *significand) {
    uint32_t m = *significand;
    int32_t less = 0;
    for (uint32_t by = 16; by != 0; by /= 2) {
        if (m < FIRST >> (by - 1)) {
            m <<= by;
            less += by;
        }
    }
    *significand = m;
    return less;
}

// A factor or divisor.
typedef struct { int32_t exponent; uint32_t m; } operand;

INLINE operand usual(uint32_t bits) { return (operand){exponent_of(bits), significand_of(bits)}; }
static COLD operand of_any(uint32_t bits) {
    if (exponent_of(bits) != 0) {
        return usual(bits);
    }
    operand subnormal = {1, (bits & ~SIGN) << MORE};
    subnormal.exponent -= normalize(&subnormal.m);
    return subnormal;
}

INLINE float product(uint32_t sign, operand a, operand b) {
    uint64_t product = (uint64_t)a.m * (b.m << 1);
    uint32_t m = product >> 32 | ((uint32_t)product != 0);
    int32_t exponent = a.exponent + b.exponent - 126;
    if (m < FIRST) {
        m <<= 1;
        exponent--;
    }
    return packed(sign, exponent, m);
}

static COLD float unusual_product(uint32_t a, uint32_t b) {
    uint32_t sign = (a ^ b) & SIGN;
    if (is_nan(a) || is_nan(b)) {
        return nan_of(a, b);
    }
    bool is_zero = size_of(a) == 0 || size_of(b) == 0;
    if (exponent_of(a) == 255 || exponent_of(b) == 255) {
        return of_bits(is_zero ? NAN_BITS : sign | INFINITE);
    }
    return is_zero ? of_bits(sign) : product(sign, of_any(a), of_any(b));
}

float __mulsf3(float x, float y) {
    uint32_t a = bits_of(x), b = bits_of(y);
    if (RARE(!is_usual(exponent_of(a)) || !is_usual(exponent_of(b)))) {
        return unusual_product(a, b);
    }
    return product((a ^ b) & SIGN, usual(a), usual(b));
}

INLINE float quotient(uint32_t sign, operand a, operand b) {
    int32_t exponent = a.exponent - b.exponent + 127;
    uint32_t divisor = b.m >> MORE, rest = a.m >> MORE;
    if (rest < divisor) {
        rest <<= 1;
        exponent--;
    }
    // The first bit is 1; then eight at a time, of a rest that is less than the divisor.
    uint32_t m = 1;
    rest -= divisor;
    for (int i = 0; i < 3; i++) {
        uint32_t digits = (rest << 8) / divisor;
        rest = (rest << 8) - digits * divisor;
        m = m << 8 | digits;
    }
    return packed(sign, exponent, m << (MORE - 1) | (rest != 0));
}

static COLD float unusual_quotient(uint32_t a, uint32_t b) {
    uint32_t sign = (a ^ b) & SIGN;
    if (is_nan(a) || is_nan(b)) {
        return nan_of(a, b);
    }
    bool is_large = exponent_of(a) == 255 || size_of(b) == 0, is_small = exponent_of(b) == 255 || size_of(a) == 0;
    if (is_large || is_small) {
        return of_bits(is_large && is_small ? NAN_BITS : is_large ? sign | INFINITE : sign);
    }
    return quotient(sign, of_any(a), of_any(b));
}

float __divsf3(float x, float y) {
    uint32_t a = bits_of(x), b = bits_of(y);
    if (RARE(!is_usual(exponent_of(a)) || !is_usual(exponent_of(b)))) {
        return unusual_quotient(a, b);
    }
    return quotient((a ^ b) & SIGN, usual(a), usual(b));
}

// The sum where one is not usual, if that is all: `a` is not the smaller.
static COLD float unusual_sum(uint32_t a, uint32_t b) {
    if (is_nan(a)) {
        return nan_of(a, b);
    }
    if (size_of(a) == INFINITE << 1) {
        return of_bits(size_of(b) == INFINITE << 1 && a != b ? NAN_BITS : a);
    }
    if (size_of(b) == 0) {
        return of_bits(size_of(a) == 0 ? a & b : a);
    }
    // Both are subnormal, and as ints.
    uint32_t sum = (a ^ b) >> 31 ? a - (b & ~SIGN) : a + (b & ~SIGN);
    return of_bits(size_of(sum) == 0 ? 0 : sum);
}

float __addsf3(float x, float y) {
    uint32_t a = bits_of(x), b = bits_of(y);
    if (size_of(a) < size_of(b)) {
        uint32_t larger = b;
        b = a;
        a = larger;
    }
    int32_t exponent = exponent_of(a);
    uint32_t eb = exponent_of(b), ma = significand_of(a), mb = significand_of(b);
    if (RARE(exponent == 255 || eb == 0)) {
        if (exponent == 255 || exponent == 0 || size_of(b) == 0) {
            return unusual_sum(a, b);
        }
        eb = 1;
        mb ^= FIRST;
    }
    uint32_t sign = a & SIGN, by = exponent - eb;
    mb = by < 32 ? shifted(mb, by) : 1;
    if ((int32_t)(a ^ b) >= 0) {
        uint32_t m = ma + mb;
        if (m >> 31) {
            m = m >> 1 | (m & 1);
            exponent++;
        }
        return packed(sign, exponent, m);
    }
    uint32_t m = ma - mb;
    if (m < FIRST) {
        if (m == 0) {
            return of_bits(0);
        }
        exponent -= normalize(&m);
    }
    return packed(sign, exponent, m);
}

// Less than 0, 0 or more than 0; as given if one is not a number.
INLINE intptr_t order(float x, float y, intptr_t of_nan) {
    uint32_t a = bits_of(x), b = bits_of(y);
    if (RARE(is_nan(a) || is_nan(b))) {
        return of_nan;
    }
    // Zeros are equal.
    int32_t m = (int32_t)a < 0 ? SIGN - a : a, n = (int32_t)b < 0 ? SIGN - b : b;
    return (m > n) - (m < n);
}

intptr_t __lesf2(float x, float y) { return order(x, y, 1); }
intptr_t __gesf2(float x, float y) { return order(x, y, -1); }
intptr_t __eqsf2(float x, float y) {
    uint32_t a = bits_of(x), b = bits_of(y);
    return a == b ? is_nan(a) : size_of(a | b) != 0;
}
intptr_t __ltsf2(float x, float y) __attribute__((alias("__lesf2")));
intptr_t __gtsf2(float x, float y) __attribute__((alias("__gesf2")));
intptr_t __nesf2(float x, float y) __attribute__((alias("__eqsf2")));

float __floatunsisf(uint32_t value) {
    if (value == 0) {
        return of_bits(0);
    }
    int32_t exponent = 127 + 30;
    if (value >> 31) {
        value = value >> 1 | (value & 1);
        exponent++;
    } else {
        exponent -= normalize(&value);
    }
    return packed(0, exponent, value);
}

float __floatsisf(int32_t value) {
    uint32_t sign = (uint32_t)value & SIGN;
    return of_bits(sign | bits_of(__floatunsisf(value < 0 ? -(uint32_t)value : (uint32_t)value)));
}

#endif

#pragma GCC visibility pop
#endif
