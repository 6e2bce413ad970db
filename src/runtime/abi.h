// The firmware's binary interface, as native modules see it: the function table, the layouts of objects, the numbers of
// operators. Stated from the facts of MicroPython 1.23 and later (.mpy 6.3), the same in every release since; a test
// holds it against the real headers (tests/abi.rs). Nothing here depends on how a firmware was configured.
//
// Names begin with rt_ or RT_, so that this file and MicroPython's own headers can be seen by one compiler run.
#ifndef MPYC_ABI_H
#define MPYC_ABI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef void *rt_obj;              // mp_obj_t, object representation A
typedef const void *rt_type;       // const mp_obj_type_t *
typedef intptr_t rt_int;           // mp_int_t
typedef uintptr_t rt_uint;         // mp_uint_t
typedef size_t rt_qstr;            // qstr

// The firmware's float (MICROPY_FLOAT_IMPL), said by the command line: 4 bytes or 8.
#if RT_FLOAT_SIZE == 8
typedef double rt_float;
#else
typedef float rt_float;
#endif

// py/obj.h: a map's first word counts its entries above three flags.
typedef struct { rt_obj key, value; } rt_map_elem;
typedef struct { size_t flags_used; size_t alloc; rt_map_elem *table; } rt_map;
#define RT_MAP_KEYS_ARE_QSTRS ((size_t)1)
#define RT_MAP_IS_FIXED ((size_t)2)
typedef struct { rt_type type; rt_map map; } rt_dict;
// py/objlist.h, py/objtuple.h
typedef struct { rt_type type; size_t alloc; size_t len; rt_obj *items; } rt_list;
typedef struct { rt_type type; size_t len; rt_obj items[]; } rt_tuple;
// py/objarray.h: a bytearray, array or memoryview; for a bytearray, len counts its bytes.
typedef struct { rt_type type; size_t typecode_free; size_t len; void *items; } rt_array;
// py/objstr.h: bytes, and a str.
typedef struct { rt_type type; size_t hash; size_t len; const uint8_t *data; } rt_bytes;
// py/objtype.h: an instance of a class; what follows the map is the class's own affair.
typedef struct { rt_type type; rt_map members; } rt_instance;
// py/objfloat.c
typedef struct { rt_type type; rt_float value; } rt_float_obj;
// py/obj.h: a module; py/bc.h: with the tables of its file.
typedef struct { rt_type type; rt_dict *globals; } rt_module;
typedef struct { rt_module module; const uint16_t *qstr_table; const rt_obj *obj_table; } rt_context;
// py/objfun.h: a function made from bytecode or machine code.
typedef struct {
    rt_type type;
    const rt_context *context;
    const void *const *child_table;
    const void *bytecode;
    rt_obj extra_args[];
} rt_fun;
// py/objclosure.c: a function with the first arguments of its calls.
typedef struct { rt_type type; rt_obj fun; size_t n_closed; rt_obj closed[]; } rt_closure;
// py/obj.h: a function of the firmware's with so many arguments.
typedef struct {
    rt_type type;
    union {
        rt_obj (*of_1)(rt_obj a), (*of_2)(rt_obj a, rt_obj b);
        rt_obj (*of_3)(rt_obj a, rt_obj b, rt_obj c);
    } fun;
} rt_builtin_fun;
// py/obj.h: one with any of several numbers of arguments, from sig >> 17 to sig >> 1 & 0xffff; odd if it takes keywords.
typedef struct { rt_type type; uint32_t sig; rt_obj (*fun)(size_t n_args, const rt_obj *args); } rt_builtin_var;
// py/emitglue.h: what a function is made from.
typedef struct {
    uint8_t indicator[2]; // 0, 0: not a plain pointer to bytecode
    uint8_t kind;
    bool is_generator;
    const void *fun_data;
    const void *children;
} rt_raw_code;
#define RT_KIND_BYTECODE (2)
#define RT_KIND_NATIVE_PY (3)
// py/bc.h: the state of a call, filled by the table's setup_code_state_native.
typedef struct {
    const rt_fun *fun;
    const uint8_t *ip;
    rt_obj *sp;
    uint16_t n_state;
    uint16_t exc_sp_idx;
    rt_dict *old_globals;
    rt_obj state[];
} rt_code_state;
// py/objgenerator.c, mp_obj_gen_instance_native_t: a generator of machine code. Pending is None while it is not running, null while it
// is, and else an exception that it is resumed with. Of one that has ended, `ip` is null.
typedef struct { rt_type type; rt_obj pending; rt_code_state call; } rt_generator;
// py/obj.h: a type; slot s has the function slots[slot_index_s - 1], none if the index is 0.
typedef struct {
    rt_type type;
    uint16_t flags;
    uint16_t name;
    uint8_t slot_make_new, slot_print, slot_call, slot_unary_op, slot_binary_op, slot_attr;
    uint8_t slot_subscr, slot_iter, slot_buffer, slot_protocol, slot_parent, slot_locals_dict;
    void *slots[];
} rt_type_obj;
// py/obj.h: MP_TYPE_FLAG_INSTANCE_TYPE, of a class made in Python; MP_TYPE_FLAG_HAS_SPECIAL_ACCESSORS, of one with
// properties, descriptors or a __setattr__.
#define RT_TYPE_IS_INSTANCE (0x0200)
#define RT_TYPE_HAS_ACCESSORS (0x0002)
// MP_TYPE_FLAG_SUBSCR_ALLOWS_STACK_SLICE, of 1.26 and later; no type of the firmware has the bit before.
#define RT_TYPE_TAKES_STACK_SLICE (0x0400)
// py/objslice.c, py/obj.h: mp_obj_slice_t
typedef struct { rt_type type; rt_obj start, stop, step; } rt_slice_obj;
// py/obj.h: the state of an iteration on the stack.
typedef struct { rt_type type; rt_obj buf[3]; } rt_iter;
// py/nlr.h: the frame of a protected region, with room for the most registers that firmware for the processor saves, and
// for one word more (MICROPY_ENABLE_PYSTACK). Of the ESP32 it is the C library's jmp_buf.
enum {
    RT_NLR_X86 = 6, RT_NLR_X64 = 10, RT_NLR_THUMB = 16, RT_NLR_XTENSA = 10, RT_NLR_XTENSAWIN = 39, RT_NLR_RISCV = 14,
#if defined(__i386__)
    RT_NLR_SAVED = RT_NLR_X86,
#elif defined(__x86_64__)
    RT_NLR_SAVED = RT_NLR_X64,
#elif defined(__arm__)
    RT_NLR_SAVED = RT_NLR_THUMB,
#elif defined(__XTENSA_WINDOWED_ABI__)
    RT_NLR_SAVED = RT_NLR_XTENSAWIN,
#elif defined(__XTENSA__)
    RT_NLR_SAVED = RT_NLR_XTENSA,
#elif defined(__riscv)
    RT_NLR_SAVED = RT_NLR_RISCV,
#else
#error "no protected regions for this architecture"
#endif
};
typedef struct { void *prev; rt_obj value; void *saved[RT_NLR_SAVED + 1]; } rt_nlr;

