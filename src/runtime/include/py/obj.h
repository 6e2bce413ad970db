// Objects: their form, the types, and what is done with them. Declared as in the firmware's py/obj.h; where each name
// comes from (the firmware's table, the support library, a look-up at import) is the linker's affair:
// `mpyc link --symbols`.
#ifndef MPYC_PY_OBJ_H
#define MPYC_PY_OBJ_H

#include "misc.h"
#include "mpconfig.h"
#include "mpprint.h"
#include "qstr.h"
#include "runtime0.h"

typedef void *mp_obj_t;
typedef const void *mp_const_obj_t;
typedef mp_const_obj_t mp_rom_obj_t;
typedef struct _mp_obj_type_t mp_obj_type_t;
typedef struct _mp_obj_base_t {
    const mp_obj_type_t *type;
} mp_obj_base_t;

// Answers that are no objects.
#define MP_OBJ_NULL ((mp_obj_t)0)
#define MP_OBJ_STOP_ITERATION ((mp_obj_t)0)
#define MP_OBJ_SENTINEL ((mp_obj_t)4)

#define MP_OBJ_TO_PTR(o) ((void *)(o))
#define MP_OBJ_FROM_PTR(p) ((mp_obj_t)(p))

// ---- The firmware's words for None, False and True. Their symbols stand for the words themselves, so that these are
// constants for the compiler and right in every firmware.

extern const char mp_const_none_obj[], mp_const_false_obj[], mp_const_true_obj[];
#define mp_const_none ((mp_obj_t)mp_const_none_obj)
#define mp_const_false ((mp_obj_t)mp_const_false_obj)
#define mp_const_true ((mp_obj_t)mp_const_true_obj)

// ---- Words with a tag.

static inline bool mp_obj_is_small_int(mp_const_obj_t o) { return ((mp_uint_t)o & 1) != 0; }
#define MP_OBJ_SMALL_INT_VALUE(o) ((mp_int_t)(o) >> 1)
#define MP_OBJ_NEW_SMALL_INT(small_int) ((mp_obj_t)(((mp_uint_t)(small_int) << 1) | 1))

// A pointer to a structure that begins with a type.
static inline bool mp_obj_is_obj(mp_const_obj_t o) { return ((mp_uint_t)o & 3) == 0; }

// Interned strings, whose tag depends on the firmware's representation of objects.
mp_obj_t mp_native_to_obj(mp_uint_t val, mp_uint_t type);
mp_uint_t mp_native_from_obj(mp_obj_t obj, mp_uint_t type);
bool mp_obj_is_qstr(mp_const_obj_t o);
qstr mpyc_qstr_value(mp_const_obj_t o);
#define MP_OBJ_QSTR_VALUE(o) mpyc_qstr_value(o)
#define MP_OBJ_NEW_QSTR(qst) mp_native_to_obj((qst), MP_NATIVE_TYPE_QSTR)

static inline bool mp_obj_is_immediate_obj(mp_const_obj_t o) {
    return o == mp_const_none || o == mp_const_false || o == mp_const_true;
}

// ---- Maps and sets, as dict and set objects hold them.

typedef struct _mp_map_elem_t {
    mp_obj_t key;
    mp_obj_t value;
} mp_map_elem_t;
typedef struct _mp_rom_map_elem_t {
    mp_rom_obj_t key;
    mp_rom_obj_t value;
} mp_rom_map_elem_t;
typedef struct _mp_map_t {
    size_t all_keys_are_qstrs : 1;
    size_t is_fixed : 1;
    size_t is_ordered : 1;
    size_t used : 8 * sizeof(size_t) - 3;
    size_t alloc;
    mp_map_elem_t *table;
} mp_map_t;
typedef struct _mp_set_t {
    size_t alloc;
    size_t used;
    mp_obj_t *table;
} mp_set_t;
typedef enum _mp_map_lookup_kind_t {
    MP_MAP_LOOKUP = 0,
    MP_MAP_LOOKUP_ADD_IF_NOT_FOUND = 1,
    MP_MAP_LOOKUP_REMOVE_IF_FOUND = 2,
    MP_MAP_LOOKUP_ADD_IF_NOT_FOUND_OR_REMOVE_IF_FOUND = 3,
} mp_map_lookup_kind_t;

static inline bool mp_map_slot_is_filled(const mp_map_t *map, size_t pos) {
    return map->table[pos].key != MP_OBJ_NULL && map->table[pos].key != MP_OBJ_SENTINEL;
}
static inline bool mp_set_slot_is_filled(const mp_set_t *set, size_t pos) {
    return set->table[pos] != MP_OBJ_NULL && set->table[pos] != MP_OBJ_SENTINEL;
}
void mp_map_init(mp_map_t *map, size_t n);
void mp_map_init_fixed_table(mp_map_t *map, size_t n, const mp_obj_t *table);
mp_map_t *mp_map_new(size_t n);
void mp_map_deinit(mp_map_t *map);
void mp_map_free(mp_map_t *map);
mp_map_elem_t *mp_map_lookup(mp_map_t *map, mp_obj_t index, mp_map_lookup_kind_t lookup_kind);
void mp_map_clear(mp_map_t *map);
void mp_map_dump(mp_map_t *map);
void mp_set_init(mp_set_t *set, size_t n);
mp_obj_t mp_set_lookup(mp_set_t *set, mp_obj_t index, mp_map_lookup_kind_t lookup_kind);
mp_obj_t mp_set_remove_first(mp_set_t *set);
void mp_set_clear(mp_set_t *set);

