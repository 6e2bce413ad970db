#include "test.h"

// ---- What an object is.
FUN_1(type_str, o) { return STR(mp_obj_get_type_str(o)); }
FUN_1(callable_, o) { return BOOL(mp_obj_is_callable(o)); }
FUN_2(subclass, a, b) { return BOOL(mp_obj_is_subclass_fast(a, b)); }
FUN_2(cast, o, type) {
    mp_obj_t base = mp_obj_cast_to_native_base(o, type);
    return base == MP_OBJ_NULL ? mp_const_none : base;
}
FUN_2(equal, a, b) {
    return TUPLE(BOOL(mp_obj_equal(a, b)), mp_obj_equal_not_equal(MP_BINARY_OP_EQUAL, a, b),
        mp_obj_equal_not_equal(MP_BINARY_OP_NOT_EQUAL, a, b));
}
FUN_1(length, o) { return mp_obj_len(o); }
FUN_1(length_maybe, o) {
    mp_obj_t n = mp_obj_len_maybe(o);
    return n == MP_OBJ_NULL ? mp_const_none : n;
}
FUN_1(identity, o) { return TUPLE(mp_identity(o), MP_OBJ_FROM_PTR(&mp_identity_obj), mp_obj_id(o)); }
FUN_1(property_get, o) {
    const mp_obj_t *parts = mp_obj_property_get(o);
    return TUPLE(parts[0], parts[1], parts[2]);
}
FUN_1(fun_name, o) { return MP_OBJ_NEW_QSTR(mp_obj_fun_get_name(o)); }
FUN_1(tags, o) {
    return TUPLE(BOOL(mp_obj_is_small_int(o)), BOOL(mp_obj_is_obj(o)), BOOL(mp_obj_is_immediate_obj(o)),
        BOOL(mp_obj_is_bool(o)), BOOL(mp_obj_is_fun(o)));
}

// ---- Printing.
FUN_2(printed, o, kind) {
    vstr_t text;
    mp_print_t print;
    vstr_init_print(&text, 4, &print);
    mp_obj_print_helper(&print, o, mp_obj_get_int(kind));
    return mp_obj_new_str_from_vstr(&text);
}
FUN_1(print_it, o) {
    mp_obj_print(o, PRINT_STR);
    mp_print_str(&mp_sys_stdout_print, "|");
    mp_printf(MP_PYTHON_PRINTER, "%d\n", 5);
    return INT(DEBUG_printf("%s\n", "debug"));
}
FUN_VAR(print_strn) {
    (void)n_args;
    vstr_t text;
    mp_print_t print;
    vstr_init_print(&text, 4, &print);
    size_t length;
    const char *data = mp_obj_str_get_data(args[0], &length);
    const char *fill = mp_obj_str_get_str(args[2]);
    int n = mp_print_strn(&print, data, length, mp_obj_get_int(args[1]), fill[0], mp_obj_get_int(args[3]));
    return TUPLE(INT(n), mp_obj_new_str_from_vstr(&text));
}

