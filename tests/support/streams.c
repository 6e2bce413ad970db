#include "test.h"

FUN_3(rw_read, stream, n, once) {
    vstr_t data;
    vstr_init_len(&data, mp_obj_get_int(n));
    int error;
    data.len = mp_stream_rw(stream, data.buf, data.len, &error,
        MP_STREAM_RW_READ | (mp_obj_is_true(once) ? MP_STREAM_RW_ONCE : 0));
    return TUPLE(mp_obj_new_bytes_from_vstr(&data), INT(error));
}
FUN_2(rw_write, stream, data) {
    mp_buffer_info_t info;
    mp_get_buffer_raise(data, &info, MP_BUFFER_READ);
    int error;
    mp_uint_t n = mp_stream_write_exactly(stream, info.buf, info.len, &error);
    return TUPLE(INT(n), INT(error));
}
FUN_2(write, stream, data) {
    mp_buffer_info_t info;
    mp_get_buffer_raise(data, &info, MP_BUFFER_READ);
    return mp_stream_write(stream, info.buf, info.len, MP_STREAM_RW_WRITE);
}
FUN_2(write_adaptor, stream, text) {
    mp_print_t print = {MP_OBJ_TO_PTR(stream), mp_stream_write_adaptor};
    mp_printf(&print, "<%s>", mp_obj_str_get_str(text));
    return stream;
}
FUN_3(seek, stream, offset, whence) {
    int error = 0;
    mp_off_t place = mp_stream_seek(stream, mp_obj_get_int(offset), mp_obj_get_int(whence), &error);
    return TUPLE(INT(place), INT(error));
}
FUN_1(close, stream) { return mp_stream_close(stream); }
FUN_1(lines, stream) {
    mp_obj_t list = mp_obj_new_list(0, NULL), line;
    while ((line = mp_stream_unbuffered_iter(stream)) != MP_OBJ_STOP_ITERATION) {
        mp_obj_list_append(list, line);
    }
    return list;
}
FUN_0(methods) {
    const void *const all[] = {&mp_stream_read_obj, &mp_stream_read1_obj, &mp_stream_readinto_obj,
        &mp_stream_unbuffered_readline_obj, &mp_stream_unbuffered_readlines_obj, &mp_stream_write_obj,
        &mp_stream_write1_obj, &mp_stream_close_obj, &mp_stream___exit___obj, &mp_stream_seek_obj, &mp_stream_tell_obj,
        &mp_stream_flush_obj, &mp_stream_ioctl_obj};
    return mp_obj_new_tuple(MP_ARRAY_SIZE(all), (const mp_obj_t *)all);
}

// A stream of our own, which fails where it is told.
typedef struct {
    mp_obj_base_t base;
    int error;
    int left;
} failing_t;
static mp_uint_t failing_read(mp_obj_t self_in, void *buf, mp_uint_t size, int *errcode) {
    failing_t *self = MP_OBJ_TO_PTR(self_in);
    if (self->left == 0) {
        *errcode = self->error;
        return MP_STREAM_ERROR;
    }
    self->left--;
    *(byte *)buf = 'x';
    return MIN(size, 1);
}
static mp_uint_t failing_write(mp_obj_t self_in, const void *buf, mp_uint_t size, int *errcode) {
    (void)buf;
    byte ignored;
    return failing_read(self_in, &ignored, size, errcode);
}
static mp_uint_t failing_ioctl(mp_obj_t self_in, mp_uint_t request, uintptr_t arg, int *errcode) {
    (void)request, (void)arg;
    byte ignored;
    return failing_read(self_in, &ignored, 0, errcode);
}
static const mp_stream_p_t failing_protocol = {failing_read, failing_write, failing_ioctl, 0};
static mp_obj_full_type_t failing_type;
FUN_2(failing, error, left) {
    failing_type.base.type = &mp_type_type;
    failing_type.name = mp_type_list.name;
    MP_OBJ_TYPE_SET_SLOT(&failing_type, protocol, &failing_protocol, 0);
    failing_t *self = mp_obj_malloc(failing_t, (const mp_obj_type_t *)&failing_type);
    self->error = mp_obj_get_int(error);
    self->left = mp_obj_get_int(left);
    return MP_OBJ_FROM_PTR(self);
}

