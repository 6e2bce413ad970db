// Values in memory, by the letters of the struct module.
#include "support.h"

SUPPORT void mp_binary_set_val_array_from_int(char typecode, void *p, size_t index, mp_int_t val) {
    mp_binary_set_val_array(typecode, p, index, mp_obj_new_int(val));
}

SUPPORT long long mp_binary_get_int(size_t size, bool is_signed, bool big_endian, const byte *src) {
    unsigned long long value = is_signed && (src[big_endian ? 0 : size - 1] & 0x80) ? ~0ull : 0;
    for (size_t i = 0; i < size; i++) {
        value = value << 8 | src[big_endian ? i : size - 1 - i];
    }
    return (long long)value;
}
SUPPORT void mp_binary_set_int(size_t val_sz, bool big_endian, byte *dest, mp_uint_t val) {
    for (size_t i = 0; i < val_sz; i++) {
        dest[big_endian ? val_sz - 1 - i : i] = i < sizeof(val) ? (byte)(val >> (8 * i)) : 0;
    }
}

// The bytes of a value, which the pointer is moved over; the struct module does the rest.
static mp_obj_t bytes_of(char struct_type, char val_type, byte *p_base, byte **ptr, char *format) {
    size_t align = 1;
    size_t size = mp_binary_get_size(struct_type, val_type, &align);
    byte *p = *ptr;
    if (struct_type == '@') {
        p = p_base + (((size_t)(p - p_base) + align - 1) & ~(align - 1));
        // Aligned already.
        struct_type = MP_ENDIANNESS_LITTLE ? '<' : '>';
        // Sizes that are the processor's become those that are fixed.
        static const char fixed[] = "lLPO", by_word[2][5] = {"iIII", "qQQQ"};
        for (size_t i = 0; i < sizeof(fixed) - 1; i++) {
            if (val_type == fixed[i]) {
                val_type = by_word[size == 8][i];
            }
        }
    }
    *ptr = p + size;
    format[0] = struct_type;
    format[1] = val_type;
    format[2] = 0;
    return mp_obj_new_bytearray_by_ref(size, p);
}
SUPPORT mp_obj_t mp_binary_get_val(char struct_type, char val_type, byte *p_base, byte **ptr) {
    char format[3];
    mp_obj_t args[2];
    args[1] = bytes_of(struct_type, val_type, p_base, ptr, format);
    args[0] = mpyc_str(format);
    mp_obj_t values = mpyc_call_named("struct", "unpack", 2, args);
    return mp_obj_subscr(values, MP_OBJ_NEW_SMALL_INT(0), MP_OBJ_SENTINEL);
}
SUPPORT void mp_binary_set_val(char struct_type, char val_type, mp_obj_t val_in, byte *p_base, byte **ptr) {
    char format[3];
    mp_obj_t args[4] = {MP_OBJ_NULL, MP_OBJ_NULL, MP_OBJ_NEW_SMALL_INT(0), val_in};
    args[1] = bytes_of(struct_type, val_type, p_base, ptr, format);
    args[0] = mpyc_str(format);
    mpyc_call_named("struct", "pack_into", 4, args);
}
