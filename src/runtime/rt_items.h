// Items of lists, bytes, bytearrays and arrays, in their memory; anything else, and every error, is left to functions
// (rt_subscr and its like in rt.c).
#ifndef MPYC_RT_ITEMS_H
#define MPYC_RT_ITEMS_H

// An item of what should be a list, or a bytearray, by its place: done here if it is one, and the place a small int from 0
// on. That place, which is beyond any length if the index is anything else: its tag comes to be the highest bit.
RT_INLINE rt_uint rt_place(rt_obj index) {
    rt_uint turned = (rt_uint)index >> 1 | (rt_uint)index << (RT_WORD_BITS - 1);
    return turned ^ (rt_uint)1 << (RT_WORD_BITS - 1);
}
RT_INLINE bool rt_is_list(rt_obj a) { return ((rt_uint)a & 3) == 0 && ((const rt_list *)a)->type == RT(type_list); }
RT_INLINE rt_obj *rt_list_place(rt_obj container, rt_obj index) {
    const rt_list *list = container;
    return RT_LIKELY(rt_is_list(container) && rt_place(index) < list->len) ? &list->items[rt_place(index)] : NULL;
}
RT_INLINE rt_obj rt_list_item(rt_obj container, rt_obj index) {
    const rt_obj *place = rt_list_place(container, index);
    return RT_LIKELY(place != NULL) ? *place : rt_item(container, index);
}
RT_INLINE void rt_set_list_item(rt_obj container, rt_obj index, rt_obj value) {
    rt_obj *place = rt_list_place(container, index);
    if (RT_LIKELY(place != NULL)) {
        *place = value;
    } else {
        rt_set_item(container, index, value);
    }
}
// Whether a place, counted from either end, is in a container of so many items; and then, which it is counted from 0. A length has less bits
// than a word has, so that the sum of both is beyond it for what is beyond the end.
RT_INLINE bool rt_has_place(rt_int index, rt_uint len) { return RT_LIKELY((rt_uint)index < len) || (rt_uint)index + len < len; }
RT_INLINE rt_int rt_place_in(rt_int index, rt_uint len) {
    return RT_LIKELY((rt_uint)index < len) ? index : (rt_int)((rt_uint)index + len);
}
RT_INLINE bool rt_has_list_item(rt_obj container, rt_int index) {
    return RT_LIKELY(rt_is_list(container)) && rt_has_place(index, ((const rt_list *)container)->len);
}
RT_INLINE rt_int rt_place_in_list(rt_obj container, rt_int index) {
    return rt_place_in(index, ((const rt_list *)container)->len);
}
RT_INLINE rt_obj rt_list_get(rt_obj container, rt_int place) { return ((const rt_list *)container)->items[place]; }
RT_INLINE void rt_list_put(rt_obj container, rt_int place, rt_obj value) { ((const rt_list *)container)->items[place] = value; }
// An item more of what is a list: where there is room for it, as the firmware adds it (py/objlist.c, mp_obj_list_append).
#define RT_LIST_APPEND(list, item, otherwise) \
    do { \
        rt_list *const to = (list); \
        if (RT_LIKELY(to->len < to->alloc)) { \
            to->items[to->len++] = (item); \
        } else { \
            otherwise(to, (item)); \
        } \
    } while (0)
