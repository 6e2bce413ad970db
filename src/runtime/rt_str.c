// Strs in place: their characters, one by one, and those that are made of others. A str of one character is interned
// (py/objstrunicode.c, str_subscr), and the firmware looks through all interned names for it each time: here those of ASCII
// that were met are remembered. What is not ASCII, what is no str or of a derived class, and every error is the firmware's.
#include "rt.h"

// The bytes of what is a str and none of a derived class; no items of anything else. As long as the str is there they stay
// where they are.
RT_NOINLINE rt_view rt_text(rt_obj a) {
    const rt_bytes *text = a;
    if (((rt_uint)a & 3) == 0 && a != RT_NULL && text->type == RT(type_str)) {
        return (rt_view){(void *)text->data, text->len};
    }
    if (rt_is_interned(a)) {
        struct { void *items; size_t len; int typecode; } info;
        RT(get_buffer)(a, &info, 1); // to read it
        return (rt_view){info.items, info.len};
    }
    return (rt_view){NULL, 0};
}

RT_NOINLINE rt_obj RT_KEEPS(check_str)(rt_obj a, const char *whose) {
    if (RT_LIKELY(rt_is_interned(a) || (((rt_uint)a & 3) == 0 && *(rt_type *)a == RT(type_str)))) {
        return a;
    }
    return RT_LAST(check_type(a, rt_type_str, whose, "str"));
}

// Interned strs are equal if they are one.
RT_NOINLINE bool RT_KEEPS(same_str)(int op, rt_obj a, rt_obj b) {
    if (RT_LIKELY(rt_is_interned(a) && rt_is_interned(b))) {
        return (a == b) == (op == RT_EQUAL);
    }
    return RT_LAST(test(op, a, b));
}

// The number of each interned character, 0 for one that was not met; by the low bits of the number the character. On the heap
// once one is met.
enum { RT_ASCII = 128 };
RT_SEEN struct { uint16_t numbers[RT_ASCII]; uint8_t characters[RT_ASCII]; } *rt_met;

// The str of the character there, which is ASCII, by the firmware.
static RT_NOINLINE rt_obj meet(const uint8_t *at) {
    const rt_bytes text = {RT(type_str), 0, 1, at};
    const rt_obj one = RT(obj_subscr)((rt_obj)&text, RT_SMALL(0), RT_SENTINEL);
    const rt_uint number = (rt_uint)one >> 3;
    if (rt_met == NULL) {
        void *empty = RT(realloc_)(NULL, sizeof *rt_met, false);
        if (empty == NULL) {
            return one;
        }
        RT(memset_)(empty, 0, sizeof *rt_met);
        RT_WRITTEN;
        rt_met = empty;
    }
    if (number <= UINT16_MAX) {
        rt_met->numbers[*at] = (uint16_t)number;
        rt_met->characters[number % RT_ASCII] = *at;
    }
    return one;
}

