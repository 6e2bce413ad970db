// The arithmetic that Debian's libgcc for the LX106 leaves out, because the ESP8266 has it in ROM: integers, and single
// floats rounded to the nearest, ties to even (IEEE 754). Modules that call the ROM find it at the ROM's addresses.

#include <stdint.h>

// A jump for lx106.ld to put where the ROM has the function, and the way on from there, which needs more room than there is
// between some of them.
#define ROM(name) \
    __asm__ ( \
    ".section .rom." #name ", \"ax\"\n" \
    "j 2f\n" \
    ".section .rom.ways, \"ax\"\n" \
    ".align 4\n" \
    "1: .word " #name "\n" \
    "2: l32r a9, 1b\n" \
    "jx a9\n" \
    ".text\n" \
    )

// --- Integers -----------------------------------------------------------------------------------------------------

static uint64_t divide(uint64_t number, uint64_t by, uint64_t *rest) {
    uint64_t quotient = 0, left = 0;
    for (int bit = 63; bit >= 0; --bit) {
        // The divisor's top bit may be set: what is shifted out counts.
        uint64_t carry = left >> 63;
        left = left << 1 | (number >> bit & 1);
        if (carry || left >= by) {
            left -= by;
            quotient |= 1ull << bit;
        }
    }
    *rest = left;
    return quotient;
}

static uint32_t divide_word(uint32_t number, uint32_t by, uint32_t *rest) {
    uint32_t quotient = 0, left = 0;
    for (int bit = 31; bit >= 0; --bit) {
        uint32_t carry = left >> 31;
        left = left << 1 | (number >> bit & 1);
        if (carry || left >= by) {
            left -= by;
            quotient |= 1u << bit;
        }
    }
    *rest = left;
    return quotient;
}

uint32_t __udivsi3(uint32_t a, uint32_t b) {
    uint32_t rest;
    return divide_word(a, b, &rest);
}
uint32_t __umodsi3(uint32_t a, uint32_t b) {
    uint32_t rest;
    divide_word(a, b, &rest);
    return rest;
}
int32_t __divsi3(int32_t a, int32_t b) {
    uint32_t rest;
    uint32_t quotient = divide_word(a < 0 ? -(uint32_t)a : (uint32_t)a, b < 0 ? -(uint32_t)b : (uint32_t)b, &rest);
    return (int32_t)((a < 0) != (b < 0) ? -quotient : quotient);
}
uint64_t __udivdi3(uint64_t a, uint64_t b) {
    uint64_t rest;
    return divide(a, b, &rest);
}
uint64_t __umoddi3(uint64_t a, uint64_t b) {
    uint64_t rest;
    divide(a, b, &rest);
    return rest;
}
int64_t __divdi3(int64_t a, int64_t b) {
    uint64_t rest;
    uint64_t quotient = divide(a < 0 ? -(uint64_t)a : (uint64_t)a, b < 0 ? -(uint64_t)b : (uint64_t)b, &rest);
    return (int64_t)((a < 0) != (b < 0) ? -quotient : quotient);
}
// By halves of 16 bits, so that it needs no product of 64.
uint64_t __umulsidi3(uint32_t a, uint32_t b) {
    uint32_t low = (a & 0xffff) * (b & 0xffff), high = (a >> 16) * (b >> 16);
    uint32_t one = (a >> 16) * (b & 0xffff), two = (a & 0xffff) * (b >> 16);
    uint32_t middle = (low >> 16) + (one & 0xffff) + (two & 0xffff);
    high += (one >> 16) + (two >> 16) + (middle >> 16);
    return (uint64_t)high << 32 | (middle << 16 | (low & 0xffff));
}
uint64_t __muldi3(uint64_t a, uint64_t b) {
    uint32_t cross = (uint32_t)(a >> 32) * (uint32_t)b + (uint32_t)a * (uint32_t)(b >> 32);
    return __umulsidi3((uint32_t)a, (uint32_t)b) + ((uint64_t)cross << 32);
}

// --- Floats -------------------------------------------------------------------------------------------------------

typedef union {
    float value;
    uint32_t bits;
} single_t;
typedef union {
    double value;
    uint64_t bits;
} double_t_;

#define SIGN 0x80000000u
#define INFINITE 0x7f800000u
#define NOT_A_NUMBER 0x7fc00000u

static float from_bits(uint32_t bits) {
    return (single_t) { .bits = bits }.value;
}

// A float from a sign, a significand below 2^63 and the power of two of its lowest bit.
static float rounded(uint32_t sign, uint64_t significand, int power) {
    if (significand == 0) {
        return from_bits(sign);
    }
    // 24 bits and three more, the last of which says whether anything was below.
    while (significand >= 1u << 27) {
        significand = significand >> 1 | (significand & 1);
        ++power;
    }
    while (significand < 1u << 26) {
        significand <<= 1;
        --power;
    }
    int exponent = power + 26 + 127;
    while (exponent < 1) {
        significand = significand >> 1 | (significand & 1);
        ++exponent;
    }
    if (exponent >= 255) {
        return from_bits(sign | INFINITE);
    }
    uint32_t kept = significand >> 3, below = significand & 7;
    if (below > 4 || (below == 4 && kept & 1)) {
        ++kept;
    }
    // A subnormal number's exponent is stored as zero; one that was rounded up is in the bits already.
    uint32_t bits = kept >> 23 ? kept + ((uint32_t)(exponent - 1) << 23) : kept;
    return from_bits(sign | bits);
}

