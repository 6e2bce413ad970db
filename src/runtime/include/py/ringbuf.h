// A ring of bytes: one place is always free, so that a full ring and an empty one differ.
#ifndef MPYC_PY_RINGBUF_H
#define MPYC_PY_RINGBUF_H

#include "misc.h"

typedef struct _ringbuf_t {
    uint8_t *buf;
    uint16_t size;
    uint16_t iget;
    uint16_t iput;
} ringbuf_t;
#define ringbuf_alloc(r, sz) \
    { \
        (r)->buf = m_new(uint8_t, (sz)); \
        (r)->size = (sz); \
        (r)->iget = (r)->iput = 0; \
    }
static inline size_t ringbuf_free(ringbuf_t *r) { return (r->size + r->iget - r->iput - 1) % r->size; }
static inline size_t ringbuf_avail(ringbuf_t *r) { return (r->size + r->iput - r->iget) % r->size; }
static inline int ringbuf_peek(ringbuf_t *r) { return r->iget == r->iput ? -1 : r->buf[r->iget]; }
static inline int ringbuf_get(ringbuf_t *r) {
    int value = ringbuf_peek(r);
    if (value != -1) {
        r->iget = r->iget + 1 == r->size ? 0 : r->iget + 1;
    }
    return value;
}
static inline int ringbuf_put(ringbuf_t *r, uint8_t v) {
    uint16_t next = r->iput + 1 == r->size ? 0 : r->iput + 1;
    if (next == r->iget) {
        return -1;
    }
    r->buf[r->iput] = v;
    r->iput = next;
    return 0;
}
// In two pieces where the ring's end is passed; the caller has looked that there is enough.
static inline void ringbuf_memcpy_get_internal(ringbuf_t *r, uint8_t *data, size_t data_len) {
    size_t first = MIN(data_len, (size_t)(r->size - r->iget));
    __builtin_memcpy(data, r->buf + r->iget, first);
    __builtin_memcpy(data + first, r->buf, data_len - first);
    r->iget = (r->iget + data_len) % r->size;
}
static inline void ringbuf_memcpy_put_internal(ringbuf_t *r, const uint8_t *data, size_t data_len) {
    size_t first = MIN(data_len, (size_t)(r->size - r->iput));
    __builtin_memcpy(r->buf + r->iput, data, first);
    __builtin_memcpy(r->buf, data + first, data_len - first);
    r->iput = (r->iput + data_len) % r->size;
}
int ringbuf_get16(ringbuf_t *r);
int ringbuf_peek16(ringbuf_t *r);
int ringbuf_put16(ringbuf_t *r, uint16_t v);
int ringbuf_get_bytes(ringbuf_t *r, uint8_t *data, size_t data_len);
int ringbuf_put_bytes(ringbuf_t *r, const uint8_t *data, size_t data_len);

#endif
