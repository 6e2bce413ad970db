// The slow half of the runtime that modules are compiled against (rt.h has the fast one): entering, objects, names,
// calls, functions (rt_attr.c has attributes and methods). Every function has a section of its own, and a module carries
// those that it reaches.
#include "rt.h"

// ---- Entering.

RT_NOINLINE void rt_raise_text(rt_qstr name, const char *text) {
    RT(raise_msg)((rt_type)rt_builtin(name), text);
    __builtin_unreachable();
}

RT_COLD void rt_check_floats(void) {
    // Unboxed floats have the size that the firmware's have, or results would differ. 1 + 2^-30 is 1 at single.
    union { double value; uint64_t bits; } probe = {.bits = 0x3ff0000000400000};
    RT(binary_set_val_array)('d', &probe, 0, RT(binary_get_val_array)('d', &probe, 0));
    if ((probe.bits != 0x3ff0000000000000) != (RT_FLOAT_SIZE == 8)) {
        rt_raise_text(RT_QSTR_ImportError, RT_FLOAT_SIZE == 8 ? "module needs a firmware with double precision floats"
                                                              : "module needs a firmware with single precision floats");
    }
}

void RT_IN(rt_enter)(RT_THIS const rt_fun *self) { rt_begin(self); }

RT_COLD void rt_check_frames(void) {
    if (!RT_FRAMES_BY_SETJMP && RT(setjmp_) != NULL) {
        // nlr_push would not save the registers.
        rt_raise_text(RT_QSTR_ImportError, "module uses try, which this firmware does by setjmp");
    }
}

void rt_raise(rt_obj exception) {
    RT(raise)(exception);
    // Only None comes back (py/nativeglue.c, mp_native_raise).
    rt_raise_text(RT_QSTR_TypeError, "exceptions must derive from BaseException");
}

// ---- Objects.

RT_NOINLINE rt_obj rt_unary(int op, rt_obj a) { return RT(unary_op)(op, a); }
RT_NOINLINE rt_obj rt_binary(int op, rt_obj a, rt_obj b) { return RT(binary_op)(op, a, b); }
RT_NOINLINE bool rt_test(int op, rt_obj a, rt_obj b) {
    if (RT_LIKELY(rt_are_small(a, b) && op <= RT_NOT_EQUAL)) {
        // The operators that are true of less, of more and of equal, a bit for each.
        unsigned truths = (rt_int)a < (rt_int)b   ? 1 << RT_LESS | 1 << RT_LESS_EQUAL | 1 << RT_NOT_EQUAL
                          : (rt_int)a > (rt_int)b ? 1 << RT_MORE | 1 << RT_MORE_EQUAL | 1 << RT_NOT_EQUAL
                                                  : 1 << RT_EQUAL | 1 << RT_LESS_EQUAL | 1 << RT_MORE_EQUAL;
        return truths >> op & 1;
    }
    return RT(obj_is_true)(RT(binary_op)(op, a, b));
}
RT_NOINLINE rt_obj rt_len(rt_obj a) {
    const rt_list *list = a;
    _Static_assert(offsetof(rt_list, len) == offsetof(rt_bytes, len), "bytes have their length elsewhere");
    _Static_assert(offsetof(rt_list, len) == offsetof(rt_array, len), "bytearrays have their length elsewhere");
    if (rt_is_list(a)
        || (((rt_uint)a & 3) == 0 && (list->type == rt_known_bytes || list->type == rt_known_bytearray))) {
        return RT_SMALL(list->len);
    }
    // bytes, and str on firmware without unicode, have a length but no operator for it (py/obj.c, mp_obj_len_maybe).
    if (((const rt_type_obj *)RT(obj_get_type)(a))->slot_unary_op == 0) {
        return rt_call1(rt_builtin(RT_QSTR_len), a);
    }
    return RT(unary_op)(RT_LEN, a);
}

RT_COLD void rt_range_slow(rt_obj start, rt_obj stop, rt_obj step) {
    rt_obj args[3] = {start, stop, step};
    RT(call_function_n_kw)(rt_builtin(RT_QSTR_range), 3, args);
}

RT_NOINLINE bool rt_exception_match(rt_obj exception, rt_obj class) {
    // What is caught is an exception, mostly of just the class that is asked for.
    return *(rt_obj *)exception == class
        || RT(binary_op)(RT_EXCEPTION_MATCH, exception, class) == RT(const_true);
}

RT_COLD void rt_raise_unbound(void) {
    rt_raise_text(RT_QSTR_NameError, "local variable referenced before assignment");
}

RT_COLD void rt_raise_init(void) {
    rt_raise_text(RT_QSTR_TypeError, "__init__() should return None");
}

