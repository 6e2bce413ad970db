// Strs in place: their characters, one by one. A str of one character is interned (py/objstrunicode.c, str_subscr), and the
// firmware looks through all interned names for it each time: here those of ASCII that were met are remembered. What is
// not ASCII, what is no str or of a derived class, and every error is the firmware's.
#include "rt.h"

// The bytes of what is a str and none of a derived class; no items of anything else. As long as the str is there they stay
// where they are.
RT_NOINLINE rt_view rt_text(rt_obj a) {
    const rt_bytes *text = a;
    if (((rt_uint)a & 3) == 0 && text->type == RT(type_str)) {
        return (rt_view){(void *)text->data, text->len};
    }
    if (rt_is_interned(a)) {
        struct { void *items; size_t len; int typecode; } info;
        RT(get_buffer)(a, &info, 1); // to read it
        return (rt_view){info.items, info.len};
    }
    return (rt_view){NULL, 0};
}

// The number of each interned character, 0 for one that was not met; by the low bits of the number the character. On the heap
// once one is met.
enum { RT_ASCII = 128 };
static struct { uint16_t numbers[RT_ASCII]; uint8_t characters[RT_ASCII]; } *met;

// The str of the character there, which is ASCII, by the firmware.
static RT_NOINLINE rt_obj meet(const uint8_t *at) {
    const rt_bytes text = {RT(type_str), 0, 1, at};
    const rt_obj one = RT(obj_subscr)((rt_obj)&text, RT_SMALL(0), RT_SENTINEL);
    const rt_uint number = (rt_uint)one >> 3;
    if (met == NULL) {
        met = RT(realloc_)(NULL, sizeof *met, false);
        if (met == NULL) {
            return one;
        }
        RT(memset_)(met, 0, sizeof *met);
    }
    if (number <= UINT16_MAX) {
        met->numbers[*at] = (uint16_t)number;
        met->characters[number % RT_ASCII] = *at;
    }
    return one;
}

static rt_obj character(const uint8_t *at) {
    const rt_uint number = met != NULL ? met->numbers[*at] : 0;
    return RT_LIKELY(number != 0) ? RT_QSTR_OBJ(number) : meet(at);
}

// Whether the bytes of a text up to another are ASCII: many at a time, where they lie as words do.
static bool are_ascii(const uint8_t *from, const uint8_t *to) {
    enum { WORDS = 4 };
    rt_uint all = 0;
    while (from != to && (rt_uint)from % sizeof(rt_uint) != 0) {
        all |= *from++;
    }
    for (; (size_t)(to - from) >= WORDS * sizeof(rt_uint); from += WORDS * sizeof(rt_uint)) {
        const rt_uint *words = (const rt_uint *)from;
        all |= words[0] | words[1] | words[2] | words[3];
    }
    while (from != to) {
        all |= *from++;
    }
    return (all & (rt_uint)-1 / 0xff * 0x80) == 0;
}

// Counted from the side that it is counted from, characters are bytes as far as they are ASCII.
RT_NOINLINE rt_obj rt_str_item(rt_obj container, rt_obj index) {
    const rt_view text = rt_text(container);
    const rt_int place = rt_small_value(index);
    if (RT_LIKELY(rt_is_small(index) && rt_has_place(place, text.len))) {
        const uint8_t *begin = text.items, *at = begin + rt_place_in(place, text.len);
        if (RT_LIKELY(place < 0 ? are_ascii(at, begin + text.len) : are_ascii(begin, at + 1))) {
            return character(at);
        }
    }
    return RT(obj_subscr)(container, index, RT_SENTINEL);
}

// An iteration in the memory of the firmware's iterator: the str, where the next character is, and the end.
RT_NOINLINE void rt_str_iter(rt_obj a, rt_iter *iter) {
    const rt_view text = rt_text(a);
    if (RT_LIKELY(text.items != NULL)) {
        rt_keep_walk((rt_walk){a, text.items, (uint8_t *)text.items + text.len}, iter);
    } else {
        RT(getiter)(a, iter);
    }
}

RT_NOINLINE rt_obj rt_str_iternext(rt_iter *iter) {
    if (!RT_LIKELY(iter->type == RT_IN_PLACE)) {
        return RT(iternext)(iter);
    }
    rt_walk *walk = (rt_walk *)iter->buf;
    const uint8_t *at = walk->place, *end = walk->bits;
    if (at == end) {
        return RT_NULL;
    }
    if (RT_LIKELY(*at < RT_ASCII)) {
        walk->place = (rt_obj)(at + 1);
        return character(at);
    }
    // How many bytes it has the firmware says, which counts bytes or UTF-8.
    const rt_bytes rest = {RT(type_str), 0, (size_t)(end - at), at};
    rt_iter of_rest;
    RT(getiter)((rt_obj)&rest, &of_rest);
    const rt_obj one = RT(iternext)(&of_rest);
    walk->place = (rt_obj)(at + rt_text(one).len);
    return one;
}

// Whether one of some characters, all ASCII, is what should be a str of one; those are in the text.
RT_NOINLINE bool rt_in_characters(rt_obj a, rt_obj text, const char *characters, size_t n) {
    const rt_uint number = (rt_uint)a >> 3;
    unsigned character = met != NULL ? met->characters[number % RT_ASCII] : 0;
    if (!RT_LIKELY(rt_is_interned(a) && met != NULL && met->numbers[character] == number)) {
        const rt_view one = rt_text(a);
        if (one.len != 1) {
            return rt_test(RT_IN, a, text);
        }
        character = *(const uint8_t *)one.items;
    }
    do {
        if ((uint8_t)*characters++ == character) {
            return true;
        }
    } while (--n != 0);
    return false;
}
