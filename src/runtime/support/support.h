// The support library: what the firmware has but does not put into its function table, made of what it does. A name of
// the table (mp_obj_new_tuple, mp_native_raise, …) is called by its own name and bound by the linker.
//
// Every function here is weak, so that a module's own of the same name wins, and has a section of its own, so that a
// module carries what it reaches and nothing else. Nothing here keeps an object in a variable that only it knows of,
// but for those that say so.
#ifndef MPYC_SUPPORT_H
#define MPYC_SUPPORT_H

#include "py/runtime.h"
#include "py/objtuple.h"
#include "py/objlist.h"
#include "py/objstr.h"
#include "py/binary.h"

#define SUPPORT __attribute__((weak))
#define SUPPORT_OWN __attribute__((visibility("hidden")))

// Qstr numbers that are the same in every firmware (py/makeqstrdata.py, static_qstr_list).
enum {
    Q___getitem__ = 15, Q___name__ = 23, Q___next__ = 25, Q_AttributeError = 32, Q_IndexError = 40,
    Q_MemoryError = 44, Q_NotImplementedError = 47, Q_OSError = 48, Q_OverflowError = 49, Q_RuntimeError = 50,
    Q_StopIteration = 51, Q_TypeError = 54, Q_ValueError = 55, Q_append = 60, Q_builtins = 63, Q_bytearray = 64, Q_bytes = 66,
    Q_callable = 67, Q_classmethod = 69, Q_close = 71, Q_copy = 73, Q_format = 84, Q_from_bytes = 85, Q_getattr = 87,
    Q_hash = 90, Q_id = 91, Q_int = 94, Q_len = 107, Q_locals = 110, Q_micropython = 115, Q_pow = 122,
    Q_read = 125, Q_remove = 128, Q_send = 138, Q_sort = 143, Q_split = 145, Q_staticmethod = 148, Q_throw = 155,
    Q_type = 158, Q_value = 162,
};

// py/nativeglue.c: entries of the table with an interface of their own.
mp_obj_t mp_native_call_function_n_kw(mp_obj_t fun_in, size_t n_args_kw, const mp_obj_t *args);
mp_obj_t mp_native_getiter(mp_obj_t obj, mp_obj_iter_buf_t *iter);
mp_obj_t mp_native_iternext(mp_obj_iter_buf_t *iter);
void mp_native_raise(mp_obj_t o);
bool mp_native_yield_from(mp_obj_t gen, mp_obj_t send_value, mp_obj_t *ret_value);
mp_obj_dict_t *mp_native_swap_globals(mp_obj_dict_t *new_globals);
mp_obj_t mp_make_function_from_proto_fun(const void *proto_fun, const void *context, const mp_obj_t *def_args);
void *gc_realloc(void *ptr, size_t n_bytes, bool allow_move);

size_t strlen(const char *s);
int memcmp(const void *a, const void *b, size_t n);
void *memchr(const void *s, int c, size_t n);
void *memset(void *s, int c, size_t n);
void *memmove(void *dest, const void *src, size_t n);
void *memcpy(void *dest, const void *src, size_t n);

// ---- What the files here share (names.c).

// An attribute of the module builtins by the number of its name, or none.
SUPPORT_OWN mp_obj_t mpyc_builtin(qstr name);
// The same as a type, for raising it and comparing with it.
static inline const mp_obj_type_t *mpyc_builtin_type(qstr name) { return MP_OBJ_TO_PTR(mpyc_builtin(name)); }
// An attribute by its text: as getattr(object, text).
SUPPORT_OWN mp_obj_t mpyc_attr(mp_obj_t object, const char *text);
// A module by its name, imported if it is not yet.
SUPPORT_OWN mp_obj_t mpyc_import(const char *text);
// module.name(args...)
SUPPORT_OWN mp_obj_t mpyc_call_named(const char *module, const char *name, size_t n_args, const mp_obj_t *args);
// object.name(args...), with the keyword arguments of a map.
SUPPORT_OWN mp_obj_t mpyc_call_method(mp_obj_t object, qstr name, size_t n_args, const mp_obj_t *args, mp_map_t *kws);
// A str that the firmware interned already, or a new one; from text with a zero at its end.
SUPPORT_OWN mp_obj_t mpyc_str(const char *text);

// The types that are in hot paths, without a look-up by name.
static inline const mp_obj_type_t *mpyc_type_int(void) { return mp_obj_get_type(MP_OBJ_NEW_SMALL_INT(0)); }
static inline const mp_obj_type_t *mpyc_type_tuple(void) {
    return ((mp_obj_base_t *)MP_OBJ_TO_PTR(mp_obj_new_tuple(0, NULL)))->type;
}
// A type of the firmware's is no object of the heap: a variable may keep it.
SUPPORT_OWN const mp_obj_type_t *mpyc_type_float(void);
static inline const mp_obj_type_t *mpyc_type_base_exception(void) {
    return MP_OBJ_TYPE_GET_SLOT(&mp_type_Exception, parent);
}

#endif