RT_NOINLINE rt_obj rt_subscr_slow(rt_obj container, rt_obj index, rt_obj value) {
    return RT(obj_subscr)(container, index, value);
}

// An item of a list by a small int is taken from its memory, or put there; the rest, and every error, is the
// firmware's.
RT_NOINLINE rt_obj RT_KEEPS(subscr)(rt_obj container, rt_obj index, rt_obj value) {
    if (((rt_uint)container & 3) == 0 && rt_is_small(index) && ((rt_list *)container)->type == RT(type_list)) {
        rt_list *list = container;
        rt_int i = rt_small_value(index);
        i += i < 0 ? (rt_int)list->len : 0;
        if ((rt_uint)i < list->len) {
            if (value == RT_SENTINEL) {
                return list->items[i];
            }
            return list->items[i] = value;
        }
    }
    return RT_LAST(subscr_slow(container, index, value));
}

static rt_type type_slice;

RT_NOINLINE void rt_slices(void) { type_slice = RT(obj_get_type)(RT(new_slice)(RT_NONE, RT_NONE, RT_NONE)); }

// A subscript by a slice. A container whose type says that it keeps none gets one on the stack, as from py/vm.c,
// MP_BC_BUILD_SLICE.
static RT_NOINLINE rt_obj by_slice(rt_obj container, rt_obj start, rt_obj stop, rt_obj step, rt_obj value) {
    rt_slice_obj slice = {type_slice, start, stop, step};
    const rt_type_obj *type = RT(obj_get_type)(container);
    rt_obj index = type->flags & RT_TYPE_TAKES_STACK_SLICE ? &slice : RT(new_slice)(start, stop, step);
    return RT(obj_subscr)(container, index, value);
}

RT_NOINLINE rt_obj rt_item_slice(rt_obj container, rt_obj start, rt_obj stop, rt_obj step) {
    return by_slice(container, start, stop, step, RT_SENTINEL);
}

RT_NOINLINE void rt_set_item_slice(rt_obj container, rt_obj start, rt_obj stop, rt_obj step, rt_obj value) {
    by_slice(container, start, stop, step, value);
}

// The first byte that is met says what bytes are, or a bytearray.
rt_type rt_known_bytes, rt_known_bytearray;

RT_NOINLINE rt_obj rt_bytes_item_slow(rt_obj container, rt_obj index) {
    rt_known_bytes = rt_type_bytes();
    return RT(obj_subscr)(container, index, RT_SENTINEL);
}

RT_NOINLINE rt_obj rt_byte_item_slow(rt_obj container, rt_obj index) {
    rt_known_bytearray = rt_type_bytearray();
    return RT(obj_subscr)(container, index, RT_SENTINEL);
}

RT_NOINLINE void rt_set_byte_item_slow(rt_obj container, rt_obj index, rt_obj value) {
    rt_known_bytearray = rt_type_bytearray();
    RT(obj_subscr)(container, index, value);
}

RT_COLD rt_int rt_given_byte_slow(rt_obj a) {
    a = rt_given_slow(a);
    const rt_int byte = rt_to_word(a);
    // Only a class that derives from a container of bytes gives something else.
    if (rt_lt_slow(a, RT_SMALL(0)) || rt_lt_slow(RT_SMALL(255), a)) {
        rt_raise_overflow();
    }
    return byte;
}

RT_NOINLINE rt_int rt_bytes_word_slow(rt_obj container, rt_int index) {
    return rt_given_byte(rt_bytes_item_slow(container, rt_box_word(index)));
}

RT_NOINLINE rt_int rt_byte_word_slow(rt_obj container, rt_int index) {
    return rt_given_byte(rt_byte_item_slow(container, rt_box_word(index)));
}

RT_NOINLINE void rt_set_byte_word_slow(rt_obj container, rt_int index, rt_int value) {
    rt_set_byte_item_slow(container, rt_box_word(index), rt_box_word(value));
}

RT_NOINLINE rt_view rt_view_list(rt_obj container) {
    return rt_view_list_in_place(container);
}

RT_NOINLINE rt_view rt_view_bytes(rt_obj container) {
    const rt_bytes *bytes = container;
    bool is_bytes = ((rt_uint)container & 3) == 0 && bytes->type == rt_known_bytes;
    return is_bytes ? (rt_view){(void *)bytes->data, bytes->len} : (rt_view){NULL, 0};
}

RT_NOINLINE rt_view rt_view_bytearray(rt_obj container) {
    const rt_array *array = container;
    bool is_bytearray = ((rt_uint)container & 3) == 0 && array->type == rt_known_bytearray;
    return is_bytearray ? (rt_view){array->items, array->len} : (rt_view){NULL, 0};
}

