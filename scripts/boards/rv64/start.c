// The start of the 64-bit RISC-V board, its report on a trap, its end, and what the collector needs of it: what
// MicroPython's ports/qemu/mcu/rv32 and shared/runtime/gchelper_rv32i.s do for the 32-bit one.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "uart.h"

int main(int argc, char **argv);
void trap(void);

extern char _bss_start[], _bss_end[];

__attribute__((used)) static void begin(void) {
    for (uint64_t *word = (uint64_t *)_bss_start; word != (uint64_t *)_bss_end; ++word) {
        *word = 0;
    }
    // All traps go to one place: the lower two bits are zero (privileged manual, mtvec).
    __asm volatile ("csrw mtvec, %0" :: "r" (trap));
    uart_init();
    main(0, 0);
    exit(0);
}

__attribute__((naked, section(".start"))) void start(void) {
    __asm volatile (
        "la sp, _stack_end\n"
        "tail begin\n"
        );
}

// Semihosting's SYS_EXIT. The emulator knows the call by the instructions around it, none of them compressed and all in
// one page (RISC-V Semihosting, "Semihosting Trap Instruction Sequence").
void exit(int status) {
    uint64_t arguments[2] = { 0x20026, (uint64_t)status }; // ADP_Stopped_ApplicationExit
    __asm volatile (
        ".option push\n"
        ".option norvc\n"
        ".balign 16\n"
        "mv a1, %0\n"
        "li a0, 0x18\n"
        "slli x0, x0, 0x1f\n"
        "ebreak\n"
        "srai x0, x0, 7\n"
        ".option pop\n"
        :: "r" (arguments) : "a0", "a1", "memory"
        );
    for (;;) {
    }
}

// x0 to x31.
__attribute__((used)) static uint64_t registers[32];

__attribute__((naked, aligned(4))) void trap(void) {
    #define SAVE(n) "sd x" #n ", 8 * " #n "(x31)\n"
    __asm volatile (
        "csrw mscratch, x31\n"
        "la x31, registers\n"
        SAVE(1) SAVE(2) SAVE(3) SAVE(4) SAVE(5) SAVE(6) SAVE(7) SAVE(8) SAVE(9) SAVE(10)
        SAVE(11) SAVE(12) SAVE(13) SAVE(14) SAVE(15) SAVE(16) SAVE(17) SAVE(18) SAVE(19) SAVE(20)
        SAVE(21) SAVE(22) SAVE(23) SAVE(24) SAVE(25) SAVE(26) SAVE(27) SAVE(28) SAVE(29) SAVE(30)
        "csrr x30, mscratch\n"
        "sd x30, 8 * 31(x31)\n"
        "la sp, _trap_stack_end\n" // the program's stack may be what failed
        "tail report\n"
        );
}

__attribute__((used)) static void report(void) {
    #define CSR(name) ({ unsigned long value; __asm volatile ("csrr %0, " #name : "=r" (value)); value; })
    static const char names[32][4] = {
        "", "RA", "SP", "GP", "TP", "T0", "T1", "T2", "S0", "S1", "A0", "A1", "A2", "A3", "A4", "A5",
        "A6", "A7", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "S10", "S11", "T3", "T4", "T5", "T6",
    };
    printf("\nMACHINE EXCEPTION CAUGHT:\n\n");
    for (int n = 1; n < 32; ++n) {
        printf(" %s=%016lX%s", names[n], (unsigned long)registers[n], n % 4 == 0 ? "\n" : "");
    }
    printf("\n\n MEPC=%016lX MTVAL=%016lX MSTATUS=%016lX MCAUSE=%016lX\n",
        CSR(mepc), CSR(mtval), CSR(mstatus), CSR(mcause));
    exit(1);
}

// Puts the registers that calls preserve into an array, where the collector looks for pointers; returns the stack
// pointer.
__attribute__((naked)) uintptr_t gc_helper_get_regs_and_sp(uintptr_t *array) {
    __asm volatile (
        "sd s0, 0(a0)\n"
        "sd s1, 8(a0)\n"
        "sd s2, 16(a0)\n"
        "sd s3, 24(a0)\n"
        "sd s4, 32(a0)\n"
        "sd s5, 40(a0)\n"
        "sd s6, 48(a0)\n"
        "sd s7, 56(a0)\n"
        "sd s8, 64(a0)\n"
        "sd s9, 72(a0)\n"
        "sd s10, 80(a0)\n"
        "sd s11, 88(a0)\n"
        "mv a0, sp\n"
        "ret\n"
        );
}
