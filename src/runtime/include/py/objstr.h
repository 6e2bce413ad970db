// str and bytes. An interned str is no structure but a word.
#ifndef MPYC_PY_OBJSTR_H
#define MPYC_PY_OBJSTR_H

#include "obj.h"
#include "objarray.h"

typedef struct _mp_obj_str_t {
    mp_obj_base_t base;
    size_t hash;
    size_t len;
    const byte *data;
} mp_obj_str_t;
#define MP_STATIC_ASSERT_STR_ARRAY_COMPATIBLE \
    MP_STATIC_ASSERT(offsetof(mp_obj_str_t, len) == offsetof(mp_obj_array_t, len) \
        && offsetof(mp_obj_str_t, data) == offsetof(mp_obj_array_t, items))
const byte *mp_obj_str_get_data_no_check(mp_obj_t self_in, size_t *len);
size_t mpyc_str_hash(mp_obj_t self_in);
#define GET_STR_HASH(str_obj_in, str_hash) size_t str_hash = mpyc_str_hash(str_obj_in)
#define GET_STR_LEN(str_obj_in, str_len) \
    size_t str_len; \
    (void)mp_obj_str_get_data_no_check((str_obj_in), &str_len)
#define GET_STR_DATA_LEN(str_obj_in, str_data, str_len) \
    size_t str_len; \
    const byte *str_data = mp_obj_str_get_data_no_check((str_obj_in), &str_len)

#define MP_DEFINE_STR_OBJ(obj_name, str) \
    mp_obj_str_t obj_name = {{&mp_type_str}, 0, sizeof(str) - 1, (const byte *)(str)}
#define MP_DEFINE_BYTES_OBJ(obj_name, target, len) \
    mp_obj_str_t obj_name = {{&mp_type_bytes}, 0, (len), (const byte *)(target)}

mp_obj_t mp_obj_str_make_new(const mp_obj_type_t *type_in, size_t n_args, size_t n_kw, const mp_obj_t *args);
void mp_str_print_json(const mp_print_t *print, const byte *str_data, size_t str_len);
mp_obj_t mp_obj_str_format(size_t n_args, const mp_obj_t *args, mp_map_t *kwargs);
mp_obj_t mp_obj_str_split(size_t n_args, const mp_obj_t *args);
mp_obj_t mp_obj_new_str_copy(const mp_obj_type_t *type, const byte *data, size_t len);
mp_obj_t mp_obj_new_str_of_type(const mp_obj_type_t *type, const byte *data, size_t len);
mp_obj_t mp_obj_str_binary_op(mp_binary_op_t op, mp_obj_t lhs_in, mp_obj_t rhs_in);
mp_int_t mp_obj_str_get_buffer(mp_obj_t self_in, mp_buffer_info_t *bufinfo, mp_uint_t flags);
void mp_obj_str_set_data(mp_obj_str_t *str, const byte *data, size_t len);
const byte *str_index_to_ptr(
    const mp_obj_type_t *type, const byte *self_data, size_t self_len, mp_obj_t index, bool is_slice);
const byte *find_subbytes(const byte *haystack, size_t hlen, const byte *needle, size_t nlen, int direction);
mp_obj_t mp_obj_bytes_hex(size_t n_args, const mp_obj_t *args, const mp_obj_type_t *type);
mp_obj_t mp_obj_bytes_fromhex(mp_obj_t type_in, mp_obj_t data);

#endif
