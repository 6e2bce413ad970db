// What compiled modules are made of: numbers with Python's meaning (rt_number.h), names, attributes, calls, checks,
// classes. The fast half of an operation is inline here; the rest is in the C files beside it, of which the linker
// keeps what is used.
#ifndef MPYC_RT_H
#define MPYC_RT_H

#include "abi.h"

#define RT_INLINE static inline __attribute__((always_inline))
#define RT_LIKELY(x) __builtin_expect(!!(x), 1)
#define RT_NOINLINE __attribute__((noinline))
#define RT_COLD __attribute__((noinline, cold))
// A function whose cost is that of calling itself. At -O2, not at -Os, GCC saves registers only on the ways that call something.
#if defined(__GNUC__) && !defined(__clang__)
#define RT_RECURSIVE __attribute__((optimize("O2", "no-strict-aliasing")))
#else
#define RT_RECURSIVE
#endif
#define RT_NORETURN __attribute__((noreturn))
// A variable that is reached through a slot, and so is where the collector looks (linker/src/layout.rs).
#define RT_SEEN __attribute__((visibility("default")))
// All that was written is, before anything else is: another core may read it, on boards where two run Python at once.
#define RT_WRITTEN __atomic_thread_fence(__ATOMIC_RELEASE)

// Resolved by the linker: the firmware's table, and the module's own names and constants.
extern const struct rt_table mp_fun_table;
extern const uint16_t mp_native_qstr_table[];
extern const rt_obj mp_native_obj_table[];
#define RT(entry) (mp_fun_table.entry)
// Where that is, as a value that is kept: a function that takes several entries from there looks it up once.
RT_INLINE const struct rt_table *rt_table(void) {
    const struct rt_table *table = &mp_fun_table;
    __asm__("" : "+r"(table));
    return table;
}
// An entry that is called and may raise (rt_sites.h has another form).
#ifndef RT_CALL
#define RT_CALL(entry) RT(entry)
#define RT_NORETURN_AT RT_NORETURN
#endif
#define RT_NAME(index) (mp_native_qstr_table[index])

// Makes a class, which bytecode knows by a number.
typedef rt_obj (*rt_class_maker)(rt_obj number, rt_obj bases, rt_obj namespace);

// What every module keeps. It is one global, so that it is reached through one slot and is seen by the collector. The
// generated code defines it, as long as its table of names is.
#ifndef RT_NAMES
#define RT_NAMES (1)
#endif
extern struct rt_state {
    const rt_context *context;  // of this module
    rt_dict *globals;
    rt_obj builtins;            // the module builtins
    rt_fun *once;               // a function of bytecode: what runs once (rt_once)
    uint8_t places[RT_NAMES];   // the low byte of where each name was last in a dictionary that has it
} rt_state;

// Of several modules in one file each keeps some of that by itself, and what does something for one of them is told which
// (rt_bundle.h).
#ifdef RT_BUNDLE
typedef struct rt_own {
    const rt_context *context;
    rt_dict *globals;
    rt_fun *once;
    rt_builtin_fun maker; // of its classes, while it is imported
} rt_own;
extern rt_own rt_owns[]; // by their numbers; the first is the package's own
#define RT_THIS rt_own *own,
#define RT_IN(name) name##_in
#else
#define RT_THIS
#define RT_IN(name) name
#endif
#if !defined(RT_BUNDLE)
#define RT_OWN rt_state
#elif defined(RT_MODULE)
#define RT_OWN rt_owns[RT_MODULE]
#else
#define RT_OWN (*own)
#endif

#pragma GCC visibility push(hidden)

