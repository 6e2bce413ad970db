// Any object: what it is, its length, its truth, its text.
#include "support.h"
#include "py/objtype.h"

// ---- What it is.

SUPPORT bool mp_obj_is_qstr(mp_const_obj_t o) {
    // Only an immediate word can be one, and of those a str is nothing else; floats may be immediate, too.
    return ((mp_uint_t)o & 3) == 2 && mp_obj_get_type(o) == &mp_type_str;
}

SUPPORT qstr mpyc_qstr_value(mp_const_obj_t o) {
    // The word of number 0 has the tag alone: 2 where the tag is three bits, 6 where it is four.
    return (mp_uint_t)o >> ((mp_uint_t)mp_native_to_obj(0, MP_NATIVE_TYPE_QSTR) == 2 ? 3 : 4);
}

SUPPORT const char *mp_obj_get_type_str(mp_const_obj_t o_in) { return qstr_str(mp_obj_get_type(o_in)->name); }

SUPPORT bool mp_obj_is_dict_or_ordereddict(mp_obj_t o) {
    return MP_OBJ_TYPE_GET_SLOT_OR_NULL(mp_obj_get_type(o), make_new)
        == MP_OBJ_TYPE_GET_SLOT(&mp_type_dict, make_new);
}

SUPPORT bool mp_obj_is_callable(mp_obj_t o_in) {
    // Instances of classes in Python are asked for __call__, which the builtin knows how to.
    return mp_native_call_function_n_kw(mpyc_builtin(Q_callable), 1, &o_in) == mp_const_true;
}

SUPPORT bool mp_obj_is_subclass_fast(mp_const_obj_t object, mp_const_obj_t classinfo) {
    const mp_obj_type_t *tuple = mpyc_type_tuple();
    while (object != classinfo) {
        if (!mp_obj_is_exact_type(object, &mp_type_type)) {
            return false;
        }
        const void *parent = MP_OBJ_TYPE_GET_SLOT_OR_NULL((const mp_obj_type_t *)object, parent);
        if (parent == NULL) {
            return false;
        }
        if (((const mp_obj_base_t *)parent)->type == tuple) {
            const mp_obj_tuple_t *parents = parent;
            size_t last = parents->len - 1;
            for (size_t i = 0; i < last; i++) {
                if (mp_obj_is_subclass_fast(parents->items[i], classinfo)) {
                    return true;
                }
            }
            parent = parents->items[last];
        }
        object = parent;
    }
    return true;
}

SUPPORT mp_obj_t mp_obj_cast_to_native_base(mp_obj_t self_in, mp_const_obj_t native_type) {
    const mp_obj_type_t *self_type = mp_obj_get_type(self_in);
    if (self_type == native_type) {
        return self_in;
    }
    if (!mp_obj_is_subclass_fast(self_type, native_type)) {
        return MP_OBJ_NULL;
    }
    return ((mp_obj_instance_t *)MP_OBJ_TO_PTR(self_in))->subobj[0];
}

// ---- Comparing and measuring.

SUPPORT mp_obj_t mp_obj_equal_not_equal(mp_binary_op_t op, mp_obj_t o1, mp_obj_t o2) {
    return mp_binary_op(op, o1, o2);
}
SUPPORT bool mp_obj_equal(mp_obj_t o1, mp_obj_t o2) {
    return mp_obj_is_true(mp_binary_op(MP_BINARY_OP_EQUAL, o1, o2));
}

SUPPORT mp_obj_t mp_obj_len_maybe(mp_obj_t o_in) {
    const mp_obj_type_t *type = mp_obj_get_type(o_in);
    if (MP_OBJ_TYPE_HAS_SLOT(type, unary_op)) {
        return MP_OBJ_TYPE_GET_SLOT(type, unary_op)(MP_UNARY_OP_LEN, o_in);
    }
    // bytes, and str in firmware without unicode, have a length but no operator for it (py/obj.c).
    if (mp_obj_is_str_or_bytes(o_in)) {
        mp_buffer_info_t info;
        mp_get_buffer_raise(o_in, &info, MP_BUFFER_READ);
        return MP_OBJ_NEW_SMALL_INT(info.len);
    }
    return MP_OBJ_NULL;
}
SUPPORT mp_obj_t mp_obj_len(mp_obj_t o_in) {
    mp_obj_t length = mp_obj_len_maybe(o_in);
    if (length == MP_OBJ_NULL) {
        mp_raise_msg_varg(
            mpyc_builtin_type(Q_TypeError), "object of type '%s' has no len()", mp_obj_get_type_str(o_in));
    }
    return length;
}

SUPPORT mp_obj_t mp_obj_id(mp_obj_t o_in) { return mp_native_call_function_n_kw(mpyc_builtin(Q_id), 1, &o_in); }

// ---- Printing.

SUPPORT void mp_obj_print_helper(const mp_print_t *print, mp_obj_t o_in, mp_print_kind_t kind) {
    const mp_obj_type_t *type = mp_obj_get_type(o_in);
    if (MP_OBJ_TYPE_HAS_SLOT(type, print)) {
        MP_OBJ_TYPE_GET_SLOT(type, print)(print, o_in, kind);
    } else {
        mp_printf(print, "<%q>", (qstr)type->name);
    }
}
SUPPORT void mp_obj_print(mp_obj_t o, mp_print_kind_t kind) { mp_obj_print_helper(MP_PYTHON_PRINTER, o, kind); }

// ---- Odds and ends.

SUPPORT mp_obj_t mp_identity(mp_obj_t self) { return self; }
SUPPORT const mp_obj_fun_builtin_fixed_t mp_identity_obj = {{&mp_type_fun_builtin_1}, {._1 = mp_identity}};

SUPPORT const mp_obj_t *mp_obj_property_get(mp_obj_t self_in) {
    // py/objproperty.c: the getter, the setter and the deleter follow the type.
    return (const mp_obj_t *)MP_OBJ_TO_PTR(self_in) + 1;
}

SUPPORT qstr mp_obj_fun_get_name(mp_const_obj_t fun) {
    return mp_obj_str_get_qstr(mp_load_attr((mp_obj_t)fun, Q___name__));
}
