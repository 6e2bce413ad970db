// The error number of the C library: a module has one thread, and so one number. Libraries find it as a variable, also
// as a thread-local one, or by a function.
#include "support.h"

SUPPORT int errno;

// newlib's name, and that of glibc and picolibc.
SUPPORT int *__errno(void) { return &errno; }
SUPPORT int *__errno_location(void) { return &errno; }
