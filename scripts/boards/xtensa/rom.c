// Functions that C compilers call and that the ESP8266 has in its ROM, and so the C compiler's library for the LX106 does
// not have. Each is in a section of its own, which sim.ld puts at the ROM's address: a jump to the function itself.

#include <stdint.h>

// A jump, at NAME, to rom_NAME, whose address is in the table that the sections begin with.
#define ROM(name) \
    __asm__ ( \
        ".section .rom.table, \"a\"\n" \
        "address_of" #name ": .word rom_" #name "\n" \
        ".section .rom." #name ", \"ax\"\n" \
        ".global " #name "\n" \
        ".type " #name ", @function\n" \
        #name ":\n" \
        "l32r a8, address_of" #name "\n" \
        "jx a8\n" \
        ".text\n" \
        )

ROM(__udivsi3);
ROM(__umodsi3);
ROM(__divsi3);
ROM(__umulsidi3);
ROM(__muldi3);
ROM(__addsf3);
ROM(__subsf3);
ROM(__mulsf3);
ROM(__floatsisf);
ROM(__floatunsisf);
ROM(__fixunssfsi);
ROM(__floatsidf);
ROM(__extendsfdf2);
ROM(__truncdfsf2);

// Long division, a bit at a time.
static uint32_t divide(uint32_t a, uint32_t b, uint32_t *rest) {
    uint32_t quotient = 0, remainder = 0;
    for (int bit = 31; bit >= 0; --bit) {
        uint32_t carry = remainder >> 31;
        remainder = remainder << 1 | (a >> bit & 1);
        if (carry || remainder >= b) {
            remainder -= b;
            quotient |= 1u << bit;
        }
    }
    *rest = remainder;
    return quotient;
}

uint32_t rom___udivsi3(uint32_t a, uint32_t b) {
    uint32_t rest;
    return divide(a, b, &rest);
}

uint32_t rom___umodsi3(uint32_t a, uint32_t b) {
    uint32_t rest;
    divide(a, b, &rest);
    return rest;
}

int32_t rom___divsi3(int32_t a, int32_t b) {
    uint32_t rest, quotient = divide(a < 0 ? -(uint32_t)a : a, b < 0 ? -(uint32_t)b : b, &rest);
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

// The float nearest to fraction * 2^(exponent - 127 - 23 - 7), ties to even; a fraction of at most 31 bits, whose lowest
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

uint64_t rom___floatsidf(int32_t x) {
    uint64_t sign = (uint64_t)(x & SIGN) << 32, fraction = x < 0 ? -(uint32_t)x : x;
    if (fraction == 0) {
        return 0;
    }
    int exponent = 1023 + 52;
    while (!(fraction >> 52)) {
        fraction <<= 1;
        --exponent;
    }
    return sign | (((uint64_t)(exponent - 1) << 52) + fraction);
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