// ---- Functions of types.

typedef mp_obj_t (*mp_fun_0_t)(void);
typedef mp_obj_t (*mp_fun_1_t)(mp_obj_t);
typedef mp_obj_t (*mp_fun_2_t)(mp_obj_t, mp_obj_t);
typedef mp_obj_t (*mp_fun_3_t)(mp_obj_t, mp_obj_t, mp_obj_t);
typedef mp_obj_t (*mp_fun_var_t)(size_t n, const mp_obj_t *);
typedef mp_obj_t (*mp_fun_kw_t)(size_t n, const mp_obj_t *, mp_map_t *);

#define MP_TYPE_FLAG_NONE 0x0000
#define MP_TYPE_FLAG_IS_SUBCLASSED 0x0001
#define MP_TYPE_FLAG_HAS_SPECIAL_ACCESSORS 0x0002
#define MP_TYPE_FLAG_EQ_NOT_REFLEXIVE 0x0004
#define MP_TYPE_FLAG_EQ_CHECKS_OTHER_TYPE 0x0008
#define MP_TYPE_FLAG_EQ_HAS_NEQ_TEST 0x0010
#define MP_TYPE_FLAG_BINDS_SELF 0x0020
#define MP_TYPE_FLAG_BUILTIN_FUN 0x0040
#define MP_TYPE_FLAG_ITER_IS_GETITER 0x0000
#define MP_TYPE_FLAG_ITER_IS_ITERNEXT 0x0080
#define MP_TYPE_FLAG_ITER_IS_CUSTOM 0x0100
#define MP_TYPE_FLAG_ITER_IS_STREAM (MP_TYPE_FLAG_ITER_IS_ITERNEXT | MP_TYPE_FLAG_ITER_IS_CUSTOM)
#define MP_TYPE_FLAG_INSTANCE_TYPE 0x0200
#define MP_TYPE_FLAG_SUBSCR_ALLOWS_STACK_SLICE 0x0400

typedef enum {
    PRINT_STR = 0,
    PRINT_REPR = 1,
    PRINT_EXC = 2,
    PRINT_JSON = 3,
    PRINT_RAW = 4,
    PRINT_EXC_SUBCLASS = 0x80,
} mp_print_kind_t;

typedef struct _mp_obj_iter_buf_t {
    mp_obj_base_t base;
    mp_obj_t buf[3];
} mp_obj_iter_buf_t;
#define MP_OBJ_ITER_BUF_NSLOTS (sizeof(mp_obj_iter_buf_t) / sizeof(mp_obj_t))

typedef void (*mp_print_fun_t)(const mp_print_t *print, mp_obj_t o, mp_print_kind_t kind);
typedef mp_obj_t (*mp_make_new_fun_t)(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args);
typedef mp_obj_t (*mp_call_fun_t)(mp_obj_t fun, size_t n_args, size_t n_kw, const mp_obj_t *args);
typedef mp_obj_t (*mp_unary_op_fun_t)(mp_unary_op_t op, mp_obj_t);
typedef mp_obj_t (*mp_binary_op_fun_t)(mp_binary_op_t op, mp_obj_t, mp_obj_t);
typedef void (*mp_attr_fun_t)(mp_obj_t self_in, qstr attr, mp_obj_t *dest);
typedef mp_obj_t (*mp_subscr_fun_t)(mp_obj_t self_in, mp_obj_t index, mp_obj_t value);
typedef mp_obj_t (*mp_getiter_fun_t)(mp_obj_t self_in, mp_obj_iter_buf_t *iter_buf);
typedef mp_fun_1_t mp_iternext_fun_t;
typedef struct _mp_getiter_iternext_custom_t {
    mp_getiter_fun_t getiter;
    mp_iternext_fun_t iternext;
} mp_getiter_iternext_custom_t;

typedef struct _mp_buffer_info_t {
    void *buf;
    size_t len; // in bytes
    int typecode;
} mp_buffer_info_t;
#define MP_BUFFER_READ 1
#define MP_BUFFER_WRITE 2
#define MP_BUFFER_RW (MP_BUFFER_READ | MP_BUFFER_WRITE)
#define MP_BUFFER_RAISE_IF_UNSUPPORTED 4
typedef mp_int_t (*mp_buffer_fun_t)(mp_obj_t obj, mp_buffer_info_t *bufinfo, mp_uint_t flags);
bool mp_get_buffer(mp_obj_t obj, mp_buffer_info_t *bufinfo, mp_uint_t flags);
static inline void mp_get_buffer_raise(mp_obj_t obj, mp_buffer_info_t *bufinfo, mp_uint_t flags) {
    mp_get_buffer(obj, bufinfo, flags | MP_BUFFER_RAISE_IF_UNSUPPORTED);
}

