// Operations that are inline elsewhere, each as a function: what is to be small calls them.
#include "rt.h"

#define SMALL(name) \
    RT_NOINLINE rt_obj RT_KEEPS(name)(int op, rt_obj a, rt_obj b) { \
        rt_int r; \
        return rt_small_##name(a, b, &r) ? (rt_obj)r : RT_LAST(binary(op, a, b)); \
    }
SMALL(add)
SMALL(sub)
SMALL(mul)
SMALL(lshift)
SMALL(rshift)
SMALL(and)
SMALL(or)
SMALL(xor)

RT_NOINLINE rt_obj rt_getiter(rt_obj object, rt_iter *iter) { return RT(getiter)(object, iter); }
RT_NOINLINE rt_obj rt_iternext(rt_iter *iter) { return RT(iternext)(iter); }
RT_NOINLINE rt_obj rt_new_list(size_t n, rt_obj *items) { return RT(new_list)(n, items); }
RT_NOINLINE rt_obj rt_new_tuple(size_t n, const rt_obj *items) { return RT(new_tuple)(n, items); }
RT_NOINLINE void rt_unpack_sequence(rt_obj sequence, size_t n, rt_obj *items) {
    RT(unpack_sequence)(sequence, n, items);
}
