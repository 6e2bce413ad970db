// The part of the ESP8266's ROM that C compilers call: arithmetic, which the compiler's library for the LX106 does not
// have for that reason, and the C library's functions on memory and strings.

#include <stdint.h>

// A jump, in a section of its own that sim.ld puts at the ROM's address of NAME. The function's address is in the table
// that the ROM begins with.
#define JUMP(name, function) \
    __asm__ ( \
        ".section .rom.table, \"a\"\n" \
        "address_of_" #name ": .word " #function "\n" \
        ".section .rom." #name ", \"ax\"\n" \
        "jump_to_" #name ":\n" \
        "l32r a8, address_of_" #name "\n" \
        "jx a8\n" \
        ".text\n" \
        )

// One to a function of this file, which the firmware is linked with too.
#define ARITHMETIC(name) \
    JUMP(name, rom_##name); \
    __asm__ (".global " #name "\n" #name " = jump_to_" #name "\n")

// One to a function of the firmware's.
#define LIBRARY(name) JUMP(name, name)

ARITHMETIC(__udivsi3);
ARITHMETIC(__umodsi3);
ARITHMETIC(__divsi3);
ARITHMETIC(__udivdi3);
ARITHMETIC(__umoddi3);
ARITHMETIC(__divdi3);
ARITHMETIC(__umulsidi3);
ARITHMETIC(__muldi3);
ARITHMETIC(__addsf3);
ARITHMETIC(__subsf3);
ARITHMETIC(__mulsf3);
ARITHMETIC(__floatsisf);
ARITHMETIC(__floatunsisf);
ARITHMETIC(__fixunssfsi);
ARITHMETIC(__floatsidf);
ARITHMETIC(__extendsfdf2);
ARITHMETIC(__truncdfsf2);
ARITHMETIC(__adddf3);
ARITHMETIC(__subdf3);
ARITHMETIC(__muldf3);
ARITHMETIC(__divdf3);
ARITHMETIC(__fixdfsi);
ARITHMETIC(__fixunsdfsi);
ARITHMETIC(__floatunsidf);
LIBRARY(memcmp);
LIBRARY(memcpy);
LIBRARY(memmove);
LIBRARY(memset);
LIBRARY(strcmp);
LIBRARY(strcpy);
LIBRARY(strlen);
LIBRARY(strncmp);

// Long division, a bit at a time.
static uint64_t divide(uint64_t a, uint64_t b, int bits, uint64_t *rest) {
    uint64_t quotient = 0, remainder = 0;
    for (int bit = bits - 1; bit >= 0; --bit) {
        int carry = remainder >> 63;
        remainder = remainder << 1 | (a >> bit & 1);
        if (carry || remainder >= b) {
            remainder -= b;
            quotient |= (uint64_t)1 << bit;
        }
    }
    *rest = remainder;
    return quotient;
}

uint32_t rom___udivsi3(uint32_t a, uint32_t b) {
    uint64_t rest;
    return divide(a, b, 32, &rest);
}

uint32_t rom___umodsi3(uint32_t a, uint32_t b) {
    uint64_t rest;
    divide(a, b, 32, &rest);
    return rest;
}

int32_t rom___divsi3(int32_t a, int32_t b) {
    uint32_t quotient = rom___udivsi3(a < 0 ? -(uint32_t)a : a, b < 0 ? -(uint32_t)b : b);
    return (a < 0) != (b < 0) ? -quotient : quotient;
}

uint64_t rom___udivdi3(uint64_t a, uint64_t b) {
    uint64_t rest;
    return divide(a, b, 64, &rest);
}

uint64_t rom___umoddi3(uint64_t a, uint64_t b) {
    uint64_t rest;
    divide(a, b, 64, &rest);
    return rest;
}

int64_t rom___divdi3(int64_t a, int64_t b) {
    uint64_t quotient = rom___udivdi3(a < 0 ? -(uint64_t)a : a, b < 0 ? -(uint64_t)b : b);
    return (a < 0) != (b < 0) ? -quotient : quotient;
}

// From products of 16 bits, which the processor has.
uint64_t rom___umulsidi3(uint32_t a, uint32_t b) {
    uint32_t low = (a & 0xffff) * (b & 0xffff), high = (a >> 16) * (b >> 16);
    uint32_t one = (a >> 16) * (b & 0xffff), other = (a & 0xffff) * (b >> 16);
    uint32_t middle = (low >> 16) + (one & 0xffff) + (other & 0xffff);
    uint32_t upper = high + (one >> 16) + (other >> 16) + (middle >> 16);
    return (uint64_t)upper << 32 | (middle << 16 | (low & 0xffff));
}

uint64_t rom___muldi3(uint64_t a, uint64_t b) {
    uint32_t upper = (uint32_t)(a >> 32) * (uint32_t)b + (uint32_t)a * (uint32_t)(b >> 32);
    return rom___umulsidi3(a, b) + ((uint64_t)upper << 32);
}

// ---- Floats as integers: sign, 8 bits of exponent, 23 of fraction (IEEE 754, binary32) ------------------------------

#define SIGN 0x80000000u
#define INFINITE 0x7f800000u
#define NAN 0x7fc00000u

static int is_nan(uint32_t x) {
    return (x & ~SIGN) > INFINITE;
}

// The float nearest to fraction * 2^(exponent - 127 - 30), ties to even; a fraction of at most 31 bits, whose lowest
// one also stands for all that was shifted out.
static uint32_t rounded(uint32_t sign, int exponent, uint32_t fraction) {
    if (fraction == 0) {
        return sign;
    }
    while (fraction < 1u << 30) {
        fraction <<= 1;
        --exponent;
    }
    if (exponent >= 255) {
        return sign | INFINITE;
    }
    if (exponent <= 0) { // subnormal
        int shift = 1 - exponent;
        fraction = shift > 31 ? 1 : fraction >> shift | ((fraction & ((1u << shift) - 1)) != 0);
        exponent = 0;
    }
    uint32_t rest = fraction & 0x7f;
    fraction >>= 7;
    // A carry out of the fraction is one more in the exponent, as it should be.
    uint32_t bits = exponent == 0 ? fraction : (uint32_t)(exponent - 1) * (1u << 23) + fraction;
    if (rest > 0x40 || (rest == 0x40 && (fraction & 1))) {
        ++bits;
    }
    return sign | bits;
}

// The parts of a finite float: value = fraction * 2^(exponent - 127 - 23).
static int exponent_of(uint32_t x) {
    int exponent = x >> 23 & 0xff;
    return exponent == 0 ? 1 : exponent;
}
static uint32_t fraction_of(uint32_t x) {
    return (x & 0x7fffff) | ((x >> 23 & 0xff) == 0 ? 0 : 1u << 23);
}

uint32_t rom___addsf3(uint32_t a, uint32_t b) {
    if (is_nan(a) || is_nan(b)) {
        return NAN;
    }
    if ((a & ~SIGN) < (b & ~SIGN)) {
        uint32_t swap = a;
        a = b;
        b = swap;
    }
    if ((a & ~SIGN) == INFINITE) {
        return (b & ~SIGN) == INFINITE && a != b ? NAN : a;
    }
    uint32_t larger = fraction_of(a) << 6, smaller = fraction_of(b) << 6;
    int shift = exponent_of(a) - exponent_of(b);
    smaller = shift > 31 ? smaller != 0 : smaller >> shift | ((smaller & ((1u << shift) - 1)) != 0);
    uint32_t sum = (a & SIGN) == (b & SIGN) ? larger + smaller : larger - smaller;
    if (sum == 0) {
        return a & b & SIGN;
    }
    return rounded(a & SIGN, exponent_of(a) + 1, sum);
}

uint32_t rom___subsf3(uint32_t a, uint32_t b) {
    return rom___addsf3(a, is_nan(b) ? b : b ^ SIGN);
}

uint32_t rom___mulsf3(uint32_t a, uint32_t b) {
    uint32_t sign = (a ^ b) & SIGN;
    if (is_nan(a) || is_nan(b)) {
        return NAN;
    }
    if ((a & ~SIGN) == INFINITE || (b & ~SIGN) == INFINITE) {
        return (a & ~SIGN) == 0 || (b & ~SIGN) == 0 ? NAN : sign | INFINITE;
    }
    // 48 bits, of which the upper 31 are kept.
    uint64_t product = rom___umulsidi3(fraction_of(a), fraction_of(b));
    int exponent = exponent_of(a) + exponent_of(b) - 127 + 1;
    while (product != 0 && product < (uint64_t)1 << 47) {
        product <<= 1;
        --exponent;
    }
    return rounded(sign, exponent, (uint32_t)(product >> 17) | ((product & 0x1ffff) != 0));
}

uint32_t rom___floatunsisf(uint32_t x) {
    int exponent = 127 + 30;
    if (x & SIGN) {
        x = x >> 1 | (x & 1);
        ++exponent;
    }
    return rounded(0, exponent, x);
}

uint32_t rom___floatsisf(int32_t x) {
    return x < 0 ? SIGN | rom___floatunsisf(-(uint32_t)x) : rom___floatunsisf(x);
}

uint32_t rom___fixunssfsi(uint32_t x) {
    int shift = exponent_of(x) - 127 - 23;
    if (x & SIGN || shift < -23) {
        return 0;
    }
    return shift < 0 ? fraction_of(x) >> -shift : shift > 8 ? ~0u : fraction_of(x) << shift;
}

uint64_t rom___extendsfdf2(uint32_t x) {
    uint64_t sign = (uint64_t)(x & SIGN) << 32;
    int exponent = x >> 23 & 0xff;
    uint64_t fraction = x & 0x7fffff;
    if (exponent == 255) {
        return sign | (uint64_t)0x7ff << 52 | fraction << 29;
    }
    if (exponent == 0) {
        if (fraction == 0) {
            return sign;
        }
        for (exponent = 1; !(fraction >> 23); --exponent) {
            fraction <<= 1;
        }
        fraction &= 0x7fffff;
    }
    return sign | (uint64_t)(exponent - 127 + 1023) << 52 | fraction << 29;
}

uint32_t rom___truncdfsf2(uint64_t x) {
    uint32_t sign = (uint32_t)(x >> 32) & SIGN;
    int exponent = x >> 52 & 0x7ff;
    uint64_t fraction = x & (((uint64_t)1 << 52) - 1);
    if (exponent == 0x7ff) {
        return fraction ? NAN : sign | INFINITE;
    }
    if (exponent == 0) {
        return sign; // too small for a float by far
    }
    fraction |= (uint64_t)1 << 52;
    return rounded(sign, exponent - 1023 + 127, (uint32_t)(fraction >> 22) | ((fraction & 0x3fffff) != 0));
}

// ---- Doubles in the same way: 11 bits of exponent, 52 of fraction (binary64) ----------------------------------------

#define SIGN64 ((uint64_t)1 << 63)
#define INFINITE64 ((uint64_t)0x7ff << 52)
#define NAN64 ((uint64_t)0xfff << 51)

static int is_nan64(uint64_t x) {
    return (x & ~SIGN64) > INFINITE64;
}

// The double nearest to fraction * 2^(exponent - 1023 - 62); a fraction of at most 63 bits.
static uint64_t rounded64(uint64_t sign, int exponent, uint64_t fraction) {
    if (fraction == 0) {
        return sign;
    }
    while (fraction < (uint64_t)1 << 62) {
        fraction <<= 1;
        --exponent;
    }
    if (exponent >= 2047) {
        return sign | INFINITE64;
    }
    if (exponent <= 0) {
        int shift = 1 - exponent;
        uint64_t lost = ((uint64_t)1 << (shift & 63)) - 1;
        fraction = shift > 63 ? 1 : fraction >> shift | ((fraction & lost) != 0);
        exponent = 0;
    }
    unsigned rest = fraction & 0x3ff;
    fraction >>= 10;
    uint64_t bits = exponent == 0 ? fraction : ((uint64_t)(exponent - 1) << 52) + fraction;
    if (rest > 0x200 || (rest == 0x200 && (fraction & 1))) {
        ++bits;
    }
    return sign | bits;
}

static int exponent_of64(uint64_t x) {
    int exponent = x >> 52 & 0x7ff;
    return exponent == 0 ? 1 : exponent;
}
static uint64_t fraction_of64(uint64_t x) {
    uint64_t one = (uint64_t)1 << 52;
    return (x & (one - 1)) | ((x >> 52 & 0x7ff) == 0 ? 0 : one);
}

// The fraction of a subnormal shifted up as far as others', and the exponent as much lower. Zero stays zero.
static uint64_t normal64(uint64_t fraction, int *exponent) {
    while (fraction != 0 && fraction < (uint64_t)1 << 52) {
        fraction <<= 1;
        --*exponent;
    }
    return fraction;
}

uint64_t rom___adddf3(uint64_t a, uint64_t b) {
    if (is_nan64(a) || is_nan64(b)) {
        return NAN64;
    }
    if ((a & ~SIGN64) < (b & ~SIGN64)) {
        uint64_t swap = a;
        a = b;
        b = swap;
    }
    if ((a & ~SIGN64) == INFINITE64) {
        return (b & ~SIGN64) == INFINITE64 && a != b ? NAN64 : a;
    }
    uint64_t larger = fraction_of64(a) << 9, smaller = fraction_of64(b) << 9;
    int shift = exponent_of64(a) - exponent_of64(b);
    uint64_t lost = ((uint64_t)1 << (shift & 63)) - 1;
    smaller = shift > 63 ? smaller != 0 : smaller >> shift | ((smaller & lost) != 0);
    uint64_t sum = (a & SIGN64) == (b & SIGN64) ? larger + smaller : larger - smaller;
    if (sum == 0) {
        return a & b & SIGN64;
    }
    return rounded64(a & SIGN64, exponent_of64(a) + 1, sum);
}

uint64_t rom___subdf3(uint64_t a, uint64_t b) {
    return rom___adddf3(a, is_nan64(b) ? b : b ^ SIGN64);
}

uint64_t rom___muldf3(uint64_t a, uint64_t b) {
    uint64_t sign = (a ^ b) & SIGN64;
    if (is_nan64(a) || is_nan64(b)) {
        return NAN64;
    }
    if ((a & ~SIGN64) == INFINITE64 || (b & ~SIGN64) == INFINITE64) {
        return (a & ~SIGN64) == 0 || (b & ~SIGN64) == 0 ? NAN64 : sign | INFINITE64;
    }
    int exponent = exponent_of64(a) + exponent_of64(b) - 1023;
    uint64_t x = normal64(fraction_of64(a), &exponent), y = normal64(fraction_of64(b), &exponent);
    // 53 bits by 53, shifted up so that the upper half has 62 or 63 of the 106.
    x <<= 10;
    y <<= 11;
    uint64_t low = rom___umulsidi3(x, y), high = rom___umulsidi3(x >> 32, y >> 32);
    uint64_t one = rom___umulsidi3(x >> 32, y), other = rom___umulsidi3(x, y >> 32);
    uint64_t middle = (low >> 32) + (uint32_t)one + (uint32_t)other;
    uint64_t upper = high + (one >> 32) + (other >> 32) + (middle >> 32);
    uint64_t lower = middle << 32 | (uint32_t)low;
    return rounded64(sign, exponent + 1, upper | (lower != 0));
}

uint64_t rom___divdf3(uint64_t a, uint64_t b) {
    uint64_t sign = (a ^ b) & SIGN64, size = a & ~SIGN64, by = b & ~SIGN64;
    if (is_nan64(a) || is_nan64(b) || (size == by && (size == 0 || size == INFINITE64))) {
        return NAN64;
    }
    if (size == INFINITE64 || by == 0) {
        return sign | INFINITE64;
    }
    if (size == 0 || by == INFINITE64) {
        return sign;
    }
    int exponent = exponent_of64(b);
    uint64_t divisor = normal64(fraction_of64(b), &exponent);
    exponent = exponent_of64(a) - exponent + 1023;
    uint64_t remainder = normal64(fraction_of64(a), &exponent), quotient = 0;
    for (int bit = 62; bit >= 0; --bit) {
        if (remainder >= divisor) {
            remainder -= divisor;
            quotient |= (uint64_t)1 << bit;
        }
        remainder <<= 1;
    }
    return rounded64(sign, exponent, quotient | (remainder != 0));
}

uint32_t rom___fixunsdfsi(uint64_t x) {
    int shift = exponent_of64(x) - 1023 - 52;
    if (x & SIGN64 || shift < -52) {
        return 0;
    }
    return shift > -21 ? ~0u : fraction_of64(x) >> -shift;
}

int32_t rom___fixdfsi(uint64_t x) {
    uint32_t size = rom___fixunsdfsi(x & ~SIGN64);
    uint32_t most = x & SIGN64 ? SIGN : SIGN - 1;
    size = size > most ? most : size;
    return x & SIGN64 ? -size : size;
}

uint64_t rom___floatunsidf(uint32_t x) {
    return rounded64(0, 1023 + 62, x);
}

uint64_t rom___floatsidf(int32_t x) {
    return x < 0 ? SIGN64 | rom___floatunsidf(-(uint32_t)x) : rom___floatunsidf(x);
}
