// What C in a native module can be made of, without any header of MicroPython's: every kind of variable, pointers in
// data, weak symbols, jump tables, and the firmware's functions and objects by their own names.

#include <stddef.h>
#include <stdint.h>

typedef void *obj;
extern const uint16_t mp_native_qstr_table[];
extern const uintptr_t mp_native_obj_table[];
extern void *const mp_fun_table[];

extern obj mp_obj_new_tuple(size_t, const obj *);
extern obj mp_obj_new_list(size_t, obj *);
extern obj mp_obj_list_append(obj, obj);
extern obj mp_native_to_obj(uintptr_t, uintptr_t);
extern void mp_store_global(uintptr_t, obj);
extern unsigned nlr_push(void *) __attribute__((returns_twice));
extern void nlr_pop(void);
extern void mp_native_raise(obj);
extern void *memset(void *, int, size_t);
extern void *memcpy(void *, const void *, size_t);
extern void *memmove(void *, const void *, size_t);
extern const char mp_type_fun_builtin_0[], mp_type_fun_builtin_1[];
// Hidden, so that the compiler takes it to be at a known distance.
extern const char mp_type_list[] __attribute__((visibility("hidden")));

extern int weak_function(int) __attribute__((weak));
extern int weak_hidden_function(int) __attribute__((weak, visibility("hidden")));
extern int weak_definition(void); // weak in other.c, strong in strong.c
extern int other(int);

#define INT(x) mp_native_to_obj((uintptr_t)(x), 2)
#define TUPLE(...) tuple(sizeof((obj[]){__VA_ARGS__}) / sizeof(obj), (obj[]){__VA_ARGS__})

static obj tuple(size_t n, const obj *items) {
    return mp_obj_new_tuple(n, items);
}

#ifdef THREADS
#define LOCAL _Thread_local
#else
#define LOCAL
#endif
static LOCAL int counter;
static int numbers[40];
static obj kept;
LOCAL int global[3];
int common; // with -fcommon in other.c as well
static int initialised = 5;
int table_of_numbers[3] = {10, 20, 30};
static int *to_data = &initialised;
static int *to_bss = &numbers[7];
static int *const constant_to_bss = &numbers[9];
const char *const words[] = {"zero", "one", "two"};

typedef int (*function)(int);
static int add_one(int x) {
    return x + 1;
}
static int twice(int x) {
    return x * 2;
}
function const functions[] = {add_one, twice, other};
static function variable_functions[] = {twice, add_one};

static obj variables(void) {
    counter++;
    numbers[7] += 3;
    numbers[9] = 100 + counter;
    global[1] = counter * 2;
    common += 4;
    *to_data += 1;
    table_of_numbers[2] += *to_bss;
    *constant_to_bss += 1;
    return TUPLE(INT(counter), INT(numbers[7]), INT(numbers[9]), INT(global[1]), INT(common), INT(initialised),
        INT(table_of_numbers[2]), INT(*to_bss));
}

// A list that only a local variable of this file refers to.
static obj keep(obj x) {
    if (!kept) {
        kept = mp_obj_new_list(0, NULL);
    }
    return mp_obj_list_append(kept, x), kept;
}

static obj pointers(void) {
    volatile int one = 1;
    return TUPLE(INT(functions[one](4)), INT(functions[2](4)), INT(variable_functions[one](4)), INT(words[2][1]),
        INT(weak_function ? weak_function(3) : -1), INT(weak_hidden_function ? weak_hidden_function(3) : -1),
        INT(weak_definition()));
}

// nlr_push returns once from the call and once more, with 1, when something is raised.
static obj catch(obj x) {
    volatile struct {
        void *words[42];
    } buffer;
    volatile int stage = 1;
    int local = 7;
    if (nlr_push((void *)&buffer) == 0) {
        stage = 2;
        mp_native_raise(x);
        nlr_pop();
        return INT(-1);
    }
    return TUPLE(INT(stage), INT(local), (obj)buffer.words[1]);
}

static obj firmware(void) {
    char a[70], b[70];
    void *(*volatile set)(void *, int, size_t) = memset;
    set(a, 5, sizeof a);
    memcpy(b, a, sizeof a);
    memmove(b + 1, b, 60);
    return TUPLE(INT(b[0] + b[69]), INT(mp_type_list == mp_fun_table[75]), INT((void *)memset == mp_fun_table[50]));
}

static int jump_table(int x) {
    switch (x) {
        case 0:
            return 11;
        case 1:
            return 22;
        case 2:
            return 5;
        case 3:
            return other(3);
        case 4:
            return 77;
        case 5:
            return initialised;
        case 6:
            return -4;
        case 7:
            return 9;
        default:
            return 1;
    }
}

static obj jumps(void) {
    obj list = mp_obj_new_list(0, NULL);
    for (int i = 0; i < 9; i++) {
        mp_obj_list_append(list, INT(jump_table(i)));
    }
    return list;
}

static obj constants(void) {
    return mp_obj_new_tuple(5, (obj *)mp_native_obj_table);
}

typedef struct {
    const void *type;
    void *function;
} function_object;
static const function_object variables_obj = {mp_type_fun_builtin_0, variables};
static const function_object keep_obj = {mp_type_fun_builtin_1, keep};
static const function_object pointers_obj = {mp_type_fun_builtin_0, pointers};
static const function_object catch_obj = {mp_type_fun_builtin_1, catch};
static const function_object firmware_obj = {mp_type_fun_builtin_0, firmware};
static const function_object jumps_obj = {mp_type_fun_builtin_0, jumps};
static const function_object constants_obj = {mp_type_fun_builtin_0, constants};

#ifdef SECTIONS
// In a section of its own nothing reaches it, and that it refers to nothing does not matter.
int unreached(void) {
    extern int nowhere(void);
    return nowhere();
}
#endif

obj mpy_init(void *self, size_t n_args, size_t n_kw, obj *args) {
    static const function_object *const objects[] = {&variables_obj, &keep_obj, &pointers_obj, &catch_obj, &firmware_obj,
        &jumps_obj, &constants_obj};
    for (int i = 0; i < 7; i++) {
        mp_store_global(mp_native_qstr_table[i + 1], (obj)objects[i]);
    }
    return mp_fun_table[0];
}