RT_NOINLINE void rt_del_item(rt_obj container, rt_obj index) { RT(obj_subscr)(container, index, RT_NULL); }

// ---- Names.

// An action with the module's globals current, as its own bytecode would have them, whoever called; what is raised leaves
// them as they were. What it gives is in the frame.
#define WITH_GLOBALS(action) \
    const struct rt_table *table = rt_table(); \
    rt_nlr frame; \
    /* Null if they are current already, which puts nothing back either (py/nativeglue.c, mp_native_swap_globals). */ \
    rt_dict *before = table->swap_globals(RT_OWN.globals); \
    const unsigned raised = nlr_push(&frame); \
    if (raised == 0) { \
        frame.value = action; \
        table->nlr_pop(); \
    } \
    table->swap_globals(before); \
    if (raised != 0) { \
        table->raise(frame.value); \
    }

RT_COLD rt_obj RT_IN(rt_global_asked)(RT_THIS rt_qstr name) {
    WITH_GLOBALS(table->load_global(name))
    return frame.value;
}

RT_NOINLINE rt_obj rt_builtin(rt_qstr name) {
    rt_obj found[2];
    RT(load_method_maybe)(rt_state.builtins, name, found);
    return found[0];
}

// Where a map has the value of a name, which is looked for from where it was last; or null.
RT_NOINLINE rt_obj *rt_place_of(const rt_map *map, rt_name name) {
    const rt_obj key = RT_QSTR_OBJ(RT_NAME(name));
    uint8_t *last = &rt_state.places[name];
    __asm__("" : "+r"(last));
    size_t i = *last;
    for (size_t n = map->alloc; n != 0; n--, i++) {
        i = i < map->alloc ? i : 0;
        rt_map_elem *entry = &map->table[i];
        if (entry->key == key) {
            *last = (uint8_t)i;
            return &entry->value;
        }
    }
    return NULL;
}

// In the module's dictionary, or in that of `builtins`. What is in neither of them as far as it is known, the firmware is
// asked for: another may have been put into `builtins`; else it raises in its own words.
RT_NOINLINE rt_obj RT_KEEPS_IN(global)(RT_THIS rt_name index) {
    const rt_map *map = &RT_OWN.globals->map;
    rt_obj *place = rt_place_of(map, index);
    // Only in a dictionary whose keys are all interned has every key been seen.
    if (place == NULL && map->flags_used & RT_MAP_KEYS_ARE_QSTRS) {
        // Not as an attribute: a module has `__class__` and `__dict__`, which are no built-in names.
        place = rt_place_of(&((const rt_module *)rt_state.builtins)->globals->map, index);
    }
    if (RT_LIKELY(place != NULL)) {
        return *place;
    }
    return RT_LAST_IN(global_asked(RT_NAME(index)));
}

#ifdef RT_BUNDLE
#define global(name) rt_global_in(own, name)
#else
#define global(name) RT_KEEPS(global)(name)
#endif

RT_NOINLINE rt_obj RT_IN(rt_global_now)(RT_THIS rt_name name) {
    rt_obj *place = rt_place_of(&RT_OWN.globals->map, name);
    return place != NULL ? *place : RT(load_global)(RT_NAME(name));
}

RT_NOINLINE rt_obj RT_IN(rt_class_name)(RT_THIS rt_obj namespace, rt_name name) {
    rt_obj *place = rt_place_of(&((rt_dict *)namespace)->map, name);
    return place != NULL ? *place : global(name);
}

RT_NOINLINE void RT_IN(rt_set_global)(RT_THIS rt_qstr name, rt_obj value) {
    RT(dict_store)((rt_obj)RT_OWN.globals, RT_QSTR_OBJ(name), value);
}

RT_NOINLINE void RT_IN(rt_del_global)(RT_THIS rt_qstr name) {
    WITH_GLOBALS((table->delete_global(name), RT_NULL))
}

// ---- Imports and calls.

RT_NOINLINE rt_obj rt_import(rt_qstr name, rt_obj fromlist, rt_int level) {
    return RT(import_name)(name, fromlist, RT_SMALL(level));
}

// Where a relative import begins is the package of the module whose globals are current.
RT_NOINLINE rt_obj RT_IN(rt_import_relative)(RT_THIS rt_qstr name, rt_obj fromlist, rt_int level) {
    WITH_GLOBALS(table->import_name(name, fromlist, RT_SMALL(level)))
    return frame.value;
}

RT_NOINLINE rt_obj RT_IN(rt_call_in_globals)(RT_THIS size_t n_words, rt_obj *words) {
    WITH_GLOBALS(table->call_function_n_kw(words[0], n_words - 1, words + 1))
    return frame.value;
}

