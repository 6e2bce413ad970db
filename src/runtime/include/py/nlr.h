// Protected regions: nlr_push returns 0, and again 1 when something is raised before nlr_pop.
#ifndef MPYC_PY_NLR_H
#define MPYC_PY_NLR_H

#include "misc.h"

// The frame holds what the firmware saves, which depends on how it was built: 42 words are enough for all.
typedef struct _nlr_buf_t nlr_buf_t;
struct _nlr_buf_t {
    nlr_buf_t *prev;
    void *ret_val;
    void *regs[40];
};

// The linker makes both a pure jump into the firmware, so that they return twice in the function that calls them.
unsigned int nlr_push(nlr_buf_t *nlr) __attribute__((returns_twice));
int mpyc_setjmp(void *regs) __attribute__((returns_twice));
void nlr_pop(void);
MP_NORETURN void nlr_jump(void *val);
#define nlr_raise(val) nlr_jump(MP_OBJ_TO_PTR(val))

// Some firmware only links the frame in nlr_push and leaves saving the registers to the C library's setjmp, which its
// table then has (py/nativeglue.c, MICROPY_NLR_SETJMP).
extern void *const mpyc_fun_table[] __asm__("mp_fun_table");
#define MPYC_FUN_TABLE_SETJMP 49
#define nlr_push(nlr) \
    (mpyc_fun_table[MPYC_FUN_TABLE_SETJMP] == NULL ? nlr_push(nlr) : ((void)nlr_push(nlr), (unsigned)mpyc_setjmp((nlr)->regs)))

typedef void (*nlr_jump_callback_fun_t)(void *ctx);
typedef struct _nlr_jump_callback_node_t nlr_jump_callback_node_t;
struct _nlr_jump_callback_node_t {
    nlr_jump_callback_node_t *prev;
    nlr_jump_callback_fun_t fun;
};
void nlr_push_jump_callback(nlr_jump_callback_node_t *node, nlr_jump_callback_fun_t fun);
void nlr_pop_jump_callback(bool run_callback);

#endif
