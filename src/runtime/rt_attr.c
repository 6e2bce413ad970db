// Attributes and methods of objects, by their names.
#include "rt.h"

// Where an instance of a class has an attribute by itself, which comes before those of the class (py/objtype.c,
// mp_obj_instance_load_attr); null if it has not, and for any other object.
RT_NOINLINE rt_obj *rt_own_attribute(rt_obj object, rt_name name) {
    const rt_type_obj *type = RT(obj_get_type)(object);
    return type->flags & RT_TYPE_IS_INSTANCE ? rt_place_of(&((rt_instance *)object)->members, name) : NULL;
}

RT_NOINLINE rt_obj rt_attr_slow(rt_obj object, rt_name name) { return RT(load_attr)(object, RT_NAME(name)); }

RT_NOINLINE rt_obj RT_KEEPS(attr)(rt_obj object, rt_name name) {
    rt_obj *place = rt_own_attribute(object, name);
    if (RT_LIKELY(place != NULL)) {
        return *place;
    }
    return RT_LAST(attr_slow(object, name));
}

// One that is there already and that the class does not watch over is just written.
RT_NOINLINE void rt_set_attr(rt_obj object, rt_name name, rt_obj value) {
    rt_obj *place = rt_own_attribute(object, name);
    const rt_type_obj *type = place != NULL ? ((rt_instance *)object)->type : NULL;
    if (RT_LIKELY(type != NULL && !(type->flags & RT_TYPE_HAS_ACCESSORS))) {
        *place = value;
    } else {
        RT(store_attr)(object, RT_NAME(name), value);
    }
}

// Of a module it is in the module's dictionary, where it was last. Whatever else the name of the module has become, and
// what a module gives by its `__getattr__`, is asked for.
RT_NOINLINE rt_obj rt_module_attr(rt_obj module, rt_name name) {
    const rt_module *known = module;
    if (RT_LIKELY(((rt_uint)module & 3) == 0 && known->type == ((const rt_module *)rt_state.builtins)->type)) {
        rt_obj *place = rt_place_of(&known->globals->map, name);
        if (RT_LIKELY(place != NULL)) {
            return *place;
        }
    }
    return RT(load_attr)(module, RT_NAME(name));
}

RT_NOINLINE rt_obj rt_module_call(rt_obj module, rt_name name, size_t n_args_kw, rt_obj *args) {
    rt_obj fun = rt_module_attr(module, name);
    RT_ENTERS(fun);
    return RT(call_function_n_kw)(fun, n_args_kw, args);
}

RT_NOINLINE rt_obj rt_module0(rt_obj module, rt_name name) { return rt_call0(rt_module_attr(module, name)); }

// What a module has is mostly a function of the firmware's, with one argument.
RT_NOINLINE rt_obj rt_module1(rt_obj module, rt_name name, rt_obj a) {
    rt_obj fun = rt_module_attr(module, name);
    if (((rt_uint)fun & 3) == 0 && *(rt_type *)fun == RT(type_fun_builtin_1)) {
        return ((const rt_builtin_fun *)fun)->fun.of_1(a);
    }
    return rt_call1(fun, a);
}

RT_NOINLINE rt_obj rt_module2(rt_obj module, rt_name name, rt_obj a, rt_obj b) {
    return rt_call2(rt_module_attr(module, name), a, b);
}

// A method that was loaded.
static RT_NOINLINE rt_obj call_method(size_t n_args, size_t n_kw, rt_obj *args) {
    if (args[1] != RT_NULL && n_kw == 0) {
        // The function of a method is an object. The firmware's own are mostly of this type.
        const rt_builtin_var *fun = args[0];
        const size_t n = n_args + 1;
        if (fun->type == RT(type_fun_builtin_var) && (fun->sig & 1) == 0 && n >= fun->sig >> 17
            && n <= (fun->sig >> 1 & 0xffff)) {
            return fun->fun(n, args + 1);
        }
    }
    RT_ENTERS(args[0]);
    return RT(call_method_n_kw)(n_args, n_kw, args);
}

RT_NOINLINE rt_obj rt_method(rt_obj object, rt_name name, size_t n_args, size_t n_kw, rt_obj *args) {
    RT(load_method)(object, RT_NAME(name), args);
    return call_method(n_args, n_kw, args);
}