// ---- Types. Slot s of a type is slots[slot_index_s - 1], and not there if the index is 0.

// The word with flags and name can be initialised as a whole (mpyc/static.h); with 64 bits it has four slots' indices too.
#if UINTPTR_MAX == UINT64_MAX
#define MPYC_TYPE_HEAD_SLOTS(in_word, behind) in_word
#else
#define MPYC_TYPE_HEAD_SLOTS(in_word, behind) behind
#endif
#define MPYC_TYPE_FIRST_SLOTS \
    uint8_t slot_index_make_new; \
    uint8_t slot_index_print; \
    uint8_t slot_index_call; \
    uint8_t slot_index_unary_op;
#define MPYC_TYPE_HEAD \
    mp_obj_base_t base; \
    union { \
        struct { \
            uint16_t flags; \
            uint16_t name; \
            MPYC_TYPE_HEAD_SLOTS(MPYC_TYPE_FIRST_SLOTS, ) \
        }; \
        size_t mpyc_head; \
    }; \
    MPYC_TYPE_HEAD_SLOTS(, MPYC_TYPE_FIRST_SLOTS) \
    uint8_t slot_index_binary_op; \
    uint8_t slot_index_attr; \
    uint8_t slot_index_subscr; \
    uint8_t slot_index_iter; \
    uint8_t slot_index_buffer; \
    uint8_t slot_index_protocol; \
    uint8_t slot_index_parent; \
    uint8_t slot_index_locals_dict;
struct _mp_obj_type_t {
    MPYC_TYPE_HEAD
    const void *slots[];
};
typedef struct _mp_obj_empty_type_t {
    MPYC_TYPE_HEAD
} mp_obj_empty_type_t;
typedef struct _mp_obj_full_type_t {
    MPYC_TYPE_HEAD
    const void *slots[11];
} mp_obj_full_type_t;

