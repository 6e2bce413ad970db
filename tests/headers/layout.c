// Layouts and numbers, the same with our headers and with MicroPython's (tests/headers.rs).
#include <stddef.h>
#include <stdint.h>

#include "py/binary.h"
#include "py/mphal.h"
#include "py/objarray.h"
#include "py/objexcept.h"
#include "py/objfun.h"
#include "py/objlist.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/objtype.h"
#include "py/ringbuf.h"
#include "py/runtime.h"
#include "py/smallint.h"
#include "py/stream.h"

// A type's size, and where each field is.
#define F1(t, a) offsetof(t, a),
#define F2(t, a, ...) F1(t, a) F1(t, __VA_ARGS__)
#define F3(t, a, ...) F1(t, a) F2(t, __VA_ARGS__)
#define F4(t, a, ...) F1(t, a) F3(t, __VA_ARGS__)
#define F5(t, a, ...) F1(t, a) F4(t, __VA_ARGS__)
#define F6(t, a, ...) F1(t, a) F5(t, __VA_ARGS__)
#define F7(t, a, ...) F1(t, a) F6(t, __VA_ARGS__)
#define F8(t, a, ...) F1(t, a) F7(t, __VA_ARGS__)
#define PICK(a, b, c, d, e, f, g, h, n, ...) n
#define FIELDS(t, ...) sizeof(t), PICK(__VA_ARGS__, F8, F7, F6, F5, F4, F3, F2, F1)(t, __VA_ARGS__)

const uint32_t structures[] = {
    FIELDS(mp_obj_base_t, type)
    FIELDS(mp_map_elem_t, key, value)
    FIELDS(mp_rom_map_elem_t, key, value)
    FIELDS(mp_map_t, alloc, table)
    FIELDS(mp_set_t, alloc, used, table)
    FIELDS(mp_obj_dict_t, base, map)
    FIELDS(mp_obj_iter_buf_t, base, buf)
    FIELDS(mp_getiter_iternext_custom_t, getiter, iternext)
    FIELDS(mp_buffer_info_t, buf, len, typecode)
    FIELDS(mp_obj_list_t, base, alloc, len, items)
    FIELDS(mp_obj_tuple_t, base, len, items)
    FIELDS(mp_rom_obj_tuple_t, base, len, items)
    FIELDS(mp_obj_str_t, base, hash, len, data)
    FIELDS(mp_obj_array_t, base, len, items)
    FIELDS(mp_obj_exception_t, base, traceback_data, args)
    FIELDS(mp_obj_instance_t, base, members, subobj)
    FIELDS(mp_obj_slice_t, base, start, stop, step)
    FIELDS(mp_bound_slice_t, start, stop, step)
    FIELDS(mp_obj_cell_t, base, obj)
    FIELDS(mp_obj_fun_builtin_fixed_t, base, fun)
    FIELDS(mp_obj_fun_builtin_var_t, base, sig, fun)
    FIELDS(mp_obj_fun_bc_t, base, context, child_table, bytecode, extra_args)
    FIELDS(mp_obj_module_t, base, globals)
    FIELDS(mp_module_context_t, module, constants)
    FIELDS(mp_module_constants_t, qstr_table, obj_table)
    FIELDS(mp_obj_static_class_method_t, base, fun)
    FIELDS(mp_rom_obj_static_class_method_t, base, fun)
    FIELDS(mp_print_t, data, print_strn)
    FIELDS(mp_print_ext_t, base, item_separator, key_separator)
    FIELDS(vstr_t, alloc, len, buf, fixed_buf)
    FIELDS(mp_stream_p_t, read, write, ioctl)
    FIELDS(struct mp_stream_seek_t, offset, whence)
    FIELDS(mp_pin_p_t, ioctl)
    FIELDS(mp_sched_node_t, callback, next)
    FIELDS(ringbuf_t, buf, size, iget, iput)
    FIELDS(mp_float_union_t, f, i)
};

const uint32_t types[] = {
    FIELDS(mp_obj_type_t, base, flags, name, slots)
    FIELDS(mp_obj_empty_type_t, base, flags, name)
    FIELDS(mp_obj_full_type_t, base, flags, name, slots)
    FIELDS(mp_obj_type_t, slot_index_make_new, slot_index_print, slot_index_call, slot_index_unary_op, slot_index_binary_op, slot_index_attr)
    FIELDS(mp_obj_type_t, slot_index_subscr, slot_index_iter, slot_index_buffer, slot_index_protocol, slot_index_parent, slot_index_locals_dict)
};

