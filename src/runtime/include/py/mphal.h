// The board, as far as every port has it under one name.
#ifndef MPYC_PY_MPHAL_H
#define MPYC_PY_MPHAL_H

#include "obj.h"

void mp_hal_stdout_tx_str(const char *str);
mp_uint_t mp_hal_stdout_tx_strn(const char *str, size_t len);
void mp_hal_stdout_tx_strn_cooked(const char *str, size_t len);
uintptr_t mp_hal_stdio_poll(uintptr_t poll_flags);
int mp_hal_stdin_rx_chr(void);
void mp_hal_delay_ms(mp_uint_t ms);
void mp_hal_delay_us(mp_uint_t us);
mp_uint_t mp_hal_ticks_ms(void);
mp_uint_t mp_hal_ticks_us(void);
mp_uint_t mp_hal_ticks_cpu(void);
uint64_t mp_hal_time_ns(void);

// Keeping interrupts out: the state before comes back at the end. Firmware on an operating system has none to keep out.
static inline mp_uint_t mpyc_interrupts_off(void) {
    mp_uint_t state = 0;
#if defined(__riscv)
    // csrrci state, mstatus, 8: as numbers, for compilers that are not told of the extension Zicsr.
    __asm__ volatile(".insn i 0x73, 7, %0, x8, 0x300" : "=r"(state) : : "memory");
#elif defined(__arm__) && defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M'
    __asm__ volatile("mrs %0, primask\n cpsid i" : "=r"(state) : : "memory");
#elif defined(__XTENSA__)
    __asm__ volatile("rsil %0, 15" : "=a"(state) : : "memory");
#endif
    return state;
}
static inline void mpyc_interrupts_restore(mp_uint_t state) {
#if defined(__riscv)
    // csrrs x0, mstatus, state
    __asm__ volatile(".insn i 0x73, 2, x0, %0, 0x300" : : "r"(state & 8) : "memory");
#elif defined(__arm__) && defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M'
    __asm__ volatile("msr primask, %0" : : "r"(state) : "memory");
#elif defined(__XTENSA__)
    __asm__ volatile("wsr %0, ps\n rsync" : : "a"(state) : "memory");
#else
    (void)state;
#endif
}
#define MICROPY_BEGIN_ATOMIC_SECTION() mpyc_interrupts_off()
#define MICROPY_END_ATOMIC_SECTION(state) mpyc_interrupts_restore(state)

// Pins are objects, driven through the protocol that every port's pins have.
#define MP_PIN_READ 1
#define MP_PIN_WRITE 2
#define MP_PIN_INPUT 3
#define MP_PIN_OUTPUT 4
typedef struct _mp_pin_p_t {
    mp_uint_t (*ioctl)(mp_obj_t obj, mp_uint_t request, uintptr_t arg, int *errcode);
} mp_pin_p_t;
int mp_virtual_pin_read(mp_obj_t pin);
void mp_virtual_pin_write(mp_obj_t pin, int value);
#define mp_hal_pin_obj_t mp_obj_t
#define mp_hal_get_pin_obj(pin) (pin)
#define mp_hal_pin_read(pin) mp_virtual_pin_read(pin)
#define mp_hal_pin_write(pin, v) mp_virtual_pin_write(pin, v)

#endif
