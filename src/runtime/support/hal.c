// The board, through the modules that every port has it in; a module that a firmware lacks raises ImportError.
#include "support.h"
#include "py/mphal.h"

// ---- Text.

SUPPORT void mp_hal_stdout_tx_strn_cooked(const char *str, size_t len) {
    // Where the platform prints, line ends are made what a terminal wants.
    mp_plat_print.print_strn(mp_plat_print.data, str, len);
}
SUPPORT mp_uint_t mp_hal_stdout_tx_strn(const char *str, size_t len) {
    mp_obj_t out = mpyc_attr(mpyc_attr(mpyc_import("sys"), "stdout"), "buffer");
    mp_obj_t bytes = mp_obj_new_bytes((const byte *)str, len);
    return mp_obj_get_int(mp_native_call_function_n_kw(mpyc_attr(out, "write"), 1, &bytes));
}
SUPPORT void mp_hal_stdout_tx_str(const char *str) { mp_hal_stdout_tx_strn(str, strlen(str)); }
SUPPORT int mp_hal_stdin_rx_chr(void) {
    mp_obj_t in = mpyc_attr(mpyc_attr(mpyc_import("sys"), "stdin"), "buffer");
    mp_obj_t one = MP_OBJ_NEW_SMALL_INT(1);
    size_t length;
    const byte *data = mp_obj_str_get_data_no_check(mpyc_call_method(in, Q_read, 1, &one, NULL), &length);
    return length == 0 ? -1 : data[0];
}

// ---- Time.

static void sleep(const char *function, mp_uint_t amount) {
    mp_obj_t arg = mp_obj_new_int_from_uint(amount);
    mpyc_call_named("time", function, 1, &arg);
}
SUPPORT void mp_hal_delay_ms(mp_uint_t ms) { sleep("sleep_ms", ms); }
SUPPORT void mp_hal_delay_us(mp_uint_t us) { sleep("sleep_us", us); }

// The counters of the module time have two bits less than the firmware's own on 32 bits. They are carried on here, so
// that a difference of two is right as the firmware's is, if no more than 2^30 of the unit pass between two calls.
struct mpyc_counter {
    mp_uint_t last, value;
};
static mp_uint_t count(struct mpyc_counter *counter, const char *function) {
    mp_uint_t now = mp_obj_get_int(mpyc_call_named("time", function, 0, NULL));
    const mp_uint_t mask = ~(mp_uint_t)0 >> 2;
    counter->value += (now - counter->last) & mask;
    counter->last = now;
    return counter->value;
}
struct mpyc_counter mpyc_ticks_ms, mpyc_ticks_us, mpyc_ticks_cpu;
SUPPORT mp_uint_t mp_hal_ticks_ms(void) { return count(&mpyc_ticks_ms, "ticks_ms"); }
SUPPORT mp_uint_t mp_hal_ticks_us(void) { return count(&mpyc_ticks_us, "ticks_us"); }
SUPPORT mp_uint_t mp_hal_ticks_cpu(void) { return count(&mpyc_ticks_cpu, "ticks_cpu"); }
SUPPORT uint64_t mp_hal_time_ns(void) { return mp_obj_get_ll(mpyc_call_named("time", "time_ns", 0, NULL)); }

// ---- Events. Sleeping is what serves them on every port, for at least a millisecond (py/mphal.h says that a wait may
// end before its time).

SUPPORT void mp_event_wait_ms(mp_uint_t timeout_ms) { sleep("sleep_ms", MIN(timeout_ms, 1)); }
SUPPORT void mp_event_wait_indefinite(void) { sleep("sleep_ms", 1); }

SUPPORT bool mp_sched_schedule(mp_obj_t function, mp_obj_t arg) {
    // The firmware raises when its queue is full.
    nlr_buf_t nlr;
    if (nlr_push(&nlr) != 0) {
        return false;
    }
    mp_obj_t args[2] = {function, arg};
    mpyc_call_named("micropython", "schedule", 2, args);
    nlr_pop();
    return true;
}

// ---- Pins.

static const mp_pin_p_t *pin_protocol(mp_obj_t pin) {
    return MP_OBJ_TYPE_GET_SLOT(mp_obj_get_type(pin), protocol);
}
SUPPORT int mp_virtual_pin_read(mp_obj_t pin) { return (int)pin_protocol(pin)->ioctl(pin, MP_PIN_READ, 0, NULL); }
SUPPORT void mp_virtual_pin_write(mp_obj_t pin, int value) { pin_protocol(pin)->ioctl(pin, MP_PIN_WRITE, value, NULL); }