// Where exceptions tell lines (rt_lines.c), what compiled code calls keeps where it was called from when it may raise, and
// the function that it is about to enter.
#ifdef RT_TOLD
extern rt_uint rt_site, rt_entering;
#define RT_NOWHERE ((rt_uint)0) // the place of what tells its exceptions itself
#define RT_ENTERS(fun) (rt_entering = (rt_uint)(fun))
#define RT_HERE() (rt_site = (rt_uint)__builtin_return_address(0))
#define RT_KEEPS(name) at_##name
#ifdef __riscv
// As a jump it leaves the place to what it goes by way of.
#define RT_LAST(call) at_##call
// Each function of the firmware's table by way of one that keeps the place.
#define RT_KEEPING_FUNCTION(result, name, params) result at_entry_##name params;
#define RT_KEEPING_VALUE(type, name)
RT_TABLE(RT_KEEPING_FUNCTION, RT_KEEPING_VALUE)
#else
#define RT_LAST(call) (RT_HERE(), rt_##call)
#endif
#else
#define RT_ENTERS(fun) ((void)0)
#define RT_HERE() ((void)0)
#define RT_KEEPS(name) rt_##name
#define RT_LAST(call) rt_##call
#endif
// Of several modules in one file, each keeps it itself (rt_bundle.h) where that is told which module it is.
#ifdef RT_BUNDLE
#define RT_KEEPS_IN(name) rt_##name##_in
#define RT_LAST_IN(call) rt_##call
#else
#define RT_KEEPS_IN(name) RT_KEEPS(name)
#define RT_LAST_IN(call) RT_LAST(call)
#endif

// Enters the module: called first on import.
void rt_enter(const rt_fun *self);
// Each raises ImportError where the firmware is not as the module needs it; called after rt_enter if the module does.
void rt_check_floats(void);
void rt_check_frames(void);
// What runs once is bytecode; its one argument is `type`. If it is all that the module does on import, that is run and
// its None returned; without functions nothing is entered. Else a function's object is made before the first part, of
// the functions that all parts make; each part is then its code for a while.
rt_obj rt_once_only(const uint8_t *code, const void *children);
rt_obj rt_start(const rt_fun *self, const uint8_t *code, const void *children); // rt_enter too
rt_obj rt_once_alone(const rt_fun *self, const uint8_t *code);
void rt_make_once(const void *children);
void rt_once(const uint8_t *code);
// The same where the argument is what makes the module's classes.
rt_obj rt_once_only_with(const uint8_t *code, const void *children, rt_class_maker make_class);
void rt_make_once_with(const void *children, rt_class_maker make_class);
void rt_once_with(const uint8_t *code);

// Lets scheduled callbacks run, other threads too, and raises what is pending, once in so many calls.
#define RT_POLLS (1024)
extern rt_int rt_polls; // until the firmware is asked, for what has no count of its own
rt_int rt_poll(void);
#define RT_POLL(count) \
    do { \
        if (!RT_LIKELY(--(count) > 0)) { \
            (count) = rt_poll(); \
        } \
    } while (0)

#include "rt_stack.h"

// Objects of interned strings: representation A (py/obj.h).
#define RT_QSTR_OBJ(qstr) ((rt_obj)(((rt_uint)(qstr) << 3) | 2))
#define RT_NONE (RT(const_none))

#include "rt_number.h"

// Keeps what is known of the module from the start.
RT_INLINE void RT_IN(rt_begin)(RT_THIS const rt_fun *self) {
#if defined(RT_BUNDLE) && !defined(RT_MODULE)
    // The module that the firmware made has the tables of the file that jumped here: it takes on those of this one, and
    // begins where its own source's name is.
    rt_context *context = (rt_context *)self->context;
    context->qstr_table = rt_owns->context->qstr_table + (own - rt_owns);
    context->obj_table = rt_owns->context->obj_table;
#endif
    RT_OWN.context = self->context;
    RT_OWN.globals = self->context->module.globals;
    rt_state.builtins = RT(import_name)(RT_QSTR_builtins, RT_NONE, RT_SMALL(0));
}

// ---- Promises. `whose` is what a message begins with, `wanted` the type it names.

// The types of built-in objects, each as a function, so that a module carries those it asks for.
typedef rt_type (*rt_type_of)(void);
rt_type rt_type_NoneType(void);
rt_type rt_type_bool(void);
rt_type rt_type_int(void);
rt_type rt_type_float(void);
rt_type rt_type_str(void);
rt_type rt_type_bytes(void);
rt_type rt_type_bytearray(void);
rt_type rt_type_list(void);
rt_type rt_type_dict(void);
rt_type rt_type_set(void);
rt_type rt_type_tuple(void);