// Qstr numbers that are the same in every firmware (py/makeqstrdata.py, static_qstr_list).
enum {
    RT_QSTR___init__ = 17, RT_QSTR___name__ = 23, RT_QSTR_ImportError = 38, RT_QSTR_MemoryError = 44,
    RT_QSTR_NameError = 45, RT_QSTR_OSError = 48, RT_QSTR_OverflowError = 49, RT_QSTR_RuntimeError = 50,
    RT_QSTR_StopIteration = 51, RT_QSTR_TypeError = 54,
    RT_QSTR_builtins = 63, RT_QSTR_getattr = 87, RT_QSTR_isinstance = 97, RT_QSTR_len = 107, RT_QSTR_open = 118,
    RT_QSTR_range = 124,
};

// py/runtime0.h: unary and binary operators.
enum { RT_POSITIVE, RT_NEGATIVE, RT_INVERT, RT_NOT, RT_BOOL, RT_LEN, RT_HASH, RT_ABS };
enum {
    RT_LESS, RT_MORE, RT_EQUAL, RT_LESS_EQUAL, RT_MORE_EQUAL, RT_NOT_EQUAL, RT_IN, RT_IS, RT_EXCEPTION_MATCH,
    RT_INPLACE_OR, RT_INPLACE_XOR, RT_INPLACE_AND, RT_INPLACE_LSHIFT, RT_INPLACE_RSHIFT, RT_INPLACE_ADD,
    RT_INPLACE_SUBTRACT, RT_INPLACE_MULTIPLY, RT_INPLACE_MAT_MULTIPLY, RT_INPLACE_FLOOR_DIVIDE,
    RT_INPLACE_TRUE_DIVIDE, RT_INPLACE_MODULO, RT_INPLACE_POWER,
    RT_OR, RT_XOR, RT_AND, RT_LSHIFT, RT_RSHIFT, RT_ADD, RT_SUBTRACT, RT_MULTIPLY, RT_MAT_MULTIPLY,
    RT_FLOOR_DIVIDE, RT_TRUE_DIVIDE, RT_MODULO, RT_POWER,
};

