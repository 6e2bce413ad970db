// Exceptions: making, raising and looking into them.
#include "support.h"
#include "py/objexcept.h"
#include "py/objtype.h"

// ---- Making.

// As the type Exception has it, which is how the firmware knows exceptions of its own.
static mp_obj_t make(const mp_obj_type_t *type, size_t n_args, const mp_obj_t *args) {
    return MP_OBJ_TYPE_GET_SLOT(&mp_type_Exception, make_new)(type, n_args, 0, args);
}

SUPPORT mp_obj_t mp_obj_new_exception_args(const mp_obj_type_t *exc_type, size_t n_args, const mp_obj_t *args) {
    return make(exc_type, n_args, args);
}
SUPPORT mp_obj_t mp_obj_new_exception(const mp_obj_type_t *exc_type) {
    return make(exc_type, 0, NULL);
}

// The exception with a text of that many bytes that will not change: it is not copied. With no memory left, the
// exception has no text.
static mp_obj_t with_text(const mp_obj_type_t *exc_type, const char *text, size_t length) {
    mp_obj_str_t *str = gc_realloc(NULL, sizeof(mp_obj_str_t), false);
    if (str == NULL) {
        return make(exc_type, 0, NULL);
    }
    str->base.type = &mp_type_str;
    str->hash = 0; // the firmware makes it when it needs it
    str->len = length;
    str->data = (const byte *)text;
    mp_obj_t arg = MP_OBJ_FROM_PTR(str);
    return make(exc_type, 1, &arg);
}

SUPPORT mp_obj_t mp_obj_new_exception_msg(const mp_obj_type_t *exc_type, mp_rom_error_text_t msg) {
    return with_text(exc_type, msg, strlen(msg));
}

// A text that is cut where memory ends, for an error must not fail.
struct text {
    char *chars;
    size_t length, room;
};
static void add_text(void *data, const char *chars, size_t length) {
    struct text *text = data;
    if (text->length + length >= text->room) {
        char *more = gc_realloc(text->chars, text->room + length + 16, true);
        if (more == NULL) {
            length = text->room - text->length - 1;
        } else {
            text->chars = more;
            text->room += length + 16;
        }
    }
    memmove(text->chars + text->length, chars, length);
    text->length += length;
}

SUPPORT mp_obj_t mp_obj_new_exception_msg_vlist(const mp_obj_type_t *exc_type, mp_rom_error_text_t fmt, va_list arg) {
    struct text text = {NULL, 0, strlen(fmt) + 1};
    text.chars = gc_realloc(NULL, text.room, false);
    if (text.chars == NULL) {
        return mp_obj_new_exception_msg(exc_type, fmt);
    }
    mp_print_t print = {&text, add_text};
    mp_vprintf(&print, fmt, arg);
    text.chars[text.length] = 0;
    return with_text(exc_type, text.chars, text.length);
}

SUPPORT mp_obj_t mp_obj_new_exception_msg_varg(const mp_obj_type_t *exc_type, mp_rom_error_text_t fmt, ...) {
    va_list args;
    va_start(args, fmt);
    mp_obj_t exception = mp_obj_new_exception_msg_vlist(exc_type, fmt, args);
    va_end(args);
    return exception;
}

// ---- Raising.

SUPPORT void nlr_jump(void *val) {
    mp_native_raise(MP_OBJ_FROM_PTR(val));
    // Only None comes back, which nothing may raise.
    for (;;) {
    }
}

SUPPORT void mp_raise_msg_varg(const mp_obj_type_t *exc_type, mp_rom_error_text_t fmt, ...) {
    va_list args;
    va_start(args, fmt);
    mp_obj_t exception = mp_obj_new_exception_msg_vlist(exc_type, fmt, args);
    va_end(args);
    nlr_raise(exception);
}

SUPPORT void mp_raise_ValueError(mp_rom_error_text_t msg) { mp_raise_msg(mpyc_builtin_type(Q_ValueError), msg); }
SUPPORT void mp_raise_TypeError(mp_rom_error_text_t msg) { mp_raise_msg(mpyc_builtin_type(Q_TypeError), msg); }
SUPPORT void mp_raise_NotImplementedError(mp_rom_error_text_t msg) {
    mp_raise_msg(mpyc_builtin_type(Q_NotImplementedError), msg);
}
SUPPORT void mp_raise_type_arg(const mp_obj_type_t *exc_type, mp_obj_t arg) {
    nlr_raise(make(exc_type, 1, &arg));
}
SUPPORT void mp_raise_StopIteration(mp_obj_t arg) {
    const mp_obj_type_t *type = mpyc_builtin_type(Q_StopIteration);
    nlr_raise(make(type, arg != MP_OBJ_NULL, &arg));
}
SUPPORT void mp_raise_TypeError_int_conversion(mp_const_obj_t arg) {
    mp_raise_msg_varg(mpyc_builtin_type(Q_TypeError), "can't convert %s to int", mp_obj_get_type_str(arg));
}
SUPPORT void mp_raise_OSError(int errno_) {
    mp_raise_type_arg(mpyc_builtin_type(Q_OSError), MP_OBJ_NEW_SMALL_INT(errno_));
}
SUPPORT void mp_raise_OSError_with_filename(int errno_, const char *filename) {
    vstr_t text;
    vstr_init(&text, 32);
    vstr_printf(&text, "can't open %s", filename);
    mp_obj_t args[2] = {MP_OBJ_NEW_SMALL_INT(errno_), mp_obj_new_str_from_vstr(&text)};
    nlr_raise(make(mpyc_builtin_type(Q_OSError), 2, args));
}
SUPPORT void mp_raise_recursion_depth(void) {
    mp_raise_type_arg(mpyc_builtin_type(Q_RuntimeError), mpyc_str("maximum recursion depth exceeded"));
}
SUPPORT void mp_arg_error_terse_mismatch(void) { mp_raise_TypeError("argument num/types mismatch"); }
SUPPORT void mp_arg_error_unimpl_kw(void) {
    mp_raise_NotImplementedError("keyword argument(s) not implemented - use normal args instead");
}