rt_float rt_unbox_float(rt_obj a, const char *whose);
rt_obj rt_as_float(rt_obj a, const char *whose);
extern rt_type rt_known_float; // the type of floats, once it has been asked for
RT_INLINE bool rt_is_float(rt_obj a) { return ((rt_uint)a & 3) == 0 && ((rt_float_obj *)a)->type == rt_known_float; }
RT_INLINE rt_float rt_float_in(rt_obj a) { return ((rt_float_obj *)a)->value; }
rt_obj rt_unbox_int_slow(rt_obj a, const char *whose);
bool rt_unbox_bool(rt_obj a, const char *whose);
RT_INLINE rt_obj rt_unbox_int(rt_obj a, const char *whose) {
    return RT_LIKELY(rt_is_small(a)) ? a : rt_unbox_int_slow(a, whose);
}
rt_obj rt_check_fixed_slow(rt_obj a, int bits, bool is_signed, const char *whose);
// A small int of so many bits.
RT_INLINE bool rt_is_fixed(rt_obj a, int bits, bool is_signed) {
    return is_signed ? rt_is_within(a, bits)
        : rt_is_small(a) && (bits < RT_WORD_BITS - 1 ? (rt_uint)rt_small_value(a) >> bits == 0 : rt_small_value(a) >= 0);
}
RT_INLINE rt_obj rt_check_fixed(rt_obj a, int bits, bool is_signed, const char *whose) {
    return RT_LIKELY(rt_is_fixed(a, bits, is_signed)) ? a : rt_check_fixed_slow(a, bits, is_signed, whose);
}
RT_NORETURN_AT void rt_raise_fixed(rt_int a, int bits, bool is_signed, const char *whose);
// It may be too small if `side` is -1, too large if it is 1, either if it is 0.
RT_INLINE rt_int rt_check_word(rt_int a, int bits, bool is_signed, int side, const char *whose) {
    const int above = bits < RT_WORD_BITS ? RT_WORD_BITS - bits : 0;
    const rt_int most = (rt_int)(((rt_uint)-1 >> above) >> is_signed), least = is_signed ? -most - 1 : 0;
    bool fits = side < 0 || bits >= RT_WORD_BITS ? a >= least : side > 0 ? a <= most
        : is_signed ? (rt_int)((rt_uint)a << above) >> above == a : (rt_uint)a >> bits == 0;
    if (!RT_LIKELY(fits)) {
        rt_raise_fixed(a, bits, is_signed, whose);
    }
    return a;
}
// Sums and differences of words that are to fit a word too.
RT_NORETURN_AT void rt_raise_sum(int op, rt_int a, rt_int b, bool is_signed, const char *whose);
#define RT_FIXED_SUM(name, op, overflows) \
    RT_INLINE rt_int name(rt_int a, rt_int b, bool is_signed, const char *whose) { \
        rt_int sum = 0; \
        rt_uint natural = 0; \
        if (!RT_LIKELY(!(is_signed ? overflows(a, b, &sum) : overflows((rt_uint)a, (rt_uint)b, &natural)))) { \
            rt_raise_sum(op, a, b, is_signed, whose); \
        } \
        return is_signed ? sum : (rt_int)natural; \
    }
RT_FIXED_SUM(rt_add_fixed, RT_ADD, __builtin_add_overflow)
RT_FIXED_SUM(rt_sub_fixed, RT_SUBTRACT, __builtin_sub_overflow)
// What the firmware gave, which only a patched built-in function makes something else.
rt_obj rt_given_slow(rt_obj a);
RT_INLINE rt_obj rt_given_int(rt_obj a) { return RT_LIKELY(rt_is_small(a)) ? a : rt_given_slow(a); }
bool rt_given_bool(rt_obj a);
rt_float rt_given_float(rt_obj a);
rt_obj rt_check_type(rt_obj a, rt_type_of type, const char *whose, const char *wanted);
rt_obj rt_check_tuple(rt_obj a, const char *whose);
extern rt_type rt_known_tuple; // once it has been asked for
// One of several types; a bool is an int.
rt_obj rt_check_types(rt_obj a, const rt_type_of *types, size_t n, const char *whose, const char *wanted);
rt_obj rt_check_instance(rt_obj a, rt_obj class, bool or_none, const char *whose);

// ---- Patterns.

bool rt_is_of_type(rt_obj a, rt_type_of type);
bool rt_is_sequence(rt_obj a);
// An attribute by a name object, or the null object.
rt_obj rt_attr_maybe(rt_obj object, rt_obj name);
// What a class pattern's positional sub-pattern number `i` of `n` is matched against.
rt_obj rt_match_argument(rt_obj class, rt_obj subject, size_t i, size_t n);

