// For compilers that bring no C library. Text is printed with mp_printf of py/mpprint.h.
#ifndef MPYC_LIBC_STDIO_H
#define MPYC_LIBC_STDIO_H

#include <stddef.h>

#endif
