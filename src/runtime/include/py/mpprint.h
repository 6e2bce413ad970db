// Printing.
#ifndef MPYC_PY_MPPRINT_H
#define MPYC_PY_MPPRINT_H

#include <stdarg.h>

#include "mpconfig.h"

// Flags of the functions below, which are all part of the module: their numbers differ between firmware releases.
#define PF_FLAG_LEFT_ADJUST 0x001
#define PF_FLAG_SHOW_SIGN 0x002
#define PF_FLAG_SPACE_SIGN 0x004
#define PF_FLAG_SHOW_PREFIX 0x008
#define PF_FLAG_PAD_AFTER_SIGN 0x010
#define PF_FLAG_CENTER_ADJUST 0x020
#define PF_FLAG_ADD_PERCENT 0x040
#define PF_FLAG_SHOW_OCTAL_LETTER 0x080
#define PF_FLAG_ALWAYS_DECIMAL 0x100
#define PF_FLAG_SEP_POS 9

typedef void (*mp_print_strn_t)(void *data, const char *str, size_t len);
typedef struct _mp_print_t {
    void *data;
    mp_print_strn_t print_strn;
} mp_print_t;
typedef struct _mp_print_ext_t {
    mp_print_t base;
    const char *item_separator;
    const char *key_separator;
} mp_print_ext_t;
#define MP_PRINT_GET_EXT(print) ((mp_print_ext_t *)(print))

extern const mp_print_t mp_plat_print;
extern const mp_print_t mp_sys_stdout_print;
#define MP_PYTHON_PRINTER (&mp_sys_stdout_print)

int mp_print_str(const mp_print_t *print, const char *str);
int mp_print_strn(const mp_print_t *print, const char *str, size_t len, unsigned int flags, char fill, int width);
int mp_print_float(
    const mp_print_t *print, mp_float_t f, char fmt, unsigned int flags, char fill, int width, int prec)
    MPYC_FLOAT_SYMBOL(mp_print_float);
int mp_printf(const mp_print_t *print, const char *fmt, ...);
int mp_vprintf(const mp_print_t *print, const char *fmt, va_list args);

#endif
