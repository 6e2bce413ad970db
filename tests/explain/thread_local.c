// Thread-local variables, of this file and of another.
_Thread_local int state;
extern _Thread_local int elsewhere;

int *address(void) { return &elsewhere; }

void *mpy_init(void *self, unsigned long n_args, unsigned long n_kw, void **args) {
    state++;
    elsewhere += 2;
    return address();
}
