// Calls of the user's own C: the slow half of rt_c.h.
#include "rt.h"
#include "rt_c.h"

rt_obj rt_c_functions;

// ---- Ints.

// The lowest 64 bits as an int.
static rt_obj box(uint64_t bits, bool is_signed) {
#if UINTPTR_MAX > 0xffffffff
    return is_signed ? rt_box_word((rt_int)bits) : rt_box_uword(bits);
#else
    uint32_t low = (uint32_t)bits, high = (uint32_t)(bits >> 32);
    rt_obj top = is_signed ? rt_box_word((rt_int)high) : rt_box_uword(high);
    return RT(binary_op)(RT_OR, RT(binary_op)(RT_LSHIFT, top, RT_SMALL(32)), rt_box_uword(low));
#endif
}

rt_obj rt_c_box_long(int64_t bits, bool is_signed) {
    bool is_word = bits == (rt_int)bits && (is_signed || bits >= 0);
    return is_word ? rt_box_word((rt_int)bits) : box((uint64_t)bits, is_signed);
}

RT_COLD int64_t rt_c_int_slow(rt_obj a, size_t size, bool is_signed, const char *problem) {
    // Of an int the firmware takes the low word.
    uint64_t bits = (rt_uint)RT(native_from_obj)(a, RT_NATIVE_INT);
#if UINTPTR_MAX <= 0xffffffff
    rt_obj high = RT(binary_op)(RT_RSHIFT, a, RT_SMALL(32));
    bits |= (uint64_t)(rt_uint)RT(native_from_obj)(high, RT_NATIVE_INT) << 32;
#endif
    unsigned spare = (unsigned)(64 - size * 8);
    uint64_t narrow = is_signed ? (uint64_t)((int64_t)(bits << spare) >> spare) : bits << spare >> spare;
    if (narrow != bits || RT(binary_op)(RT_EQUAL, box(bits, is_signed), a) != RT(const_true)) {
        rt_raise_text(RT_QSTR_OverflowError, problem);
    }
    return (int64_t)bits;
}

// ---- Buffers.

typedef struct { void *items; size_t length; int typecode; } buffer_info; // py/obj.h, mp_buffer_info_t

static buffer_info buffer(rt_obj a, bool writable, const char *problem) {
    buffer_info info;
    // MP_BUFFER_READ, MP_BUFFER_WRITE
    if (!RT(get_buffer)(a, &info, writable ? 3 : 1)) {
        rt_raise_text(RT_QSTR_TypeError, problem);
    }
    return info;
}

rt_c_buffer rt_c_bytes(rt_obj a, bool writable, const char *problem) {
    buffer_info info = buffer(a, writable, problem);
    return (rt_c_buffer){info.items, info.length};
}

// The kind of what a typecode says; 0 for what is no number (py/binary.c, mp_binary_get_size).
static unsigned kind_of(int typecode) {
    switch (typecode) {
    case 1: // BYTEARRAY_TYPECODE
    case 'B': return RT_C_KIND(uint8_t);
    case 'b': return RT_C_KIND(int8_t);
    case 'h': return RT_C_KIND(int16_t);
    case 'H': return RT_C_KIND(uint16_t);
    case 'i': return RT_C_KIND(int);
    case 'I': return RT_C_KIND(unsigned int);
    case 'l': return RT_C_KIND(long);
    case 'L': return RT_C_KIND(unsigned long);
    case 'q': return RT_C_KIND(int64_t);
    case 'Q': return RT_C_KIND(uint64_t);
    case 'f': return RT_C_KIND(float);
    case 'd': return RT_C_KIND(double);
    default: return 0;
    }
}

rt_c_buffer rt_c_items(rt_obj a, unsigned kind, bool writable, const char *problem) {
    buffer_info info = buffer(a, writable, problem);
    if (kind_of(info.typecode) != kind) {
        rt_raise_text(RT_QSTR_TypeError, problem);
    }
    // A size is a power of two.
    return (rt_c_buffer){info.items, info.length >> __builtin_ctz(kind & 15)};
}

// ---- Structs and pointers.

RT_COLD void *rt_c_memory_slow(rt_obj at) {
    rt_known_bytearray = rt_type_bytearray();
    return rt_c_bytes(at, true, "no memory of C's").items;
}

rt_obj rt_c_opaque(void *pointer, const char *problem) {
    if (pointer == NULL) {
        if (problem == NULL) {
            return RT_NONE;
        }
        rt_raise_text(RT_QSTR_TypeError, problem);
    }
    rt_obj argument = RT_SMALL(sizeof(void *));
    rt_obj at = RT(call_function_n_kw)((rt_obj)rt_type_bytearray(), 1, &argument);
    *(void **)((rt_array *)at)->items = pointer;
    return at;
}

rt_obj rt_c_text(const char *text, const char *problem) {
    if (text == NULL) {
        rt_raise_text(RT_QSTR_TypeError, problem);
    }
    size_t length = 0;
    while (text[length] != 0) {
        length++;
    }
    return RT(obj_new_str)(text, length);
}

// ---- Functions.

void rt_c_keep(rt_obj function) {
    if (rt_c_functions == RT_NULL) {
        rt_c_functions = RT(new_list)(0, NULL);
    }
    const rt_list *list = rt_c_functions;
    for (size_t i = 0; i < list->len; i++) {
        if (list->items[i] == function) {
            return;
        }
    }
    RT(list_append)(rt_c_functions, function);
}
