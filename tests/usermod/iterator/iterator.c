// Iterators of every kind that a type can have: only __next__, only __iter__, both, a stream's lines, and the iteration
// over others' objects.
#include <string.h>

#include "py/runtime.h"
#include "py/stream.h"

typedef struct _countdown_obj_t {
    mp_obj_base_t base;
    mp_int_t left;
} countdown_obj_t;

static mp_obj_t countdown_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 1, 1, false);
    countdown_obj_t *self = mp_obj_malloc(countdown_obj_t, type);
    self->left = mp_obj_get_int(args[0]);
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t countdown_iternext(mp_obj_t self_in) {
    countdown_obj_t *self = MP_OBJ_TO_PTR(self_in);
    if (self->left == 0) {
        return MP_OBJ_STOP_ITERATION;
    }
    return MP_OBJ_NEW_SMALL_INT(self->left--);
}

static MP_DEFINE_CONST_OBJ_TYPE(
    countdown_type,
    MP_QSTR_Countdown,
    MP_TYPE_FLAG_ITER_IS_ITERNEXT,
    make_new, countdown_make_new,
    iter, countdown_iternext
    );

// What is iterated over is another object than the iterator, which lies in the caller's buffer.
typedef struct _letters_obj_t {
    mp_obj_base_t base;
    mp_obj_t text;
} letters_obj_t;

typedef struct _letters_it_t {
    mp_obj_base_t base;
    mp_fun_1_t iternext;
    mp_obj_t text;
    size_t next;
} letters_it_t;

static mp_obj_t letters_it_iternext(mp_obj_t self_in) {
    letters_it_t *self = MP_OBJ_TO_PTR(self_in);
    size_t len;
    const char *text = mp_obj_str_get_data(self->text, &len);
    if (self->next >= len) {
        return MP_OBJ_STOP_ITERATION;
    }
    const char *at = text + self->next++;
    return mp_obj_new_str(at, 1);
}

static mp_obj_t letters_getiter(mp_obj_t self_in, mp_obj_iter_buf_t *iter_buf) {
    MP_STATIC_ASSERT(sizeof(letters_it_t) <= sizeof(mp_obj_iter_buf_t));
    letters_it_t *it = (letters_it_t *)iter_buf;
    it->base.type = &mp_type_polymorph_iter;
    it->iternext = letters_it_iternext;
    it->text = ((letters_obj_t *)MP_OBJ_TO_PTR(self_in))->text;
    it->next = 0;
    return MP_OBJ_FROM_PTR(it);
}

static mp_obj_t letters_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 1, 1, false);
    letters_obj_t *self = mp_obj_malloc(letters_obj_t, type);
    self->text = args[0];
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t letters_unary_op(mp_unary_op_t op, mp_obj_t self_in) {
    letters_obj_t *self = MP_OBJ_TO_PTR(self_in);
    switch (op) {
        case MP_UNARY_OP_LEN:
            return mp_obj_len(self->text);
        default:
            return MP_OBJ_NULL;
    }
}

static MP_DEFINE_CONST_OBJ_TYPE(
    letters_type,
    MP_QSTR_Letters,
    MP_TYPE_FLAG_ITER_IS_GETITER,
    make_new, letters_make_new,
    unary_op, letters_unary_op,
    iter, letters_getiter
    );

// Both: iter() starts it anew.
static mp_obj_t restart_getiter(mp_obj_t self_in, mp_obj_iter_buf_t *iter_buf) {
    (void)iter_buf;
    ((countdown_obj_t *)MP_OBJ_TO_PTR(self_in))->left = 3;
    return self_in;
}
static const mp_getiter_iternext_custom_t restart_iter = {
    .getiter = restart_getiter,
    .iternext = countdown_iternext,
};

static MP_DEFINE_CONST_OBJ_TYPE(
    restart_type,
    MP_QSTR_Restart,
    MP_TYPE_FLAG_ITER_IS_CUSTOM,
    make_new, countdown_make_new,
    iter, &restart_iter
    );