// ---- Objects.

rt_obj rt_unary(int op, rt_obj a);
rt_obj rt_binary(int op, rt_obj a, rt_obj b);
// The truth of a comparison.
bool rt_test(int op, rt_obj a, rt_obj b);
RT_INLINE bool rt_is_true(rt_obj a) {
    return a == RT(const_true) ? true : a == RT(const_false) ? false : rt_is_true_slow(a);
}
RT_INLINE bool rt_is(rt_obj a, rt_obj b) { return a == b; }
RT_INLINE rt_obj rt_type_object(rt_obj a) { return (rt_obj)RT(obj_get_type)(a); }
RT_INLINE bool rt_is_null(rt_obj a) { return a == RT_NULL; }
RT_NORETURN_AT void rt_raise_unbound(void);
RT_NORETURN_AT void rt_raise_init(void); // of an __init__ that gave something
RT_INLINE rt_obj rt_check_bound(rt_obj a) {
    if (a == RT_NULL) {
        rt_raise_unbound();
    }
    return a;
}
rt_obj rt_len(rt_obj a);
rt_obj rt_subscr_slow(rt_obj container, rt_obj index, rt_obj value);
rt_obj rt_subscr(rt_obj container, rt_obj index, rt_obj value); // what is there for RT_SENTINEL
RT_INLINE rt_obj rt_item(rt_obj container, rt_obj index) { return rt_subscr(container, index, RT_SENTINEL); }
RT_INLINE void rt_set_item(rt_obj container, rt_obj index, rt_obj value) { rt_subscr(container, index, value); }
#include "rt_items.h"
// Before either of the next two: once, when the module begins, so that they need no memory where bytecode needs none.
void rt_slices(void);
rt_obj rt_item_slice(rt_obj container, rt_obj start, rt_obj stop, rt_obj step);
void rt_set_item_slice(rt_obj container, rt_obj start, rt_obj stop, rt_obj step, rt_obj value);
void rt_del_item(rt_obj container, rt_obj index);
RT_INLINE rt_obj rt_slice(rt_obj start, rt_obj stop, rt_obj step) { return RT_CALL(new_slice)(start, stop, step); }
RT_INLINE rt_obj rt_iter_object(rt_obj a) { return RT_CALL(getiter)(a, NULL); }
RT_INLINE void rt_list_append(rt_obj list, rt_obj item) { RT_CALL(list_append)(list, item); }
RT_INLINE void rt_set_add(rt_obj set, rt_obj item) { RT_CALL(set_store)(set, item); }
RT_INLINE void rt_dict_store(rt_obj dict, rt_obj key, rt_obj value) { RT_CALL(dict_store)(dict, key, value); }
void rt_range_slow(rt_obj start, rt_obj stop, rt_obj step);
RT_INLINE void rt_range_check(rt_obj start, rt_obj stop, rt_obj step) {
    if (!RT_LIKELY(rt_are_small(start, stop) && rt_is_small(step) && step != RT_SMALL(0))) {
        rt_range_slow(start, stop, step);
    }
}
bool rt_exception_match(rt_obj exception, rt_obj class);

// Objects, with an inline path for two small ints.

RT_INLINE rt_obj rt_object_add(rt_obj a, rt_obj b, int op) {
    rt_int r;
    return rt_small_add(a, b, &r) ? (rt_obj)r : rt_binary(op, a, b);
}
RT_INLINE rt_obj rt_object_sub(rt_obj a, rt_obj b, int op) {
    rt_int r;
    return rt_small_sub(a, b, &r) ? (rt_obj)r : rt_binary(op, a, b);
}

// The same as calls, and the firmware's own functions from one place in the module: for what is to be small. For the
// numbers that are known to be ints too.
rt_obj rt_add(int op, rt_obj a, rt_obj b);
rt_obj rt_sub(int op, rt_obj a, rt_obj b);
rt_obj rt_mul(int op, rt_obj a, rt_obj b);
rt_obj rt_lshift(int op, rt_obj a, rt_obj b);
rt_obj rt_rshift(int op, rt_obj a, rt_obj b);
rt_obj rt_and(int op, rt_obj a, rt_obj b);
rt_obj rt_or(int op, rt_obj a, rt_obj b);
rt_obj rt_xor(int op, rt_obj a, rt_obj b);
rt_obj rt_getiter(rt_obj object, rt_iter *iter);
rt_obj rt_iternext(rt_iter *iter);
rt_obj rt_new_list(size_t n, rt_obj *items);
rt_obj rt_new_tuple(size_t n, const rt_obj *items);
void rt_unpack_sequence(rt_obj sequence, size_t n, rt_obj *items);
void rt_unpack(rt_obj sequence, size_t n, rt_obj *items);

