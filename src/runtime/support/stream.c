// Streams, through their own protocol.
#include "support.h"
#include "py/stream.h"

SUPPORT mp_uint_t mp_stream_rw(mp_obj_t stream, void *buf, mp_uint_t size, int *errcode, byte flags) {
    const mp_stream_p_t *protocol = mp_get_stream(stream);
    mp_uint_t done = 0;
    *errcode = 0;
    while (done < size) {
        byte *next = (byte *)buf + done;
        mp_uint_t n = flags & MP_STREAM_RW_WRITE ? protocol->write(stream, next, size - done, errcode)
                                                 : protocol->read(stream, next, size - done, errcode);
        if (n == MP_STREAM_ERROR) {
            // What came before there was nothing more is no error.
            if (done != 0 && mp_is_nonblocking_error(*errcode)) {
                *errcode = 0;
            }
            break;
        }
        done += n;
        if (n == 0 || (flags & MP_STREAM_RW_ONCE)) {
            break;
        }
    }
    return done;
}

SUPPORT mp_off_t mp_stream_seek(mp_obj_t stream, mp_off_t offset, int whence, int *errcode) {
    struct mp_stream_seek_t seek = {offset, whence};
    mp_uint_t result = mp_get_stream(stream)->ioctl(stream, MP_STREAM_SEEK, (uintptr_t)&seek, errcode);
    return result == MP_STREAM_ERROR ? (mp_off_t)-1 : seek.offset;
}

SUPPORT mp_obj_t mp_stream_write(mp_obj_t self_in, const void *buf, size_t len, byte flags) {
    int error;
    mp_uint_t written = mp_stream_rw(self_in, (void *)buf, len, &error, flags);
    if (error == 0) {
        return MP_OBJ_NEW_SMALL_INT(written);
    }
    if (mp_is_nonblocking_error(error)) {
        return mp_const_none;
    }
    mp_raise_OSError(error);
}
SUPPORT void mp_stream_write_adaptor(void *self, const char *buf, size_t len) {
    mp_stream_write(MP_OBJ_FROM_PTR(self), buf, len, MP_STREAM_RW_WRITE);
}

SUPPORT mp_obj_t mp_stream_unbuffered_iter(mp_obj_t self) {
    mp_obj_t line = mp_native_call_function_n_kw(MP_OBJ_FROM_PTR(&mp_stream_unbuffered_readline_obj), 1, &self);
    return mp_obj_is_true(line) ? line : MP_OBJ_STOP_ITERATION;
}

// A request of the protocol's that has no answer but an error.
static mp_uint_t request(mp_obj_t stream, mp_uint_t what, uintptr_t arg) {
    int error;
    mp_uint_t result = mp_get_stream(stream)->ioctl(stream, what, arg, &error);
    if (result == MP_STREAM_ERROR) {
        mp_raise_OSError(error);
    }
    return result;
}
SUPPORT mp_obj_t mp_stream_close(mp_obj_t stream) {
    request(stream, MP_STREAM_CLOSE, 0);
    return mp_const_none;
}

// ---- Methods, as in the tables of classes.

static mp_obj_t stream_flush(mp_obj_t self) {
    request(self, MP_STREAM_FLUSH, 0);
    return mp_const_none;
}
static mp_obj_t stream_seek(size_t n_args, const mp_obj_t *args) {
    mp_off_t offset = mp_obj_get_int(args[1]);
    int whence = n_args == 3 ? mp_obj_get_int(args[2]) : MP_SEEK_SET;
    if (whence == MP_SEEK_SET && offset < 0) {
        mp_raise_OSError(MP_EINVAL);
    }
    int error;
    mp_off_t place = mp_stream_seek(args[0], offset, whence, &error);
    if (place == (mp_off_t)-1) {
        mp_raise_OSError(error);
    }
    return mp_obj_new_int_from_uint(place);
}
static mp_obj_t stream_tell(mp_obj_t self) {
    mp_obj_t args[3] = {self, MP_OBJ_NEW_SMALL_INT(0), MP_OBJ_NEW_SMALL_INT(MP_SEEK_CUR)};
    return stream_seek(3, args);
}
static mp_obj_t stream_ioctl(size_t n_args, const mp_obj_t *args) {
    uintptr_t arg = 0;
    mp_buffer_info_t info;
    if (n_args > 2) {
        arg = mp_get_buffer(args[2], &info, MP_BUFFER_WRITE) ? (uintptr_t)info.buf
                                                            : (uintptr_t)mp_obj_get_int_truncated(args[2]);
    }
    return mp_obj_new_int(request(args[0], mp_obj_get_int(args[1]), arg));
}
static mp_obj_t stream_exit(size_t n_args, const mp_obj_t *args) {
    (void)n_args;
    return mp_stream_close(args[0]);
}
static mp_obj_t stream_readlines(mp_obj_t self) {
    mp_obj_t lines = mp_obj_new_list(0, NULL), line;
    while ((line = mp_stream_unbuffered_iter(self)) != MP_OBJ_STOP_ITERATION) {
        mp_obj_list_append(lines, line);
    }
    return lines;
}
static mp_obj_t stream_write1(mp_obj_t self, mp_obj_t arg) {
    mp_buffer_info_t info;
    mp_get_buffer_raise(arg, &info, MP_BUFFER_READ);
    return mp_stream_write(self, info.buf, info.len, MP_STREAM_RW_WRITE | MP_STREAM_RW_ONCE);
}
static mp_obj_t stream_read1(size_t n_args, const mp_obj_t *args) {
    mp_int_t size = n_args == 1 ? -1 : mp_obj_get_int(args[1]);
    if (size == -1 || mp_get_stream(args[0])->is_text) {
        // All that there is, and characters, are read by the firmware's own function.
        return mp_native_call_function_n_kw(MP_OBJ_FROM_PTR(&mp_stream_read_obj), n_args, args);
    }
    vstr_t data;
    vstr_init_len(&data, size);
    int error;
    data.len = mp_stream_rw(args[0], data.buf, size, &error, MP_STREAM_RW_READ | MP_STREAM_RW_ONCE);
    if (error == 0) {
        return mp_obj_new_bytes_from_vstr(&data);
    }
    vstr_clear(&data);
    if (mp_is_nonblocking_error(error)) {
        return mp_const_none;
    }
    mp_raise_OSError(error);
}

#define METHOD_1(name, function) \
    SUPPORT const mp_obj_fun_builtin_fixed_t name = {{&mp_type_fun_builtin_1}, {._1 = function}}
#define METHOD_VAR(name, least, most, function) \
    SUPPORT const mp_obj_fun_builtin_var_t name = { \
        {&mp_type_fun_builtin_var}, MP_OBJ_FUN_MAKE_SIG(least, most, false), {.var = function}}
METHOD_VAR(mp_stream_read1_obj, 1, 2, stream_read1);
METHOD_1(mp_stream_unbuffered_readlines_obj, stream_readlines);
SUPPORT const mp_obj_fun_builtin_fixed_t mp_stream_write1_obj = {{&mp_type_fun_builtin_2}, {._2 = stream_write1}};
METHOD_1(mp_stream_close_obj, mp_stream_close);
METHOD_VAR(mp_stream___exit___obj, 4, 4, stream_exit);
METHOD_VAR(mp_stream_seek_obj, 2, 3, stream_seek);
METHOD_1(mp_stream_tell_obj, stream_tell);
METHOD_1(mp_stream_flush_obj, stream_flush);
METHOD_VAR(mp_stream_ioctl_obj, 2, 3, stream_ioctl);