#define _MP_OBJ_TYPE_SLOT_TYPE_make_new (mp_make_new_fun_t)
#define _MP_OBJ_TYPE_SLOT_TYPE_print (mp_print_fun_t)
#define _MP_OBJ_TYPE_SLOT_TYPE_call (mp_call_fun_t)
#define _MP_OBJ_TYPE_SLOT_TYPE_unary_op (mp_unary_op_fun_t)
#define _MP_OBJ_TYPE_SLOT_TYPE_binary_op (mp_binary_op_fun_t)
#define _MP_OBJ_TYPE_SLOT_TYPE_attr (mp_attr_fun_t)
#define _MP_OBJ_TYPE_SLOT_TYPE_subscr (mp_subscr_fun_t)
#define _MP_OBJ_TYPE_SLOT_TYPE_iter (const void *)
#define _MP_OBJ_TYPE_SLOT_TYPE_buffer (mp_buffer_fun_t)
#define _MP_OBJ_TYPE_SLOT_TYPE_protocol (const void *)
#define _MP_OBJ_TYPE_SLOT_TYPE_parent (const void *)
#define _MP_OBJ_TYPE_SLOT_TYPE_locals_dict (struct _mp_obj_dict_t *)
#define MP_OBJ_TYPE_HAS_SLOT(t, f) ((t)->slot_index_##f)
#define MP_OBJ_TYPE_GET_SLOT(t, f) (_MP_OBJ_TYPE_SLOT_TYPE_##f(t)->slots[(t)->slot_index_##f - 1])
#define MP_OBJ_TYPE_GET_SLOT_OR_NULL(t, f) \
    (_MP_OBJ_TYPE_SLOT_TYPE_##f(MP_OBJ_TYPE_HAS_SLOT(t, f) ? MP_OBJ_TYPE_GET_SLOT(t, f) : NULL))
#define MP_OBJ_TYPE_SET_SLOT(t, f, v, n) ((t)->slot_index_##f = (n) + 1, (t)->slots[(n)] = (void *)(v))
#define MP_OBJ_TYPE_OFFSETOF_SLOT(f) (offsetof(mp_obj_type_t, slot_index_##f))
#define MP_OBJ_TYPE_HAS_SLOT_BY_OFFSET(t, offset) (*((const uint8_t *)(t) + (offset)) != 0)

#define MPYC_TYPES(X) \
    X(type) X(object) X(NoneType) X(bool) X(int) X(str) X(bytes) X(bytearray) X(memoryview) X(float) X(complex) \
    X(tuple) X(list) X(map) X(enumerate) X(filter) X(deque) X(dict) X(ordereddict) X(range) X(set) X(frozenset) \
    X(slice) X(zip) X(array) X(super) X(gen_wrap) X(native_gen_wrap) X(gen_instance) X(fun_builtin_0) \
    X(fun_builtin_1) X(fun_builtin_2) X(fun_builtin_3) X(fun_builtin_var) X(fun_bc) X(fun_native) X(fun_viper) \
    X(fun_asm) X(code) X(module) X(staticmethod) X(classmethod) X(bound_meth) X(property) X(stringio) X(bytesio) \
    X(ringio) X(reversed) X(polymorph_iter) X(polymorph_iter_with_finaliser) \
    X(BaseException) X(ArithmeticError) X(AssertionError) X(AttributeError) X(EOFError) X(Exception) \
    X(GeneratorExit) X(ImportError) X(IndentationError) X(IndexError) X(KeyboardInterrupt) X(KeyError) \
    X(LookupError) X(MemoryError) X(NameError) X(NotImplementedError) X(OSError) X(OverflowError) X(RuntimeError) \
    X(StopAsyncIteration) X(StopIteration) X(SyntaxError) X(SystemExit) X(TypeError) X(UnicodeError) X(ValueError) \
    X(ViperTypeError) X(ZeroDivisionError)
#define MPYC_DECLARE_TYPE(name) extern const mp_obj_type_t mp_type_##name;
MPYC_TYPES(MPYC_DECLARE_TYPE)

#define mp_const_empty_bytes (MP_OBJ_FROM_PTR(&mp_const_empty_bytes_obj))
#define mp_const_empty_tuple (MP_OBJ_FROM_PTR(&mp_const_empty_tuple_obj))
#define mp_const_notimplemented (MP_OBJ_FROM_PTR(&mp_const_notimplemented_obj))
extern const struct _mp_obj_str_t mp_const_empty_bytes_obj;
extern const struct _mp_obj_tuple_t mp_const_empty_tuple_obj;
extern const struct _mp_obj_dict_t mp_const_empty_dict_obj;
extern const struct _mp_obj_singleton_t mp_const_ellipsis_obj;
extern const struct _mp_obj_singleton_t mp_const_notimplemented_obj;
extern const struct _mp_obj_exception_t mp_const_GeneratorExit_obj;
#define mp_const_empty_map (mp_const_empty_dict_obj.map)

// Floats of the module math; each stands for an object, or for a word where floats are words.
#define mp_const_float_e ((mp_const_obj_t)mp_const_float_e_obj)
#define mp_const_float_pi ((mp_const_obj_t)mp_const_float_pi_obj)
#define mp_const_float_tau ((mp_const_obj_t)mp_const_float_tau_obj)
#define mp_const_float_inf ((mp_const_obj_t)mp_const_float_inf_obj)
#define mp_const_float_nan ((mp_const_obj_t)mp_const_float_nan_obj)
extern const char mp_const_float_e_obj[], mp_const_float_pi_obj[], mp_const_float_tau_obj[], mp_const_float_inf_obj[],
    mp_const_float_nan_obj[];

// ---- What an object is.

const mp_obj_type_t *mp_obj_get_type(mp_const_obj_t o_in);
#define mp_obj_is_exact_type(o, t) (mp_obj_is_obj(o) && ((const mp_obj_base_t *)(o))->type == (t))
#define mp_type_assert_not_bool_int_str_nonetype(t) 1
#define mp_obj_is_type(o, t) (mp_obj_get_type(o) == (t))
static inline bool mp_obj_is_bool(mp_const_obj_t o) { return o == mp_const_false || o == mp_const_true; }
#define mp_obj_is_int(o) (mp_obj_is_small_int(o) || mp_obj_is_exact_type(o, &mp_type_int))
#define mp_obj_is_str(o) (mp_obj_get_type(o) == &mp_type_str)
static inline bool mp_obj_is_str_or_bytes(mp_const_obj_t o) {
    // Both have one function for their operators, and nothing else has it.
    return MP_OBJ_TYPE_GET_SLOT_OR_NULL(mp_obj_get_type(o), binary_op) == MP_OBJ_TYPE_GET_SLOT(&mp_type_str, binary_op);
}
bool mp_obj_is_dict_or_ordereddict(mp_obj_t o);
#define mp_obj_is_fun(o) \
    (mp_obj_is_obj(o) && ((const mp_obj_base_t *)(o))->type->name == mp_type_fun_builtin_0.name)
static inline bool mp_obj_is_integer(mp_const_obj_t o) { return mp_obj_is_int(o) || mp_obj_is_bool(o); }
const char *mp_obj_get_type_str(mp_const_obj_t o_in);
bool mp_obj_is_subclass_fast(mp_const_obj_t object, mp_const_obj_t classinfo);
mp_obj_t mp_obj_cast_to_native_base(mp_obj_t self_in, mp_const_obj_t native_type);
bool mp_obj_is_callable(mp_obj_t o_in);

// ---- Making objects.

#define mp_obj_malloc(struct_type, obj_type) ((struct_type *)mp_obj_malloc_helper(sizeof(struct_type), obj_type))
#define mp_obj_malloc_var(struct_type, var_field, var_type, var_num, obj_type) \
    ((struct_type *)mp_obj_malloc_helper(MPYC_VAR_SIZE(struct_type, var_field, var_type, var_num), obj_type))
void *mp_obj_malloc_helper(size_t num_bytes, const mp_obj_type_t *type);
#define mp_obj_malloc_with_finaliser(struct_type, obj_type) \
    ((struct_type *)mp_obj_malloc_with_finaliser_helper(sizeof(struct_type), obj_type))
#define mp_obj_malloc_var_with_finaliser(struct_type, var_type, var_num, obj_type) \
    ((struct_type *)mp_obj_malloc_with_finaliser_helper(sizeof(struct_type) + sizeof(var_type) * (var_num), obj_type))
void *mp_obj_malloc_with_finaliser_helper(size_t num_bytes, const mp_obj_type_t *type);

static inline mp_obj_t mp_obj_new_bool(mp_int_t x) { return x ? mp_const_true : mp_const_false; }
mp_obj_t mp_obj_new_type(qstr name, mp_obj_t bases_tuple, mp_obj_t locals_dict);
mp_obj_t mp_obj_new_cell(mp_obj_t obj);
mp_obj_t mp_obj_new_int(mp_int_t value);
mp_obj_t mp_obj_new_int_from_uint(mp_uint_t value);
mp_obj_t mp_obj_new_int_from_str_len(const char **str, size_t len, bool neg, unsigned int base);
mp_obj_t mp_obj_new_int_from_ll(long long val);
mp_obj_t mp_obj_new_int_from_ull(unsigned long long val);
mp_obj_t mp_obj_new_str(const char *data, size_t len);
mp_obj_t mp_obj_new_str_from_cstr(const char *str);
mp_obj_t mp_obj_new_str_via_qstr(const char *data, size_t len);
mp_obj_t mp_obj_new_str_from_vstr(vstr_t *vstr);
mp_obj_t mp_obj_new_str_from_utf8_vstr(vstr_t *vstr);
mp_obj_t mp_obj_new_bytes_from_vstr(vstr_t *vstr);
mp_obj_t mp_obj_new_bytes(const byte *data, size_t len);
mp_obj_t mp_obj_new_bytearray(size_t n, const void *items);
mp_obj_t mp_obj_new_bytearray_by_ref(size_t n, void *items);
mp_obj_t mp_obj_new_exception(const mp_obj_type_t *exc_type);
mp_obj_t mp_obj_new_exception_args(const mp_obj_type_t *exc_type, size_t n_args, const mp_obj_t *args);
mp_obj_t mp_obj_new_exception_msg(const mp_obj_type_t *exc_type, mp_rom_error_text_t msg);
mp_obj_t mp_obj_new_exception_msg_varg(const mp_obj_type_t *exc_type, mp_rom_error_text_t fmt, ...);
mp_obj_t mp_obj_new_exception_msg_vlist(const mp_obj_type_t *exc_type, mp_rom_error_text_t fmt, va_list arg);
mp_obj_t mp_obj_new_gen_wrap(mp_obj_t fun);
mp_obj_t mp_obj_new_closure(mp_obj_t fun, size_t n_closed, const mp_obj_t *closed);
mp_obj_t mp_obj_new_tuple(size_t n, const mp_obj_t *items);
mp_obj_t mp_obj_new_list(size_t n, mp_obj_t *items);
mp_obj_t mp_obj_new_dict(size_t n_args);
mp_obj_t mp_obj_new_set(size_t n_args, mp_obj_t *items);
mp_obj_t mp_obj_new_slice(mp_obj_t start, mp_obj_t stop, mp_obj_t step);
mp_obj_t mp_obj_new_bound_meth(mp_obj_t meth, mp_obj_t self);
mp_obj_t mp_obj_new_getitem_iter(mp_obj_t *args, mp_obj_iter_buf_t *iter_buf);
mp_obj_t mp_obj_new_module(qstr module_name);
mp_obj_t mp_obj_new_memoryview(byte typecode, size_t nitems, void *items);

// ---- Any object.

void mp_obj_print_helper(const mp_print_t *print, mp_obj_t o_in, mp_print_kind_t kind);
void mp_obj_print(mp_obj_t o, mp_print_kind_t kind);
void mp_obj_print_exception(const mp_print_t *print, mp_obj_t exc);
bool mp_obj_is_true(mp_obj_t arg);
mp_obj_t mp_obj_equal_not_equal(mp_binary_op_t op, mp_obj_t o1, mp_obj_t o2);
bool mp_obj_equal(mp_obj_t o1, mp_obj_t o2);
mp_obj_t mp_obj_id(mp_obj_t o_in);
mp_obj_t mp_obj_len(mp_obj_t o_in);
mp_obj_t mp_obj_len_maybe(mp_obj_t o_in);
mp_obj_t mp_obj_subscr(mp_obj_t base, mp_obj_t index, mp_obj_t val);
mp_obj_t mp_identity(mp_obj_t self);

// ---- Numbers.

mp_int_t mp_obj_get_int(mp_const_obj_t arg);
mp_uint_t mp_obj_get_uint(mp_const_obj_t arg);
long long mp_obj_get_ll(mp_const_obj_t arg);
mp_int_t mp_obj_get_int_truncated(mp_const_obj_t arg);
bool mp_obj_get_int_maybe(mp_const_obj_t arg, mp_int_t *value);
mp_int_t mp_obj_int_get_truncated(mp_const_obj_t self_in);
mp_int_t mp_obj_int_get_checked(mp_const_obj_t self_in);
mp_uint_t mp_obj_int_get_uint_checked(mp_const_obj_t self_in);
#if MICROPY_PY_BUILTINS_FLOAT
#define mp_obj_is_float(o) (mp_obj_get_type(o) == &mp_type_float)
mp_float_t mp_obj_float_get(mp_obj_t self_in) MPYC_FLOAT_SYMBOL(mp_obj_float_get);
mp_obj_t mp_obj_new_float(mp_float_t value) MPYC_FLOAT_SYMBOL(mp_obj_new_float);
mp_float_t mp_obj_get_float(mp_obj_t self_in) MPYC_FLOAT_SYMBOL(mp_obj_get_float);
bool mp_obj_get_float_maybe(mp_obj_t arg, mp_float_t *value) MPYC_FLOAT_SYMBOL(mp_obj_get_float_maybe);
mp_obj_t mp_obj_new_int_from_float(mp_float_t val) MPYC_FLOAT_SYMBOL(mp_obj_new_int_from_float);
mp_obj_t mp_obj_new_complex(mp_float_t real, mp_float_t imag) MPYC_FLOAT_SYMBOL(mp_obj_new_complex);
void mp_obj_get_complex(mp_obj_t self_in, mp_float_t *real, mp_float_t *imag)
    MPYC_FLOAT_SYMBOL(mp_obj_get_complex);
bool mp_obj_get_complex_maybe(mp_obj_t self_in, mp_float_t *real, mp_float_t *imag)
    MPYC_FLOAT_SYMBOL(mp_obj_get_complex_maybe);
void mp_obj_complex_get(mp_obj_t self_in, mp_float_t *real, mp_float_t *imag)
    MPYC_FLOAT_SYMBOL(mp_obj_complex_get);
mp_obj_t mp_obj_float_binary_op(mp_binary_op_t op, mp_float_t lhs_val, mp_obj_t rhs)
    MPYC_FLOAT_SYMBOL(mp_obj_float_binary_op);
mp_obj_t mp_obj_complex_binary_op(mp_binary_op_t op, mp_float_t lhs_real, mp_float_t lhs_imag, mp_obj_t rhs_in)
    MPYC_FLOAT_SYMBOL(mp_obj_complex_binary_op);
mp_int_t mp_float_hash(mp_float_t val) MPYC_FLOAT_SYMBOL(mp_float_hash);
// Values of a given size cross through memory: a module and its firmware may pass floats differently.
float mpyc_get_float_f(mp_obj_t o);
double mpyc_get_float_d(mp_obj_t o);
mp_obj_t mpyc_new_float_f(float value);
mp_obj_t mpyc_new_float_d(double value);
#define mp_obj_get_float_to_f(o) mpyc_get_float_f(o)
#define mp_obj_get_float_to_d(o) mpyc_get_float_d(o)
#define mp_obj_new_float_from_f(value) mpyc_new_float_f(value)
#define mp_obj_new_float_from_d(value) mpyc_new_float_d(value)
#else
#define mp_obj_is_float(o) (false)
#endif

// ---- Exceptions.

bool mp_obj_is_native_exception_instance(mp_obj_t self_in);
bool mp_obj_is_exception_type(mp_obj_t self_in);
bool mp_obj_is_exception_instance(mp_obj_t self_in);
bool mp_obj_exception_match(mp_obj_t exc, mp_const_obj_t exc_type);
void mp_obj_exception_clear_traceback(mp_obj_t self_in);
void mp_obj_exception_add_traceback(mp_obj_t self_in, qstr file, size_t line, qstr block);
void mp_obj_exception_get_traceback(mp_obj_t self_in, size_t *n, size_t **values);
mp_obj_t mp_obj_exception_get_value(mp_obj_t self_in);
mp_obj_t mp_obj_exception_make_new(const mp_obj_type_t *type_in, size_t n_args, size_t n_kw, const mp_obj_t *args);
static inline mp_obj_t mp_obj_new_exception_arg1(const mp_obj_type_t *exc_type, mp_obj_t arg) {
    return mp_obj_new_exception_args(exc_type, 1, &arg);
}

// ---- Strings.

bool mp_obj_str_equal(mp_obj_t s1, mp_obj_t s2);
qstr mp_obj_str_get_qstr(mp_obj_t self_in);
const char *mp_obj_str_get_str(mp_obj_t self_in);
const char *mp_obj_str_get_data(mp_obj_t self_in, size_t *len);
mp_obj_t mp_obj_str_intern(mp_obj_t str);
mp_obj_t mp_obj_str_intern_checked(mp_obj_t obj);
void mp_str_print_quoted(const mp_print_t *print, const byte *str_data, size_t str_len, bool is_bytes);

// ---- Sequences and dicts.

void mp_obj_get_array(mp_obj_t o, size_t *len, mp_obj_t **items);
void mp_obj_get_array_fixed_n(mp_obj_t o, size_t len, mp_obj_t **items);
size_t mp_get_index(const mp_obj_type_t *type, size_t len, mp_obj_t index, bool is_slice);
void mp_obj_tuple_get(mp_obj_t self_in, size_t *len, mp_obj_t **items);
void mp_obj_tuple_del(mp_obj_t self_in);
mp_int_t mp_obj_tuple_hash(mp_obj_t self_in);
mp_obj_t mp_obj_list_append(mp_obj_t self_in, mp_obj_t arg);
mp_obj_t mp_obj_list_remove(mp_obj_t self_in, mp_obj_t value);
void mp_obj_list_get(mp_obj_t self_in, size_t *len, mp_obj_t **items);
void mp_obj_list_set_len(mp_obj_t self_in, size_t len);
void mp_obj_list_store(mp_obj_t self_in, mp_obj_t index, mp_obj_t value);
mp_obj_t mp_obj_list_sort(size_t n_args, const mp_obj_t *args, mp_map_t *kwargs);
typedef struct _mp_obj_dict_t {
    mp_obj_base_t base;
    mp_map_t map;
} mp_obj_dict_t;
mp_obj_t mp_obj_dict_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args);
void mp_obj_dict_init(mp_obj_dict_t *dict, size_t n_args);
size_t mp_obj_dict_len(mp_obj_t self_in);
mp_obj_t mp_obj_dict_get(mp_obj_t self_in, mp_obj_t index);
mp_obj_t mp_obj_dict_store(mp_obj_t self_in, mp_obj_t key, mp_obj_t value);
mp_obj_t mp_obj_dict_delete(mp_obj_t self_in, mp_obj_t key);
mp_obj_t mp_obj_dict_copy(mp_obj_t self_in);
static inline mp_map_t *mp_obj_dict_get_map(mp_obj_t dict) { return &((mp_obj_dict_t *)MP_OBJ_TO_PTR(dict))->map; }
void mp_obj_set_store(mp_obj_t self_in, mp_obj_t item);
typedef struct {
    mp_int_t start;
    mp_int_t stop;
    mp_int_t step;
} mp_bound_slice_t;
typedef struct _mp_obj_slice_t {
    mp_obj_base_t base;
    mp_obj_t start;
    mp_obj_t stop;
    mp_obj_t step;
} mp_obj_slice_t;
void mp_obj_slice_indices(mp_obj_t self_in, mp_int_t length, mp_bound_slice_t *result);

