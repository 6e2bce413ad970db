// What C written for the firmware may ask about its configuration. The answers are those of a native module: it runs on
// firmware that was configured elsewhere, so only what every firmware that loads modules has in common is fixed.
#ifndef MPYC_PY_MPCONFIG_H
#define MPYC_PY_MPCONFIG_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The release whose interface these headers have.
#define MICROPY_VERSION_MAJOR 1
#define MICROPY_VERSION_MINOR 26
#define MICROPY_VERSION_MICRO 1
#define MICROPY_VERSION_PRERELEASE 0
#define MICROPY_MAKE_VERSION(major, minor, micro) ((major) << 16 | (minor) << 8 | (micro))
#define MICROPY_VERSION MICROPY_MAKE_VERSION(MICROPY_VERSION_MAJOR, MICROPY_VERSION_MINOR, MICROPY_VERSION_MICRO)

// This is mpyc's form of the interface: code that must know can ask.
#define MPYC_NATIVE_MODULE 1
// Code for the firmware has static tables where code for py/dynruntime.h fills them at run time; both are possible.
#if __has_include("../mpyc/static.h")
#define MICROPY_ENABLE_DYNRUNTIME 0
#else
#define MICROPY_ENABLE_DYNRUNTIME 1
#endif

// Objects: a word with tags in its lowest bits. What is read of a tag here is the same in representations A and C.
#define MICROPY_OBJ_REPR_A 0
#define MICROPY_OBJ_REPR_B 1
#define MICROPY_OBJ_REPR_C 2
#define MICROPY_OBJ_REPR_D 3
#define MICROPY_OBJ_REPR MICROPY_OBJ_REPR_A
#define MICROPY_OBJ_IMMEDIATE_OBJS 1
#define MICROPY_OBJ_BASE_ALIGNMENT

// The C type behind mp_float_t; the command line may say it. Where it does not, what boards with this processor
// usually have. Floats cross to the firmware through memory, so a difference from the firmware's costs precision only.
#define MICROPY_FLOAT_IMPL_NONE 0
#define MICROPY_FLOAT_IMPL_FLOAT 1
#define MICROPY_FLOAT_IMPL_DOUBLE 2
#ifndef MICROPY_FLOAT_IMPL
#if defined(__x86_64__) || defined(__i386__) || (defined(__ARM_FP) && (__ARM_FP & 8))
#define MICROPY_FLOAT_IMPL MICROPY_FLOAT_IMPL_DOUBLE
#else
#define MICROPY_FLOAT_IMPL MICROPY_FLOAT_IMPL_FLOAT
#endif
#endif
#if MICROPY_FLOAT_IMPL == MICROPY_FLOAT_IMPL_DOUBLE
typedef double mp_float_t;
#define MICROPY_FLOAT_CONST(x) x
#define MICROPY_FLOAT_C_FUN(name) name
#else
typedef float mp_float_t;
#define MICROPY_FLOAT_CONST(x) x##F
#define MICROPY_FLOAT_C_FUN(name) name##f
#endif
// Functions that take or give an mp_float_t are two in the support library: the symbol says which is meant.
#ifndef MPYC_FLOAT_SYMBOL
#if MICROPY_FLOAT_IMPL == MICROPY_FLOAT_IMPL_DOUBLE
#define MPYC_FLOAT_SYMBOL(name) __asm__(#name "_d")
#else
#define MPYC_FLOAT_SYMBOL(name) __asm__(#name "_f")
#endif
#endif
#define MICROPY_FLOAT_ZERO MICROPY_FLOAT_CONST(0.0)

#define MICROPY_LONGINT_IMPL_NONE 0
#define MICROPY_LONGINT_IMPL_LONGLONG 1
#define MICROPY_LONGINT_IMPL_MPZ 2
#define MICROPY_LONGINT_IMPL MICROPY_LONGINT_IMPL_MPZ

#define MICROPY_ERROR_REPORTING_NONE 0
#define MICROPY_ERROR_REPORTING_TERSE 1
#define MICROPY_ERROR_REPORTING_NORMAL 2
#define MICROPY_ERROR_REPORTING_DETAILED 3
#define MICROPY_ERROR_REPORTING MICROPY_ERROR_REPORTING_NORMAL

