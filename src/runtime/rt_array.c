// Items of arrays where they are not at hand in place (rt_items.h): another kind of array than was thought, or no array, a place
// that is none; and what is done with an array once.
#include "rt.h"

rt_type rt_known_array;

// Whether an object is the firmware's own array is told by its type's name and by where its items are.
static RT_COLD void learn_array(rt_obj container) {
    struct { const void *items; size_t length; int typecode; } info; // py/obj.h, mp_buffer_info_t
    const rt_type_obj *type = (const rt_type_obj *)RT(obj_get_type)(container);
    if (rt_known_array != NULL || (type->flags & RT_TYPE_IS_INSTANCE) || rt_is_small(container)) {
        return;
    }
    rt_obj name = RT(load_attr)((rt_obj)type, RT_QSTR___name__);
    if (RT(binary_op)(RT_EQUAL, name, RT(obj_new_str)("array", 5)) == RT(const_true)
        && RT(get_buffer)(container, &info, 1) && info.items == ((const rt_array *)container)->items
        && info.typecode == (int)(((const rt_array *)container)->typecode_free & 0xff)) {
        rt_known_array = (rt_type)type;
    }
}

// So many that their bytes are a small int.
enum { MOST_ZEROS = 1 << 24 };

// An array of so many zeros, as the firmware makes one (py/objarray.c, array_new); null if there is no memory for it. The array itself is
// a single block of the heap: the search for room for its items begins there.
static rt_obj zeros(rt_uint count, rt_uint item, int typecode) {
    rt_array *array = RT(realloc_)(NULL, sizeof(rt_array), false);
    void *items = count == 0 ? NULL : RT(realloc_)(NULL, count * item, false);
    if (array == NULL || (items == NULL && count != 0)) {
        return RT_NULL;
    }
    RT(memset_)(items, 0, count * item);
    *array = (rt_array){rt_known_array, (size_t)typecode, count, items};
    return array;
}

static rt_uint item_size(int typecode) { return RT(binary_get_size)('@', (char)typecode, NULL); }

static rt_obj learned(rt_obj array) {
    learn_array(array);
    return array;
}

// An array of zeros. Of a list of them the firmware makes one item by item (py/objarray.c, array_construct), and bytes it copies.
RT_NOINLINE rt_obj rt_zero_array(rt_obj class, rt_obj code, rt_obj zero, rt_obj count, int typecode) {
    rt_obj array = RT_NULL;
    if (class == (rt_obj)rt_known_array && rt_place(count) < MOST_ZEROS) {
        array = zeros(rt_place(count), item_size(typecode), typecode);
    }
    return array ?: learned(rt_call2(class, code, RT(binary_op)(RT_MULTIPLY, RT(new_list)(1, &zero), count)));
}

RT_NOINLINE rt_obj rt_zero_bytes_array(rt_obj class, rt_obj code, rt_obj size, int typecode) {
    rt_obj array = RT_NULL;
    if (class == (rt_obj)rt_known_array && rt_place(size) < MOST_ZEROS) {
        const rt_uint item = item_size(typecode);
        array = zeros(rt_place(size) / item, item, typecode);
    }
    return array ?: learned(rt_call2(class, code, rt_call1((rt_obj)rt_type_bytes(), size)));
}

// What `bytes` makes of a list of these. Those that all are bytes are put together in their own memory, each behind none that is to come.
RT_NOINLINE rt_obj rt_new_bytes(size_t count, rt_obj *items) {
    rt_uint all = 0;
    for (size_t i = 0; i < count; i++) {
        all |= rt_place(items[i]);
    }
    if (all > 255) {
        return rt_call1((rt_obj)rt_type_bytes(), RT(new_list)(count, items));
    }
    uint8_t *bytes = (uint8_t *)items;
    for (size_t i = 0; i < count; i++) {
        bytes[i] = (uint8_t)rt_place(items[i]);
    }
    return RT(obj_new_bytes)(bytes, count);
}

// Of the items of a list that nothing else has.
RT_NOINLINE rt_obj rt_list_bytes(rt_obj list) { return rt_new_bytes(((rt_list *)list)->len, ((rt_list *)list)->items); }

// The same as rt_is_array, for an array that may be the first that is met.
RT_NOINLINE bool rt_is_array_of(rt_obj a, int bits, bool is_signed) {
    learn_array(a);
    return rt_is_array(a, bits, is_signed);
}

RT_NOINLINE rt_obj rt_array_item_slow(rt_obj container, rt_obj index, int bits, bool is_signed) {
    learn_array(container);
    return rt_check_fixed(rt_unbox_int(RT(obj_subscr)(container, index, RT_SENTINEL), "item"), bits, is_signed, "item");
}

RT_NOINLINE void rt_set_array_item_slow(rt_obj container, rt_obj index, rt_obj value) {
    learn_array(container);
    RT(obj_subscr)(container, index, value);
}

// Where an array of doubles has its item, on boards whose floats are such.
static double *double_place(rt_obj container, rt_obj index) {
    const rt_array *array = container;
    bool is_array = sizeof(rt_float) == sizeof(double) && ((rt_uint)container & 3) == 0 && array->type == rt_known_array
        && (array->typecode_free & 0xff) == 'd' && rt_place(index) < array->len;
    return is_array ? (double *)array->items + rt_place(index) : NULL;
}

