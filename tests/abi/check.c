// Holds src/runtime/abi.h (and the tags in rt.h) against MicroPython's own headers: it compiles only if they agree.
//
// tests/abi.rs compiles it for each release and target, and twice for each: as the firmware sees the headers (the port's
// own configuration), and with AS_MODULE as native modules see them (py/dynruntime.h). It needs -O1 or more: what a
// _Static_assert cannot compute, such as the place of a bit-field, is computed by the optimiser.

#if AS_MODULE
#include "py/dynruntime.h"
#else
// The struct of a float is in its C file alone, which uses this one name.
#define MP_QSTR_float (0)
#include "py/objfloat.c"
// And that of a closure.
#define MP_QSTR_closure (0)
#include "py/objclosure.c"
#include "py/nativeglue.h"
// The struct of a generator of machine code likewise, which uses these.
#define MP_QSTR_generator (0)
#define MP_QSTR_close (0)
#define MP_QSTR_send (0)
#define MP_QSTR_throw (0)
#define MP_QSTR_pend_throw (0)
#include "py/objgenerator.c"
#include "py/objfun.h"
#include "py/objstr.h"
#include "py/objtype.h"
#endif
#include "py/objarray.h"
#include "py/objlist.h"
#include "py/objtuple.h"

#include "abi.h"

// What rt.h and MicroPython both declare.
#define nlr_push ours_nlr_push
#define mp_fun_table ours_mp_fun_table
#define mp_native_qstr_table ours_mp_native_qstr_table
#define mp_native_obj_table ours_mp_native_obj_table
#include "rt.h"
#undef nlr_push

#define SAME(ours, theirs) _Static_assert((ours) == (theirs), #ours " is not " #theirs)
#define SAME_SIZE(ours, theirs) SAME(sizeof(ours), sizeof(theirs))
#define FIELD(ours, field, theirs, their_field) \
    SAME(offsetof(ours, field), offsetof(theirs, their_field)); \
    SAME(sizeof(((ours *)0)->field), sizeof(((theirs *)0)->their_field))
// A member of no fixed length, at the end.
#define TAIL(ours, field, theirs, their_field) \
    SAME(offsetof(ours, field), offsetof(theirs, their_field)); \
    SAME(sizeof(((ours *)0)->field[0]), sizeof(((theirs *)0)->their_field[0]))

// ---- Scalars

SAME(MICROPY_OBJ_REPR, MICROPY_OBJ_REPR_A);
SAME_SIZE(rt_obj, mp_obj_t);
SAME_SIZE(rt_type, const mp_obj_type_t *);
SAME_SIZE(rt_int, mp_int_t);
SAME_SIZE(rt_uint, mp_uint_t);
SAME_SIZE(rt_qstr, qstr);
SAME((rt_int)-1 < 0, (mp_int_t)-1 < 0);
SAME((rt_uint)-1 < 0, (mp_uint_t)-1 < 0);
SAME((rt_uint)RT_NULL, (mp_uint_t)MP_OBJ_NULL);
SAME((rt_uint)RT_NULL, (mp_uint_t)MP_OBJ_STOP_ITERATION);
SAME((rt_uint)RT_SENTINEL, (mp_uint_t)MP_OBJ_SENTINEL);
SAME((rt_uint)RT_SMALL(5), (mp_uint_t)MP_OBJ_NEW_SMALL_INT(5));
SAME((rt_uint)RT_SMALL(-5), (mp_uint_t)MP_OBJ_NEW_SMALL_INT(-5));
#if !AS_MODULE // to a module's headers it is a call
SAME((rt_uint)RT_QSTR_OBJ(77), (mp_uint_t)MP_OBJ_NEW_QSTR(77));
SAME_SIZE(rt_float, mp_float_t);
#endif

// ---- Objects

SAME_SIZE(rt_map_elem, mp_map_elem_t);
FIELD(rt_map_elem, key, mp_map_elem_t, key);
FIELD(rt_map_elem, value, mp_map_elem_t, value);

SAME_SIZE(rt_map, mp_map_t);
SAME(offsetof(rt_map, flags_used), 0);
SAME(offsetof(rt_map, flags_used) + sizeof(size_t), offsetof(mp_map_t, alloc));
FIELD(rt_map, alloc, mp_map_t, alloc);
FIELD(rt_map, table, mp_map_t, table);

SAME_SIZE(rt_dict, mp_obj_dict_t);
FIELD(rt_dict, type, mp_obj_dict_t, base);
FIELD(rt_dict, map, mp_obj_dict_t, map);

SAME_SIZE(rt_list, mp_obj_list_t);
FIELD(rt_list, type, mp_obj_list_t, base);
FIELD(rt_list, alloc, mp_obj_list_t, alloc);
FIELD(rt_list, len, mp_obj_list_t, len);
FIELD(rt_list, items, mp_obj_list_t, items);

