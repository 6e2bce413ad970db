// Thread-local variables, of this file and of another, in a form that cannot be linked.
#ifdef __riscv
#define FORM __attribute__((tls_model("initial-exec")))
#else
#define FORM __attribute__((tls_model("local-exec")))
#endif
_Thread_local int state FORM;
extern _Thread_local int elsewhere FORM;

int *address(void) { return &elsewhere; }

void *mpy_init(void *self, unsigned long n_args, unsigned long n_kw, void **args) {
    state++;
    elsewhere += 2;
    return address();
}
