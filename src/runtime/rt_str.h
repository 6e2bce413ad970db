// Strs in place (rt_str.c): their characters, and those that are made of others.
#ifndef MPYC_RT_STR_H
#define MPYC_RT_STR_H

// Representation A (py/obj.h).
RT_INLINE bool rt_is_interned(rt_obj a) { return ((rt_uint)a & 7) == 2; }
rt_view rt_text(rt_obj a);
rt_obj rt_check_str(rt_obj a, const char *whose);
bool rt_same_str(int op, rt_obj a, rt_obj b);
rt_obj rt_str_item(rt_obj container, rt_obj index);
void rt_str_iter(rt_obj a, rt_iter *iter);
rt_obj rt_str_iternext(rt_iter *iter);
bool rt_in_characters(rt_obj a, rt_obj text, const char *characters, size_t n);
rt_obj rt_str_slice(rt_obj object, rt_obj start, rt_obj stop); // rt_slices comes first
rt_obj rt_str_add(int op, rt_obj a, rt_obj b);
rt_obj rt_int_str(rt_obj a);
rt_obj rt_str_split(rt_obj object, rt_name name, rt_obj separator); // the name is `split`; null for white space

#endif
