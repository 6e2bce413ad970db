// Rings of bytes, beyond what is inline in py/ringbuf.h.
#include "support.h"
#include "py/ringbuf.h"

SUPPORT int ringbuf_peek16(ringbuf_t *r) {
    if (ringbuf_avail(r) < 2) {
        return -1;
    }
    return r->buf[r->iget] << 8 | r->buf[r->iget + 1 == r->size ? 0 : r->iget + 1];
}
SUPPORT int ringbuf_get16(ringbuf_t *r) {
    int value = ringbuf_peek16(r);
    if (value != -1) {
        ringbuf_get(r);
        ringbuf_get(r);
    }
    return value;
}
SUPPORT int ringbuf_put16(ringbuf_t *r, uint16_t v) {
    if (ringbuf_free(r) < 2) {
        return -1;
    }
    ringbuf_put(r, v >> 8);
    ringbuf_put(r, v & 0xff);
    return 0;
}
SUPPORT int ringbuf_get_bytes(ringbuf_t *r, uint8_t *data, size_t data_len) {
    if (ringbuf_avail(r) < data_len) {
        return r->size <= data_len ? -2 : -1;
    }
    ringbuf_memcpy_get_internal(r, data, data_len);
    return 0;
}
SUPPORT int ringbuf_put_bytes(ringbuf_t *r, const uint8_t *data, size_t data_len) {
    if (ringbuf_free(r) < data_len) {
        return r->size <= data_len ? -2 : -1;
    }
    ringbuf_memcpy_put_internal(r, data, data_len);
    return 0;
}
