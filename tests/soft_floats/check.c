// Compares the runtime's soft floats with the processor's, on numbers of every kind and on random ones: a line for each that differs,
// and the count of comparisons. Of what is not a number, only that it is none: its bits are the processor's own.
#include <math.h>
#include <stdint.h>
#include <stdio.h>

float __addsf3(float, float);
float __mulsf3(float, float);
float __divsf3(float, float);
intptr_t __lesf2(float, float);
intptr_t __ltsf2(float, float);
intptr_t __gesf2(float, float);
intptr_t __gtsf2(float, float);
intptr_t __eqsf2(float, float);
intptr_t __nesf2(float, float);
float __floatsisf(int32_t);
float __floatunsisf(uint32_t);
float rt_root(float);

typedef union { float value; uint32_t bits; } number;

static const uint32_t KINDS[] = {
    0x00000000, 0x00000001, 0x00000002, 0x00000003, 0x003FFFFF, 0x00400000, 0x007FFFFE, 0x007FFFFF, 0x00800000, 0x00800001,
    0x00FFFFFF, 0x01000000, 0x01000001, 0x0C800000, 0x33000000, 0x33800000, 0x33800001, 0x34000000, 0x3EFFFFFF, 0x3F000000,
    0x3F7FFFFF, 0x3F800000, 0x3F800001, 0x3FC00000, 0x40000000, 0x40490FDB, 0x4B000001, 0x4B7FFFFF, 0x4B800000, 0x4B800001,
    0x4E7FFFFF, 0x4F000000, 0x7E7FFFFF, 0x7E800000, 0x7F000000, 0x7F7FFFFE, 0x7F7FFFFF, 0x7F800000, 0x7FC00000, 0x7FC01234,
};
#define COUNT (sizeof KINDS / sizeof *KINDS)

static long compared, wrong;

static void result(const char *what, uint32_t a, uint32_t b, float is, float wanted) {
    number x = {is}, y = {wanted};
    compared++;
    if (x.bits != y.bits && !(is != is && wanted != wanted) && wrong++ < 20) {
        printf("%s of %08x and %08x: %08x, not %08x\n", what, a, b, x.bits, y.bits);
    }
}

static void truth(const char *what, uint32_t a, uint32_t b, int is, int wanted) { result(what, a, b, is, wanted); }

static void all_of(uint32_t a, uint32_t b) {
    float x = (number){.bits = a}.value, y = (number){.bits = b}.value;
    result("sum", a, b, __addsf3(x, y), x + y);
    result("product", a, b, __mulsf3(x, y), x * y);
    result("quotient", a, b, __divsf3(x, y), x / y);
    truth("<=", a, b, __lesf2(x, y) <= 0, x <= y);
    truth("<", a, b, __ltsf2(x, y) < 0, x < y);
    truth(">=", a, b, __gesf2(x, y) >= 0, x >= y);
    truth(">", a, b, __gtsf2(x, y) > 0, x > y);
    truth("==", a, b, __eqsf2(x, y) == 0, x == y);
    truth("!=", a, b, __nesf2(x, y) != 0, x != y);
    result("int", a, 0, __floatsisf((int32_t)a), (float)(int32_t)a);
    result("unsigned int", a, 0, __floatunsisf(a), (float)a);
    if (a - 0x00800000 < 0x7F000000) {
        result("root", a, 0, rt_root(x), sqrtf(x));
    }
}

static uint32_t random_bits(void) {
    static uint32_t state = 2463534242;
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

int main(void) {
    for (unsigned i = 0; i < 4 * COUNT * COUNT; i++) {
        all_of(KINDS[i / 4 / COUNT] | (i & 1) << 31, KINDS[i / 4 % COUNT] | (i & 2) << 30);
    }
    for (int i = 0; i < 1000000; i++) {
        uint32_t a = random_bits(), b = random_bits();
        all_of(a, b);
        // About as large, where sums lose most; and simple ones, where results are in the middle.
        all_of(a, (a & 0xFF000000) ^ (b & 0x81FFFFFF));
        all_of(a & 0xFFFFF000, b & 0xFFFFF000);
    }
    printf("%ld compared, %ld differ\n", compared, wrong);
    return wrong != 0;
}
