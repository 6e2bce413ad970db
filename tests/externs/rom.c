// Functions and data of the firmware that its table does not have, by their addresses: as of a chip's ROM.

#include <stddef.h>
#include <stdint.h>

typedef void *obj;
extern const uint16_t mp_native_qstr_table[];

// From the script.
extern size_t strlen(const char *);
extern char *strchr(const char *, int);
extern intptr_t mp_obj_get_int(obj);
extern obj mp_obj_new_int(intptr_t);
extern const char *mp_obj_str_get_str(obj);
extern void mp_obj_get_array(obj, size_t *, obj **);
extern const char mp_type_int[];
extern const char mp_type_float[] __attribute__((visibility("hidden")));

// From the table.
extern obj mp_native_swap_globals(obj);
extern void mp_store_global(uintptr_t, obj);
extern const char mp_type_fun_builtin_1[];

obj length(obj text) {
    return mp_obj_new_int(strlen(mp_obj_str_get_str(text)));
}

// Jumps, where the others call.
intptr_t number_of(obj number) {
    return mp_obj_get_int(number);
}

obj after(obj text) {
    const char *place = strchr(mp_obj_str_get_str(text), ',');
    return mp_obj_new_int(place == NULL ? -1 : (intptr_t)strlen(place + 1));
}

obj sum(obj items) {
    size_t count;
    obj *values;
    mp_obj_get_array(items, &count, &values);
    intptr_t total = 0;
    for (size_t i = 0; i < count; i++) {
        total += number_of(values[i]);
    }
    return mp_obj_new_int(total);
}

intptr_t (*volatile by_pointer)(obj) = mp_obj_get_int;

obj twice(obj number) {
    return mp_obj_new_int(2 * by_pointer(number));
}

typedef struct {
    const void *type;
    obj (*function)(obj);
} builtin;
static builtin functions[] = {
    {mp_type_fun_builtin_1, length},
    {mp_type_fun_builtin_1, after},
    {mp_type_fun_builtin_1, sum},
    {mp_type_fun_builtin_1, twice},
};

typedef struct {
    const void *type, *globals;
} module;
typedef struct {
    const void *type;
    module *context;
} function_object;

obj mpy_init(function_object *self) {
    obj old = mp_native_swap_globals((obj)self->context->globals);
    for (size_t i = 0; i < 4; i++) {
        mp_store_global(mp_native_qstr_table[i + 1], &functions[i]);
    }
    mp_store_global(mp_native_qstr_table[5], (obj)mp_type_int);
    mp_store_global(mp_native_qstr_table[6], (obj)mp_type_float);
    mp_native_swap_globals(old);
    return NULL;
}
