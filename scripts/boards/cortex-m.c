// What the emulated Cortex-M boards need beside MicroPython's own start. The linker's --wrap puts these functions in the
// places of the port's.
//
// - The floating-point unit is switched on before anything uses it; the port's start does not know boards with one.
// - A fault is reported as the port reports a trap of RISC-V, and ends the emulator. The port's own handler
//   (mcu/arm/errorhandler.c) reports it and then waits for ever.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

// Registers of the system control block (ARMv7-M Architecture Reference Manual, B3.2.2).
#define SCB(offset) (*(volatile uint32_t *)(0xe000ed00 + (offset)))
#define CFSR SCB(0x28)
#define MMFAR SCB(0x34)
#define BFAR SCB(0x38)
#define CPACR SCB(0x88)

void __real_mp_semihosting_init(void);

void __wrap_mp_semihosting_init(void) {
    #ifdef __ARM_FP
    CPACR |= 0xf << 20; // coprocessors 10 and 11: everyone may use them
    __asm volatile ("dsb\nisb" ::: "memory");
    #endif
    __real_mp_semihosting_init();
}

// What the processor pushes when it takes an exception (B1.5.6).
typedef struct {
    unsigned r0, r1, r2, r3, r12, lr, pc, xpsr;
} frame_t;

__attribute__((used)) static void report(const frame_t *at) {
    printf("\nMACHINE EXCEPTION CAUGHT:\n\n");
    printf(" R0=%08X R1=%08X R2=%08X R3=%08X R12=%08X\n", at->r0, at->r1, at->r2, at->r3, at->r12);
    printf(" SP=%08X LR=%08X XPSR=%08X\n\n", (unsigned)(at + 1), at->lr, at->xpsr);
    printf(" PC=%08X", at->pc);
    #if __ARM_ARCH >= 7 // ARMv6-M does not say what the fault was
    unsigned status = CFSR;
    printf(" CFSR=%08X", status);
    if (status & 1 << 15) {
        printf(" ADDRESS=%08X", (unsigned)BFAR);
    } else if (status & 1 << 7) {
        printf(" ADDRESS=%08X", (unsigned)MMFAR);
    }
    #endif
    printf("\n");
    exit(1);
}

// Every fault comes here, as nothing enables the others' handlers (B1.5.1).
__attribute__((naked)) void __wrap_HardFault_Handler(void) {
    __asm volatile (
        "mov r0, sp\n"
        "bl report\n"
        );
}
