// Functions that a resolver chooses when the module is imported, referred to in every way that C has.

#include <stddef.h>
#include <stdint.h>

typedef void *obj;
extern const uint16_t mp_native_qstr_table[];
extern void *const mp_fun_table[];
extern obj mp_obj_new_tuple(size_t, const obj *);
extern obj mp_native_to_obj(uintptr_t, uintptr_t);
extern void mp_store_global(uintptr_t, obj);
extern const char mp_type_fun_builtin_0[], mp_type_tuple[];

typedef int (*function)(int);

static int one(int x) { return x + 1; }
static int two(int x) { return x + 2; }

// Seen in this file only; chosen by the processor, which has had SSE2 for long.
static function by_processor(void) {
    __builtin_cpu_init();
    return __builtin_cpu_supports("sse2") ? two : one;
}
static int of_file(int x) __attribute__((ifunc("by_processor")));

// Chosen by a variable with a value.
static int wanted = 2;
static function by_variable(void) { return wanted == 2 ? two : one; }
int hidden_one(int x) __attribute__((ifunc("by_variable"), visibility("hidden")));

// Chosen by what start-up code found in the firmware: that is there before.
static const void *const type_of_tuples = mp_type_tuple;
static function by_type(void) { return *(void *const volatile *)&type_of_tuples != NULL ? two : one; }
int by_firmware(int x) __attribute__((ifunc("by_type")));

// In another file, where it is declared as any other function.
int other(int x);
function address_elsewhere(void);
int call_elsewhere(int x);

// Three arguments in registers, on i386 as well.
#ifdef __i386__
#define IN_REGISTERS __attribute__((regparm(3)))
#else
#define IN_REGISTERS
#endif
static IN_REGISTERS int digits(int a, int b, int c) { return a * 100 + b * 10 + c; }
static void *by_nothing(void) { return digits; }
IN_REGISTERS int in_registers(int a, int b, int c) __attribute__((ifunc("by_nothing")));

// One of many that all have a word of their own.
static function const constants[] = {of_file, hidden_one, by_firmware, other};
function variables[] = {other, of_file};

static int early;
__attribute__((constructor)) static void construct(void) { early = of_file(30) + other(1); }

static volatile int n = 5;

static int tail_call(int x) { return n ? other(x + n) : 0; }

#define INT(x) mp_native_to_obj((uintptr_t)(x), 2)

static obj run(void) {
    int sum = 0;
    for (size_t i = 0; i < 4; i++) {
        sum += constants[i](10);
    }
    function by_address = n ? other : one, hidden = n ? hidden_one : one;
    obj items[] = {
        INT(of_file(n)), INT(hidden_one(n)), INT(by_firmware(n)), INT(other(n)), INT(call_elsewhere(n)),
        INT(in_registers(1, 2, n)), INT(sum), INT(variables[0](n) + variables[1](n)), INT(early),
        INT(by_address(1) + hidden(1)), INT(tail_call(1)),
        INT(address_elsewhere() == constants[3] && constants[3] == variables[0] && by_address == variables[0]),
    };
    return mp_obj_new_tuple(sizeof items / sizeof *items, items);
}

static const struct {
    const void *type;
    obj (*call)(void);
} run_object = {mp_type_fun_builtin_0, run};

obj mpy_init(void *self, size_t n_args, size_t n_kw, obj *args) {
    mp_store_global(mp_native_qstr_table[1], (obj)&run_object);
    return mp_fun_table[0];
}
