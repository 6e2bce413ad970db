#include "py/obj.h"
#include "scale.h"

intptr_t add(intptr_t a, intptr_t b) { return a + b; }
uintptr_t twice(uintptr_t a) { return a * 2; }
int8_t same_i8(int8_t a) { return a; }
int16_t same_i16(int16_t a) { return a; }
int32_t same_i32(int32_t a) { return a; }
int64_t same_i64(int64_t a) { return a; }
uint8_t same_u8(uint8_t a) { return a; }
uint16_t same_u16(uint16_t a) { return a; }
uint32_t same_u32(uint32_t a) { return a; }
uint64_t same_u64(uint64_t a) { return a; }
static int same_int(int a) { return a; }
static unsigned same_uint(unsigned a) { return a; }
unsigned long wide(long a, unsigned long b, size_t c) { return (unsigned long)a + b + c; }
char upper(char a) { return a - 32; }
mp_float_t half(mp_float_t x) { return x / 2; }
float third(float x, float by) { return x / by; }
double precise(double x) { return x * SCALE; }
bool invert(bool a) { return !a; }
int64_t order(int32_t a, uint8_t b, int64_t c) { return a * 10000 + b * 100 + c; }
static uint32_t count = 7;
void bump(void) { count++; }
uint32_t bumped(void) { return count; }

// Names of parameters in the stub that are keywords and macros here.
#define count_of 7
#define mpyc_unrelated
int32_t odd(int32_t a, int32_t b, int32_t c) { return a * 100 + b * 10 + c; }