// ---- The board.
FUN_0(output) {
    mp_hal_stdout_tx_strn_cooked("cooked\n", 7);
    mp_hal_stdout_tx_str("text\n");
    return INT(mp_hal_stdout_tx_strn("bytes\n", 6));
}
FUN_1(input, wanted) { return mp_obj_is_true(wanted) ? INT(mp_hal_stdin_rx_chr()) : mp_const_none; }
FUN_0(delays) {
    mp_uint_t before = mp_hal_ticks_ms(), before_us = mp_hal_ticks_us();
    uint64_t before_ns = mp_hal_time_ns();
    mp_hal_delay_ms(20);
    mp_hal_delay_us(1000);
    mp_event_wait_ms(5);
    mp_event_wait_indefinite();
    MICROPY_EVENT_POLL_HOOK
    mp_uint_t passed = mp_hal_ticks_ms() - before, passed_us = mp_hal_ticks_us() - before_us;
    uint64_t passed_ns = mp_hal_time_ns() - before_ns;
    mp_uint_t cpu = mp_hal_ticks_cpu();
    return TUPLE(INT(passed), INT(passed_us), mp_obj_new_int_from_ull(passed_ns), BOOL(mp_hal_ticks_cpu() - cpu < 1u << 30));
}
FUN_0(atomic) {
    // Interrupts come again after the inner section's end only when the outer one ends.
    mp_uint_t outer = MICROPY_BEGIN_ATOMIC_SECTION();
    mp_uint_t inner = MICROPY_BEGIN_ATOMIC_SECTION();
    MICROPY_END_ATOMIC_SECTION(inner);
    mp_uint_t again = MICROPY_BEGIN_ATOMIC_SECTION();
    MICROPY_END_ATOMIC_SECTION(outer);
    mp_uint_t after = MICROPY_BEGIN_ATOMIC_SECTION();
    MICROPY_END_ATOMIC_SECTION(after);
    MP_THREAD_GIL_EXIT();
    MP_THREAD_GIL_ENTER();
    return TUPLE(BOOL(inner == again), BOOL(after == outer));
}
FUN_2(schedule, fun, arg) { return BOOL(mp_sched_schedule(fun, arg)); }
typedef struct {
    mp_obj_base_t base;
    mp_uint_t value;
} pin_t;
static mp_uint_t pin_ioctl(mp_obj_t self_in, mp_uint_t request, uintptr_t arg, int *errcode) {
    (void)errcode;
    pin_t *self = MP_OBJ_TO_PTR(self_in);
    if (request == MP_PIN_WRITE) {
        self->value = arg;
    }
    return request == MP_PIN_READ ? self->value : (mp_uint_t)-1;
}
static const mp_pin_p_t pin_p = {pin_ioctl};
static mp_obj_full_type_t pin_type;
FUN_1(pin, value) {
    pin_type.base.type = &mp_type_type;
    pin_type.name = mp_type_list.name;
    MP_OBJ_TYPE_SET_SLOT(&pin_type, protocol, &pin_p, 0);
    mp_hal_pin_obj_t pin = MP_OBJ_FROM_PTR(mp_obj_malloc(pin_t, (const mp_obj_type_t *)&pin_type));
    mp_hal_pin_write(pin, mp_obj_get_int(value));
    int read = mp_hal_pin_read(pin);
    mp_virtual_pin_write(pin, 0);
    return TUPLE(INT(read), INT(mp_virtual_pin_read(mp_hal_get_pin_obj(pin))));
}

#define EXPORTS(X) \
    X(rw_read) X(rw_write) X(write) X(write_adaptor) X(seek) X(close) X(lines) X(methods) X(failing) X(output) \
    X(input) X(delays) X(atomic) X(schedule) X(pin)
MODULE(EXPORTS)