// ---- Names. An rt_name is the index of one in the module's own table, so that it is one small number at every place.

typedef unsigned rt_name;
rt_obj rt_global(rt_name name);
// The same while the module is imported.
rt_obj rt_global_now(rt_name name);
// The same as the firmware finds it, with what was put into `builtins` from outside.
rt_obj rt_global_asked(rt_qstr name);
void rt_set_global(rt_qstr name, rt_obj value);
void rt_del_global(rt_qstr name);
rt_obj rt_builtin(rt_qstr name);
#if !defined(RT_BUNDLE) || defined(RT_MODULE)
RT_INLINE rt_obj rt_globals(void) { return (rt_obj)RT_OWN.globals; }
#endif

// In the body of a class: its namespace comes first.
rt_obj rt_class_name(rt_obj namespace, rt_name name);

// ---- Imports, attributes, calls.

rt_obj rt_import(rt_qstr name, rt_obj fromlist, rt_int level);
rt_obj rt_import_relative(rt_qstr name, rt_obj fromlist, rt_int level);
// The function, then the arguments.
rt_obj rt_call_in_globals(size_t n_words, rt_obj *words);
void rt_import_star(rt_obj module);
// Two words, the second of them room, then the arguments; keyword arguments are pairs, a mapping's key is null; at the
// end the small int whose bits are the starred ones. The first is the function, or room.
rt_obj rt_call_star(size_t n_args_kw, rt_obj *args);
rt_obj rt_method_star(rt_obj object, rt_name name, size_t n_args_kw, rt_obj *args);
rt_obj rt_call0(rt_obj fun);
rt_obj rt_call1(rt_obj fun, rt_obj a);
rt_obj rt_call2(rt_obj fun, rt_obj a, rt_obj b);
// The same of a module that makes closures, and the making of these (rt_closure.c).
rt_obj rt_new_closure(rt_obj fun, size_t n, const rt_obj *closed);
rt_obj rt_apply0(rt_obj fun);
rt_obj rt_apply1(rt_obj fun, rt_obj a);
rt_obj rt_apply2(rt_obj fun, rt_obj a, rt_obj b);
rt_obj rt_attr(rt_obj object, rt_name name);
rt_obj rt_attr_slow(rt_obj object, rt_name name);
rt_obj *rt_place_of(const rt_map *map, rt_name name);
rt_obj *rt_own_attribute(rt_obj object, rt_name name);
void rt_set_attr(rt_obj object, rt_name name, rt_obj value);
rt_obj rt_module_attr(rt_obj module, rt_name name);
// What should be the function of this name in that module of the firmware's, of a float.
rt_float rt_sqrt(rt_obj function, rt_float x, rt_name math, rt_name sqrt);
rt_obj rt_module0(rt_obj module, rt_name name);
rt_obj rt_module1(rt_obj module, rt_name name, rt_obj a);
rt_obj rt_module2(rt_obj module, rt_name name, rt_obj a, rt_obj b);
rt_obj rt_module_call(rt_obj module, rt_name name, size_t n_args_kw, rt_obj *args);
rt_obj rt_method0(rt_obj object, rt_name name);
rt_obj rt_method1(rt_obj object, rt_name name, rt_obj a);
rt_obj rt_new_list_for(rt_obj count);
rt_obj rt_append(rt_obj list, rt_name name, rt_obj item); // the name is `append`
rt_obj rt_pop(rt_obj list, rt_name name);                // the name is `pop`
rt_obj rt_method2(rt_obj object, rt_name name, rt_obj a, rt_obj b);
// `args` begins with two words of room; keyword arguments are pairs at its end.
rt_obj rt_method(rt_obj object, rt_name name, size_t n_args, size_t n_kw, rt_obj *args);
rt_obj rt_type_method(rt_obj object, rt_name name, size_t n_args, rt_obj *args);
rt_obj rt_call_loaded(size_t n_args, size_t n_kw, const rt_obj *args);
rt_obj rt_super_method(rt_obj class, rt_obj object, rt_name name, size_t n_args, size_t n_kw, rt_obj *args);

