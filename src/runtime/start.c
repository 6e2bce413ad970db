// What runs first in a module that has words which the loader cannot fill, or constructors of C++ or Rust: the words are
// filled, the constructors run, and the module's entry follows. The linker takes the first two into the module where
// they are needed.
#include "py/objfun.h"

void mpyc_fill(mp_obj_fun_bc_t *self) __attribute__((weak));
void mpyc_construct(void) __attribute__((weak));
mp_obj_t mpyc_entry(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args);

mp_obj_t mpyc_start(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    if (mpyc_fill != NULL) {
        mpyc_fill(self);
    }
    if (mpyc_construct != NULL) {
        mpyc_construct();
    }
    return mpyc_entry(self, n_args, n_kw, args);
}