// A stream: its lines are what iterating over it gives.
typedef struct _lines_obj_t {
    mp_obj_base_t base;
    size_t at;
} lines_obj_t;

static const char poem[] = "first\nsecond\nlast";

static mp_obj_t lines_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 0, 0, false);
    (void)args;
    lines_obj_t *self = mp_obj_malloc(lines_obj_t, type);
    self->at = 0;
    return MP_OBJ_FROM_PTR(self);
}

static mp_uint_t lines_read(mp_obj_t self_in, void *buf, mp_uint_t size, int *errcode) {
    (void)errcode;
    lines_obj_t *self = MP_OBJ_TO_PTR(self_in);
    size_t left = sizeof(poem) - 1 - self->at;
    size_t n = MIN(left, size);
    memcpy(buf, poem + self->at, n);
    self->at += n;
    return n;
}

static mp_uint_t lines_ioctl(mp_obj_t self_in, mp_uint_t request, uintptr_t arg, int *errcode) {
    lines_obj_t *self = MP_OBJ_TO_PTR(self_in);
    (void)arg;
    if (request == MP_STREAM_CLOSE) {
        self->at = sizeof(poem) - 1;
        return 0;
    }
    *errcode = MP_EINVAL;
    return MP_STREAM_ERROR;
}

static const mp_stream_p_t lines_stream_p = {
    .read = lines_read,
    .ioctl = lines_ioctl,
    .is_text = true,
};

static const mp_rom_map_elem_t lines_locals_dict_table[] = {
    { MP_ROM_QSTR(MP_QSTR_read), MP_ROM_PTR(&mp_stream_read_obj) },
    { MP_ROM_QSTR(MP_QSTR_readinto), MP_ROM_PTR(&mp_stream_readinto_obj) },
    { MP_ROM_QSTR(MP_QSTR_readline), MP_ROM_PTR(&mp_stream_unbuffered_readline_obj) },
};
static MP_DEFINE_CONST_DICT(lines_locals_dict, lines_locals_dict_table);

static MP_DEFINE_CONST_OBJ_TYPE(
    lines_type,
    MP_QSTR_Lines,
    MP_TYPE_FLAG_ITER_IS_STREAM,
    make_new, lines_make_new,
    protocol, &lines_stream_p,
    locals_dict, &lines_locals_dict
    );

// Iterates over anything: the sum of its items.
static mp_obj_t iterator_total(mp_obj_t iterable) {
    mp_obj_t total = MP_OBJ_NEW_SMALL_INT(0);
    mp_obj_iter_buf_t iter_buf;
    mp_obj_t iter = mp_getiter(iterable, &iter_buf);
    mp_obj_t item;
    while ((item = mp_iternext(iter)) != MP_OBJ_STOP_ITERATION) {
        total = mp_binary_op(MP_BINARY_OP_INPLACE_ADD, total, item);
    }
    return total;
}
static MP_DEFINE_CONST_FUN_OBJ_1(iterator_total_obj, iterator_total);

static const mp_rom_map_elem_t iterator_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_iterator) },
    { MP_ROM_QSTR(MP_QSTR_Countdown), MP_ROM_PTR(&countdown_type) },
    { MP_ROM_QSTR(MP_QSTR_Letters), MP_ROM_PTR(&letters_type) },
    { MP_ROM_QSTR(MP_QSTR_Restart), MP_ROM_PTR(&restart_type) },
    { MP_ROM_QSTR(MP_QSTR_Lines), MP_ROM_PTR(&lines_type) },
    { MP_ROM_QSTR(MP_QSTR_total), MP_ROM_PTR(&iterator_total_obj) },
};
static MP_DEFINE_CONST_DICT(iterator_globals, iterator_globals_table);

const mp_obj_module_t iterator_user_cmodule = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&iterator_globals,
};

MP_REGISTER_MODULE(MP_QSTR_iterator, iterator_user_cmodule);
