// Operations that are inline elsewhere, each as a function: what is to be small calls them.
#include "rt.h"

#define SMALL(name, condition, value) \
    RT_NOINLINE rt_obj name(int op, rt_obj a, rt_obj b) { \
        rt_int r; \
        return condition ? (rt_obj)(value) : rt_binary(op, a, b); \
    }
SMALL(rt_add, rt_are_small(a, b) && !__builtin_add_overflow((rt_int)a - 1, (rt_int)b, &r), r)
SMALL(rt_sub, rt_are_small(a, b) && !__builtin_sub_overflow((rt_int)a, (rt_int)b - 1, &r), r)
SMALL(rt_mul, rt_are_small(a, b) && !__builtin_mul_overflow(rt_small_value(a), (rt_int)b - 1, &r), r + 1)
SMALL(rt_and, rt_are_small(a, b), (r = (rt_int)a & (rt_int)b, r))
SMALL(rt_or, rt_are_small(a, b), (r = (rt_int)a | (rt_int)b, r))
SMALL(rt_xor, rt_are_small(a, b), (r = ((rt_int)a - 1) ^ (rt_int)b, r))

RT_NOINLINE rt_obj rt_lshift(int op, rt_obj a, rt_obj b) {
    if (rt_are_small(a, b) && (rt_uint)rt_small_value(b) < (rt_uint)RT_WORD_BITS) {
        rt_int x = (rt_int)a - 1, s = rt_small_value(b), r = (rt_int)((rt_uint)x << s);
        if (r >> s == x) {
            return (rt_obj)(r | 1);
        }
    }
    return rt_binary(op, a, b);
}

RT_NOINLINE rt_obj rt_rshift(int op, rt_obj a, rt_obj b) {
    if (rt_are_small(a, b) && (rt_uint)rt_small_value(b) < (rt_uint)RT_WORD_BITS) {
        return (rt_obj)((rt_int)a >> rt_small_value(b) | 1);
    }
    return rt_binary(op, a, b);
}

RT_NOINLINE rt_obj rt_getiter(rt_obj object, rt_iter *iter) { return RT(getiter)(object, iter); }
RT_NOINLINE rt_obj rt_iternext(rt_iter *iter) { return RT(iternext)(iter); }
RT_NOINLINE rt_obj rt_new_list(size_t n, rt_obj *items) { return RT(new_list)(n, items); }
RT_NOINLINE rt_obj rt_new_tuple(size_t n, const rt_obj *items) { return RT(new_tuple)(n, items); }
RT_NOINLINE void rt_unpack_sequence(rt_obj sequence, size_t n, rt_obj *items) {
    RT(unpack_sequence)(sequence, n, items);
}
