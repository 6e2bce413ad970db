// For compilers that bring no C library. Memory is the collector's: m_malloc of py/misc.h.
#ifndef MPYC_LIBC_STDLIB_H
#define MPYC_LIBC_STDLIB_H

#include <stddef.h>

int abs(int value);
long labs(long value);

#endif