// The runtime's answers that are no objects (py/obj.h).
#define RT_NULL ((rt_obj)0)
#define RT_SENTINEL ((rt_obj)4)

// py/nativeglue.h, mp_fun_table_t: every entry, in order, by its name there.
//     X(result, name, parameters) a function; V(type, name) a value
#define RT_TABLE(X, V) \
    V(rt_obj, const_none) \
    V(rt_obj, const_false) \
    V(rt_obj, const_true) \
    X(rt_uint, native_from_obj, (rt_obj obj, rt_uint type)) \
    X(rt_obj, native_to_obj, (rt_uint value, rt_uint type)) \
    X(rt_dict *, swap_globals, (rt_dict *globals)) \
    X(rt_obj, load_name, (rt_qstr name)) \
    X(rt_obj, load_global, (rt_qstr name)) \
    X(rt_obj, load_build_class, (void)) \
    X(rt_obj, load_attr, (rt_obj base, rt_qstr name)) \
    X(void, load_method, (rt_obj base, rt_qstr name, rt_obj *dest)) \
    X(void, load_super_method, (rt_qstr name, rt_obj *dest)) \
    X(void, store_name, (rt_qstr name, rt_obj value)) \
    X(void, store_global, (rt_qstr name, rt_obj value)) \
    X(void, store_attr, (rt_obj base, rt_qstr name, rt_obj value)) \
    X(rt_obj, obj_subscr, (rt_obj base, rt_obj index, rt_obj value)) \
    X(bool, obj_is_true, (rt_obj obj)) \
    X(rt_obj, unary_op, (int op, rt_obj arg)) \
    X(rt_obj, binary_op, (int op, rt_obj lhs, rt_obj rhs)) \
    X(rt_obj, new_tuple, (size_t n, const rt_obj *items)) \
    X(rt_obj, new_list, (size_t n, rt_obj *items)) \
    X(rt_obj, new_dict, (size_t n)) \
    X(rt_obj, new_set, (size_t n, rt_obj *items)) \
    X(void, set_store, (rt_obj set, rt_obj item)) \
    X(rt_obj, list_append, (rt_obj list, rt_obj item)) \
    X(rt_obj, dict_store, (rt_obj dict, rt_obj key, rt_obj value)) \
    X(rt_obj, make_function_from_proto_fun, (const void *proto, const rt_context *context, const rt_obj *defaults)) \
    X(rt_obj, call_function_n_kw, (rt_obj fun, size_t n_args_kw, const rt_obj *args)) \
    X(rt_obj, call_method_n_kw, (size_t n_args, size_t n_kw, const rt_obj *args)) \
    X(rt_obj, call_method_n_kw_var, (bool have_self, size_t n_args_kw, const rt_obj *args)) \
    X(rt_obj, getiter, (rt_obj obj, rt_iter *iter)) \
    X(rt_obj, iternext, (rt_iter *iter)) \
    X(unsigned int, nlr_push, (rt_nlr *frame)) \
    X(void, nlr_pop, (void)) \
    X(void, raise, (rt_obj exception)) \
    X(rt_obj, import_name, (rt_qstr name, rt_obj fromlist, rt_obj level)) \
    X(rt_obj, import_from, (rt_obj module, rt_qstr name)) \
    X(void, import_all, (rt_obj module)) \
    X(rt_obj, new_slice, (rt_obj start, rt_obj stop, rt_obj step)) \
    X(void, unpack_sequence, (rt_obj seq, size_t n, rt_obj *items)) \
    X(void, unpack_ex, (rt_obj seq, size_t n, rt_obj *items)) \
    X(void, delete_name, (rt_qstr name)) \
    X(void, delete_global, (rt_qstr name)) \
    X(rt_obj, new_closure, (rt_obj fun, size_t n, const rt_obj *closed)) \
    X(void, arg_check_num_sig, (size_t n_args, size_t n_kw, uint32_t sig)) \
    X(void, setup_code_state_native, (rt_code_state *state, size_t n_args, size_t n_kw, const rt_obj *args)) \
    X(rt_int, small_int_floor_divide, (rt_int a, rt_int b)) \
    X(rt_int, small_int_modulo, (rt_int a, rt_int b)) \
    X(bool, yield_from, (rt_obj gen, rt_obj send_value, rt_obj *ret_value)) \
    V(void *, setjmp_) \
    X(void *, memset_, (void *s, int c, size_t n)) \
    X(void *, memmove_, (void *dest, const void *src, size_t n)) \
    X(void *, realloc_, (void *ptr, size_t n, bool allow_move)) \
    X(int, printf_, (const void *print, const char *format, ...)) \
    X(int, vprintf_, (const void *print, const char *format, __builtin_va_list args)) \
    X(void, raise_msg, (rt_type exc_type, const char *message)) \
    X(rt_type, obj_get_type, (rt_obj obj)) \
    X(rt_obj, obj_new_str, (const char *data, size_t len)) \
    X(rt_obj, obj_new_bytes, (const uint8_t *data, size_t len)) \
    X(rt_obj, obj_new_bytearray_by_ref, (size_t n, void *items)) \
    X(rt_obj, obj_new_float_from_f, (float value)) \
    X(rt_obj, obj_new_float_from_d, (double value)) \
    X(float, obj_get_float_to_f, (rt_obj obj)) \
    X(double, obj_get_float_to_d, (rt_obj obj)) \
    X(void, load_method_maybe, (rt_obj base, rt_qstr name, rt_obj *dest)) \
    X(bool, get_buffer, (rt_obj obj, void *info, rt_uint flags)) \
    X(const void *, get_stream_raise, (rt_obj obj, int flags)) \
    X(void, arg_parse_all, (size_t n_pos, const rt_obj *pos, rt_map *kws, size_t n, const void *allowed, void *values)) \
    X(void, arg_parse_all_kw_array, (size_t n_pos, size_t n_kw, const rt_obj *args, size_t n, const void *allowed, void *values)) \
    X(size_t, binary_get_size, (char struct_type, char val_type, size_t *align)) \
    X(rt_obj, binary_get_val_array, (char typecode, void *p, size_t index)) \
    X(void, binary_set_val_array, (char typecode, void *p, size_t index, rt_obj value)) \
    V(const void *, plat_print) \
    V(rt_type, type_type) \
    V(rt_type, type_str) \
    V(rt_type, type_list) \
    V(rt_type, type_dict) \
    V(rt_type, type_fun_builtin_0) \
    V(rt_type, type_fun_builtin_1) \
    V(rt_type, type_fun_builtin_2) \
    V(rt_type, type_fun_builtin_3) \
    V(rt_type, type_fun_builtin_var) \
    V(rt_type, type_Exception) \
    V(const void *, stream_read_obj) \
    V(const void *, stream_readinto_obj) \
    V(const void *, stream_unbuffered_readline_obj) \
    V(const void *, stream_write_obj)

#define RT_TABLE_FUNCTION(result, name, params) result (*name) params;
#define RT_TABLE_VALUE(type, name) type name;
struct rt_table { RT_TABLE(RT_TABLE_FUNCTION, RT_TABLE_VALUE) };

#endif