// Fields that are bits have no offset: each is set by itself. As bytes, for the two halves of a word.
const mp_map_t map_keys_are_qstrs = {.all_keys_are_qstrs = 1};
const mp_map_t map_is_fixed = {.is_fixed = 1};
const mp_map_t map_is_ordered = {.is_ordered = 1};
const mp_map_t map_used = {.used = 0x1234567};
const mp_obj_array_t array_typecode = {.typecode = 0x7f};
const mp_obj_array_t array_free = {.free = 0x123456};
const mp_obj_exception_t exception_alloc = {.traceback_alloc = 0x1234};
const mp_obj_exception_t exception_len = {.traceback_len = 0x1234};
const mp_stream_p_t stream_is_text = {.is_text = 1};
const mp_float_union_t float_parts = {.p = {.frc = 0x2345, .exp = 0x45, .sgn = 1}};
const mp_arg_val_t arg_bool = {.u_bool = 1};
const mp_arg_val_t arg_int = {.u_int = -2};

const uint32_t sizes[] = {
    sizeof(mp_obj_t), sizeof(mp_const_obj_t), sizeof(mp_rom_obj_t), sizeof(mp_int_t), sizeof(mp_uint_t),
    sizeof(qstr), sizeof(qstr_short_t), sizeof(mp_float_t), sizeof(mp_off_t), sizeof(unichar), sizeof(byte), sizeof(uint),
    sizeof(mp_arg_val_t), sizeof(mp_float_uint_t), sizeof(mp_unary_op_t), sizeof(mp_binary_op_t),
    sizeof(mp_print_kind_t), sizeof(mp_map_lookup_kind_t), sizeof(mp_vm_return_kind_t), MP_OBJ_ITER_BUF_NSLOTS,
    MP_FLOAT_EXP_BITS, MP_FLOAT_EXP_OFFSET, MP_FLOAT_FRAC_BITS, MP_FLOAT_EXP_BIAS, MP_BITS_PER_BYTE, MP_BYTES_PER_OBJ_WORD,
    MP_SMALL_INT_BITS, MP_OBJ_ARRAY_FREE_SIZE_BITS, MP_ENDIANNESS_LITTLE,
};

const uint32_t operators[] = {
    MP_UNARY_OP_POSITIVE, MP_UNARY_OP_NEGATIVE, MP_UNARY_OP_INVERT, MP_UNARY_OP_NOT, MP_UNARY_OP_BOOL, MP_UNARY_OP_LEN,
    MP_UNARY_OP_HASH, MP_UNARY_OP_ABS, MP_UNARY_OP_INT_MAYBE, MP_UNARY_OP_FLOAT_MAYBE, MP_UNARY_OP_COMPLEX_MAYBE,
    MP_UNARY_OP_SIZEOF, MP_BINARY_OP_LESS, MP_BINARY_OP_MORE, MP_BINARY_OP_EQUAL, MP_BINARY_OP_LESS_EQUAL,
    MP_BINARY_OP_MORE_EQUAL, MP_BINARY_OP_NOT_EQUAL, MP_BINARY_OP_IN, MP_BINARY_OP_IS, MP_BINARY_OP_EXCEPTION_MATCH,
    MP_BINARY_OP_INPLACE_OR, MP_BINARY_OP_INPLACE_XOR, MP_BINARY_OP_INPLACE_AND, MP_BINARY_OP_INPLACE_LSHIFT,
    MP_BINARY_OP_INPLACE_RSHIFT, MP_BINARY_OP_INPLACE_ADD, MP_BINARY_OP_INPLACE_SUBTRACT, MP_BINARY_OP_INPLACE_MULTIPLY,
    MP_BINARY_OP_INPLACE_MAT_MULTIPLY, MP_BINARY_OP_INPLACE_FLOOR_DIVIDE, MP_BINARY_OP_INPLACE_TRUE_DIVIDE,
    MP_BINARY_OP_INPLACE_MODULO, MP_BINARY_OP_INPLACE_POWER, MP_BINARY_OP_OR, MP_BINARY_OP_XOR, MP_BINARY_OP_AND,
    MP_BINARY_OP_LSHIFT, MP_BINARY_OP_RSHIFT, MP_BINARY_OP_ADD, MP_BINARY_OP_SUBTRACT, MP_BINARY_OP_MULTIPLY,
    MP_BINARY_OP_MAT_MULTIPLY, MP_BINARY_OP_FLOOR_DIVIDE, MP_BINARY_OP_TRUE_DIVIDE, MP_BINARY_OP_MODULO, MP_BINARY_OP_POWER,
    MP_BINARY_OP_DIVMOD, MP_BINARY_OP_CONTAINS, MP_BINARY_OP_REVERSE_OR, MP_BINARY_OP_REVERSE_XOR, MP_BINARY_OP_REVERSE_AND,
    MP_BINARY_OP_REVERSE_LSHIFT, MP_BINARY_OP_REVERSE_RSHIFT, MP_BINARY_OP_REVERSE_ADD, MP_BINARY_OP_REVERSE_SUBTRACT,
    MP_BINARY_OP_REVERSE_MULTIPLY, MP_BINARY_OP_REVERSE_MAT_MULTIPLY, MP_BINARY_OP_REVERSE_FLOOR_DIVIDE,
    MP_BINARY_OP_REVERSE_TRUE_DIVIDE, MP_BINARY_OP_REVERSE_MODULO, MP_BINARY_OP_REVERSE_POWER, MP_BINARY_OP_NOT_IN,
    MP_BINARY_OP_IS_NOT, MP_UNARY_OP_NUM_BYTECODE, MP_UNARY_OP_NUM_RUNTIME, MP_BINARY_OP_NUM_BYTECODE,
};

