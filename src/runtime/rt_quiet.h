// Between two inclusions are functions that stand between a line of Python and the runtime: the slow ways to fields and
// methods. Each keeps where it was called from by itself (RT_HERE), and what it calls does not keep the place in it, of which
// there is no line.
#ifndef RT_QUIET
#define RT_QUIET
#pragma push_macro("rt_attr")
#pragma push_macro("rt_attr_slow")
#pragma push_macro("rt_box_float")
#pragma push_macro("rt_check_instance")
#pragma push_macro("rt_check_type")
#pragma push_macro("rt_check_types")
#pragma push_macro("rt_method")
#pragma push_macro("rt_set_attr")
#pragma push_macro("rt_unbox_bool")
#pragma push_macro("rt_unbox_float")
#pragma push_macro("rt_unbox_int_slow")
#undef rt_attr
#undef rt_attr_slow
#undef rt_box_float
#undef rt_check_instance
#undef rt_check_type
#undef rt_check_types
#undef rt_method
#undef rt_set_attr
#undef rt_unbox_bool
#undef rt_unbox_float
#undef rt_unbox_int_slow
#pragma GCC visibility push(hidden)
rt_obj rt_attr_slow(rt_obj object, rt_name name);
rt_obj rt_box_float(rt_float value);
rt_obj rt_check_instance(rt_obj a, rt_obj class, bool or_none, const char *whose);
rt_obj rt_check_type(rt_obj a, rt_type_of type, const char *whose, const char *wanted);
rt_obj rt_check_types(rt_obj a, const rt_type_of *types, size_t n, const char *whose, const char *wanted);
rt_obj rt_method(rt_obj object, rt_name name, size_t n_args, size_t n_kw, rt_obj *args);
void rt_set_attr(rt_obj object, rt_name name, rt_obj value);
bool rt_unbox_bool(rt_obj a, const char *whose);
rt_float rt_unbox_float(rt_obj a, const char *whose);
rt_obj rt_unbox_int_slow(rt_obj a, const char *whose);
// These look in place before they call, and keep the place themselves.
#define rt_attr rt_attr_slow
#define rt_unbox_int rt_unbox_int_quiet
RT_INLINE rt_obj rt_unbox_int(rt_obj a, const char *whose) {
    return RT_LIKELY(rt_is_small(a)) ? a : rt_unbox_int_slow(a, whose);
}
#else
#undef RT_QUIET
#undef rt_unbox_int
#pragma pop_macro("rt_attr")
#pragma pop_macro("rt_attr_slow")
#pragma pop_macro("rt_box_float")
#pragma pop_macro("rt_check_instance")
#pragma pop_macro("rt_check_type")
#pragma pop_macro("rt_check_types")
#pragma pop_macro("rt_method")
#pragma pop_macro("rt_set_attr")
#pragma pop_macro("rt_unbox_bool")
#pragma pop_macro("rt_unbox_float")
#pragma pop_macro("rt_unbox_int_slow")
#pragma GCC visibility pop
#endif