SAME_SIZE(rt_tuple, mp_obj_tuple_t);
FIELD(rt_tuple, type, mp_obj_tuple_t, base);
FIELD(rt_tuple, len, mp_obj_tuple_t, len);
TAIL(rt_tuple, items, mp_obj_tuple_t, items);

SAME_SIZE(rt_array, mp_obj_array_t);
FIELD(rt_array, type, mp_obj_array_t, base);
SAME(offsetof(rt_array, typecode_free) + sizeof(size_t), offsetof(mp_obj_array_t, len));
FIELD(rt_array, len, mp_obj_array_t, len);
FIELD(rt_array, items, mp_obj_array_t, items);

SAME_SIZE(rt_instance, mp_obj_instance_t);
FIELD(rt_instance, type, mp_obj_instance_t, base);
FIELD(rt_instance, members, mp_obj_instance_t, members);

#if !AS_MODULE
SAME_SIZE(rt_float_obj, mp_obj_float_t);
FIELD(rt_float_obj, type, mp_obj_float_t, base);
FIELD(rt_float_obj, value, mp_obj_float_t, value);

SAME_SIZE(rt_closure, mp_obj_closure_t);
FIELD(rt_closure, type, mp_obj_closure_t, base);
FIELD(rt_closure, fun, mp_obj_closure_t, fun);
FIELD(rt_closure, n_closed, mp_obj_closure_t, n_closed);
TAIL(rt_closure, closed, mp_obj_closure_t, closed);

SAME_SIZE(rt_slice_obj, mp_obj_slice_t);
FIELD(rt_slice_obj, type, mp_obj_slice_t, base);
FIELD(rt_slice_obj, start, mp_obj_slice_t, start);
FIELD(rt_slice_obj, stop, mp_obj_slice_t, stop);
FIELD(rt_slice_obj, step, mp_obj_slice_t, step);
SAME(RT_TYPE_IS_INSTANCE, MP_TYPE_FLAG_INSTANCE_TYPE);
SAME(RT_TYPE_HAS_ACCESSORS, MP_TYPE_FLAG_HAS_SPECIAL_ACCESSORS);
#ifdef MP_TYPE_FLAG_SUBSCR_ALLOWS_STACK_SLICE
SAME(RT_TYPE_TAKES_STACK_SLICE, MP_TYPE_FLAG_SUBSCR_ALLOWS_STACK_SLICE);
#else
// The last flag before it.
SAME(RT_TYPE_TAKES_STACK_SLICE, MP_TYPE_FLAG_INSTANCE_TYPE << 1);
#endif
#endif

SAME_SIZE(rt_module, mp_obj_module_t);
FIELD(rt_module, type, mp_obj_module_t, base);
FIELD(rt_module, globals, mp_obj_module_t, globals);

SAME_SIZE(rt_context, mp_module_context_t);
FIELD(rt_context, module, mp_module_context_t, module);
FIELD(rt_context, obj_table, mp_module_context_t, constants.obj_table);
#if !AS_MODULE // a module's headers have another word there, for a firmware that loads no files
FIELD(rt_context, qstr_table, mp_module_context_t, constants.qstr_table);
SAME(sizeof(*((rt_context *)0)->qstr_table), sizeof(*((mp_module_context_t *)0)->constants.qstr_table));
#endif

SAME_SIZE(rt_bytes, mp_obj_str_t);
FIELD(rt_bytes, type, mp_obj_str_t, base);
FIELD(rt_bytes, len, mp_obj_str_t, len);
FIELD(rt_bytes, data, mp_obj_str_t, data);
SAME_SIZE(rt_builtin_fun, mp_obj_fun_builtin_fixed_t);
FIELD(rt_builtin_fun, type, mp_obj_fun_builtin_fixed_t, base);
FIELD(rt_builtin_fun, fun.of_1, mp_obj_fun_builtin_fixed_t, fun._1);
FIELD(rt_builtin_fun, fun.of_2, mp_obj_fun_builtin_fixed_t, fun._2);
FIELD(rt_builtin_fun, fun.of_3, mp_obj_fun_builtin_fixed_t, fun._3);
SAME_SIZE(rt_builtin_var, mp_obj_fun_builtin_var_t);
FIELD(rt_builtin_var, type, mp_obj_fun_builtin_var_t, base);
FIELD(rt_builtin_var, sig, mp_obj_fun_builtin_var_t, sig);
FIELD(rt_builtin_var, fun, mp_obj_fun_builtin_var_t, fun.var);
_Static_assert(MP_OBJ_FUN_MAKE_SIG(3, 5, false) == (3 << 17 | 5 << 1) && MP_OBJ_FUN_MAKE_SIG(0, 0, true) == 1,
    "what a function's sig says");