RT_NOINLINE rt_float rt_float_item_slow(rt_obj container, rt_obj index) {
    const double *place = double_place(container, index);
    if (place != NULL) {
        return (rt_float)*place;
    }
    learn_array(container);
    return rt_unbox_float(RT(obj_subscr)(container, index, RT_SENTINEL), "item");
}

RT_NOINLINE void rt_set_float_item_slow(rt_obj container, rt_obj index, rt_float value) {
    double *place = double_place(container, index);
    if (place != NULL) {
        *place = (double)value;
        return;
    }
    learn_array(container);
    RT(obj_subscr)(container, index, rt_box_float(value));
}

// Where an array of ints that fit words has its item, how many bits it has, and whether there is a sign.
static void *int_place(rt_obj container, rt_obj index, int *bits, bool *is_signed) {
    const rt_array *array = container;
    if (((rt_uint)container & 3) != 0 || array->type != rt_known_array || rt_place(index) >= array->len) {
        return NULL;
    }
    const size_t code = array->typecode_free & 0xff;
    *is_signed = (code & 0x20) != 0;
    for (*bits = 8; *bits <= RT_WORD_BITS; *bits *= 2) {
        if (rt_has_items(code, *bits, *is_signed)) {
            return (uint8_t *)array->items + rt_place(index) * (size_t)(*bits / 8);
        }
    }
    return NULL;
}

RT_NOINLINE rt_obj rt_int_item(rt_obj container, rt_obj index) {
    int bits;
    bool is_signed;
    const void *place = int_place(container, index, &bits, &is_signed);
    if (place != NULL) {
        return rt_array_box(rt_array_load(place, bits, is_signed), is_signed);
    }
    learn_array(container);
    return rt_unbox_int(RT(obj_subscr)(container, index, RT_SENTINEL), "item");
}

RT_NOINLINE void rt_set_int_item(rt_obj container, rt_obj index, rt_obj value) {
    int bits;
    bool is_signed;
    void *place = int_place(container, index, &bits, &is_signed);
    if (place != NULL && rt_is_fixed(value, bits, is_signed)) {
        rt_array_store(place, rt_small_value(value), bits);
    } else {
        rt_set_array_item_slow(container, index, value);
    }
}

// Bytes, or a bytearray: where they are and how many.
static rt_view bytes_of(rt_obj a) {
    rt_known_bytes = rt_known_bytes != NULL ? rt_known_bytes : rt_type_bytes();
    const rt_view view = rt_view_bytes(a);
    if (view.items != NULL) {
        return view;
    }
    rt_known_bytearray = rt_known_bytearray != NULL ? rt_known_bytearray : rt_type_bytearray();
    return rt_view_bytearray(a);
}

_Static_assert(offsetof(rt_bytes, len) == offsetof(rt_array, len) && offsetof(rt_bytes, data) == offsetof(rt_array, items), "bytes");

// Each item is looked for anew, as the firmware does (py/objarray.c, array_it_iternext; py/objstr.c, bytes_it_iternext).
RT_NOINLINE rt_int rt_number_bits(rt_obj a, rt_iter *iter) {
    int bits = 8;
    bool is_signed = false;
    if (bytes_of(a).items == NULL) {
        learn_array(a);
        if (int_place(a, RT_SMALL(0), &bits, &is_signed) == NULL) {
            RT(getiter)(a, iter);
            return 0;
        }
    }
    return is_signed ? -bits : bits;
}

RT_NOINLINE rt_obj rt_number_at(const rt_array *array, rt_uint place, rt_int bits) {
    const bool is_signed = bits < 0;
    const int size = (int)(is_signed ? -bits : bits);
    const void *item = (const uint8_t *)array->items + place * (rt_uint)(size / 8);
    return rt_array_box(rt_array_load(item, size, is_signed), is_signed);
}

RT_NOINLINE rt_obj rt_sum(rt_obj a) {
    enum { MOST = 1 << 21 }; // so many that the sum of bytes is a small int
    const rt_view bytes = bytes_of(a);
    rt_int sum = (rt_int)RT_SMALL(0);
    if (bytes.items != NULL && bytes.len <= MOST) {
        for (rt_uint i = 0; i < bytes.len; i++) {
            sum += 2 * ((const uint8_t *)bytes.items)[i];
        }
        return (rt_obj)sum;
    }
    const rt_view list = rt_view_list(a);
    for (rt_uint i = 0; i < list.len; i++) {
        if (!rt_small_add((rt_obj)sum, ((rt_obj *)list.items)[i], &sum)) {
            return RT_NULL;
        }
    }
    return list.items != NULL ? (rt_obj)sum : RT_NULL;
}

RT_NOINLINE rt_view rt_view_array(rt_obj container, int bits, bool is_signed) {
    return rt_view_array_in_place(container, bits, is_signed);
}

RT_NOINLINE rt_view rt_view_floats(rt_obj container) {
    const rt_array *array = container;
    return rt_is_float_array(container) ? (rt_view){array->items, array->len} : (rt_view){NULL, 0};
}
