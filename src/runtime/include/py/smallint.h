#ifndef MPYC_PY_SMALLINT_H
#define MPYC_PY_SMALLINT_H

#include "misc.h"

#define MP_SMALL_INT_MIN ((mp_int_t)(((mp_int_t)MP_OBJ_WORD_MSBIT_HIGH) >> 1))
#define MP_SMALL_INT_MAX ((mp_int_t)(~(MP_SMALL_INT_MIN)))
#define MP_SMALL_INT_FITS(n) ((((mp_uint_t)(n) ^ ((mp_uint_t)(n) << 1)) & MP_OBJ_WORD_MSBIT_HIGH) == 0)
#define MP_SMALL_INT_POSITIVE_MASK (~(MP_OBJ_WORD_MSBIT_HIGH | (MP_OBJ_WORD_MSBIT_HIGH >> 1)))
#define MP_SMALL_INT_BITS (8 * (int)sizeof(mp_int_t) - 1)
// The bits of a number that is 2^n - 1.
#define MP_IMAX_BITS(m) (64 - __builtin_clzll(m))
bool mp_small_int_mul_overflow(mp_int_t x, mp_int_t y, mp_int_t *res);
mp_int_t mp_small_int_modulo(mp_int_t dividend, mp_int_t divisor);
mp_int_t mp_small_int_floor_divide(mp_int_t num, mp_int_t denom);

#endif
