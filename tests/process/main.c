// A function with the stack protector, which may be told to write beyond its buffer.
#include <stddef.h>
#include <stdint.h>

typedef void *obj;
extern const uint16_t mp_native_qstr_table[];
extern void *const mp_fun_table[];
extern void mp_store_global(uintptr_t, obj);
extern intptr_t mp_native_from_obj(obj, uintptr_t);
extern const char mp_type_fun_builtin_1[];

__attribute__((noinline)) static int filled(int n) {
    volatile char buffer[8];
    for (int i = 0; i < n; i++) {
        buffer[i] = 'A';
    }
    return buffer[0];
}

static obj fill(obj n) {
    filled(mp_native_from_obj(n, 2));
    return n;
}

static const struct {
    const void *type;
    obj (*call)(obj);
} fill_object = {mp_type_fun_builtin_1, fill};

obj mpy_init(void *self, size_t n_args, size_t n_kw, obj *args) {
    mp_store_global(mp_native_qstr_table[1], (obj)&fill_object);
    return mp_fun_table[0];
}