RT_INLINE void rt_list_append_in_place(rt_obj list, rt_obj item) { RT_LIST_APPEND(list, item, RT_CALL(list_append)); }
RT_INLINE bool rt_list_true(rt_obj a) {
    return RT_LIKELY(rt_is_list(a)) ? ((const rt_list *)a)->len != 0 : rt_is_true(a);
}
// What was promised to be a list.
RT_INLINE rt_obj rt_check_list(rt_obj a, const char *whose) {
    return RT_LIKELY(rt_is_list(a)) ? a : rt_check_type(a, rt_type_list, whose, "list");
}
// An iteration over what should be a list, bytes, a bytearray or an array of ints: the container, the place of the next item, and of an array
// how many bits an item has, less than 0 if one is for the sign. It ends where the firmware's does (py/objlist.c, list_it_iternext).
typedef struct { rt_obj container, place, bits; } rt_walk;
RT_INLINE rt_obj rt_list_step(rt_walk *walk) {
    const rt_list *list = walk->container;
    const rt_uint place = (rt_uint)walk->place;
    if (place >= list->len) {
        return RT_NULL;
    }
    walk->place = (rt_obj)(place + 1);
    return list->items[place];
}
// Bytes have their length and items where an array has them.
rt_obj rt_number_at(const rt_array *array, rt_uint place, rt_int bits);
RT_INLINE rt_obj rt_number_step(rt_walk *walk) {
    const rt_array *array = walk->container;
    const rt_uint place = (rt_uint)walk->place;
    const rt_int bits = (rt_int)walk->bits;
    if (place >= array->len) {
        return RT_NULL;
    }
    walk->place = (rt_obj)(place + 1);
    return RT_LIKELY(bits == 8) ? RT_SMALL(((const uint8_t *)array->items)[place]) : rt_number_at(array, place, bits);
}
// In registers: there is no container where the firmware's iterator of another object has to be asked.
rt_int rt_number_bits(rt_obj a, rt_iter *iter);
RT_INLINE rt_walk rt_walk_numbers(rt_obj a, rt_iter *iter) {
    const rt_int bits = rt_number_bits(a, iter);
    return (rt_walk){.container = bits != 0 ? a : RT_NULL, .bits = (rt_obj)bits};
}
RT_INLINE rt_walk rt_walk_list(rt_obj a, rt_iter *iter) {
    if (RT_LIKELY(rt_is_list(a))) {
        return (rt_walk){.container = a};
    }
    RT_CALL(getiter)(a, iter);
    return (rt_walk){.container = RT_NULL};
}
RT_INLINE rt_obj rt_next_of_list(rt_walk *walk, rt_iter *iter) {
    return RT_LIKELY(walk->container != RT_NULL) ? rt_list_step(walk) : RT_CALL(iternext)(iter);
}
RT_INLINE rt_obj rt_next_of_numbers(rt_walk *walk, rt_iter *iter) {
    return RT_LIKELY(walk->container != RT_NULL) ? rt_number_step(walk) : RT_CALL(iternext)(iter);
}
// In the memory of the firmware's iterator, where a variable has to stay: marked by a type that no object has.
#define RT_IN_PLACE ((rt_type)1)
RT_INLINE void rt_keep_walk(rt_walk walk, rt_iter *iter) {
    if (walk.container != RT_NULL) {
        iter->type = RT_IN_PLACE;
        *(rt_walk *)iter->buf = walk;
    }
}
RT_INLINE void rt_list_iter(rt_obj a, rt_iter *iter) { rt_keep_walk(rt_walk_list(a, iter), iter); }
RT_INLINE void rt_number_iter(rt_obj a, rt_iter *iter) { rt_keep_walk(rt_walk_numbers(a, iter), iter); }
RT_INLINE rt_obj rt_list_iternext(rt_iter *iter) {
    return RT_LIKELY(iter->type == RT_IN_PLACE) ? rt_list_step((rt_walk *)iter->buf) : RT_CALL(iternext)(iter);
}
RT_INLINE rt_obj rt_number_iternext(rt_iter *iter) {
    return RT_LIKELY(iter->type == RT_IN_PLACE) ? rt_number_step((rt_walk *)iter->buf) : RT_CALL(iternext)(iter);
}
// The sum of bytes, of a bytearray or of a list of small ints, if it is one; else null.
rt_obj rt_sum(rt_obj a);
// The firmware's types, once one such object has been met; static in the firmware, so that the collector need not see them.
extern rt_type rt_known_bytes, rt_known_bytearray;
rt_obj rt_bytes_item_slow(rt_obj container, rt_obj index);
RT_INLINE rt_obj rt_bytes_item(rt_obj container, rt_obj index) {
    const rt_bytes *bytes = container;
    bool is_bytes = ((rt_uint)container & 3) == 0 && bytes->type == rt_known_bytes;
    return RT_LIKELY(is_bytes && rt_place(index) < bytes->len) ? RT_SMALL(bytes->data[rt_place(index)])
                                                                : rt_bytes_item_slow(container, index);
}
rt_obj rt_byte_item_slow(rt_obj container, rt_obj index);
void rt_set_byte_item_slow(rt_obj container, rt_obj index, rt_obj value);
RT_INLINE uint8_t *rt_byte_place(rt_obj container, rt_obj index) {
    const rt_array *array = container;
    bool is_bytearray = ((rt_uint)container & 3) == 0 && array->type == rt_known_bytearray;
    return RT_LIKELY(is_bytearray && rt_place(index) < array->len) ? (uint8_t *)array->items + rt_place(index) : NULL;
}
RT_INLINE rt_obj rt_byte_item(rt_obj container, rt_obj index) {
    const uint8_t *place = rt_byte_place(container, index);
    return RT_LIKELY(place != NULL) ? RT_SMALL(*place) : rt_byte_item_slow(container, index);
}
RT_INLINE void rt_set_byte_item(rt_obj container, rt_obj index, rt_obj value) {
    uint8_t *place = rt_byte_place(container, index);
    if (RT_LIKELY(place != NULL && rt_place(value) < 256)) {
        *place = (uint8_t)rt_place(value);
    } else {
        rt_set_byte_item_slow(container, index, value);
    }
}
// Where a container has its items, and how many they are, as long as no other code runs; none if it is of another type.
typedef struct {
    void *items;
    rt_uint len;
} rt_view;
rt_view rt_view_list(rt_obj container);
RT_INLINE rt_view rt_view_list_in_place(rt_obj container) {
    const rt_list *list = container;
    return RT_LIKELY(rt_is_list(container)) ? (rt_view){list->items, list->len} : (rt_view){NULL, 0};
}
rt_view rt_view_bytes(rt_obj container);
rt_view rt_view_bytearray(rt_obj container);
rt_view rt_view_array(rt_obj container, int bits, bool is_signed);
rt_view rt_view_floats(rt_obj container);
// The same of words.
rt_int rt_given_byte_slow(rt_obj a);
RT_INLINE rt_int rt_given_byte(rt_obj a) {
    return RT_LIKELY(rt_place(a) < 256) ? (rt_int)rt_place(a) : rt_given_byte_slow(a);
}
rt_int rt_bytes_word_slow(rt_obj container, rt_int index);
RT_INLINE rt_int rt_bytes_word(rt_obj container, rt_int index) {
    const rt_bytes *bytes = container;
    bool is_bytes = ((rt_uint)container & 3) == 0 && bytes->type == rt_known_bytes;
    return RT_LIKELY(is_bytes && (rt_uint)index < bytes->len) ? bytes->data[index]
                                                               : rt_bytes_word_slow(container, index);
}
rt_int rt_byte_word_slow(rt_obj container, rt_int index);
void rt_set_byte_word_slow(rt_obj container, rt_int index, rt_int value);
RT_INLINE uint8_t *rt_byte_word_place(rt_obj container, rt_int index) {
    const rt_array *array = container;
    bool is_bytearray = ((rt_uint)container & 3) == 0 && array->type == rt_known_bytearray;
    return RT_LIKELY(is_bytearray && (rt_uint)index < array->len) ? (uint8_t *)array->items + index : NULL;
}
RT_INLINE rt_int rt_byte_word(rt_obj container, rt_int index) {
    const uint8_t *place = rt_byte_word_place(container, index);
    return RT_LIKELY(place != NULL) ? *place : rt_byte_word_slow(container, index);
}
RT_INLINE void rt_set_byte_word(rt_obj container, rt_int index, rt_int value) {
    uint8_t *place = rt_byte_word_place(container, index);
    if (RT_LIKELY(place != NULL && (rt_uint)value < 256)) {
        *place = (uint8_t)value;
    } else {
        rt_set_byte_word_slow(container, index, value);
    }
}
// Items of array.array, ints of so many bits; of anything else, the slow way. The firmware's type, once such an object has been met.
extern rt_type rt_known_array;
#define RT_LONG_IS(bits) (sizeof(long) * 8 == (bits))
RT_INLINE bool rt_has_items(size_t code, int bits, bool is_signed) {
    size_t own = bits == 8 ? 'B' : bits == 16 ? 'H' : bits == 32 ? 'I' : 'Q', small = is_signed ? 0x20 : 0;
    return code == (own | small) || (RT_LONG_IS(bits) && code == ('L' | small));
}
RT_INLINE bool rt_is_array(rt_obj container, int bits, bool is_signed) {
    const rt_array *array = container;
    return bits <= RT_WORD_BITS && ((rt_uint)container & 3) == 0 && array->type == rt_known_array
        && rt_has_items(array->typecode_free & 0xff, bits, is_signed);
}
RT_INLINE rt_view rt_view_array_in_place(rt_obj container, int bits, bool is_signed) {
    const rt_array *array = container;
    return RT_LIKELY(rt_is_array(container, bits, is_signed)) ? (rt_view){array->items, array->len} : (rt_view){NULL, 0};
}
RT_INLINE void *rt_array_place(rt_obj container, rt_uint index, int bits, bool is_signed) {
    const rt_array *array = container;
    return RT_LIKELY(rt_is_array(container, bits, is_signed) && index < array->len) ? (uint8_t *)array->items + index * (size_t)(bits / 8) : NULL;
}
RT_INLINE rt_int rt_array_load(const void *place, int bits, bool is_signed) {
    switch (is_signed ? -bits : bits) {
    case 8: return *(const uint8_t *)place;
    case -8: return *(const int8_t *)place;
    case 16: return *(const uint16_t *)place;
    case -16: return *(const int16_t *)place;
    case 32: return (rt_int)*(const uint32_t *)place;
    case -32: return *(const int32_t *)place;
    default: return *(const rt_int *)place;
    }
}
RT_INLINE void rt_array_store(void *place, rt_int value, int bits) {
    switch (bits) {
    case 8: *(uint8_t *)place = (uint8_t)value; break;
    case 16: *(uint16_t *)place = (uint16_t)value; break;
    case 32: *(uint32_t *)place = (uint32_t)value; break;
    default: *(rt_int *)place = value;
    }
}
rt_obj rt_array_item_slow(rt_obj container, rt_obj index, int bits, bool is_signed);
void rt_set_array_item_slow(rt_obj container, rt_obj index, rt_obj value);
RT_INLINE rt_obj rt_array_box(rt_int value, bool is_signed) {
    return is_signed ? rt_box_word(value) : rt_box_uword((rt_uint)value);
}
RT_INLINE rt_obj rt_array_item(rt_obj container, rt_obj index, int bits, bool is_signed) {
    const void *place = rt_array_place(container, rt_place(index), bits, is_signed);
    return RT_LIKELY(place != NULL) ? rt_array_box(rt_array_load(place, bits, is_signed), is_signed)
                                    : rt_array_item_slow(container, index, bits, is_signed);
}
RT_INLINE rt_int rt_array_word(rt_obj container, rt_int index, int bits, bool is_signed) {
    const void *place = rt_array_place(container, (rt_uint)index, bits, is_signed);
    return RT_LIKELY(place != NULL) ? rt_array_load(place, bits, is_signed)
                                    : rt_to_word(rt_array_item_slow(container, rt_box_word(index), bits, is_signed));
}
RT_INLINE void rt_set_array_item(rt_obj container, rt_obj index, rt_obj value, int bits, bool is_signed) {
    void *place = rt_array_place(container, rt_place(index), bits, is_signed);
    if (RT_LIKELY(place != NULL && rt_is_fixed(value, bits, is_signed))) {
        rt_array_store(place, rt_small_value(value), bits);
    } else {
        rt_set_array_item_slow(container, index, value);
    }
}
RT_INLINE void rt_set_array_word(rt_obj container, rt_int index, rt_int value, int bits, bool is_signed) {
    void *place = rt_array_place(container, (rt_uint)index, bits, is_signed);
    if (RT_LIKELY(place != NULL)) {
        rt_array_store(place, value, bits);
    } else {
        rt_set_array_item_slow(container, rt_box_word(index), rt_array_box(value, is_signed));
    }
}
// Items of arrays of single floats in place; of arrays of double ones, and of anything else, the slow way.
RT_INLINE bool rt_is_float_array(rt_obj container) {
    const rt_array *array = container;
    return ((rt_uint)container & 3) == 0 && array->type == rt_known_array && (array->typecode_free & 0xff) == 'f';
}
RT_INLINE float *rt_float_place(rt_obj container, rt_uint index) {
    const rt_array *array = container;
    return RT_LIKELY(rt_is_float_array(container) && index < array->len) ? (float *)array->items + index : NULL;
}
rt_float rt_float_item_slow(rt_obj container, rt_obj index);
void rt_set_float_item_slow(rt_obj container, rt_obj index, rt_float value);
RT_INLINE rt_float rt_float_item(rt_obj container, rt_obj index) {
    const float *place = rt_float_place(container, rt_place(index));
    return RT_LIKELY(place != NULL) ? *place : rt_float_item_slow(container, index);
}
RT_INLINE rt_float rt_float_item_by_word(rt_obj container, rt_int index) {
    const float *place = rt_float_place(container, (rt_uint)index);
    return RT_LIKELY(place != NULL) ? *place : rt_float_item_slow(container, rt_box_word(index));
}
RT_INLINE void rt_set_float_item(rt_obj container, rt_obj index, rt_float value) {
    float *place = rt_float_place(container, rt_place(index));
    if (RT_LIKELY(place != NULL)) {
        *place = (float)value;
    } else {
        rt_set_float_item_slow(container, index, value);
    }
}
RT_INLINE void rt_set_float_item_by_word(rt_obj container, rt_int index, rt_float value) {
    float *place = rt_float_place(container, (rt_uint)index);
    if (RT_LIKELY(place != NULL)) {
        *place = (float)value;
    } else {
        rt_set_float_item_slow(container, rt_box_word(index), value);
    }
}
// Items of arrays of ints of any width; of anything else what is there, which must be an int.
rt_obj rt_zero_array(rt_obj class, rt_obj code, rt_obj zero, rt_obj count, int typecode);
rt_obj rt_zero_bytes_array(rt_obj class, rt_obj code, rt_obj size, int typecode);
rt_obj rt_new_bytes(size_t count, rt_obj *items);
rt_obj rt_list_bytes(rt_obj list);
bool rt_is_array_of(rt_obj a, int bits, bool is_signed);
rt_obj rt_int_item(rt_obj container, rt_obj index);
void rt_set_int_item(rt_obj container, rt_obj index, rt_obj value);

#endif
