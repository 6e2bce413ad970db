// One of each kind of reference that compilers make.
typedef struct { const void *type; } base;

extern const base mp_type_type, mp_type_dict;
extern void *mp_obj_new_tuple(unsigned long, void *const *);
extern void *memset(void *, int, unsigned long);
extern struct { void *none, *no, *yes; } mp_fun_table;
extern const unsigned short mp_native_qstr_table[];
extern int perhaps(void) __attribute__((weak));
extern int elsewhere(int);

int counter;
static int hidden;
static int set = 42;
static const char text[] = "hello";
static const void *const table[] = {text, &mp_type_dict, &counter, (const void *)elsewhere};

static __attribute__((noinline)) int helper(int x) { return x + hidden++ + set++; }

void *mpy_init(void *self, unsigned long n_args, unsigned long n_kw, void **args) {
    counter += helper((int)n_args) + mp_native_qstr_table[3];
    if (perhaps) {
        counter += perhaps();
    }
    memset(args, 0, n_kw);
    if (args[0] == &mp_type_type) {
        return mp_fun_table.none;
    }
    return mp_obj_new_tuple(1, (void *const *)&table[counter & 3]);
}
