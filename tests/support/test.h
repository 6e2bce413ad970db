// What the C programs of tests/support.rs are written with: functions, and one table of what the module exports. The
// names in EXPORTS are the module's qstrs, in order.
#ifndef TEST_H
#define TEST_H

#include "py/binary.h"
#include "py/builtin.h"
#include "py/gc.h"
#include "py/mphal.h"
#include "py/objarray.h"
#include "py/objexcept.h"
#include "py/objfun.h"
#include "py/objint.h"
#include "py/objlist.h"
#include "py/objmodule.h"
#include "py/objstr.h"
#include "py/objtuple.h"
#include "py/objtype.h"
#include "py/parsenum.h"
#include "py/ringbuf.h"
#include "py/runtime.h"
#include "py/smallint.h"
#include "py/stackctrl.h"
#include "py/stream.h"
#include "py/unicode.h"

extern const uint16_t mp_native_qstr_table[];

void *memset(void *, int, size_t);
void *memchr(const void *, int, size_t);
int memcmp(const void *, const void *, size_t);
size_t strlen(const char *);
size_t strnlen(const char *, size_t);
int strcmp(const char *, const char *);
int strncmp(const char *, const char *, size_t);
char *strchr(const char *, int);
char *strrchr(const char *, int);
char *strstr(const char *, const char *);
char *strcpy(char *, const char *);
char *strncpy(char *, const char *, size_t);
char *strcat(char *, const char *);
char *strncat(char *, const char *, size_t);
int abs(int);
long labs(long);

#define FUN_0(name) \
    static mp_obj_t name(void); \
    static const mp_obj_fun_builtin_fixed_t name##_obj = {{&mp_type_fun_builtin_0}, {._0 = name}}; \
    static mp_obj_t name(void)
#define FUN_1(name, a) \
    static mp_obj_t name(mp_obj_t); \
    static const mp_obj_fun_builtin_fixed_t name##_obj = {{&mp_type_fun_builtin_1}, {._1 = name}}; \
    static mp_obj_t name(mp_obj_t a)
#define FUN_2(name, a, b) \
    static mp_obj_t name(mp_obj_t, mp_obj_t); \
    static const mp_obj_fun_builtin_fixed_t name##_obj = {{&mp_type_fun_builtin_2}, {._2 = name}}; \
    static mp_obj_t name(mp_obj_t a, mp_obj_t b)
#define FUN_3(name, a, b, c) \
    static mp_obj_t name(mp_obj_t, mp_obj_t, mp_obj_t); \
    static const mp_obj_fun_builtin_fixed_t name##_obj = {{&mp_type_fun_builtin_3}, {._3 = name}}; \
    static mp_obj_t name(mp_obj_t a, mp_obj_t b, mp_obj_t c)
#define FUN_VAR(name) \
    static mp_obj_t name(size_t, const mp_obj_t *); \
    static const mp_obj_fun_builtin_var_t name##_obj = { \
        {&mp_type_fun_builtin_var}, MP_OBJ_FUN_MAKE_SIG(0, MP_OBJ_FUN_ARGS_MAX, false), {.var = name}}; \
    static mp_obj_t name(size_t n_args, const mp_obj_t *args)
#define FUN_KW(name) \
    static mp_obj_t name(size_t, const mp_obj_t *, mp_map_t *); \
    static const mp_obj_fun_builtin_var_t name##_obj = { \
        {&mp_type_fun_builtin_var}, MP_OBJ_FUN_MAKE_SIG(0, MP_OBJ_FUN_ARGS_MAX, true), {.kw = name}}; \
    static mp_obj_t name(size_t n_args, const mp_obj_t *args, mp_map_t *kws)

#define INT(value) mp_obj_new_int(value)
#define BOOL(value) mp_obj_new_bool(value)
#define STR(text) mp_obj_new_str_from_cstr(text)
#define TUPLE(...) \
    mp_obj_new_tuple(sizeof((mp_obj_t[]){__VA_ARGS__}) / sizeof(mp_obj_t), (mp_obj_t[]){__VA_ARGS__})
#define TYPE(object) ((const mp_obj_type_t *)MP_OBJ_TO_PTR(object))

#define OBJECT(name) &name##_obj,
#define MODULE(EXPORTS) \
    mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) { \
        (void)self, (void)n_args, (void)n_kw, (void)args; \
        const void *const objects[] = {EXPORTS(OBJECT)}; \
        for (size_t i = 0; i < sizeof(objects) / sizeof(*objects); i++) { \
            mp_store_global(mp_native_qstr_table[i + 1], MP_OBJ_FROM_PTR(objects[i])); \
        } \
        return mp_const_none; \
    }

#endif