const uint32_t numbers[] = {
    MP_TYPE_FLAG_NONE, MP_TYPE_FLAG_IS_SUBCLASSED, MP_TYPE_FLAG_HAS_SPECIAL_ACCESSORS, MP_TYPE_FLAG_EQ_NOT_REFLEXIVE,
    MP_TYPE_FLAG_EQ_CHECKS_OTHER_TYPE, MP_TYPE_FLAG_EQ_HAS_NEQ_TEST, MP_TYPE_FLAG_BINDS_SELF, MP_TYPE_FLAG_BUILTIN_FUN,
    MP_TYPE_FLAG_ITER_IS_GETITER, MP_TYPE_FLAG_ITER_IS_ITERNEXT, MP_TYPE_FLAG_ITER_IS_CUSTOM, MP_TYPE_FLAG_ITER_IS_STREAM,
    MP_TYPE_FLAG_INSTANCE_TYPE, PRINT_STR, PRINT_REPR, PRINT_EXC, PRINT_JSON, PRINT_RAW, PRINT_EXC_SUBCLASS,
    MP_MAP_LOOKUP, MP_MAP_LOOKUP_ADD_IF_NOT_FOUND, MP_MAP_LOOKUP_REMOVE_IF_FOUND,
    MP_MAP_LOOKUP_ADD_IF_NOT_FOUND_OR_REMOVE_IF_FOUND, MP_BUFFER_READ, MP_BUFFER_WRITE, MP_BUFFER_RW,
    MP_BUFFER_RAISE_IF_UNSUPPORTED, MP_ARG_BOOL, MP_ARG_INT, MP_ARG_OBJ, MP_ARG_KIND_MASK, MP_ARG_REQUIRED, MP_ARG_KW_ONLY,
    MP_OBJ_FUN_ARGS_MAX, MP_OBJ_FUN_MAKE_SIG(3, 9, true), MP_OBJ_FUN_MAKE_SIG(0, MP_OBJ_FUN_ARGS_MAX, false),
    MP_VM_RETURN_NORMAL, MP_VM_RETURN_YIELD, MP_VM_RETURN_EXCEPTION, MP_NATIVE_TYPE_OBJ, MP_NATIVE_TYPE_BOOL,
    MP_NATIVE_TYPE_INT, MP_NATIVE_TYPE_UINT, MP_NATIVE_TYPE_PTR, MP_NATIVE_TYPE_PTR8, MP_NATIVE_TYPE_PTR16,
    MP_NATIVE_TYPE_PTR32, MP_NATIVE_TYPE_QSTR, MP_SCOPE_FLAG_ALL_SIG, MP_SCOPE_FLAG_GENERATOR, MP_SCOPE_FLAG_VARKEYWORDS,
    MP_SCOPE_FLAG_VARARGS, MP_SCOPE_FLAG_DEFKWARGS, MP_SCOPE_FLAG_REFGLOBALS, MP_SCOPE_FLAG_HASCONSTS,
    MP_SCOPE_FLAG_VIPERRET_POS, MP_SCOPE_FLAG_VIPERRELOC, MP_SCOPE_FLAG_VIPERRODATA, MP_SCOPE_FLAG_VIPERBSS,
    MP_OBJ_ARRAY_TYPECODE_FLAG_RW, BYTEARRAY_TYPECODE, MP_PIN_READ, MP_PIN_WRITE, MP_PIN_INPUT, MP_PIN_OUTPUT,
};