// The significand of a finite float, and the power of its lowest bit.
static uint32_t taken_apart(uint32_t bits, int *power) {
    int exponent = bits >> 23 & 0xff;
    uint32_t significand = bits & 0x7fffff;
    *power = (exponent ? exponent : 1) - 150;
    return exponent ? significand | 0x800000 : significand;
}

float __addsf3(float a, float b) {
    uint32_t x = (single_t) { a }.bits, y = (single_t) { b }.bits;
    uint32_t ax = x & ~SIGN, ay = y & ~SIGN;
    if (ax > INFINITE || ay > INFINITE) {
        return from_bits(NOT_A_NUMBER);
    }
    if (ax == INFINITE || ay == INFINITE) {
        int opposite = ax == ay && x != y;
        return from_bits(opposite ? NOT_A_NUMBER : ax == INFINITE ? x : y);
    }
    if (ax < ay) {
        uint32_t swap = x;
        x = y;
        y = swap;
    }
    int power, other;
    uint64_t more = (uint64_t)taken_apart(x, &power) << 32, less = (uint64_t)taken_apart(y, &other) << 32;
    int distance = power - other;
    if (distance > 60) {
        distance = 60;
    }
    less = less >> distance | ((less & ((1ull << distance) - 1)) != 0);
    if ((x ^ y) & SIGN) {
        more -= less;
        // The difference of equals is positive; the sum of negative zeros is not a difference.
        return rounded(more ? x & SIGN : 0, more, power - 32);
    }
    return rounded(x & SIGN, more + less, power - 32);
}
float __subsf3(float a, float b) {
    return __addsf3(a, from_bits((single_t) { b }.bits ^ SIGN));
}
float __mulsf3(float a, float b) {
    uint32_t x = (single_t) { a }.bits, y = (single_t) { b }.bits;
    uint32_t sign = (x ^ y) & SIGN;
    x &= ~SIGN;
    y &= ~SIGN;
    if (x > INFINITE || y > INFINITE || (x == INFINITE && !y) || (y == INFINITE && !x)) {
        return from_bits(NOT_A_NUMBER);
    }
    if (x == INFINITE || y == INFINITE) {
        return from_bits(sign | INFINITE);
    }
    int power, other;
    uint64_t product = __umulsidi3(taken_apart(x, &power), taken_apart(y, &other));
    return rounded(sign, product, power + other);
}
float __floatunsisf(uint32_t a) {
    return rounded(0, a, 0);
}
float __floatsisf(int32_t a) {
    return rounded(a < 0 ? SIGN : 0, a < 0 ? -(uint32_t)a : (uint32_t)a, 0);
}
uint32_t __fixunssfsi(float a) {
    uint32_t bits = (single_t) { a }.bits;
    int power;
    uint32_t significand = taken_apart(bits, &power);
    if (bits & SIGN || power < -31) {
        return 0;
    }
    return power > 8 ? 0xffffffff : power >= 0 ? significand << power : significand >> -power;
}
double __extendsfdf2(float a) {
    uint32_t bits = (single_t) { a }.bits;
    uint64_t sign = (uint64_t)(bits & SIGN) << 32;
    bits &= ~SIGN;
    if (bits >= INFINITE) {
        return (double_t_) { .bits = sign | 0x7ff0000000000000 | (uint64_t)(bits & 0x7fffff) << 29 }.value;
    }
    if (bits < 0x800000) {
        if (bits == 0) {
            return (double_t_) { .bits = sign }.value;
        }
        int exponent = 897;
        while (!(bits & 0x800000)) {
            bits <<= 1;
            --exponent;
        }
        return (double_t_) { .bits = sign | (uint64_t)exponent << 52 | (uint64_t)(bits & 0x7fffff) << 29 }.value;
    }
    return (double_t_) { .bits = sign | (((uint64_t)bits << 29) + (896ull << 52)) }.value;
}
// Every integer of 32 bits is a double.
double __floatunsidf(uint32_t a) {
    if (a == 0) {
        return 0;
    }
    int exponent = 1023 + 31;
    while (!(a & SIGN)) {
        a <<= 1;
        --exponent;
    }
    return (double_t_) { .bits = (uint64_t)exponent << 52 | (uint64_t)(a & ~SIGN) << 21 }.value;
}
double __floatsidf(int32_t a) {
    double_t_ value = { __floatunsidf(a < 0 ? -(uint32_t)a : (uint32_t)a) };
    value.bits |= (uint64_t)(a < 0) << 63;
    return value.value;
}
float __truncdfsf2(double a) {
    uint64_t bits = (double_t_) { a }.bits;
    uint32_t sign = (uint32_t)(bits >> 32) & SIGN;
    int exponent = bits >> 52 & 0x7ff;
    uint64_t significand = bits & 0xfffffffffffff;
    if (exponent == 0x7ff) {
        return from_bits(significand ? NOT_A_NUMBER : sign | INFINITE);
    }
    // What is below every single float is rounded as zero.
    if (exponent < 800) {
        return from_bits(sign);
    }
    return rounded(sign, significand | 1ull << 52, exponent - 1075);
}

ROM(__udivsi3);
ROM(__umodsi3);
ROM(__divsi3);
ROM(__udivdi3);
ROM(__umoddi3);
ROM(__divdi3);
ROM(__umulsidi3);
ROM(__muldi3);
ROM(__addsf3);
ROM(__subsf3);
ROM(__mulsf3);
ROM(__floatunsisf);
ROM(__floatsisf);
ROM(__fixunssfsi);
ROM(__extendsfdf2);
ROM(__floatunsidf);
ROM(__floatsidf);
ROM(__truncdfsf2);
