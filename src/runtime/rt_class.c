// Classes of compiled modules. A class is made by `type`, so that it is like any other; its instances, if they have
// typed fields, are the firmware's instances with the fields behind the map of their other attributes. Instances of
// classes that derive from it, and those of object.__new__, have all attributes in the map.
#include "rt.h"

RT_NOINLINE rt_obj rt_make_class(
    rt_class *class, rt_qstr name, rt_obj bases, rt_obj namespace, rt_make_new make_new, rt_attr_fun attr) {
    rt_obj args[3] = {RT_QSTR_OBJ(name), bases, namespace};
    rt_type_obj *type = RT(call_function_n_kw)((rt_obj)RT(type_type), 3, args);
    class->type = type;
    if (make_new != NULL) {
        class->attr = type->slots[type->slot_attr - 1];
        class->init = RT(load_attr)(type, RT_QSTR___init__);
        type->slots[type->slot_make_new - 1] = make_new;
        type->slots[type->slot_attr - 1] = attr;
    }
    return type;
}

// The firmware begins its search for room where it last found a single block (py/gc.c, gc_alloc). Instances, each of
// several blocks, never move that place on, and every search would be longer than the last. Every few instances the
// single blocks before the newest are taken, and left to the collector.
static RT_COLD void advance_search(const void *newest) {
    for (int i = 0; i < 4; i++) {
        void *block = RT(realloc_)(NULL, 1, false);
        if (block > newest) {
            RT(realloc_)(block, 0, false);
            return;
        }
    }
}

static unsigned instances; // made so far

RT_NOINLINE rt_obj rt_new_instance(const rt_class *class, size_t size) {
    rt_instance *instance = RT(realloc_)(NULL, size, false);
    if (instance == NULL) {
        rt_raise_exception(rt_builtin(RT_QSTR_MemoryError));
    }
    // A few words, and so in less time than a call takes.
    for (size_t i = 0; i < size / sizeof(rt_uint); i++) {
        ((volatile rt_uint *)instance)[i] = 0;
    }
    instance->type = class->type;
    if (++instances % 8 == 0) {
        advance_search(instance);
    }
    instance->members.flags_used = RT_MAP_KEYS_ARE_QSTRS | RT_FIXED;
    return instance;
}

RT_NOINLINE rt_obj rt_make_instance(
    const rt_class *class, size_t size, size_t n_args, size_t n_kw, const rt_obj *args) {
    rt_obj instance = rt_new_instance(class, size);
    size_t n = n_args + 2 * n_kw;
    rt_obj call[n + 1];
    call[0] = instance;
    for (size_t i = 0; i < n; i++) {
        call[i + 1] = args[i];
    }
    rt_obj result = RT(call_function_n_kw)(class->init, (n_args + 1) | n_kw << 8, call);
    if (result != RT_NONE) {
        rt_raise_init();
    }
    return instance;
}

static rt_obj field_get(const rt_field *field, rt_obj self) {
    const void *place = (const char *)self + field->offset;
    switch (field->held) {
        case RT_HELD_FLOAT:
            return rt_box_float(*(const rt_float *)place);
        case RT_HELD_BOOL:
            return rt_box_bool(*(const bool *)place);
        default:
            return *(const rt_obj *)place;
    }
}

static void field_set(const rt_field *field, rt_obj self, rt_obj value) {
    void *place = (char *)self + field->offset;
    switch (field->held) {
        case RT_HELD_FLOAT:
            *(rt_float *)place = rt_float_of(value);
            return;
        case RT_HELD_BOOL:
            *(bool *)place = value == RT(const_true);
            return;
        default:
            *(rt_obj *)place = value;
    }
}

RT_NOINLINE void rt_instance_attr(
    const rt_class_info *info, rt_field_check check, const rt_class *class, rt_obj self, rt_qstr name, rt_obj *dest) {
    if (!rt_is_exact(self, class)) {
        class->attr(self, name, dest);
        return;
    }
    for (const rt_field *field = info->fields; field < info->fields + info->n_fields; field++) {
        if (RT_NAME(field->qstr) != name) {
            continue;
        }
        if (dest[0] == RT_NULL) {
            dest[0] = field_get(field, self);
            if (dest[0] != RT_NULL) {
                return;
            }
        } else if (dest[1] != RT_NULL) {
            field_set(field, self, field->checked ? check(field - info->fields, dest[1]) : dest[1]);
            dest[0] = RT_NULL;
            return;
        } else if (field->held == RT_HELD_OBJECT && field_get(field, self) != RT_NULL) {
            *(rt_obj *)((char *)self + field->offset) = RT_NULL;
            dest[0] = RT_NULL;
            return;
        }
        break;
    }
    rt_map *members = &((rt_instance *)self)->members;
    if (dest[0] == RT_NULL && RT_NAME(info->dict_qstr) == name) {
        rt_obj dict = RT(new_dict)(info->n_fields);
        for (const rt_field *field = info->fields; field < info->fields + info->n_fields; field++) {
            rt_obj value = field_get(field, self);
            if (value != RT_NULL) {
                RT(dict_store)(dict, RT_QSTR_OBJ(RT_NAME(field->qstr)), value);
            }
        }
        for (size_t i = 0; i < members->alloc; i++) {
            if (members->table[i].key != RT_NULL && members->table[i].key != RT_SENTINEL) {
                RT(dict_store)(dict, members->table[i].key, members->table[i].value);
            }
        }
        dest[0] = dict;
        return;
    }
    class->attr(self, name, dest);
    // A map that grew has begun to count anew.
    members->flags_used |= RT_FIXED;
}

RT_NOINLINE rt_obj RT_KEEPS(attr_of)(rt_obj object, const rt_class *class, size_t place, rt_name name) {
    if (rt_is_exact(object, class)) {
        rt_obj value = *(rt_obj *)((char *)object + place);
        if (RT_LIKELY(value != RT_NULL)) {
            return value;
        }
    }
    rt_obj *own = rt_own_attribute(object, name);
    if (own != NULL) {
        return *own;
    }
    return RT_LAST(attr_slow(object, name));
}

RT_NOINLINE void rt_set_attr_of(rt_obj object, const rt_class *class, size_t place, rt_name name, rt_obj value) {
    if (RT_LIKELY(rt_is_exact(object, class))) {
        *(rt_obj *)((char *)object + place) = value;
    } else {
        rt_set_attr(object, name, value);
    }
}
