// What the fuzzers begin with: a little of everything that an object can have. See seeds.

typedef __SIZE_TYPE__ size;
typedef void *obj;
extern obj mp_obj_new_list(size, obj *);
extern const unsigned short mp_native_qstr_table[];
extern void mp_store_global(size, obj);
extern const char mp_type_fun_builtin_1[];
extern int f(int) __attribute__((weak));
extern int g(int) __attribute__((weak));

// Where code is in memory that is not written, there are no initialised variables.
#ifdef CONSTANT
#define DATA const
#else
#define DATA
#endif

static int counter;
static int large[100];
int common_variable;
DATA int initialised = 5;
int *const to_data[] = {(int *)&initialised, &large[7], &counter};
static const char text[] = "a constant";
const char *const words[] = {"zero", "one", "two", text};
#ifdef THREAD
__thread int local_variable;
#endif

__attribute__((noinline)) static int twice(int x) {
    return x * 2 + common_variable;
}
int (*const functions[])(int) = {twice, f};
__attribute__((weak)) int choose(int x) {
    switch (x) {
    case 0:
        return 11;
    case 1:
        return counter++;
    case 2:
        return twice(x);
    case 3:
        return words[x & 1][0];
    case 4:
        return large[x];
    default:
        return f ? f(x) : g ? g(x) : -1;
    }
}
struct builtin {
    const void *type;
    int (*function)(int);
};
static DATA struct builtin choose_object = {mp_type_fun_builtin_1, choose};
#ifdef CONSTRUCTOR
__attribute__((constructor)) static void start(void) {
    counter = 3;
}
extern void (*const __init_array_start[])(void), (*const __init_array_end[])(void);
extern obj mpyc_entry(obj);
obj mpyc_start(obj self) {
    for (size i = 0; i < (size)(__init_array_end - __init_array_start); i++) {
        __init_array_start[i]();
    }
    return mpyc_entry(self);
}
#endif

#ifdef MISSING
extern double missing(double);
#else
#define missing(x) (x)
#endif

#ifdef COMDAT
__asm__(".section .text.shared,\"axG\",%progbits,shared,comdat\n.weak shared\nshared: .byte 0, 0, 0, 0\n.text\n");
extern int shared(int);
int (*const to_shared)(int) = shared;
#else
#define to_shared twice
#endif

obj mpy_init(obj self) {
    large[1] = to_shared(2);
    large[2] = missing(3);
    common_variable += *to_data[0];
    mp_store_global(mp_native_qstr_table[1], (obj)&choose_object);
#ifdef THREAD
    local_variable++;
#endif
    return functions[counter & 1](3) ? mp_obj_new_list(0, 0) : self;
}