void mp_seq_multiply(const void *items, size_t item_sz, size_t len, size_t times, void *dest);
bool mp_seq_get_fast_slice_indexes(mp_uint_t len, mp_obj_t slice, mp_bound_slice_t *indexes);
bool mp_seq_cmp_bytes(mp_uint_t op, const byte *data1, size_t len1, const byte *data2, size_t len2);
bool mp_seq_cmp_objs(mp_uint_t op, const mp_obj_t *items1, size_t len1, const mp_obj_t *items2, size_t len2);
mp_obj_t mp_seq_index_obj(const mp_obj_t *items, size_t len, size_t n_args, const mp_obj_t *args);
mp_obj_t mp_seq_count_obj(const mp_obj_t *items, size_t len, mp_obj_t value);
mp_obj_t mp_seq_extract_slice(const mp_obj_t *seq, mp_bound_slice_t *indexes);
#define mp_seq_copy(dest, src, len, item_t) __builtin_memcpy((dest), (src), (len) * sizeof(item_t))
#define mp_seq_cat(dest, src1, len1, src2, len2, item_t) \
    { \
        __builtin_memcpy((dest), (src1), (len1) * sizeof(item_t)); \
        __builtin_memcpy((dest) + (len1), (src2), (len2) * sizeof(item_t)); \
    }
