// The functions of the toolchain's own mathematics library, behind one Python function, MP_QSTR_apply.

#include <stddef.h>
#include <stdint.h>

typedef void *obj;
extern const uint16_t mp_native_qstr_table[];
extern const char mp_type_fun_builtin_2[];
extern void *const mp_fun_table[];
extern void mp_store_global(uintptr_t, obj);
extern intptr_t mp_native_from_obj(obj, uintptr_t);
extern _Bool mp_get_buffer(obj, void *, unsigned);

float sinf(float), sqrtf(float), expf(float), powf(float, float), logf(float), fmodf(float, float);
float floorf(float), atan2f(float, float), tanf(float);
double sin(double), pow(double, double);

typedef struct {
    void *buf;
    size_t len;
    int typecode;
} buffer;

// Each takes its arguments from the buffer and puts the result over the first.
#define ONE(type, name) static void on_##name(type *x) { x[0] = name(x[0]); }
#define TWO(type, name) static void on_##name(type *x) { x[0] = name(x[0], x[1]); }
ONE(float, sinf)
ONE(float, sqrtf)
ONE(float, expf)
TWO(float, powf)
ONE(float, logf)
TWO(float, fmodf)
ONE(float, floorf)
TWO(float, atan2f)
ONE(float, tanf)
ONE(double, sin)
TWO(double, pow)

static obj apply(obj which, obj place) {
    buffer at;
    mp_get_buffer(place, &at, 3);
    // A plain array of functions: its words are relocated when the module is loaded.
    static void *const functions[] = {on_sinf, on_sqrtf, on_expf, on_powf, on_logf, on_fmodf,
        on_floorf, on_atan2f, on_tanf, on_sin, on_pow};
    void (*function)(void *) = (void (*)(void *))functions[mp_native_from_obj(which, 2)];
    function(at.buf);
    return place;
}

static const struct {
    const void *type;
    obj (*call)(obj, obj);
} apply_object = {mp_type_fun_builtin_2, apply};

obj mpy_init(void *self, size_t n_args, size_t n_kw, obj *args) {
    mp_store_global(mp_native_qstr_table[1], (obj)&apply_object);
    return mp_fun_table[0];
}
