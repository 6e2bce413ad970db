#include "py/dynruntime.h"

__asm__ (
    ".section .tdata, \"awT\", @progbits\n"
    ".balign 4\n"
    ".type begun, @object\n"
    ".size begun, 8\n"
    "begun: .word 5, mp_fun_table\n"
    ".section .tbss, \"awT\", @nobits\n"
    ".balign 4\n"
    ".type zero, @object\n"
    ".size zero, 8\n"
    "zero: .space 8\n"
    ".text\n"
    );

// What is in the register is added to a literal. Here is what the linker makes of rur.threadptr, which the assembler for
// this processor does not know (linker/tests/rows_xtensa.rs has it).
#define BY_OFFSET(variable) ({ \
        register int *address __asm__ ("a8"); \
        __asm__ ("movi a8, 0\n" \
            "movi a9, " variable "@tpoff\n" \
            "add %0, a8, a9" : "=&a" (address) : : "a9"); \
        address; \
    })

// A function that a literal names is asked for the address.
#define BY_FUNCTION(variable) ({ \
        register int *address __asm__ ("a2"); \
        __asm__ ("movi a8, " variable "@tlsfunc\n" \
            "movi a2, " variable "@tlsarg\n" \
            "callx0.tls a8, " variable "@tlscall" : "=a" (address) : \
            : "a0", "a3", "a4", "a5", "a6", "a7", "a8", "a9", "a10", "a11", "memory"); \
        address; \
    })

static mp_obj_t step(void) {
    *BY_OFFSET("begun") += 1;
    *BY_FUNCTION("begun") += 10;
    BY_OFFSET("zero + 4")[0] += 2;
    BY_FUNCTION("zero")[1] += 20;
    mp_obj_t items[] = {
        mp_obj_new_int(*BY_FUNCTION("begun")),
        mp_obj_new_int(*BY_OFFSET("zero")),
        mp_obj_new_int(*BY_OFFSET("zero + 4")),
        mp_obj_new_bool(BY_OFFSET("begun")[1] == (int)&mp_fun_table),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(step_obj, step);

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    mp_store_global(MP_QSTR_step, MP_OBJ_FROM_PTR(&step_obj));
    MP_DYNRUNTIME_INIT_EXIT
}
