// For compilers that bring no C library: the functions that a mathematics library has, where one is linked.
#ifndef MPYC_LIBC_MATH_H
#define MPYC_LIBC_MATH_H

#define INFINITY __builtin_inff()
#define NAN __builtin_nanf("")
#define HUGE_VAL __builtin_inf()
#define isnan(x) __builtin_isnan(x)
#define isinf(x) __builtin_isinf(x)
#define isfinite(x) __builtin_isfinite(x)
#define signbit(x) __builtin_signbit(x)

#define M_PI 3.14159265358979323846
#define M_E 2.7182818284590452354

#define MPYC_MATH_1(name) \
    double name(double x); \
    float name##f(float x);
#define MPYC_MATH_2(name) \
    double name(double x, double y); \
    float name##f(float x, float y);
MPYC_MATH_1(acos) MPYC_MATH_1(acosh) MPYC_MATH_1(asin) MPYC_MATH_1(asinh) MPYC_MATH_1(atan) MPYC_MATH_1(atanh)
MPYC_MATH_1(cbrt) MPYC_MATH_1(ceil) MPYC_MATH_1(cos) MPYC_MATH_1(cosh) MPYC_MATH_1(erf) MPYC_MATH_1(erfc)
MPYC_MATH_1(exp) MPYC_MATH_1(exp2) MPYC_MATH_1(expm1) MPYC_MATH_1(fabs) MPYC_MATH_1(floor) MPYC_MATH_1(lgamma)
MPYC_MATH_1(log) MPYC_MATH_1(log10) MPYC_MATH_1(log1p) MPYC_MATH_1(log2) MPYC_MATH_1(nearbyint) MPYC_MATH_1(rint)
MPYC_MATH_1(round) MPYC_MATH_1(sin) MPYC_MATH_1(sinh) MPYC_MATH_1(sqrt) MPYC_MATH_1(tan) MPYC_MATH_1(tanh)
MPYC_MATH_1(tgamma) MPYC_MATH_1(trunc)
MPYC_MATH_2(atan2) MPYC_MATH_2(copysign) MPYC_MATH_2(fmod) MPYC_MATH_2(fmax) MPYC_MATH_2(fmin) MPYC_MATH_2(hypot)
MPYC_MATH_2(pow)
double frexp(double x, int *exponent);
float frexpf(float x, int *exponent);
double ldexp(double x, int exponent);
float ldexpf(float x, int exponent);
double modf(double x, double *whole);
float modff(float x, float *whole);

#endif