SAME_SIZE(rt_fun, mp_obj_fun_bc_t);
FIELD(rt_fun, type, mp_obj_fun_bc_t, base);
FIELD(rt_fun, context, mp_obj_fun_bc_t, context);
FIELD(rt_fun, child_table, mp_obj_fun_bc_t, child_table);
FIELD(rt_fun, bytecode, mp_obj_fun_bc_t, bytecode);
TAIL(rt_fun, extra_args, mp_obj_fun_bc_t, extra_args);

SAME_SIZE(rt_raw_code, mp_raw_code_truncated_t);
FIELD(rt_raw_code, indicator, mp_raw_code_truncated_t, proto_fun_indicator);
FIELD(rt_raw_code, kind, mp_raw_code_truncated_t, kind);
FIELD(rt_raw_code, is_generator, mp_raw_code_truncated_t, is_generator);
FIELD(rt_raw_code, fun_data, mp_raw_code_truncated_t, fun_data);
FIELD(rt_raw_code, children, mp_raw_code_truncated_t, children);
SAME(0, MP_PROTO_FUN_INDICATOR_RAW_CODE_0);
SAME(0, MP_PROTO_FUN_INDICATOR_RAW_CODE_1);
SAME(RT_KIND_BYTECODE, MP_CODE_BYTECODE);
SAME(RT_KIND_NATIVE_PY, MP_CODE_NATIVE_PY);

SAME_SIZE(rt_code_state, mp_code_state_native_t);
FIELD(rt_code_state, fun, mp_code_state_native_t, fun_bc);
FIELD(rt_code_state, ip, mp_code_state_native_t, ip);
FIELD(rt_code_state, sp, mp_code_state_native_t, sp);
FIELD(rt_code_state, n_state, mp_code_state_native_t, n_state);
FIELD(rt_code_state, exc_sp_idx, mp_code_state_native_t, exc_sp_idx);
FIELD(rt_code_state, old_globals, mp_code_state_native_t, old_globals);
TAIL(rt_code_state, state, mp_code_state_native_t, state);

#if !AS_MODULE
SAME_SIZE(rt_generator, mp_obj_gen_instance_native_t);
FIELD(rt_generator, type, mp_obj_gen_instance_native_t, base);
FIELD(rt_generator, pending, mp_obj_gen_instance_native_t, pend_exc);
FIELD(rt_generator, call, mp_obj_gen_instance_native_t, code_state);
#endif

SAME_SIZE(rt_type_obj, mp_obj_type_t);
SAME_SIZE(rt_type_obj, mp_obj_empty_type_t);
FIELD(rt_type_obj, type, mp_obj_type_t, base);
FIELD(rt_type_obj, flags, mp_obj_type_t, flags);
FIELD(rt_type_obj, name, mp_obj_type_t, name);
#define SLOT(slot) FIELD(rt_type_obj, slot_##slot, mp_obj_type_t, slot_index_##slot)
SLOT(make_new);
SLOT(print);
SLOT(call);
SLOT(unary_op);
SLOT(binary_op);
SLOT(attr);
SLOT(subscr);
SLOT(iter);
SLOT(buffer);
SLOT(protocol);
SLOT(parent);
SLOT(locals_dict);
TAIL(rt_type_obj, slots, mp_obj_type_t, slots);

SAME_SIZE(rt_iter, mp_obj_iter_buf_t);
FIELD(rt_iter, type, mp_obj_iter_buf_t, base);
FIELD(rt_iter, buf, mp_obj_iter_buf_t, buf);

// ---- Frames of protected regions: room for what any firmware that loads modules saves, and for the one word more that
// a firmware with MICROPY_ENABLE_PYSTACK has.

FIELD(rt_nlr, prev, nlr_buf_t, prev);
FIELD(rt_nlr, value, nlr_buf_t, ret_val);
#if !MICROPY_NLR_SETJMP
SAME(offsetof(rt_nlr, saved), offsetof(nlr_buf_t, regs));
#endif
_Static_assert(sizeof(rt_nlr) >= sizeof(nlr_buf_t), "rt_nlr is too small for this firmware's frame");
SAME(sizeof(rt_nlr), (2 + RT_NLR_SAVED + 1) * sizeof(void *));
SAME(RT_NLR_X86, MICROPY_NLR_NUM_REGS_X86);
SAME(RT_NLR_X64, MICROPY_NLR_NUM_REGS_X64_WIN);
_Static_assert(RT_NLR_X64 >= MICROPY_NLR_NUM_REGS_X64, "RT_NLR_X64");
SAME(RT_NLR_THUMB, MICROPY_NLR_NUM_REGS_ARM_THUMB_FP);
_Static_assert(RT_NLR_THUMB >= MICROPY_NLR_NUM_REGS_ARM_THUMB, "RT_NLR_THUMB");
SAME(RT_NLR_XTENSA, MICROPY_NLR_NUM_REGS_XTENSA);
SAME(RT_NLR_XTENSAWIN, 39);
_Static_assert(RT_NLR_XTENSAWIN >= MICROPY_NLR_NUM_REGS_XTENSAWIN, "RT_NLR_XTENSAWIN");
SAME(RT_NLR_RISCV, MICROPY_NLR_NUM_REGS_RV32I);
SAME(RT_NLR_RISCV, MICROPY_NLR_NUM_REGS_RV64I);

