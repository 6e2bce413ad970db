// A module for register windows: what its loader must get right, each reported as a number to the firmware.

#include <stdint.h>

typedef void *obj;
extern const uint16_t mp_native_qstr_table[];
extern void *const mp_fun_table[];

// The firmware's entry 24; the test's is `report`.
extern obj mp_obj_list_append(obj, obj);
#define REPORT(x) mp_obj_list_append(0, (obj)(uintptr_t)(x))

static int counter;
static int numbers[40];
int global[3];
static int initialised = 5;
static int *to_data = &initialised;
static int *to_bss = &numbers[7];
static int *const constant_to_bss = &numbers[9];
const char *const words[] = {"zero", "one", "two"};

typedef int (*function)(int);
int other(int);
static int add_one(int x) {
    return x + 1;
}
function const functions[] = {add_one, other};
static function variable_functions[] = {other, add_one};

// Deeper than there are registers: windows are spilled and filled again.
__attribute__((noinline)) static int depth(int n) {
    return n == 0 ? counter : depth(n - 1) + n;
}

__attribute__((noinline)) static int jump_table(int x) {
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
        default:
            return 1;
    }
}

__attribute__((noinline)) static int length(const char *text) {
    int n = 0;
    while (text[n]) {
        n++;
    }
    return n;
}

obj mpy_init(obj self, uintptr_t n_args, uintptr_t n_kw, obj *args) {
    volatile int one = 1;
    REPORT(self);
    counter++;
    numbers[7] = 70;
    numbers[9] = 90;
    global[1] = 4;
    REPORT(counter + global[1]);
    *to_data += 1;
    *constant_to_bss += *to_bss;
    REPORT(initialised);
    REPORT(numbers[9]);
    REPORT(words[2][1]);
    REPORT(length(words[one - 1]) + length("a string of its own"));
    REPORT(functions[0](41) + functions[one](0));
    REPORT(variable_functions[one](99));
    for (int i = 0; i < 8; i++) {
        REPORT(jump_table(i));
    }
    REPORT(depth(40));
    REPORT(0x12345678);
    REPORT(mp_native_qstr_table[2]);
    REPORT((uintptr_t)&mp_fun_table[5] - (uintptr_t)mp_fun_table);
    return mp_fun_table[0];
}
