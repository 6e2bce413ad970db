// The start of the Xtensa board, its console, its report on an exception, its end, and what the collector needs of it.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "py/gc.h"
#include "py/mpstate.h"
#include "uart.h"

int main(int argc, char **argv);

extern char _bss_start[], _bss_end[];

__attribute__((used)) static void begin(void) {
    for (uint32_t *word = (uint32_t *)_bss_start; word != (uint32_t *)_bss_end; ++word) {
        *word = 0;
    }
    main(0, 0);
    exit(0);
}

// Exceptions are taken at these offsets from the vectors' base, by the state that the processor is in (the LX106's
// core-isa.h): a debug one, one that cannot be masked, in kernel mode, in user mode, in an exception. `l32r` reaches back
// only, so that the handler's address is first.
__asm__ (
    ".section .vectors, \"ax\"\n"
    ".literal_position\n"
    "handler: .word trap\n"
    ".macro vector offset\n"
    ".org \\offset\n"
    "wsr a0, excsave1\n"
    "l32r a0, handler\n"
    "jx a0\n"
    ".endm\n"
    "vector 0x10\n"
    "vector 0x20\n"
    "vector 0x30\n"
    "vector 0x50\n"
    "vector 0x70\n"

    // Where the processor begins.
    ".section .reset, \"ax\"\n"
    "j 1f\n"
    ".balign 4\n"
    "2: .word start\n"
    "1: l32r a0, 2b\n"
    "jx a0\n"

    ".section .text.start, \"ax\"\n"
    ".balign 4\n"
    ".literal_position\n"
    ".global start\n"
    "start:\n"
    "movi a1, 0x20\n"   // user mode, no exception, no interrupts masked
    "wsr a1, ps\n"
    "rsync\n"
    "movi a1, _stack_end\n"
    "movi a0, begin\n"
    "jx a0\n"

    // All registers to their array, then the report, on a stack of its own.
    ".balign 4\n"
    "trap:\n"
    "wsr a2, depc\n"
    "movi a2, registers\n"
    "s32i a1, a2, 4\n"
    "s32i a3, a2, 12\n"
    "s32i a4, a2, 16\n"
    "s32i a5, a2, 20\n"
    "s32i a6, a2, 24\n"
    "s32i a7, a2, 28\n"
    "s32i a8, a2, 32\n"
    "s32i a9, a2, 36\n"
    "s32i a10, a2, 40\n"
    "s32i a11, a2, 44\n"
    "s32i a12, a2, 48\n"
    "s32i a13, a2, 52\n"
    "s32i a14, a2, 56\n"
    "s32i a15, a2, 60\n"
    "rsr a0, excsave1\n"
    "s32i a0, a2, 0\n"
    "rsr a0, depc\n"
    "s32i a0, a2, 8\n"
    "movi a1, _trap_stack_end\n"
    "movi a0, 0x20\n"
    "wsr a0, ps\n"
    "rsync\n"
    "movi a0, report\n"
    "jx a0\n"
    ".text\n"
    );

// a0 to a15.
__attribute__((used)) uint32_t registers[16];

__attribute__((used)) static void report(void) {
    #define SPECIAL(name) ({ unsigned value; __asm volatile ("rsr %0, " #name : "=a" (value)); value; })
    unsigned pc = SPECIAL(epc1), cause = SPECIAL(exccause), address = SPECIAL(excvaddr);
    printf("\nMACHINE EXCEPTION CAUGHT:\n\n");
    printf(" A0=%08X SP=%08X", (unsigned)registers[0], (unsigned)registers[1]);
    for (int n = 2; n < 16; ++n) {
        printf("%s A%d=%08X", n % 4 == 0 ? "\n" : "", n, (unsigned)registers[n]);
    }
    printf("\n\n EPC1=%08X EXCCAUSE=%08X EXCVADDR=%08X\n", pc, cause, address);
    exit(1);
}

// A call of the emulator (qemu's target/xtensa/xtensa-semi.c).
static int simcall(int number, int a, const void *b, int c) {
    register int r2 __asm__ ("a2") = number;
    register int r3 __asm__ ("a3") = a;
    register const void *r4 __asm__ ("a4") = b;
    register int r5 __asm__ ("a5") = c;
    __asm volatile ("simcall" : "+a" (r2), "+a" (r3) : "a" (r4), "a" (r5) : "memory");
    return r2;
}

void exit(int status) {
    simcall(1, status, 0, 0);
    for (;;) {
    }
}

int uart_rx_chr(void) {
    unsigned char byte;
    return simcall(3, 0, &byte, 1) == 1 ? byte : UART_RX_NO_CHAR;
}

void uart_tx_strn(const char *text, size_t length) {
    while (length > 0) {
        int written = simcall(4, 1, text, length);
        if (written > 0) {
            text += written;
            length -= written;
        }
    }
}

// The port's limit is for processors whose frames are smaller: programs that the others run would not run here.
void __real_mp_stack_set_limit(mp_uint_t limit);
void __wrap_mp_stack_set_limit(mp_uint_t limit) {
    __real_mp_stack_set_limit(2 * limit);
}

// The registers that calls preserve are put on the stack, where the collector looks for pointers.
__asm__ (
    ".section .text.gc_helper_collect_regs_and_stack, \"ax\"\n"
    ".balign 4\n"
    ".literal_position\n"
    ".global gc_helper_collect_regs_and_stack\n"
    "gc_helper_collect_regs_and_stack:\n"
    "addi a1, a1, -32\n"
    "s32i a12, a1, 0\n"
    "s32i a13, a1, 4\n"
    "s32i a14, a1, 8\n"
    "s32i a15, a1, 12\n"
    "s32i a0, a1, 16\n"
    "mov a2, a1\n"
    "movi a0, collect_from\n"
    "callx0 a0\n"
    "l32i a0, a1, 16\n"
    "addi a1, a1, 32\n"
    "ret\n"
    ".text\n"
    );

__attribute__((used)) static void collect_from(uintptr_t sp) {
    gc_collect_root((void **)sp, ((uintptr_t)MP_STATE_THREAD(stack_top) - sp) / sizeof(uintptr_t));
}
