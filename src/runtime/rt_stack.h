// The stack: the room that there is on it, protected regions, and what is raised through them. Part of rt.h.
#ifndef MPYC_RT_STACK_H
#define MPYC_RT_STACK_H

// The stack has room where it was checked: from `low` on, for `extent` bytes more; the firmware knows how far it may go. Each
// thread has a stack of its own, and two may run at once: `low` is read first, and written while there is no extent. Not a
// thing for the collector to see, so that it may lie beside the code.
extern volatile struct rt_stack { rt_uint low, extent; } rt_stack;
void rt_stack_slow(rt_uint here);
RT_INLINE rt_uint rt_stack_pointer(void) {
    rt_uint here;
#if defined(__riscv)
    __asm__("mv %0, sp" : "=r"(here));
#elif defined(__x86_64__)
    __asm__("mov %%rsp, %0" : "=r"(here));
#elif defined(__i386__)
    __asm__("mov %%esp, %0" : "=r"(here));
#elif defined(__arm__)
    __asm__("mov %0, sp" : "=r"(here));
#elif defined(__XTENSA__)
    __asm__("mov %0, a1" : "=r"(here));
#else
#error "no stack pointer for this architecture"
#endif
    return here;
}
RT_INLINE bool rt_stack_is_checked(rt_uint here) {
    const rt_uint below = here - rt_stack.low;
    return RT_LIKELY(below <= rt_stack.extent);
}
RT_INLINE void rt_stack_check(void) {
    const rt_uint here = rt_stack_pointer();
    if (!rt_stack_is_checked(here)) {
        rt_stack_slow(here);
    }
}
// A call in whose place no jump may stand: Python's stack grows with it.
#define RT_NO_TAIL_CALL __asm__ volatile("")
// An object is in a register or on the stack until here.
#define RT_KEEP(object) __asm__ volatile("" : : "r"(object))

// Protected regions. The linker makes nlr_push a pure jump into the firmware, so that it returns twice here.
unsigned int nlr_push(rt_nlr *frame) __attribute__((returns_twice));
#ifdef __XTENSA_WINDOWED_ABI__
// A function with a register window of its own cannot return twice into another's: the firmware only links the frame,
// and leaves the registers to the C library's setjmp, which its table then has (py/nlr.h, MICROPY_NLR_SETJMP;
// py/nlrsetjmp.c).
int mpyc_setjmp(void *registers) __attribute__((returns_twice));
#define nlr_push(frame) \
    (RT(setjmp_) == NULL ? nlr_push(frame) : ((void)nlr_push(frame), (unsigned)mpyc_setjmp((frame)->saved)))
#define RT_FRAMES_BY_SETJMP 1
#else
#define RT_FRAMES_BY_SETJMP 0
#endif
RT_INLINE void rt_end_try(void) { RT(nlr_pop)(); }
RT_NORETURN_AT void rt_raise(rt_obj anything);
// Raises what is known to be an exception, an instance or a class.
RT_INLINE RT_NORETURN void rt_raise_exception(rt_obj exception) {
    RT(raise)(exception);
    __builtin_unreachable();
}
// Raises an exception at a line of a function, which the exception then tells: its name as an index into the qstr
// table. The one takes lines from 1 to 2048 and indices below 128, the other any.
RT_NORETURN void rt_raise_at(rt_obj exception, rt_uint line, rt_uint name);
RT_NORETURN void rt_raise_far(rt_obj exception, rt_uint line, rt_uint name);
// Bytecode on the stack, which is run as a function of the module's.
void rt_run(const void *code, size_t n_args, rt_obj *args);
// Such as raises its argument; py/bc.h: one parameter, two places; the size of the names and lines; the names, the
// parameter's being the file's; lines to go on by, before any code, 11 bits an entry.
#define RT_RAISING (9)
#define RT_LINES(lines) (uint8_t)(0x80 | ((lines) >> 4 & 0x70)), (uint8_t)(lines)
#define RT_BYTECODE_FIRST_LOCAL (0xb0)
#define RT_BYTECODE_RAISE (0x65)
// Raises an exception that the firmware has by name.
RT_NORETURN_AT void rt_raise_text(rt_qstr name, const char *text);
// What comes of the cause of an exception: a warning, if the firmware warns.
void rt_cause(rt_obj cause);
// The exception that reached a function that was at a line, or at none if it has been told.
rt_obj rt_traced(rt_obj exception, rt_uint line, rt_uint name);
// The exception that reached code which keeps where it calls (rt_lines.c); and one raised again.
rt_obj rt_told(rt_obj exception);
RT_NORETURN void rt_raise_told(rt_obj exception);

#endif