// What code asks for before it defines a part of itself.
#define MICROPY_ENABLE_GC 1
#define MICROPY_ENABLE_FINALISER 0
#define MICROPY_ENABLE_SCHEDULER 1
#define MICROPY_ENABLE_PYSTACK 0
#define MICROPY_STACKLESS 0
#define MICROPY_MALLOC_USES_ALLOCATED_SIZE 0
#define MICROPY_TRACKED_ALLOC 1
#define MICROPY_CPYTHON_COMPAT 1
#define MICROPY_MULTIPLE_INHERITANCE 1
#define MICROPY_ROM_TEXT_COMPRESSION 0
#define MICROPY_STREAMS_NON_BLOCK 1
#define MICROPY_STREAMS_POSIX_API 0
#define MICROPY_PY_THREAD 0
#define MICROPY_PY_THREAD_GIL 0
#define MICROPY_PY_IO 1
#define MICROPY_PY_ARRAY 1
#define MICROPY_PY_COLLECTIONS 1
#define MICROPY_PY_BUILTINS_STR_UNICODE 1
#define MICROPY_PY_BUILTINS_BYTEARRAY 1
#define MICROPY_PY_BUILTINS_MEMORYVIEW 1
#define MICROPY_PY_BUILTINS_SET 1
#define MICROPY_PY_BUILTINS_SLICE 1
#define MICROPY_PY_BUILTINS_PROPERTY 1
#define MICROPY_PY_BUILTINS_FLOAT (MICROPY_FLOAT_IMPL != MICROPY_FLOAT_IMPL_NONE)
#define MICROPY_PY_BUILTINS_COMPLEX MICROPY_PY_BUILTINS_FLOAT
#define MICROPY_QSTR_BYTES_IN_LEN 1
#define MICROPY_QSTR_BYTES_IN_HASH 2

typedef intptr_t mp_int_t;
typedef uintptr_t mp_uint_t;
// Where a stream is: a long on boards. Of firmware for x86 there is the unix port, which has large files.
#ifdef __i386__
typedef long long mp_off_t;
#else
typedef long mp_off_t;
#endif

#if UINTPTR_MAX == UINT64_MAX
#define MP_SSIZE_MAX LONG_MAX
#define INT_FMT "%ld"
#define UINT_FMT "%lu"
#define HEX_FMT "%lx"
#define MP_BYTES_PER_OBJ_WORD 8
#else
#define MP_SSIZE_MAX LONG_MAX
#define INT_FMT "%d"
#define UINT_FMT "%u"
#define HEX_FMT "%x"
#define MP_BYTES_PER_OBJ_WORD 4
#endif
#define MP_BITS_PER_BYTE 8
#define MP_OBJ_WORD_MSBIT_HIGH ((mp_uint_t)1 << (MP_BYTES_PER_OBJ_WORD * MP_BITS_PER_BYTE - 1))
#define BITS_PER_BYTE MP_BITS_PER_BYTE
#define BITS_PER_WORD (MP_BITS_PER_BYTE * MP_BYTES_PER_OBJ_WORD)

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define MP_ENDIANNESS_LITTLE 0
#else
#define MP_ENDIANNESS_LITTLE 1
#endif
#define MP_ENDIANNESS_BIG (!MP_ENDIANNESS_LITTLE)

// Words of the compiler.
#define MP_NORETURN __attribute__((noreturn))
#define NORETURN MP_NORETURN
#define MP_WEAK __attribute__((weak))
#define MP_NOINLINE __attribute__((noinline))
#define MP_ALWAYSINLINE __attribute__((always_inline))
#define MP_FALLTHROUGH __attribute__((fallthrough));
#define MP_UNREACHABLE __builtin_unreachable();
#define MP_LIKELY(x) __builtin_expect((x), 1)
#define MP_UNLIKELY(x) __builtin_expect((x), 0)
#ifndef MP_HTOBE16
#if MP_ENDIANNESS_LITTLE
#define MP_HTOBE16(x) ((uint16_t)((((x) & 0xff) << 8) | (((x) >> 8) & 0xff)))
#else
#define MP_HTOBE16(x) (x)
#endif
#define MP_BE16TOH(x) MP_HTOBE16(x)
#endif

// A module is placed by the loader: what a port puts into a special section is code like any other.
#define MICROPY_WRAP_MP_SCHED_EXCEPTION(f) f
#define MICROPY_WRAP_MP_SCHED_KEYBOARD_INTERRUPT(f) f

// Ports run a hook in loops that wait: it serves the firmware's events and waits a moment.
#define MICROPY_EVENT_POLL_HOOK mp_event_wait_ms(1);
#define MICROPY_VM_HOOK_LOOP

// The collector's roots: those that the module registers are its own (mpyc/static.h).
#define MP_STATE_PORT MP_STATE_VM

#endif
