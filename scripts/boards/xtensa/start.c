// The start of the emulated LX106, its console, its report on an exception, its end, and what the collector needs of it.

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "py/gc.h"
#include "py/mpstate.h"
#include "uart.h"

int main(int argc, char **argv);

extern uint32_t _bss_start[], _bss_end[];

__asm__ (
    ".section .start, \"ax\"\n"
    ".align 4\n"
    ".global start\n"
    "start: j 1f\n"
    ".align 4\n"
    "2: .word _stack_end\n"
    "3: .word begin\n"
    "1: l32r a1, 2b\n"
    "l32r a0, 3b\n"
    "jx a0\n"
    ".text\n"
    );

__attribute__((used)) static void begin(void) {
    for (uint32_t *word = _bss_start; word != _bss_end; ++word) {
        *word = 0;
    }
    uart_init();
    main(0, 0);
    exit(0);
}

// A call of the emulator (Xtensa ISA manual, SIMCALL; numbers: qemu's target/xtensa/xtensa-semi.c).
static int simcall(int number, int first, int second, int third) {
    register int a2 __asm__ ("a2") = number;
    register int a3 __asm__ ("a3") = first;
    register int a4 __asm__ ("a4") = second;
    register int a5 __asm__ ("a5") = third;
    __asm volatile ("simcall" : "+r" (a2), "+r" (a3) : "r" (a4), "r" (a5) : "memory");
    return a2;
}

void exit(int status) {
    simcall(1, status, 0, 0);
    for (;;) {
    }
}

void __assert_func(const char *file, int line, const char *func, const char *expr) {
    printf("Assertion '%s' failed, at file %s:%d\n", expr, file, line);
    exit(1);
}

// --- The console: a 16550 whose registers are words (qemu's hw/xtensa/xtfpga.c) -----------------------------------

#define UART ((volatile uint32_t *)0x9d050020)
#define LINE_STATUS 5
#define RECEIVED 0x01
#define CAN_SEND 0x20

void uart_init(void) {
}

int uart_rx_chr(void) {
    return UART[LINE_STATUS] & RECEIVED ? (int)UART[0] : UART_RX_NO_CHAR;
}

void uart_tx_strn(const char *text, size_t length) {
    for (size_t i = 0; i < length; ++i) {
        while (!(UART[LINE_STATUS] & CAN_SEND)) {
        }
        UART[0] = (uint8_t)text[i];
    }
}

// --- Exceptions ---------------------------------------------------------------------------------------------------

// a0 to a15.
__attribute__((used)) static uint32_t registers[16];

// Each vector has 16 bytes up to the next: it keeps a0 and goes on here. The double one comes when the first goes wrong.
#define VECTOR(name) \
    ".section .vector." #name ", \"ax\"\n" \
    ".align 4\n" \
    "wsr a0, excsave1\n" \
    "j 1f\n" \
    ".align 4\n" \
    "2: .word trap\n" \
    "1: l32r a0, 2b\n" \
    "jx a0\n"

__asm__ (
    VECTOR(kernel)
    VECTOR(user)
    VECTOR(double)
    ".text\n"
    ".align 4\n"
    ".literal_position\n"
    "trap:\n"
    "movi a0, registers\n"
    "s32i a1, a0, 4\n"
    "s32i a2, a0, 8\n"
    "s32i a3, a0, 12\n"
    "s32i a4, a0, 16\n"
    "s32i a5, a0, 20\n"
    "s32i a6, a0, 24\n"
    "s32i a7, a0, 28\n"
    "s32i a8, a0, 32\n"
    "s32i a9, a0, 36\n"
    "s32i a10, a0, 40\n"
    "s32i a11, a0, 44\n"
    "s32i a12, a0, 48\n"
    "s32i a13, a0, 52\n"
    "s32i a14, a0, 56\n"
    "s32i a15, a0, 60\n"
    "rsr a2, excsave1\n"
    "s32i a2, a0, 0\n"
    "movi a1, _trap_stack_end\n" // the program's stack may be what failed
    "movi a0, report\n"
    "jx a0\n"
    );

__attribute__((used)) static void report(void) {
    #define SPECIAL(name) ({ uint32_t value; __asm volatile ("rsr %0, " #name : "=r" (value)); (unsigned)value; })
    printf("\nMACHINE EXCEPTION CAUGHT:\n\n");
    for (int n = 0; n < 16; ++n) {
        char name[4] = "SP";
        if (n != 1) {
            snprintf(name, sizeof name, "A%d", n);
        }
        printf(" %s=%08X%s", name, (unsigned)registers[n], n % 4 == 3 ? "\n" : "");
    }
    printf("\n PC=%08X ADDRESS=%08X EXCCAUSE=%08X\n", SPECIAL(epc1), SPECIAL(excvaddr), SPECIAL(exccause));
    exit(1);
}

// Shows the collector the registers that calls preserve, a12 to a15, and the stack.
__asm__ (
    ".text\n"
    ".align 4\n"
    "preserved_registers:\n"
    "s32i a12, a2, 0\n"
    "s32i a13, a2, 4\n"
    "s32i a14, a2, 8\n"
    "s32i a15, a2, 12\n"
    "ret\n"
    );

void preserved_registers(void **array);

void gc_helper_collect_regs_and_stack(void) {
    void *preserved[4];
    preserved_registers(preserved);
    // They are on the stack.
    gc_collect_root(preserved, ((uintptr_t)MP_STATE_THREAD(stack_top) - (uintptr_t)preserved) / sizeof(void *));
}
