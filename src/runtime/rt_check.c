// What an object is: the types of built-in objects, promises of types, and the patterns of `match`.
#include "rt.h"

// ---- The types of built-in objects; those without an entry in the table by an example of each.

rt_type rt_type_NoneType(void) { return RT(obj_get_type)(RT_NONE); }
rt_type rt_type_bool(void) { return RT(obj_get_type)(RT(const_true)); }
rt_type rt_type_int(void) { return RT(obj_get_type)(RT_SMALL(1)); }
rt_type rt_type_str(void) { return RT(type_str); }
rt_type rt_type_list(void) { return RT(type_list); }
rt_type rt_type_dict(void) { return RT(type_dict); }
rt_type rt_type_bytes(void) { return RT(obj_get_type)(RT(obj_new_bytes)(NULL, 0)); }
rt_type rt_type_set(void) { return RT(obj_get_type)(RT(new_set)(0, NULL)); }

rt_type rt_known_tuple;
rt_type rt_type_tuple(void) {
    if (rt_known_tuple == NULL) {
        rt_known_tuple = RT(obj_get_type)(RT(new_tuple)(0, NULL));
    }
    return rt_known_tuple;
}

// What a sequence of just so many is taken apart into, from the end on as the firmware does (py/runtime.c, mp_unpack_sequence).
RT_NOINLINE void rt_unpack(rt_obj sequence, size_t n, rt_obj *items) {
    const rt_tuple *tuple = sequence;
    if (RT_LIKELY(((rt_uint)sequence & 3) == 0 && tuple->type == rt_known_tuple && tuple->len == n)) {
        for (const rt_obj *from = tuple->items; n != 0;) {
            items[--n] = *from++;
        }
    } else {
        rt_type_tuple();
        RT(unpack_sequence)(sequence, n, items);
    }
}

rt_type rt_known_float;
rt_type rt_type_float(void) {
    if (rt_known_float == NULL) {
        rt_known_float = RT(obj_get_type)(rt_box_float(0));
    }
    return rt_known_float;
}

rt_type rt_type_bytearray(void) {
    static rt_type known;
    if (known == NULL) {
        known = RT(obj_get_type)(RT(obj_new_bytearray_by_ref)(0, NULL));
    }
    return known;
}

static rt_obj string(const char *text) {
    size_t length = 0;
    while (text[length] != 0) {
        length++;
    }
    return RT(obj_new_str)(text, length);
}

// ---- Promises.

static RT_COLD RT_NORETURN void raise_promise(rt_obj a, const char *whose, rt_obj wanted) {
    rt_obj parts[3] = {string(whose), wanted, RT(load_attr)((rt_obj)RT(obj_get_type)(a), RT_QSTR___name__)};
    rt_obj text = RT(binary_op)(RT_MODULO, string("%s must be %s, not %s"), RT(new_tuple)(3, parts));
    rt_raise_exception(RT(call_function_n_kw)(rt_builtin(RT_QSTR_TypeError), 1, &text));
}

// An object of a class that derives from a type; a bool is an int.
static RT_COLD bool derives(rt_obj a, rt_type type) {
    rt_obj args[2] = {a, (rt_obj)type};
    if (a == RT(const_true) || a == RT(const_false)) {
        return type == rt_type_bool() || type == rt_type_int();
    }
    return RT(call_function_n_kw)(rt_builtin(RT_QSTR_isinstance), 2, args) == RT(const_true);
}

RT_NOINLINE rt_obj rt_check_type(rt_obj a, rt_type_of type_of, const char *whose, const char *wanted) {
    const rt_type type = type_of();
    const rt_type own = ((rt_uint)a & 3) == 0 ? *(rt_type *)a : RT(obj_get_type)(a);
    if (own != type && !derives(a, type)) {
        raise_promise(a, whose, string(wanted));
    }
    return a;
}

RT_NOINLINE rt_obj RT_KEEPS(check_tuple)(rt_obj a, const char *whose) {
    if (RT_LIKELY(((rt_uint)a & 3) == 0 && *(rt_type *)a == rt_known_tuple)) {
        return a;
    }
    return RT_LAST(check_type(a, rt_type_tuple, whose, "tuple"));
}

RT_NOINLINE rt_obj rt_check_types(rt_obj a, const rt_type_of *types, size_t n, const char *whose, const char *wanted) {
    for (size_t i = 0; i < n; i++) {
        if (RT(obj_get_type)(a) == types[i]() || derives(a, types[i]())) {
            return a;
        }
    }
    raise_promise(a, whose, string(wanted));
}