// The same of what should be of a type of the firmware's: what it has under a name stays what it is (py/runtime.c,
// mp_load_method_maybe), and is looked up once. A type that has its own way to attributes, as classes and modules have, is asked.
// What is remembered stays as it is, for another thread may be reading it: of methods that want the same place, the first.
enum { RT_KNOWN_METHODS = 8 };
RT_SEEN struct rt_known_method { rt_type type; rt_name name; rt_obj fun; } *rt_known_methods[RT_KNOWN_METHODS];

static RT_NOINLINE void look_up(rt_obj object, const rt_type_obj *type, rt_name name, rt_obj *args) {
    struct rt_known_method **place = &rt_known_methods[name % RT_KNOWN_METHODS];
    RT(load_method)(object, RT_NAME(name), args);
    if (*place == NULL && type->slot_attr == 0 && args[1] == object) {
        struct rt_known_method *known = RT(realloc_)(NULL, sizeof *known, false);
        if (known != NULL) {
            *known = (struct rt_known_method){type, name, args[0]};
            RT_WRITTEN;
            *place = known;
        }
    }
}

RT_NOINLINE rt_obj rt_type_method(rt_obj object, rt_name name, size_t n_args, rt_obj *args) {
    const rt_type_obj *type = ((rt_uint)object & 3) == 0 ? *(rt_type *)object : RT(obj_get_type)(object);
    const struct rt_known_method *known = rt_known_methods[name % RT_KNOWN_METHODS];
    if (RT_LIKELY(known != NULL && known->type == type && known->name == name)) {
        args[0] = known->fun;
        args[1] = object;
    } else {
        look_up(object, type, name, args);
    }
    return call_method(n_args, 0, args);
}

RT_NOINLINE rt_obj rt_call_loaded(size_t n_args, size_t n_kw, const rt_obj *args) {
    RT_ENTERS(args[0]);
    return RT(call_method_n_kw)(n_args, n_kw, args);
}

RT_NOINLINE rt_obj rt_super_method(
    rt_obj class, rt_obj object, rt_name name, size_t n_args, size_t n_kw, rt_obj *args) {
    // py/objtype.c, mp_load_super_method: no super object is made.
    rt_obj dest[3] = {RT_NULL, class, object};
    RT(load_super_method)(RT_NAME(name), dest);
    args[0] = dest[0];
    args[1] = dest[1];
    RT_ENTERS(args[0]);
    return RT(call_method_n_kw)(n_args, n_kw, args);
}

RT_NOINLINE rt_obj rt_method0(rt_obj object, rt_name name) {
    rt_obj args[2];
    return rt_method(object, name, 0, 0, args);
}

RT_NOINLINE rt_obj rt_method1(rt_obj object, rt_name name, rt_obj a) {
    rt_obj args[3] = {RT_NULL, RT_NULL, a};
    return rt_method(object, name, 1, 0, args);
}

// As the firmware makes a list, of which nothing is used yet, with as much room as it is to have in the end.
RT_NOINLINE rt_obj rt_new_list_for(rt_obj count) {
    enum { MOST = 512 }; // what a program that ends early would not miss
    rt_uint n = rt_place(count);
    rt_list *list = RT(new_list)(n <= MOST ? n : 0, NULL);
    list->len = 0;
    return list;
}

// Of a list just the firmware's own, without looking the method up.
RT_NOINLINE rt_obj RT_KEEPS(append)(rt_obj list, rt_name name, rt_obj item) {
    if (RT_LIKELY(rt_is_list(list))) {
        RT_LIST_APPEND(list, item, RT(list_append));
        return RT(const_none);
    }
    return RT_LAST(method1(list, name, item));
}

// As the firmware takes the last item where it gives no memory back (py/objlist.c, list_pop).
RT_NOINLINE rt_obj RT_KEEPS(pop)(rt_obj object, rt_name name) {
    rt_list *list = object;
    if (RT_LIKELY(rt_is_list(object) && list->len != 0 && (list->alloc <= 4 || list->alloc <= 2 * (list->len - 1)))) {
        rt_obj item = list->items[--list->len];
        list->items[list->len] = RT_NULL;
        return item;
    }
    return RT_LAST(method0(object, name));
}

RT_NOINLINE rt_obj rt_method2(rt_obj object, rt_name name, rt_obj a, rt_obj b) {
    rt_obj args[4] = {RT_NULL, RT_NULL, a, b};
    return rt_method(object, name, 2, 0, args);
}
