// Printing to where the firmware prints.
#include "support.h"
#include "py/stream.h"

SUPPORT int mp_print_str(const mp_print_t *print, const char *str) {
    size_t length = strlen(str);
    if (length != 0) {
        print->print_strn(print->data, str, length);
    }
    return (int)length;
}

static int pad(const mp_print_t *print, char fill, int count) {
    char chars[16];
    memset(chars, fill == 0 ? ' ' : fill, sizeof(chars));
    for (int left = count; left > 0; left -= (int)sizeof(chars)) {
        print->print_strn(print->data, chars, MIN((size_t)left, sizeof(chars)));
    }
    return MAX(count, 0);
}
SUPPORT int mp_print_strn(
    const mp_print_t *print, const char *str, size_t len, unsigned int flags, char fill, int width) {
    int spare = width - (int)len, before = spare;
    if (flags & PF_FLAG_CENTER_ADJUST) {
        before = spare / 2;
    } else if (flags & PF_FLAG_LEFT_ADJUST) {
        before = 0;
    }
    int printed = pad(print, fill, before);
    if (len != 0) {
        print->print_strn(print->data, str, len);
    }
    return printed + (int)len + pad(print, fill, spare - before);
}

// The stream sys.stdout, or where firmware without it prints.
static void print_stdout(void *data, const char *chars, size_t length) {
    (void)data;
    mp_obj_t args[3] = {mpyc_import("sys"), mpyc_str("stdout"), mp_const_none};
    mp_obj_t out = mp_native_call_function_n_kw(mpyc_builtin(Q_getattr), 3, args);
    if (out == mp_const_none) {
        mp_plat_print.print_strn(mp_plat_print.data, chars, length);
    } else {
        mp_stream_write_adaptor(MP_OBJ_TO_PTR(out), chars, length);
    }
}
SUPPORT const mp_print_t mp_sys_stdout_print = {NULL, print_stdout};

SUPPORT int DEBUG_printf(const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    int printed = mp_vprintf(&mp_plat_print, fmt, args);
    va_end(args);
    return printed;
}