// ---- Memory.
FUN_1(memory, n) {
    size_t size = mp_obj_get_int(n);
    byte *a = m_malloc(size), *b = m_malloc0(size), *c = m_malloc_maybe(size);
    memset(a, 1, size);
    memset(c, 3, size);
    size_t zeros = 0;
    for (size_t i = 0; i < size; i++) {
        zeros += b[i] == 0;
    }
    a = m_realloc(a, size * 2 + 1);
    c = m_realloc_maybe(c, size + 100, true);
    bool kept = size == 0 || (a[size - 1] == 1 && c[size - 1] == 3);
    m_free(a);
    gc_free(b);
    m_free(c);
    byte *d = gc_alloc(size, 0);
    gc_free(d);
    return TUPLE(INT(zeros), BOOL(kept));
}
FUN_1(too_much, n) { return m_malloc(mp_obj_get_int(n)), mp_const_none; }
FUN_1(too_much_realloc, n) { return m_realloc(m_malloc(8), mp_obj_get_int(n)), mp_const_none; }
FUN_1(too_much_maybe, n) { return BOOL(m_malloc_maybe(mp_obj_get_int(n)) == NULL); }
FUN_1(malloc_fail, n) { m_malloc_fail(mp_obj_get_int(n)); }
FUN_0(finaliser) { return gc_alloc(8, GC_ALLOC_FLAG_HAS_FINALISER), mp_const_none; }
typedef struct {
    mp_obj_base_t base;
    mp_obj_t items[];
} own_t;
FUN_1(own_object, list_type) {
    own_t *own = mp_obj_malloc_var(own_t, items, mp_obj_t, 3, TYPE(list_type));
    mp_obj_base_t *other = mp_obj_malloc_helper(sizeof(mp_obj_base_t), own->base.type);
    return BOOL(own->base.type == TYPE(list_type) && other->type == own->base.type);
}
FUN_0(collect) {
    gc_collect();
    gc_lock();
    byte *none = m_malloc_maybe(100);
    gc_unlock();
    return BOOL(none == NULL);
}
FUN_0(is_locked) { return BOOL(gc_is_locked()); }
FUN_0(statistics) {
    return TUPLE(INT(m_get_total_bytes_allocated()), INT(m_get_current_bytes_allocated()),
        INT(m_get_peak_bytes_allocated()));
}
// Blocks that nothing points to but their ring.
static mp_uint_t hidden[20];
FUN_0(track) {
    for (mp_uint_t i = 0; i < 20; i++) {
        uint32_t *block = m_tracked_calloc(8, sizeof(uint32_t));
        block[7] = i * 1000;
        hidden[i] = ~(mp_uint_t)block;
    }
    m_tracked_free(NULL);
    return BOOL(m_tracked_calloc((size_t)-1, 16) == NULL);
}
FUN_0(tracked) {
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (mp_uint_t i = 0; i < 20; i++) {
        uint32_t *block = (uint32_t *)~hidden[i];
        mp_obj_list_append(list, INT(block[0] + block[7]));
    }
    for (mp_uint_t i = 0; i < 20; i += 3) {
        m_tracked_free((void *)~hidden[i]);
    }
    for (mp_uint_t i = 0; i < 20; i++) {
        if (i % 3 != 0) {
            m_tracked_free((void *)~hidden[i]);
        }
    }
    return list;
}

// ---- What C expects.
FUN_2(text_functions, a, b) {
    const char *x = mp_obj_str_get_str(a), *y = mp_obj_str_get_str(b);
    size_t n = strlen(x);
    char room[200], *volatile p = room;
    mp_obj_t list = mp_obj_new_list(0, NULL);
    int order = strcmp(x, y), order3 = strncmp(x, y, 3), order_m = memcmp(x, y, MIN(n, strlen(y)));
    mp_obj_list_append(list, TUPLE(INT((order > 0) - (order < 0)), INT((order3 > 0) - (order3 < 0)),
        INT((order_m > 0) - (order_m < 0))));
    const char *found = strchr(x, 'b'), *last = strrchr(x, 'b'), *within = strstr(x, y), *mem = memchr(x, 'b', n);
    mp_obj_list_append(list, TUPLE(INT(found == NULL ? -1 : found - x), INT(last == NULL ? -1 : last - x),
        INT(within == NULL ? -1 : within - x), INT(mem == NULL ? -1 : mem - x), BOOL(*strchr(x, 0) == 0)));
    strcpy(p, x);
    strcat(p, y);
    mp_obj_list_append(list, STR(p));
    strncpy(p, x, 5);
    mp_obj_list_append(list, mp_obj_new_bytes((byte *)p, 5));
    strcpy(p, x);
    strncat(p, y, 2);
    mp_obj_list_append(list, TUPLE(STR(p), INT(strnlen(x, 2)), INT(abs(-(int)n)), INT(labs(-(long)n))));
    return list;
}