#include "rt_str.h"

// ---- Variables that functions share: each in an object, as the firmware's own are (py/objcell.h).

typedef struct { rt_type type; rt_obj value; } rt_cell;
rt_obj rt_new_cell(rt_obj value);
RT_INLINE rt_obj rt_cell_get(rt_obj cell) { return ((rt_cell *)cell)->value; }
RT_INLINE void rt_cell_set(rt_obj cell, rt_obj value) { ((rt_cell *)cell)->value = value; }

#include "rt_function.h"

// ---- Classes.

// A field of a class: its name, where it is in an instance and how it is held.
typedef struct {
    uint16_t qstr;   // index into the module's own table
    uint16_t offset;
    uint8_t held;    // RT_HELD_…
    uint8_t checked; // not every object may be stored: the class's own function says which
} rt_field;
enum { RT_HELD_OBJECT, RT_HELD_FLOAT, RT_HELD_BOOL };

typedef struct {
    uint16_t n_fields;
    uint16_t dict_qstr; // index of `__dict__`
    rt_field fields[];
} rt_class_info;

// The object that is stored for a field, by number: checked, or converted.
typedef rt_obj (*rt_field_check)(size_t field, rt_obj value);

// The state of a class: where the generated code keeps it.
typedef struct {
    rt_type_obj *type;
    void (*attr)(rt_obj self, rt_qstr name, rt_obj *dest); // of any instance of a class
    rt_obj init;                                           // the function object of __init__
} rt_class;

typedef rt_obj (*rt_make_new)(rt_type type, size_t n_args, size_t n_kw, const rt_obj *args);
typedef void (*rt_attr_fun)(rt_obj self, rt_qstr name, rt_obj *dest);

// Declares a class; with functions for its instances if their fields have fixed places.
rt_obj rt_make_class(
    rt_class *class, rt_qstr name, rt_obj bases, rt_obj namespace, rt_make_new make_new, rt_attr_fun attr);
rt_obj rt_new_instance(const rt_class *class, size_t size);
rt_obj rt_make_instance(const rt_class *class, size_t size, size_t n_args, size_t n_kw, const rt_obj *args);
void rt_instance_attr(
    const rt_class_info *info, rt_field_check check, const rt_class *class, rt_obj self, rt_qstr name, rt_obj *dest);

// An instance with its fields at their places has the top bit of its map's first word set: instances that
// object.__new__ makes do not. The map never counts so far.
#define RT_FIXED ((size_t)1 << (sizeof(size_t) * 8 - 1))
RT_INLINE bool rt_is_exact(rt_obj a, const rt_class *class) {
    return ((rt_uint)a & 3) == 0 && a != RT_NULL && ((rt_instance *)a)->type == class->type
        && (((rt_instance *)a)->members.flags_used & RT_FIXED) != 0;
}
// An attribute that is a field, at such a place, if the object is just an instance of the class.
rt_obj rt_attr_of(rt_obj object, const rt_class *class, size_t place, rt_name name);
void rt_set_attr_of(rt_obj object, const rt_class *class, size_t place, rt_name name, rt_obj value);

#ifdef RT_TOLD
// The ways that RT_LAST takes, and what keeps the place itself.
rt_obj at_next_given(rt_iter *iter);
rt_obj at_next_within(rt_iter *iter, rt_code_state *outer);
bool at_delegate_within(rt_obj iterator, rt_obj sent, rt_obj *through, rt_code_state *outer);
rt_obj at_binary(int op, rt_obj a, rt_obj b);
rt_obj at_subscr_slow(rt_obj container, rt_obj index, rt_obj value);
rt_obj at_global_asked(rt_qstr name);
rt_obj at_attr_slow(rt_obj object, rt_name name);
rt_obj at_method0(rt_obj object, rt_name name);
rt_obj at_method1(rt_obj object, rt_name name, rt_obj a);
bool at_test(int op, rt_obj a, rt_obj b);
rt_obj at_check_type(rt_obj a, rt_type_of type, const char *whose, const char *wanted);
#endif
#ifdef RT_BUNDLE
#include "rt_bundle.h"
#endif

#pragma GCC visibility pop
#endif
