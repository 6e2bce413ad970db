// References that cannot be linked, each on the line that its comment names: the test finds the lines by the comments.
typedef void *obj;

extern int called(int);
extern int in_inlined(int);
extern int in_other_branch(int);
extern int pointed_to;
extern int in_local_table;
extern const char far_name[];
extern int after_line_zero(int);

int counter;

static inline __attribute__((always_inline)) int helper(int x) {
    return in_inlined(x) + 1; // in_inlined
}

const void *const table[] = {
    0,
    &pointed_to, // declared at `table`
};

static int branch(int x) {
    if (x > 3) {
        return in_other_branch(x); // in_other_branch
    }
    return x;
}

int made_up(int x) {
    x ^= 1;
    __asm__ volatile(".loc 1 0");
    return after_line_zero(x);
}

obj mpy_init(obj self, unsigned long n_args, unsigned long n_kw, obj *args) {
    static const void *const local_table[] = {&in_local_table, far_name};
    int x = called((int)n_args); // called
    counter += branch(x);
    counter += helper(counter); // the call of helper
    counter += made_up(counter);
    return (obj)(counter & 1 ? table[n_kw] : local_table[n_kw]);
}