// ---- Rings of bytes.
static byte ring_bytes[6];
FUN_0(ring) {
    ringbuf_t ring = {ring_bytes, sizeof(ring_bytes), 0, 0};
    mp_obj_t list = mp_obj_new_list(0, NULL);
#define NOTE(value) mp_obj_list_append(list, INT(value))
    NOTE(ringbuf_get(&ring));
    NOTE(ringbuf_put(&ring, 1));
    NOTE(ringbuf_put16(&ring, 0x0203));
    NOTE(ringbuf_avail(&ring));
    NOTE(ringbuf_free(&ring));
    NOTE(ringbuf_get(&ring));
    NOTE(ringbuf_peek16(&ring));
    NOTE(ringbuf_get16(&ring));
    NOTE(ringbuf_get16(&ring));
    NOTE(ringbuf_put_bytes(&ring, (const uint8_t *)"abcde", 5));
    NOTE(ringbuf_put(&ring, 9));
    NOTE(ringbuf_put16(&ring, 9));
    NOTE(ringbuf_put_bytes(&ring, (const uint8_t *)"abcdef", 6));
    uint8_t data[5];
    NOTE(ringbuf_get_bytes(&ring, data, 5));
    mp_obj_list_append(list, mp_obj_new_bytes(data, 5));
    NOTE(ringbuf_get_bytes(&ring, data, 1));
    NOTE(ringbuf_get_bytes(&ring, data, 6));
    NOTE(ringbuf_peek(&ring));
    ringbuf_t other;
    ringbuf_alloc(&other, 4);
    NOTE(ringbuf_free(&other));
    return list;
}

// ---- Values in memory.
FUN_2(binary_get, format, data) {
    const char *f = mp_obj_str_get_str(format);
    mp_buffer_info_t info;
    mp_get_buffer_raise(data, &info, MP_BUFFER_READ);
    mp_obj_t list = mp_obj_new_list(0, NULL);
    byte *p = info.buf;
    for (const char *c = f + 1; *c != 0; c++) {
        mp_obj_list_append(list, mp_binary_get_val(f[0], *c, info.buf, &p));
    }
    return TUPLE(list, INT(p - (byte *)info.buf));
}
FUN_3(binary_set, format, data, values) {
    const char *f = mp_obj_str_get_str(format);
    mp_buffer_info_t info;
    mp_get_buffer_raise(data, &info, MP_BUFFER_WRITE);
    byte *p = info.buf;
    for (size_t i = 0; f[i + 1] != 0; i++) {
        mp_binary_set_val(f[0], f[i + 1], mp_obj_subscr(values, INT(i), MP_OBJ_SENTINEL), info.buf, &p);
    }
    return INT(p - (byte *)info.buf);
}
FUN_3(binary_int, data, is_signed, big) {
    mp_buffer_info_t info;
    mp_get_buffer_raise(data, &info, MP_BUFFER_READ);
    return mp_obj_new_int_from_ll(
        mp_binary_get_int(info.len, mp_obj_is_true(is_signed), mp_obj_is_true(big), info.buf));
}
FUN_3(binary_set_int, data, value, big) {
    mp_buffer_info_t info;
    mp_get_buffer_raise(data, &info, MP_BUFFER_WRITE);
    mp_binary_set_int(info.len, mp_obj_is_true(big), info.buf, mp_obj_get_int(value));
    return data;
}
FUN_3(array_from_int, data, typecode, value) {
    mp_buffer_info_t info;
    mp_get_buffer_raise(data, &info, MP_BUFFER_WRITE);
    mp_binary_set_val_array_from_int(mp_obj_get_int(typecode), info.buf, 1, mp_obj_get_int(value));
    return data;
}

#define EXPORTS(X) \
    X(type_str) X(callable_) X(subclass) X(cast) X(equal) X(length) X(length_maybe) X(identity) X(property_get) \
    X(fun_name) X(tags) X(printed) X(print_it) X(print_strn) X(memory) X(too_much) X(too_much_realloc) \
    X(too_much_maybe) X(malloc_fail) X(finaliser) X(own_object) X(collect) X(is_locked) X(statistics) X(track) \
    X(tracked) X(text_functions) X(ring) X(binary_get) X(binary_set) X(binary_int) X(binary_set_int) \
    X(array_from_int)
MODULE(EXPORTS)