#define mp_seq_clear(start, len, alloc_len, item_sz) \
    __builtin_memset((byte *)(start) + (len) * (item_sz), 0, ((alloc_len) - (len)) * (item_sz))
#define mp_seq_replace_slice_no_grow(dest, dest_len, beg, end, slice, slice_len, item_sz) \
    __builtin_memmove((char *)(dest) + (beg) * (item_sz), (slice), (slice_len) * (item_sz)); \
    __builtin_memmove((char *)(dest) + ((beg) + (slice_len)) * (item_sz), (char *)(dest) + (end) * (item_sz), \
        ((dest_len) - (end)) * (item_sz));
#define mp_seq_replace_slice_grow_inplace(dest, dest_len, beg, end, slice, slice_len, len_adj, item_sz) \
    __builtin_memmove((char *)(dest) + ((beg) + (slice_len)) * (item_sz), (char *)(dest) + (end) * (item_sz), \
        ((dest_len) + (len_adj) - ((beg) + (slice_len))) * (item_sz)); \
    __builtin_memmove((char *)(dest) + (beg) * (item_sz), (slice), (slice_len) * (item_sz));

// ---- Cells, functions, modules, methods.

typedef struct _mp_obj_cell_t {
    mp_obj_base_t base;
    mp_obj_t obj;
} mp_obj_cell_t;
static inline mp_obj_t mp_obj_cell_get(mp_obj_t self_in) { return ((mp_obj_cell_t *)MP_OBJ_TO_PTR(self_in))->obj; }
static inline void mp_obj_cell_set(mp_obj_t self_in, mp_obj_t obj) {
    ((mp_obj_cell_t *)MP_OBJ_TO_PTR(self_in))->obj = obj;
}