const uint32_t streams[] = {
    MP_STREAM_FLUSH, MP_STREAM_SEEK, MP_STREAM_POLL, MP_STREAM_CLOSE, MP_STREAM_TIMEOUT, MP_STREAM_GET_OPTS,
    MP_STREAM_SET_OPTS, MP_STREAM_GET_DATA_OPTS, MP_STREAM_SET_DATA_OPTS, MP_STREAM_GET_FILENO, MP_STREAM_GET_BUFFER_SIZE,
    MP_STREAM_POLL_RD, MP_STREAM_POLL_WR, MP_STREAM_POLL_ERR, MP_STREAM_POLL_HUP, MP_STREAM_POLL_NVAL, MP_SEEK_SET,
    MP_SEEK_CUR, MP_SEEK_END, MP_STREAM_OP_READ, MP_STREAM_OP_WRITE, MP_STREAM_OP_IOCTL, MP_STREAM_RW_READ,
    MP_STREAM_RW_WRITE, MP_STREAM_RW_ONCE, MP_ESRCH, MP_EINTR, MP_ENXIO, MP_E2BIG, MP_ENOEXEC, MP_ECHILD, MP_EFAULT,
    MP_EBUSY, MP_EXDEV, MP_ENFILE, MP_EMFILE, MP_ENOTTY, MP_ETXTBSY, MP_ESPIPE, MP_EMLINK, MP_EDOM, MP_ERANGE,
    MP_EPERM, MP_ENOENT, MP_EIO, MP_EBADF, MP_EAGAIN, MP_EWOULDBLOCK, MP_ENOMEM,
    MP_EACCES, MP_EEXIST, MP_ENODEV, MP_ENOTDIR, MP_EISDIR, MP_EINVAL, MP_EFBIG, MP_ENOSPC, MP_EROFS, MP_EPIPE,
    MP_EOPNOTSUPP, MP_EAFNOSUPPORT, MP_EADDRINUSE, MP_ECONNABORTED, MP_ECONNRESET, MP_ENOBUFS, MP_EISCONN, MP_ENOTCONN,
    MP_ETIMEDOUT, MP_ECONNREFUSED, MP_EHOSTUNREACH, MP_EALREADY, MP_EINPROGRESS, MP_ECANCELED,
};

// A frame holds more with ours: what is read of it is at the same places.
const uint32_t frames[] = {offsetof(nlr_buf_t, prev), offsetof(nlr_buf_t, ret_val), offsetof(nlr_buf_t, regs)};

#ifdef MP_TYPE_FLAG_SUBSCR_ALLOWS_STACK_SLICE
const uint32_t flags_since_1_26[] = {MP_TYPE_FLAG_SUBSCR_ALLOWS_STACK_SLICE};
#endif

// Words with a tag, in object representation A.
const uint32_t words[] = {
    (uint32_t)(uintptr_t)MP_OBJ_NEW_SMALL_INT(5), (uint32_t)(uintptr_t)MP_OBJ_NEW_SMALL_INT(-5), (uint32_t)MP_OBJ_SMALL_INT_VALUE(-9),
    (uint32_t)(uintptr_t)MP_OBJ_SENTINEL, (uint32_t)(uintptr_t)MP_OBJ_NULL, (uint32_t)(uintptr_t)MP_OBJ_STOP_ITERATION,
    (uint32_t)MP_SMALL_INT_MIN, (uint32_t)MP_SMALL_INT_MAX, MP_SMALL_INT_FITS(5),
};
