// Ints beyond a word are the firmware's affair: their form depends on its configuration.
#ifndef MPYC_PY_OBJINT_H
#define MPYC_PY_OBJINT_H

#include "obj.h"

mp_obj_t mp_obj_int_from_bytes_impl(bool big_endian, size_t len, const byte *buf);
bool mp_obj_int_to_bytes_impl(mp_obj_t self_in, bool big_endian, size_t len, byte *buf);
int mp_obj_int_sign(mp_obj_t self_in);
mp_obj_t mp_obj_int_unary_op(mp_unary_op_t op, mp_obj_t o_in);
mp_obj_t mp_obj_int_binary_op(mp_binary_op_t op, mp_obj_t lhs_in, mp_obj_t rhs_in);
mp_int_t mp_obj_int_hash(mp_obj_t self_in);
mp_obj_t mp_obj_int_pow3(mp_obj_t base, mp_obj_t exponent, mp_obj_t modulus);
mp_float_t mp_obj_int_as_float_impl(mp_obj_t self_in) MPYC_FLOAT_SYMBOL(mp_obj_int_as_float_impl);
void mp_obj_int_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind);

#endif
