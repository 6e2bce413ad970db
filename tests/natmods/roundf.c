// The one function of the C library that features2 calls, so that the test needs no C library for the board.
// Rounds half away from zero. Below 2^23 a float's fraction is dropped by shifting it out.

typedef union {
    float value;
    unsigned int bits;
} float_bits;

float roundf(float x) {
    float_bits f = {x};
    int exponent = (int)(f.bits >> 23 & 0xff) - 127;
    if (exponent >= 23) {
        return x; // an integer already, or infinite, or not a number
    }
    if (exponent < 0) {
        f.bits &= 0x80000000; // zero with x's sign
        if (exponent == -1) {
            f.bits |= 0x3f800000; // at least a half: one
        }
        return f.value;
    }
    f.bits += 0x400000u >> exponent;
    f.bits &= ~(0x7fffffu >> exponent);
    return f.value;
}