// Into the names that are current on import, which are the module's.
RT_NOINLINE void rt_import_star(rt_obj module) { RT(import_all)(module); }

RT_NOINLINE rt_obj rt_call_star(size_t n_args_kw, rt_obj *args) {
    args[1] = args[0];
    return RT(call_method_n_kw_var)(false, n_args_kw, args + 1);
}

RT_NOINLINE rt_obj rt_method_star(rt_obj object, rt_name name, size_t n_args_kw, rt_obj *args) {
    RT(load_method)(object, RT_NAME(name), args);
    return RT(call_method_n_kw_var)(true, n_args_kw, args);
}

RT_NOINLINE rt_obj rt_call0(rt_obj fun) {
    RT_ENTERS(fun);
    return RT(call_function_n_kw)(fun, 0, NULL);
}

RT_NOINLINE rt_obj rt_call1(rt_obj fun, rt_obj a) {
    RT_ENTERS(fun);
    return RT(call_function_n_kw)(fun, 1, &a);
}

RT_NOINLINE rt_obj rt_call2(rt_obj fun, rt_obj a, rt_obj b) {
    rt_obj args[2] = {a, b};
    RT_ENTERS(fun);
    return RT(call_function_n_kw)(fun, 2, args);
}

// ---- Functions. The object is the firmware's own for machine code, with name, defaults and error messages: `stub` is
// a word 0, which says that the prelude is where its children would be, and then the code (py/objfun.h).

// The arguments of a call as the function's own prelude binds them: positional, keyword-only, `*`, `**`. They are in
// the room, which is so many words for so many.
#define RT_BOUND(n_params) (sizeof(rt_code_state) / sizeof(rt_obj) + (n_params))
static RT_NOINLINE rt_obj enter_bound(rt_obj fun, size_t n_args, size_t n_kw, const rt_obj *args) {
    const rt_entered *entered = RT_ENTERED(fun);
    const size_t n_params = entered->n_params & (RT_BINDS - 1);
    rt_obj room[RT_BOUND(2 * n_params)];
    rt_code_state *call = (rt_code_state *)room;
    call->fun = fun;
    call->n_state = (uint16_t)n_params;
    RT(setup_code_state_native)(call, n_args, n_kw, args);
    // They are bound from the end.
    rt_obj *bound = call->state + n_params, *to = bound;
    for (const rt_obj *from = bound; from != call->state;) {
        *to++ = *--from;
    }
    return entered->body(bound);
}

RT_NOINLINE rt_obj rt_entry(rt_obj fun, size_t n_args, size_t n_kw, const rt_obj *args) {
    const rt_entered *entered = RT_ENTERED(fun);
    if (RT_LIKELY(n_args == entered->n_params && n_kw == 0)) {
        return entered->body(args);
    }
    return enter_bound(fun, n_args, n_kw, args);
}

RT_STUB(rt_entry_stub, rt_entry)

RT_NOINLINE rt_obj RT_IN(rt_make_code)(
    RT_THIS rt_uint kind, const void *code, const void *children, rt_obj *defaults) {
    return rt_make_code_of(RT_OWN.context, kind, code, children, defaults);
}

RT_NOINLINE rt_obj RT_IN(rt_make_function)(RT_THIS const uint8_t *prelude, rt_obj defaults, rt_obj keyword_defaults) {
    rt_obj both[2] = {defaults, keyword_defaults};
    return rt_make_code(RT_CODE(RT_KIND_NATIVE_PY, false), RT_USUAL_STUB, prelude, both);
}

// ---- Variables that functions share.

// The firmware's type of cells has no name: a function whose prelude asks for one has its argument replaced by a cell
// (py/bc.c, mp_setup_code_state_helper).
static rt_obj type_of_first(const rt_obj *args) { return (rt_obj)RT(obj_get_type)(args[0]); }

static RT_COLD rt_type cell_type(void) {
    // One argument; two names, both the file's; it has a cell.
    static RT_PRELUDE(5) asked = {type_of_first, RT_BINDS | 1, {1, 5, 0, 0, 0}};
#ifdef RT_BUNDLE
    rt_own *own = rt_owns;
#endif
    return rt_call1(rt_make_function(asked.bytes, RT_NULL, RT_NULL), RT_NONE);
}

RT_NOINLINE rt_obj rt_new_cell(rt_obj value) {
    static rt_type known;
    if (known == NULL) {
        known = cell_type();
    }
    rt_cell *cell = RT(realloc_)(NULL, sizeof(rt_cell), false);
    if (cell == NULL) {
        rt_raise_exception(rt_builtin(RT_QSTR_MemoryError));
    }
    cell->type = known;
    cell->value = value;
    return cell;
}
