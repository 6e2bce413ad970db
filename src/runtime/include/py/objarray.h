// bytearray, array.array and memoryview: one structure. Of a memoryview, `free` is the offset of its first item.
#ifndef MPYC_PY_OBJARRAY_H
#define MPYC_PY_OBJARRAY_H

#include "obj.h"

#define MP_OBJ_ARRAY_TYPECODE_FLAG_RW 0x80
#define MP_OBJ_ARRAY_FREE_SIZE_BITS (8 * sizeof(size_t) - 8)
typedef struct _mp_obj_array_t {
    mp_obj_base_t base;
    size_t typecode : 8;
    size_t free : MP_OBJ_ARRAY_FREE_SIZE_BITS;
    size_t len; // in items
    void *items;
} mp_obj_array_t;
#define MP_DEFINE_MEMORYVIEW_OBJ(obj_name, typecode, offset, len, ptr) \
    mp_obj_array_t obj_name = {{&mp_type_memoryview}, (typecode), (offset), (len), (ptr)}
static inline void mp_obj_memoryview_init(
    mp_obj_array_t *self, size_t typecode, size_t offset, size_t len, void *items) {
    self->base.type = &mp_type_memoryview;
    self->typecode = typecode;
    self->free = offset;
    self->len = len;
    self->items = items;
}
MP_DECLARE_CONST_FUN_OBJ_2(mp_obj_array_append_obj);
MP_DECLARE_CONST_FUN_OBJ_2(mp_obj_array_extend_obj);

#endif
