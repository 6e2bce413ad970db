// What compiled code and C libraries take for granted of the process around a program. In a C library these names lead
// to all of its start-up code and dynamic linker, so that they are taken from here alone (linker/src/firmware/supplied.rs,
// OF_PROCESS).
#include "support.h"

// A function found that something wrote over the end of its local variables: nothing on the stack can be trusted, so
// that no exception is raised. glibc ends the process as well.
SUPPORT void __stack_chk_fail(void) {
    mp_printf(&mp_plat_print, "*** stack smashing detected ***\n");
    __builtin_trap();
}
// The name in position-independent code for i386.
SUPPORT void __stack_chk_fail_local(void) { __stack_chk_fail(); }

// A thread-local variable is found by two words: here the first is its address, or that of the place which the variables
// are counted from, where the second is passed by (linker/src/arch/threads.rs).
SUPPORT void *__tls_get_addr(void *const *index) { return *index; }
#ifdef __i386__
__attribute__((regparm(1)))
#endif
SUPPORT void *___tls_get_addr(void *const *index) { return *index; }

// What the resolvers of glibc's libm look at (sysdeps/x86/include/cpu-features.h, struct cpu_features; glibc 2.36 of
// Debian 12 has 480 bytes for x86-64 and 396 for i386 in libc.a's dl-support.o, and libm.a reads its first 80). glibc's
// start-up code fills it by CPUID; without any feature in it, resolvers choose what every processor of the architecture
// runs. Nothing is written, and it is no variable: code that reads it at a distance has it beside it.
SUPPORT const uint32_t _dl_x86_cpu_features[128] = {0};
SUPPORT const void *_dl_x86_get_cpu_features(unsigned max) {
    (void)max;
    return _dl_x86_cpu_features;
}