static rt_obj character(const uint8_t *at) {
    const rt_uint number = rt_met != NULL ? rt_met->numbers[*at] : 0;
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
            const rt_obj one = character(at);
            RT_KEEP(container);
            return one;
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
    unsigned character = rt_met != NULL ? rt_met->characters[number % RT_ASCII] : 0;
    if (!RT_LIKELY(rt_is_interned(a) && rt_met != NULL && rt_met->numbers[character] == number)) {
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

// The short strs that were made last, by their hashes, of each two the later first: programs make the same ones, and to look for one among all interned
// names takes the firmware some thousand instructions.
enum { RT_SETS = 16, RT_WAYS = 2, RT_SHORT = 16 };
RT_SEEN rt_obj rt_recent[RT_SETS][RT_WAYS];

// Whether what is there begins with some bytes.
static RT_NOINLINE bool begins(const uint8_t *at, const uint8_t *end, rt_view with) {
    const uint8_t *byte = with.items;
    while (with.len != 0 && at != end && *at == *byte) {
        at++;
        byte++;
        with.len--;
    }
    return with.len == 0;
}

// A str of these bytes, as the firmware makes it.
static RT_NOINLINE rt_obj new_str(const uint8_t *data, size_t len) {
    if (len > RT_SHORT) {
        return RT(obj_new_str)((const char *)data, len);
    }
    uint32_t hash = 0;
    const uint8_t *end = data;
    while (end != data + len) {
        hash = (hash * 33) ^ *end++;
    }
    rt_obj *const set = rt_recent[(hash ^ hash >> 4) % RT_SETS];
    for (size_t way = 0; way < RT_WAYS; way++) {
        const rt_obj one = set[way];
        const rt_view text = rt_text(one);
        if (text.items != NULL && text.len == len && begins(data, end, text)) {
            set[way] = set[0];
            return set[0] = one;
        }
    }
    set[1] = set[0];
    return set[0] = RT(obj_new_str)((const char *)data, len);
}

RT_NOINLINE rt_obj rt_str_add(int op, rt_obj a, rt_obj b) {
    const rt_view first = rt_text(a), second = rt_text(b);
    const size_t len = first.len + second.len;
    if (first.len != 0 && second.len != 0 && len <= RT_SHORT) {
        uint8_t both[RT_SHORT];
        RT(memmove_)(both, first.items, first.len);
        RT(memmove_)(both + first.len, second.items, second.len);
        return new_str(both, len);
    }
    return RT(binary_op)(op, a, b);
}

RT_NOINLINE rt_obj rt_int_str(rt_obj a) {
    if (!RT_LIKELY(rt_is_small(a))) {
        return RT(call_function_n_kw)((rt_obj)RT(type_str), 1, &a);
    }
    uint8_t digits[3 * sizeof(rt_int)], *const end = digits + sizeof digits, *at = end;
    const rt_int value = rt_small_value(a);
    rt_uint rest = value < 0 ? -(rt_uint)value : (rt_uint)value;
    do {
        *--at = (uint8_t)('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    if (value < 0) {
        *--at = '-';
    }
    return new_str(at, (size_t)(end - at));
}

// py/unicode.c, unichar_isspace
static bool is_space(uint8_t byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

// Where what begins there ends: at a separator, at white space if there is none.
static const uint8_t *part_end(const uint8_t *at, const uint8_t *end, rt_view separator) {
    while (at != end && !(separator.items == NULL ? is_space(*at) : begins(at, end, separator))) {
        at++;
    }
    return at;
}

// As the firmware splits at white space, or at a str that is not empty (py/objstr.c, mp_obj_str_split).
RT_NOINLINE rt_obj rt_str_split(rt_obj object, rt_name name, rt_obj separator) {
    const rt_view text = rt_text(object), by = rt_text(separator);
    const bool at_space = separator == RT_NULL;
    if (text.items == NULL || (by.len == 0 && !at_space)) {
        return at_space ? rt_method0(object, name) : rt_method1(object, name, separator);
    }
    const rt_obj list = RT(new_list)(0, NULL);
    const uint8_t *at = text.items, *const end = at + text.len;
    for (;;) {
        while (at_space && at != end && is_space(*at)) {
            at++;
        }
        if (at_space && at == end) {
            break;
        }
        const uint8_t *const begin = at;
        at = part_end(at, end, by);
        RT(list_append)(list, new_str(begin, (size_t)(at - begin)));
        if (at == end) {
            break;
        }
        at += by.len;
    }
    RT_KEEP(object);
    RT_KEEP(separator);
    return list;
}

// How far the characters of a text are counted by the bounds of a slice: from the beginning on, and from there to the end.
typedef struct { rt_uint len, prefix, suffix; } rt_counted;

// Where a bound is if these are ASCII, as the firmware takes it (py/objstrunicode.c, str_index_to_ptr).
static RT_NOINLINE rt_uint bound(rt_obj index, rt_uint otherwise, rt_counted *text) {
    const rt_int place = rt_small_value(index);
    if (index == RT_NONE) {
        return otherwise;
    }
    rt_uint at;
    if (place < 0) {
        at = rt_has_place(place, text->len) ? (rt_uint)place + text->len : 0;
        text->suffix = at < text->suffix ? at : text->suffix;
    } else {
        at = (rt_uint)place < text->len ? (rt_uint)place : text->len;
        text->prefix = at > text->prefix ? at : text->prefix;
    }
    return at;
}

RT_NOINLINE rt_obj rt_str_slice(rt_obj object, rt_obj start, rt_obj stop) {
    const rt_view text = rt_text(object);
    rt_counted counted = {text.len, 0, text.len};
    const rt_uint from = bound(start, 0, &counted), to = bound(stop, text.len, &counted);
    const bool are_bounds = (rt_is_small(start) || start == RT_NONE) && (rt_is_small(stop) || stop == RT_NONE);
    const uint8_t *const bytes = text.items;
    if (bytes != NULL && are_bounds && are_ascii(bytes, bytes + counted.prefix)
        && are_ascii(bytes + counted.suffix, bytes + text.len)) {
        const rt_obj slice = new_str(bytes + from, to > from ? to - from : 0);
        RT_KEEP(object);
        return slice;
    }
    return rt_item_slice(object, start, stop, RT_NONE);
}