// ---- Operators

#define UNARY(operator) SAME(RT_##operator, MP_UNARY_OP_##operator)
UNARY(POSITIVE);
UNARY(NEGATIVE);
UNARY(INVERT);
UNARY(NOT);
UNARY(BOOL);
UNARY(LEN);
UNARY(HASH);
UNARY(ABS);

#define BINARY(operator) SAME(RT_##operator, MP_BINARY_OP_##operator)
BINARY(LESS);
BINARY(MORE);
BINARY(EQUAL);
BINARY(LESS_EQUAL);
BINARY(MORE_EQUAL);
BINARY(NOT_EQUAL);
BINARY(IN);
BINARY(IS);
BINARY(EXCEPTION_MATCH);
#define ARITHMETIC(operator) BINARY(operator); BINARY(INPLACE_##operator)
ARITHMETIC(OR);
ARITHMETIC(XOR);
ARITHMETIC(AND);
ARITHMETIC(LSHIFT);
ARITHMETIC(RSHIFT);
ARITHMETIC(ADD);
ARITHMETIC(SUBTRACT);
ARITHMETIC(MULTIPLY);
ARITHMETIC(MAT_MULTIPLY);
ARITHMETIC(FLOOR_DIVIDE);
ARITHMETIC(TRUE_DIVIDE);
ARITHMETIC(MODULO);
ARITHMETIC(POWER);

// ---- Qstrs: QSTRS(X) names those of abi.h, MICROPYTHON_QSTR_name is MicroPython's number of each. Made by the test.

#include "static_qstrs.h"
#define QSTR(name) SAME(RT_QSTR_##name, MICROPYTHON_QSTR_##name);
QSTRS(QSTR)

// ---- The table. Equal offsets under equal names mean equal order.

SAME_SIZE(struct rt_table, mp_fun_table_t);
#define FUNCTION(result, name, parameters) FIELD(struct rt_table, name, mp_fun_table_t, name);
#define VALUE(type, name) FIELD(struct rt_table, name, mp_fun_table_t, name);
RT_TABLE(FUNCTION, VALUE)

// ---- The word of an array that two members share: the type code is the low byte.

extern void arrays_differ(void) __attribute__((error("rt_array.typecode_free and mp_obj_array_t have other bits")));
void check_array_bits(void) {
    union {
        mp_obj_array_t theirs;
        rt_array ours;
    } array = {.ours = {NULL, 3 << 8 | 'B', 0, NULL}};
    if (array.theirs.typecode != 'B' || array.theirs.free != 3) {
        arrays_differ();
    }
}

// ---- The first word of a map: three flags, and above them the count.

extern void maps_differ(void) __attribute__((error("rt_map.flags_used and mp_map_t have other bits")));
void check_map_bits(void) {
    union {
        mp_map_t theirs;
        rt_map ours;
    } map = {.ours = {RT_MAP_KEYS_ARE_QSTRS, 0, NULL}};
    if (!map.theirs.all_keys_are_qstrs || map.theirs.is_fixed || map.theirs.is_ordered || map.theirs.used != 0) {
        maps_differ();
    }
    map.ours.flags_used = RT_MAP_IS_FIXED;
    if (map.theirs.all_keys_are_qstrs || !map.theirs.is_fixed || map.theirs.is_ordered || map.theirs.used != 0) {
        maps_differ();
    }
    map.ours.flags_used = 1 << 3;
    if (map.theirs.all_keys_are_qstrs || map.theirs.is_fixed || map.theirs.is_ordered || map.theirs.used != 1) {
        maps_differ();
    }
    // RT_FIXED is the count's highest bit, so it is lost when the map counts anew, and kept while it counts on.
    map.ours.flags_used = RT_MAP_KEYS_ARE_QSTRS | RT_FIXED;
    if (!map.theirs.all_keys_are_qstrs || map.theirs.is_fixed || map.theirs.is_ordered
        || map.theirs.used != (RT_FIXED >> 3)) {
        maps_differ();
    }
}
SAME(RT_FIXED << 1, 0);
// No map counts that far: a table with that many entries is half of all memory that can be addressed, or more.
_Static_assert((RT_FIXED >> 3) >= ((size_t)1 << (8 * sizeof(size_t) - 1)) / sizeof(mp_map_elem_t),
    "a map could count up to RT_FIXED");