// The int that an object is: the firmware does not order an int and an object of a class that derives from it.
static RT_COLD rt_obj plain_int(rt_obj a, const char *whose, const char *wanted) {
    const rt_type type = RT(obj_get_type)(RT_SMALL(1));
    if (a == RT(const_true) || a == RT(const_false) || RT(obj_get_type)(a) == type) {
        return a;
    }
    rt_check_type(a, rt_type_int, whose, wanted);
    return RT(call_function_n_kw)((rt_obj)type, 1, &a);
}

RT_NOINLINE rt_obj rt_unbox_int_slow(rt_obj a, const char *whose) { return plain_int(a, whose, "int"); }

RT_NOINLINE rt_obj rt_check_fixed_slow(rt_obj a, int bits, bool is_signed, const char *whose) {
    rt_obj args[] = {string(is_signed ? "i%d" : "u%d"), RT_SMALL(bits)};
    if (RT(obj_get_type)(a) == rt_type_bool()) {
        raise_promise(a, whose, RT(binary_op)(RT_MODULO, args[0], args[1]));
    }
    // The bits above are all 0, or all 1.
    rt_obj above = RT(binary_op)(RT_RSHIFT, a, RT_SMALL(bits - is_signed));
    bool fits = RT(binary_op)(RT_EQUAL, above, RT_SMALL(0)) == RT(const_true)
        || (is_signed && RT(binary_op)(RT_EQUAL, above, RT_SMALL(-1)) == RT(const_true));
    if (!fits) {
        rt_obj parts[3] = {string(whose), RT(binary_op)(RT_MODULO, args[0], args[1]), a};
        rt_obj text = RT(binary_op)(RT_MODULO, string("%s must be %s, not %s"), RT(new_tuple)(3, parts));
        rt_raise_exception(RT(call_function_n_kw)(rt_builtin(RT_QSTR_OverflowError), 1, &text));
    }
    return a;
}

RT_COLD void rt_raise_fixed(rt_int a, int bits, bool is_signed, const char *whose) {
    rt_check_fixed_slow(rt_box_word(a), bits, is_signed, whose);
    __builtin_unreachable();
}

RT_COLD void rt_raise_sum(int op, rt_int a, rt_int b, bool is_signed, const char *whose) {
    rt_obj number[2] = {
        is_signed ? rt_box_word(a) : rt_box_uword((rt_uint)a), is_signed ? rt_box_word(b) : rt_box_uword((rt_uint)b)};
    rt_check_fixed_slow(RT(binary_op)(op, number[0], number[1]), RT_WORD_BITS, is_signed, whose);
    __builtin_unreachable();
}

RT_COLD rt_obj rt_given_slow(rt_obj a) {
    if (a != RT(const_true) && a != RT(const_false)) {
        // An int as it is; of an object of a class that derives from int the int; nothing of most others.
        a = RT(unary_op)(RT_POSITIVE, a);
        if (!rt_is_small(a) && RT(obj_get_type)(a) != rt_type_int()) {
            rt_raise_text(RT_QSTR_TypeError, "not an int");
        }
    }
    return a;
}

RT_NOINLINE rt_float rt_given_float(rt_obj a) {
    if (RT(obj_get_type)(a) != rt_type_float()) {
        rt_raise_text(RT_QSTR_TypeError, "not a float");
    }
    return rt_float_of(a);
}

// The firmware's function, once it is known. It is that of a module `math` whose names are in ROM, so that nothing changes them.
static rt_obj known_sqrt;

static RT_COLD void learn_sqrt(rt_name math, rt_name sqrt) {
    const rt_module *module = (const void *)RT(import_name)(RT_NAME(math), RT_NONE, RT_SMALL(0));
    bool is_module = ((rt_uint)module & 3) == 0 && module->type == RT(obj_get_type)(RT(import_name)(RT_QSTR_builtins, RT_NONE, RT_SMALL(0)));
    if (is_module && (module->globals->map.flags_used & RT_MAP_IS_FIXED) != 0
        && RT(load_attr)((rt_obj)module, RT_QSTR___name__) == RT_QSTR_OBJ(RT_NAME(math))) {
        known_sqrt = RT(load_attr)((rt_obj)module, RT_NAME(sqrt));
    }
}

RT_NOINLINE rt_float rt_sqrt(rt_obj function, rt_float x, rt_name math, rt_name sqrt) {
    static bool has_asked;
#ifdef RT_ROOT
    // What is not such a number, or none, is the function's to tell.
    if (RT_LIKELY(function == known_sqrt && RT_HAS_ROOT(x))) {
        return RT_ROOT(x);
    }
#endif
    rt_float root = rt_given_float(rt_call1(function, rt_box_float(x)));
    if (!has_asked && ((rt_uint)function & 3) == 0 && *(rt_type *)function == RT(type_fun_builtin_1)) {
        has_asked = true;
        learn_sqrt(math, sqrt);
    }
    return root;
}

