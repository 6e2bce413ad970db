// A module with a bit of everything: code, a jump table, constants, variables of each kind, firmware functions.
typedef struct { const void *type; } base;

extern const base mp_type_type;
extern void *memset(void *, int, unsigned long);
extern void *mp_obj_new_tuple(unsigned long, void *const *);

int counter;
static int set = 42;
static const char *const names[] = {"one", "two", "three"};

__attribute__((noinline)) int choose(int x, int y) {
    switch (x) {
    case 0: return y + 3;
    case 1: return y * 7;
    case 2: return y ^ 0x55;
    case 3: return y >> 2;
    case 4: return y - counter;
    case 5: return set++;
    default: return 0;
    }
}

void *mpy_init(void *self, unsigned long n_args, unsigned long n_kw, void **args) {
    counter += choose((int)n_args, (int)n_kw);
    memset(args, 0, n_kw);
    if (args[0] == &mp_type_type) {
        return (void *)names[counter & 1];
    }
    return mp_obj_new_tuple(1, args);
}