// ---- Looking.

SUPPORT bool mp_obj_is_native_exception_instance(mp_obj_t self_in) {
    return MP_OBJ_TYPE_GET_SLOT_OR_NULL(mp_obj_get_type(self_in), make_new)
        == MP_OBJ_TYPE_GET_SLOT(&mp_type_Exception, make_new);
}
SUPPORT bool mp_obj_is_exception_type(mp_obj_t self_in) {
    return mp_obj_is_subclass_fast(self_in, MP_OBJ_FROM_PTR(mpyc_type_base_exception()));
}
SUPPORT bool mp_obj_is_exception_instance(mp_obj_t self_in) {
    return mp_obj_is_exception_type(MP_OBJ_FROM_PTR(mp_obj_get_type(self_in)));
}
SUPPORT bool mp_obj_exception_match(mp_obj_t exc, mp_const_obj_t exc_type) {
    mp_obj_t type = mp_obj_is_exception_instance(exc) ? MP_OBJ_FROM_PTR(mp_obj_get_type(exc)) : exc;
    return mp_obj_is_subclass_fast(type, exc_type);
}
SUPPORT mp_obj_t mp_make_raise_obj(mp_obj_t o) {
    if (mp_obj_is_exception_type(o)) {
        o = mp_native_call_function_n_kw(o, 0, NULL);
    }
    if (mp_obj_is_exception_instance(o)) {
        return o;
    }
    return mp_obj_new_exception_msg(mpyc_builtin_type(Q_TypeError), "exceptions must derive from BaseException");
}

// The firmware's part of an exception: itself, or what an instance of a class in Python holds.
static mp_obj_exception_t *native_part(mp_obj_t self_in) {
    if (mp_obj_is_native_exception_instance(self_in)) {
        return MP_OBJ_TO_PTR(self_in);
    }
    return MP_OBJ_TO_PTR(((mp_obj_instance_t *)MP_OBJ_TO_PTR(self_in))->subobj[0]);
}

SUPPORT mp_obj_t mp_obj_exception_get_value(mp_obj_t self_in) {
    // Through the firmware's attribute, for it may keep its texts compressed.
    mp_obj_t found[2] = {MP_OBJ_NULL, MP_OBJ_NULL};
    MP_OBJ_TYPE_GET_SLOT(&mp_type_Exception, attr)(MP_OBJ_FROM_PTR(native_part(self_in)), Q_value, found);
    return found[0];
}

// Three words an entry: file, line, function (py/objexcept.c, TRACEBACK_ENTRY_LEN).
#define ENTRY_WORDS 3
SUPPORT void mp_obj_exception_clear_traceback(mp_obj_t self_in) { native_part(self_in)->traceback_data = NULL; }

SUPPORT void mp_obj_exception_get_traceback(mp_obj_t self_in, size_t *n, size_t **values) {
    mp_obj_exception_t *self = native_part(self_in);
    *values = self->traceback_data;
    *n = self->traceback_data == NULL ? 0 : self->traceback_len;
}

SUPPORT void mp_obj_exception_add_traceback(mp_obj_t self_in, qstr file, size_t line, qstr block) {
    mp_obj_exception_t *self = native_part(self_in);
    size_t used = self->traceback_data == NULL ? 0 : self->traceback_len;
    if (self->traceback_data == NULL || used + ENTRY_WORDS > self->traceback_alloc) {
        size_t *more = gc_realloc(self->traceback_data, (used + ENTRY_WORDS) * sizeof(size_t), true);
        if (more == NULL) {
            return;
        }
        self->traceback_data = more;
        self->traceback_alloc = used + ENTRY_WORDS;
    }
    size_t *entry = self->traceback_data + used;
    entry[0] = file;
    entry[1] = line;
    entry[2] = block;
    self->traceback_len = used + ENTRY_WORDS;
}

SUPPORT void mp_obj_print_exception(const mp_print_t *print, mp_obj_t exc) {
    if (mp_obj_is_exception_instance(exc)) {
        size_t n, *values;
        mp_obj_exception_get_traceback(exc, &n, &values);
        if (n > 0) {
            mp_print_str(print, "Traceback (most recent call last):\n");
        }
        for (; n >= ENTRY_WORDS; n -= ENTRY_WORDS) {
            const size_t *entry = values + n - ENTRY_WORDS;
            mp_printf(print, "  File \"%q\", line %d", (qstr)entry[0], (int)entry[1]);
            if (entry[2] != MP_QSTRnull) {
                mp_printf(print, ", in %q", (qstr)entry[2]);
            }
            mp_print_str(print, "\n");
        }
    }
    mp_obj_print_helper(print, exc, PRINT_EXC);
    mp_print_str(print, "\n");
}