typedef struct _mp_obj_fun_builtin_fixed_t {
    mp_obj_base_t base;
    union {
        mp_fun_0_t _0;
        mp_fun_1_t _1;
        mp_fun_2_t _2;
        mp_fun_3_t _3;
    } fun;
} mp_obj_fun_builtin_fixed_t;
typedef struct _mp_obj_fun_builtin_var_t {
    mp_obj_base_t base;
    uint32_t sig;
    union {
        mp_fun_var_t var;
        mp_fun_kw_t kw;
    } fun;
} mp_obj_fun_builtin_var_t;
#define MP_OBJ_FUN_ARGS_MAX 0xffff
#define MP_OBJ_FUN_MAKE_SIG(n_args_min, n_args_max, takes_kw) \
    ((uint32_t)(((uint32_t)(n_args_min) << 17) | ((uint32_t)(n_args_max) << 1) | ((takes_kw) ? 1 : 0)))
qstr mp_obj_fun_get_name(mp_const_obj_t fun);

#define MP_DECLARE_CONST_FUN_OBJ_0(obj_name) extern const mp_obj_fun_builtin_fixed_t obj_name
#define MP_DECLARE_CONST_FUN_OBJ_1(obj_name) extern const mp_obj_fun_builtin_fixed_t obj_name
#define MP_DECLARE_CONST_FUN_OBJ_2(obj_name) extern const mp_obj_fun_builtin_fixed_t obj_name
#define MP_DECLARE_CONST_FUN_OBJ_3(obj_name) extern const mp_obj_fun_builtin_fixed_t obj_name
#define MP_DECLARE_CONST_FUN_OBJ_VAR(obj_name) extern const mp_obj_fun_builtin_var_t obj_name
#define MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(obj_name) extern const mp_obj_fun_builtin_var_t obj_name
#define MP_DECLARE_CONST_FUN_OBJ_KW(obj_name) extern const mp_obj_fun_builtin_var_t obj_name
MP_DECLARE_CONST_FUN_OBJ_1(mp_identity_obj);

