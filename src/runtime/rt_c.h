// What calls of the user's own C need: values of Python's as C has them, and back. `problem` is the whole message of what
// is raised if a value does not fit.
#ifndef MPYC_RT_C_H
#define MPYC_RT_C_H

// Functions of Python's that C may call at any time: a list, or null. One global, where the collector looks.
extern rt_obj rt_c_functions;

#pragma GCC visibility push(hidden)

// ---- Ints: of any integer type, exact or OverflowError.

#define RT_C_SIGNED(type) ((type)-1 < (type)1)
#define RT_C_INT(type, a, problem) ((type)rt_c_int(a, sizeof(type), RT_C_SIGNED(type), problem))
#define RT_C_BOX(type, value) rt_c_box((int64_t)(value), sizeof(type), RT_C_SIGNED(type))
int64_t rt_c_int_slow(rt_obj a, size_t size, bool is_signed, const char *problem);
RT_INLINE int64_t rt_c_int(rt_obj a, size_t size, bool is_signed, const char *problem) {
    rt_int value = rt_small_value(a);
    bool fits = rt_is_small(a);
    if (size < sizeof(rt_int)) {
        rt_int high = (rt_int)(((rt_uint)1 << (size * 8 - is_signed)) - 1);
        fits = fits && value >= (is_signed ? -high - 1 : 0) && value <= high;
    } else if (!is_signed) {
        fits = fits && value >= 0;
    }
    return RT_LIKELY(fits) ? value : rt_c_int_slow(a, size, is_signed, problem);
}
rt_obj rt_c_box_long(int64_t bits, bool is_signed);
RT_INLINE rt_obj rt_c_box(int64_t bits, size_t size, bool is_signed) {
    if (size < sizeof(rt_int)) {
        return RT_SMALL((rt_int)bits);
    }
    if (size > sizeof(rt_int)) {
        return rt_c_box_long(bits, is_signed);
    }
    return is_signed ? rt_box_word((rt_int)bits) : rt_box_uword((rt_uint)bits);
}

// ---- Buffers: where the items are, and how many.

typedef struct { void *items; size_t count; } rt_c_buffer;
// The bytes of anything that has some.
rt_c_buffer rt_c_bytes(rt_obj a, bool writable, const char *problem);
// The items of an array of numbers of just this kind.
#define RT_C_KIND(type) (sizeof(type) | ((type)0.5 != 0 ? 0x20u : RT_C_SIGNED(type) ? 0x10u : 0))
rt_c_buffer rt_c_items(rt_obj a, unsigned kind, bool writable, const char *problem);

// ---- Structs and pointers, both in a bytearray; None is NULL.

void *rt_c_memory_slow(rt_obj at);
RT_INLINE void *rt_c_memory(rt_obj at) {
    const rt_array *array = at;
    return RT_LIKELY(array->type == rt_known_bytearray) ? array->items : rt_c_memory_slow(at);
}
RT_INLINE void *rt_c_pointer(rt_obj at) { return *(void **)rt_c_memory(at); }
// A pointer that C gave, in a bytearray. NULL is None, or TypeError if there is a `problem`.
rt_obj rt_c_opaque(void *pointer, const char *problem);
// A string that C gave.
rt_obj rt_c_text(const char *text, const char *problem);

// ---- Functions of Python's, which C calls with the object as their last argument.

// Keeps one for as long as there is the module.
void rt_c_keep(rt_obj function);

#pragma GCC visibility pop

#endif
