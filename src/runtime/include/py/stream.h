// Streams: objects that are read and written.
#ifndef MPYC_PY_STREAM_H
#define MPYC_PY_STREAM_H

#include "mperrno.h"
#include "obj.h"

#define MP_STREAM_ERROR ((mp_uint_t)-1)
#define MP_STREAM_FLUSH 1
#define MP_STREAM_SEEK 2
#define MP_STREAM_POLL 3
#define MP_STREAM_CLOSE 4
#define MP_STREAM_TIMEOUT 5
#define MP_STREAM_GET_OPTS 6
#define MP_STREAM_SET_OPTS 7
#define MP_STREAM_GET_DATA_OPTS 8
#define MP_STREAM_SET_DATA_OPTS 9
#define MP_STREAM_GET_FILENO 10
#define MP_STREAM_GET_BUFFER_SIZE 11
#define MP_STREAM_POLL_RD 0x0001
#define MP_STREAM_POLL_WR 0x0004
#define MP_STREAM_POLL_ERR 0x0008
#define MP_STREAM_POLL_HUP 0x0010
#define MP_STREAM_POLL_NVAL 0x0020
#define MP_SEEK_SET 0
#define MP_SEEK_CUR 1
#define MP_SEEK_END 2
struct mp_stream_seek_t {
    mp_off_t offset;
    int whence;
};

typedef struct _mp_stream_p_t {
    mp_uint_t (*read)(mp_obj_t obj, void *buf, mp_uint_t size, int *errcode);
    mp_uint_t (*write)(mp_obj_t obj, const void *buf, mp_uint_t size, int *errcode);
    mp_uint_t (*ioctl)(mp_obj_t obj, mp_uint_t request, uintptr_t arg, int *errcode);
    mp_uint_t is_text : 1;
} mp_stream_p_t;

MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_read_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_read1_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_readinto_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_unbuffered_readline_obj);
MP_DECLARE_CONST_FUN_OBJ_1(mp_stream_unbuffered_readlines_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_write_obj);
MP_DECLARE_CONST_FUN_OBJ_2(mp_stream_write1_obj);
MP_DECLARE_CONST_FUN_OBJ_1(mp_stream_close_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream___exit___obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_seek_obj);
MP_DECLARE_CONST_FUN_OBJ_1(mp_stream_tell_obj);
MP_DECLARE_CONST_FUN_OBJ_1(mp_stream_flush_obj);
MP_DECLARE_CONST_FUN_OBJ_VAR_BETWEEN(mp_stream_ioctl_obj);

#define MP_STREAM_OP_READ 1
#define MP_STREAM_OP_WRITE 2
#define MP_STREAM_OP_IOCTL 4
static inline const mp_stream_p_t *mp_get_stream(mp_const_obj_t self) {
    return (const mp_stream_p_t *)MP_OBJ_TYPE_GET_SLOT(((const mp_obj_base_t *)MP_OBJ_TO_PTR(self))->type, protocol);
}
const mp_stream_p_t *mp_get_stream_raise(mp_obj_t self_in, int flags);
mp_obj_t mp_stream_close(mp_obj_t stream);
mp_obj_t mp_stream_unbuffered_iter(mp_obj_t self);
mp_obj_t mp_stream_write(mp_obj_t self_in, const void *buf, size_t len, byte flags);
#define MP_STREAM_RW_READ 0
#define MP_STREAM_RW_WRITE 2
#define MP_STREAM_RW_ONCE 1
mp_uint_t mp_stream_rw(mp_obj_t stream, void *buf, mp_uint_t size, int *errcode, byte flags);
#define mp_stream_write_exactly(stream, buf, size, err) \
    mp_stream_rw((stream), (byte *)(buf), (size), (err), MP_STREAM_RW_WRITE)
#define mp_stream_read_exactly(stream, buf, size, err) mp_stream_rw((stream), (buf), (size), (err), MP_STREAM_RW_READ)
mp_off_t mp_stream_seek(mp_obj_t stream, mp_off_t offset, int whence, int *errcode);
void mp_stream_write_adaptor(void *self, const char *buf, size_t len);
#define mp_is_nonblocking_error(error) ((error) == MP_EAGAIN || (error) == MP_EWOULDBLOCK)

#endif