RT_NOINLINE bool rt_given_bool(rt_obj a) {
    if (a != RT(const_true) && a != RT(const_false)) {
        rt_raise_text(RT_QSTR_TypeError, "not a bool");
    }
    return a == RT(const_true);
}

RT_NOINLINE rt_float rt_unbox_float(rt_obj a, const char *whose) {
    if (rt_is_small(a)) {
        return (rt_float)rt_small_value(a);
    }
    if (((rt_uint)a & 3) == 0 && ((rt_float_obj *)a)->type == rt_type_float()) {
        return rt_float_in(a);
    }
    return rt_float_of(plain_int(a, whose, "float"));
}

RT_NOINLINE rt_obj rt_as_float(rt_obj a, const char *whose) {
    rt_float value = rt_unbox_float(a, whose);
    return !rt_is_small(a) && rt_is_float(a) ? a : rt_box_float(value);
}

RT_NOINLINE bool rt_unbox_bool(rt_obj a, const char *whose) {
    if (a == RT(const_true)) {
        return true;
    }
    rt_check_type(a, rt_type_bool, whose, "bool");
    return false;
}

RT_NOINLINE rt_obj rt_check_instance(rt_obj a, rt_obj class, bool or_none, const char *whose) {
    if (RT(obj_get_type)(a) == (rt_type)class || (or_none && a == RT_NONE)) {
        return a;
    }
    if (class == RT_NULL) {
        raise_promise(a, whose, string("of a class that is not there yet"));
    }
    if (!derives(a, (rt_type)class)) {
        raise_promise(a, whose, RT(load_attr)(class, RT_QSTR___name__));
    }
    return a;
}

// ---- Patterns of `match` (reference, 8.6.4).

RT_NOINLINE bool rt_is_of_type(rt_obj a, rt_type_of type) {
    return RT(obj_get_type)(a) == type() || derives(a, type());
}

RT_NOINLINE rt_obj rt_attr_maybe(rt_obj object, rt_obj name) {
    // The default is compared and nothing else (py/modbuiltins.c, mp_builtin_getattr).
    rt_obj args[3] = {object, name, RT_SENTINEL};
    rt_obj value = RT(call_function_n_kw)(rt_builtin(RT_QSTR_getattr), 3, args);
    return value == RT_SENTINEL ? RT_NULL : value;
}

// What the firmware has of collections.abc.Sequence but strings and bytes: lists, tuples, ranges, memoryviews.
RT_NOINLINE bool rt_is_sequence(rt_obj a) {
    if (rt_is_of_type(a, rt_type_list) || rt_is_of_type(a, rt_type_tuple)) {
        return true;
    }
    rt_obj type = rt_type_object(a);
    return type == rt_builtin(RT_QSTR_range) || type == rt_attr_maybe(rt_state.builtins, string("memoryview"));
}

RT_NOINLINE rt_obj rt_match_argument(rt_obj class, rt_obj subject, size_t i, size_t n) {
    rt_obj names = rt_attr_maybe(class, string("__match_args__"));
    size_t there = names == RT_NULL ? 0 : (size_t)rt_small_value(rt_len(names));
    if (n > there) {
        if (n == 1 && (class == (rt_obj)rt_type_int() || class == (rt_obj)rt_type_str() || class == (rt_obj)rt_type_float()
            || class == (rt_obj)rt_type_bool() || class == (rt_obj)rt_type_list() || class == (rt_obj)rt_type_dict()
            || class == (rt_obj)rt_type_tuple() || class == (rt_obj)rt_type_bytes() || class == (rt_obj)rt_type_set()
            || class == (rt_obj)rt_type_bytearray())) {
            return subject;
        }
        rt_obj parts[3] = {RT(load_attr)(class, RT_QSTR___name__), RT_SMALL(there), RT_SMALL(n)};
        rt_obj form = string("%s() accepts %d positional sub-patterns (%d given)");
        rt_obj text = RT(binary_op)(RT_MODULO, form, RT(new_tuple)(3, parts));
        rt_raise_exception(RT(call_function_n_kw)(rt_builtin(RT_QSTR_TypeError), 1, &text));
    }
    return rt_attr_maybe(subject, RT(obj_subscr)(names, RT_SMALL(i), RT_SENTINEL));
}