typedef struct _mp_obj_module_t {
    mp_obj_base_t base;
    mp_obj_dict_t *globals;
} mp_obj_module_t;
static inline mp_obj_dict_t *mp_obj_module_get_globals(mp_obj_t module) {
    return ((mp_obj_module_t *)MP_OBJ_TO_PTR(module))->globals;
}

typedef struct _mp_obj_static_class_method_t {
    mp_obj_base_t base;
    mp_obj_t fun;
} mp_obj_static_class_method_t;
typedef struct _mp_rom_obj_static_class_method_t {
    mp_obj_base_t base;
    mp_rom_obj_t fun;
} mp_rom_obj_static_class_method_t;
#define MP_DECLARE_CONST_STATICMETHOD_OBJ(obj_name) extern const mp_rom_obj_static_class_method_t obj_name
#define MP_DECLARE_CONST_CLASSMETHOD_OBJ(obj_name) extern const mp_rom_obj_static_class_method_t obj_name
const mp_obj_t *mp_obj_property_get(mp_obj_t self_in);

// ---- Names of earlier releases.

#define MP_OBJ_IS_SMALL_INT mp_obj_is_small_int
#define MP_OBJ_IS_QSTR mp_obj_is_qstr
#define MP_OBJ_IS_OBJ mp_obj_is_obj
#define MP_OBJ_IS_INT mp_obj_is_int
#define MP_OBJ_IS_TYPE mp_obj_is_type
#define MP_OBJ_IS_STR mp_obj_is_str
#define MP_OBJ_IS_STR_OR_BYTES mp_obj_is_str_or_bytes
#define MP_OBJ_IS_FUN mp_obj_is_fun
#define MP_MAP_SLOT_IS_FILLED mp_map_slot_is_filled
#define MP_SET_SLOT_IS_FILLED mp_set_slot_is_filled

// ---- Objects that are static data: MP_ROM_…, MP_DEFINE_CONST_…, MP_REGISTER_MODULE.

#if __has_include("../mpyc/static.h")
#include "../mpyc/static.h"
#endif

#endif
