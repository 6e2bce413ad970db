// Which line an exception was raised in. What compiled code calls that may raise keeps where it was called from: by way of
// a function below, or by itself where it comes to what may raise (RT_LAST). Who is called from the firmware catches what
// leaves it, and the exception is told the line of the place that was kept last, which the linker's table leads to. Places
// are not kept for each thread: another thread that was in the module's code since may have its line told.
#include "rt.h"

// Where compiled code last called something that may raise; nowhere if the exception has been told. Not a thing for the
// collector to see, so that it may lie beside the code, where what begins as zero does not by itself.
#define RT_BESIDE_CODE(name) __attribute__((section(".data." name)))
#pragma GCC visibility push(hidden)
rt_uint rt_site RT_BESIDE_CODE("rt_site") = RT_NOWHERE;

// From places to lines, from mpy_init on, which is the first of all functions. The first byte says how many bytes, an even
// number, say what a function is. Then comes an entry for each place where another line begins: the distance from the last
// in units, and in the low bits how much the line grows, and one more; or RT_UNTOLD_FROM, or RT_FUNCTION_FROM: then these
// bytes follow, before them of several modules one for which. A zero ends it.
enum { RT_UNTOLD_FROM = 6, RT_FUNCTION_FROM = 7 };
// The most of these: a name's index, the parameter's, and lines 29 times.
#define RT_FUNCTION_BYTES (3 + 1 + 2 * 29)
// Of what follows them: a pair for fewer than 256 lines, and two instructions.
#define RT_LINES_ON (0x80)
#define RT_RAISE_BYTES (4)
extern const uint8_t rt_lines[];
extern const char mpy_init[];
#pragma GCC visibility pop

#if defined(__riscv) || defined(__arm__)
#define RT_UNIT (2)
#else
#define RT_UNIT (1)
#endif

// Raises an exception with an entry for the line that it was raised in, and leaves who called where it was.
RT_COLD RT_NORETURN void rt_leave(rt_obj exception, rt_uint before) {
    const rt_uint site = rt_site;
    const uint8_t *entry = rt_lines, *function = NULL;
    // One pointer, from which all is counted.
    __asm__("" : "+r"(entry));
    // How far on it is; the first byte after a call is not of the call.
    rt_int on = (rt_int)(site - (rt_uint)mpy_init) - 1;
    const size_t length = *entry++;
    unsigned lines = 0;
    rt_site = before;
#ifdef RT_BUNDLE
    rt_own *own = rt_owns;
#endif
    while (site != RT_NOWHERE) {
        const unsigned step = *entry++, grows = step & 7;
        on -= (rt_int)(step >> 3) * RT_UNIT;
#ifdef __XTENSA_WINDOWED_ABI__
        // The highest bits of where it returns to say which window.
        if ((rt_int)((rt_uint)on << 2) < 0 || step == 0) {
#else
        if (on < 0 || step == 0) {
#endif
            break;
        }
        lines += grows - 1;
        if (grows >= RT_UNTOLD_FROM) {
            function = NULL;
            lines = 0;
        }
        if (grows == RT_FUNCTION_FROM) {
#ifdef RT_BUNDLE
            own = rt_owns + *entry++;
#endif
            function = entry;
            entry += length;
        }
    }
    if (function == NULL) {
        rt_raise_exception(exception);
    }
    // The prelude goes on with the lines since (rt_bytecode.c has its form), and raises its argument.
    struct { uint16_t head; uint8_t rest[RT_FUNCTION_BYTES + RT_RAISE_BYTES]; } code;
    uint8_t *to = code.rest;
    code.head = (uint16_t)(RT_RAISING | (length + 2) << 9);
    for (const uint8_t *end = function + length; function != end;) {
        *to++ = *function++;
    }
    uint16_t *raise = (uint16_t *)to;
    raise[0] = (uint16_t)(RT_LINES_ON | lines << 8);
    raise[1] = RT_BYTECODE_FIRST_LOCAL | RT_BYTECODE_RAISE << 8;
    rt_run(&code, 1, &exception);
    __builtin_unreachable();
}

// The exception with an entry for where it was raised.
RT_COLD rt_obj rt_told(rt_obj exception) {
    rt_nlr frame;
    if (nlr_push(&frame) == 0) {
        rt_leave(exception, RT_NOWHERE);
    }
    return frame.value;
}

RT_COLD RT_NORETURN void rt_raise_told(rt_obj exception) {
    rt_site = RT_NOWHERE;
    rt_raise_exception(exception);
}

// The function that compiled code is about to call by way of the firmware: what leaves it comes to a guard already, or to
// a `try` of compiled code.
rt_uint rt_entering RT_BESIDE_CODE("rt_entering") = RT_NOWHERE;

RT_STUB(rt_guard_stub, rt_guard)

static RT_NOINLINE rt_obj guarded(rt_obj fun, size_t n_args, size_t n_kw, const rt_obj *args) {
    RT_GUARDED(rt_obj result = rt_entry(fun, n_args, n_kw, args), result)
    return rt_entry(fun, n_args, n_kw, args);
}

RT_NOINLINE rt_obj rt_guard(rt_obj fun, size_t n_args, size_t n_kw, const rt_obj *args) {
    if (rt_entering == (rt_uint)fun) {
        rt_entering = RT_NOWHERE;
        return rt_entry(fun, n_args, n_kw, args);
    }
    return guarded(fun, n_args, n_kw, args);
}

// The module's own code, which is called once.
void rt_guarded_init(void (*init)(void)) {
    rt_nlr frame;
    if (!RT_FRAMES_BY_SETJMP && RT(setjmp_) != NULL) {
        init();
        return;
    }
    if (nlr_push(&frame) != 0) {
        rt_leave(frame.value, RT_NOWHERE);
    }
    rt_site = RT_NOWHERE;
    init();
    rt_end_try();
}

// ---- What may raise. Each is what rt_… is, and keeps where it was called from (rt_sites.h has the names).

#ifdef __riscv
#if UINTPTR_MAX > 0xffffffff
#define STORE "sd"
#else
#define STORE "sw"
#endif
// Of what a call may change, t0 to t2 hold no argument (psABI, "Integer Register Convention").
__asm__(".pushsection .text.rt_keep,\"ax\",%progbits\n"
        "rt_keep:\n1: auipc t1, %pcrel_hi(rt_site)\n" STORE " ra, %pcrel_lo(1b)(t1)\njr t0\n.popsection\n");
#define AT(result, name, params, args) \
    __asm__(".pushsection .text.at_" #name ",\"ax\",%progbits\n.globl at_" #name "\n.hidden at_" #name "\n" \
            "at_" #name ":\njal t0, rt_keep\ntail rt_" #name "\n.popsection\n");
#define AT_VOID(name, params, args) AT(void, name, params, args)
#define AT_RAISE(name, params, args) AT(void, name, params, args)
// What is nothing but a function of the firmware's table is found there by its number, in a few bytes for each.
#if UINTPTR_MAX > 0xffffffff
#define LOAD "ld"
#define SHIFT "3"
#else
#define LOAD "lw"
#define SHIFT "2"
#endif
__asm__(".pushsection .text.rt_keep_entry,\"ax\",%progbits\n.globl rt_keep_entry\n.hidden rt_keep_entry\n"
        "rt_keep_entry:\n1: auipc t1, %pcrel_hi(rt_site)\n" STORE " ra, %pcrel_lo(1b)(t1)\n"
        "2: auipc t1, %got_pcrel_hi(mp_fun_table)\n" LOAD " t1, %pcrel_lo(2b)(t1)\nslli t0, t0, " SHIFT "\n"
        "add t1, t1, t0\n" LOAD " t1, 0(t1)\njr t1\n.popsection\n");
#define AT_ENTRY(result, name, params, args, entry) \
    __attribute__((naked, visibility("hidden"))) result at_##name params; \
    result at_##name params { \
        __asm__("li t0, %0\n\ttail rt_keep_entry" : : "i"(offsetof(struct rt_table, entry) / sizeof(void *))); \
    }
#define AT_ENTRY_VOID(name, params, args, entry) AT_ENTRY(void, name, params, args, entry)
#define AT_TABLE_FUNCTION(result, name, params) AT_ENTRY(result, entry_##name, params, (), name)
#define AT_TABLE_VALUE(type, name)
RT_TABLE(AT_TABLE_FUNCTION, AT_TABLE_VALUE)
#else
#define AT_ENTRY(result, name, params, args, entry) AT(result, name, params, args)
#define AT_ENTRY_VOID(name, params, args, entry) AT_VOID(name, params, args)
#define AT(result, name, params, args) \
    result at_##name params; \
    RT_NOINLINE result at_##name params { \
        RT_HERE(); \
        return rt_##name args; \
    }
#define AT_VOID(name, params, args) \
    void at_##name params; \
    RT_NOINLINE void at_##name params { \
        RT_HERE(); \
        rt_##name args; \
    }
#define AT_RAISE(name, params, args) AT_VOID(name, params, args)
#endif

// What does something for one of several modules in a file keeps it in that module (rt_bundle.h).
#ifdef RT_BUNDLE
#define AT_OWN(result, name, params, args)
#define AT_OWN_VOID(name, params, args)
#else
#define AT_OWN(result, name, params, args) AT(result, name, params, args)
#define AT_OWN_VOID(name, params, args) AT_VOID(name, params, args)
#endif

// For what is called in the firmware's table.
RT_NOINLINE void rt_keep_site(void) { RT_HERE(); }

#define AT_1(name) AT(rt_obj, name, (rt_obj a), (a))
#define AT_2(name) AT(rt_obj, name, (rt_obj a, rt_obj b), (a, b))
#define AT_TEST(name) AT(bool, name, (rt_obj a, rt_obj b), (a, b))
AT(rt_int, poll, (void), ())
AT_VOID(stack_slow, (rt_uint here), (here))
AT_RAISE(raise, (rt_obj anything), (anything))
AT_RAISE(raise_text, (rt_qstr name, const char *text), (name, text))
AT_RAISE(raise_unbound, (void), ())
AT_RAISE(raise_init, (void), ())
AT_RAISE(raise_overflow, (void), ())
AT_RAISE(raise_zero_division, (void), ())
AT_VOID(cause, (rt_obj cause), (cause))
AT(rt_obj, as_float, (rt_obj a, const char *whose), (a, whose))
AT(rt_float, sqrt, (rt_obj function, rt_float x, rt_name math, rt_name sqrt), (function, x, math, sqrt))
AT(rt_float, unbox_float, (rt_obj a, const char *whose), (a, whose))
AT(rt_obj, check_fixed_slow, (rt_obj a, int bits, bool is_signed, const char *whose), (a, bits, is_signed, whose))
AT_RAISE(raise_fixed, (rt_int a, int bits, bool is_signed, const char *whose), (a, bits, is_signed, whose))
AT_RAISE(raise_sum, (int op, rt_int a, rt_int b, bool is_signed, const char *whose), (op, a, b, is_signed, whose))
AT(rt_obj, unbox_int_slow, (rt_obj a, const char *whose), (a, whose))
AT(bool, unbox_bool, (rt_obj a, const char *whose), (a, whose))
AT_1(given_slow)
AT(rt_int, given_byte_slow, (rt_obj a), (a))
AT(bool, given_bool, (rt_obj a), (a))
AT(rt_float, given_float, (rt_obj a), (a))
AT(rt_obj, check_type, (rt_obj a, rt_type_of type, const char *whose, const char *wanted), (a, type, whose, wanted))
AT(rt_obj, check_types, (rt_obj a, const rt_type_of *types, size_t n, const char *whose, const char *wanted),
    (a, types, n, whose, wanted))
AT(rt_obj, check_instance, (rt_obj a, rt_obj class, bool or_none, const char *whose), (a, class, or_none, whose))
AT(bool, is_of_type, (rt_obj a, rt_type_of type), (a, type))
AT(bool, is_sequence, (rt_obj a), (a))
AT_2(attr_maybe)
AT(rt_obj, match_argument, (rt_obj class, rt_obj subject, size_t i, size_t n), (class, subject, i, n))
AT_ENTRY(rt_obj, unary, (int op, rt_obj a), (op, a), unary_op)
AT_ENTRY(rt_obj, binary, (int op, rt_obj a, rt_obj b), (op, a, b), binary_op)
AT(bool, test, (int op, rt_obj a, rt_obj b), (op, a, b))
AT_ENTRY(rt_obj, subscr_slow, (rt_obj container, rt_obj index, rt_obj value), (container, index, value), obj_subscr)
AT(rt_obj, attr_slow, (rt_obj object, rt_name name), (object, name))
AT_ENTRY(rt_obj, getiter, (rt_obj object, rt_iter *iter), (object, iter), getiter)
AT_ENTRY(rt_obj, iternext, (rt_iter *iter), (iter), iternext)
AT_VOID(iter_resumed, (rt_obj object, rt_iter *iter), (object, iter))
AT(rt_obj, new_list_for, (rt_obj count), (count))
AT(rt_int, number_bits, (rt_obj object, rt_iter *iter), (object, iter))
AT(rt_obj, number_at, (const rt_array *array, rt_uint place, rt_int bits), (array, place, bits))
AT_ENTRY(rt_obj, new_list, (size_t n, rt_obj *items), (n, items), new_list)
AT_ENTRY(rt_obj, new_tuple, (size_t n, const rt_obj *items), (n, items), new_tuple)
AT_ENTRY_VOID(unpack_sequence, (rt_obj sequence, size_t n, rt_obj *items), (sequence, n, items), unpack_sequence)
AT_1(len)
AT_VOID(unpack, (rt_obj sequence, size_t n, rt_obj *items), (sequence, n, items))
AT_2(str_item)
AT(rt_obj, str_slice, (rt_obj object, rt_obj start, rt_obj stop), (object, start, stop))
AT(rt_obj, str_add, (int op, rt_obj a, rt_obj b), (op, a, b))
AT(rt_obj, str_split, (rt_obj object, rt_name name, rt_obj separator), (object, name, separator))
AT_1(int_str)
AT_VOID(str_iter, (rt_obj a, rt_iter *iter), (a, iter))
AT(rt_obj, str_iternext, (rt_iter *iter), (iter))
AT(bool, in_characters, (rt_obj a, rt_obj text, const char *characters, size_t n), (a, text, characters, n))
AT_2(bytes_item_slow)
AT_2(byte_item_slow)
AT(rt_int, bytes_word_slow, (rt_obj container, rt_int index), (container, index))
AT(rt_int, byte_word_slow, (rt_obj container, rt_int index), (container, index))
AT(rt_obj, array_item_slow, (rt_obj container, rt_obj index, int bits, bool is_signed), (container, index, bits, is_signed))
AT(rt_float, float_item_slow, (rt_obj container, rt_obj index), (container, index))
AT_VOID(set_float_item_slow, (rt_obj container, rt_obj index, rt_float value), (container, index, value))
AT_2(int_item)
AT(rt_obj, zero_array, (rt_obj class, rt_obj code, rt_obj zero, rt_obj count, int typecode), (class, code, zero, count, typecode))
AT(rt_obj, zero_bytes_array, (rt_obj class, rt_obj code, rt_obj size, int typecode), (class, code, size, typecode))
AT(rt_obj, new_bytes, (size_t count, rt_obj *items), (count, items))
AT(rt_obj, list_bytes, (rt_obj list), (list))
AT_VOID(set_int_item, (rt_obj container, rt_obj index, rt_obj value), (container, index, value))
AT_VOID(set_array_item_slow, (rt_obj container, rt_obj index, rt_obj value), (container, index, value))
AT_VOID(set_byte_word_slow, (rt_obj container, rt_int index, rt_int value), (container, index, value))
AT_VOID(set_byte_item_slow, (rt_obj container, rt_obj index, rt_obj value), (container, index, value))
AT(rt_obj, item_slice, (rt_obj container, rt_obj start, rt_obj stop, rt_obj step), (container, start, stop, step))
AT_VOID(set_item_slice, (rt_obj container, rt_obj start, rt_obj stop, rt_obj step, rt_obj value),
    (container, start, stop, step, value))
AT_VOID(del_item, (rt_obj container, rt_obj index), (container, index))
AT_VOID(range_slow, (rt_obj start, rt_obj stop, rt_obj step), (start, stop, step))
AT_TEST(exception_match)
AT_OWN(rt_obj, global_now, (rt_name name), (name))
AT_OWN(rt_obj, global_asked, (rt_qstr name), (name))
AT_OWN_VOID(set_global, (rt_qstr name, rt_obj value), (name, value))
AT_OWN_VOID(del_global, (rt_qstr name), (name))
AT_OWN(rt_obj, class_name, (rt_obj namespace, rt_name name), (namespace, name))
AT(rt_obj, import, (rt_qstr name, rt_obj fromlist, rt_int level), (name, fromlist, level))
AT_OWN(rt_obj, import_relative, (rt_qstr name, rt_obj fromlist, rt_int level), (name, fromlist, level))
AT_OWN(rt_obj, call_in_globals, (size_t n_words, rt_obj *words), (n_words, words))
AT_ENTRY_VOID(import_star, (rt_obj module), (module), import_all)
AT(rt_obj, call_star, (size_t n_args_kw, rt_obj *args), (n_args_kw, args))
AT(rt_obj, method_star, (rt_obj object, rt_name name, size_t n_args_kw, rt_obj *args), (object, name, n_args_kw, args))
AT_1(call0)
AT_2(call1)
AT(rt_obj, call2, (rt_obj fun, rt_obj a, rt_obj b), (fun, a, b))
AT(rt_obj, new_closure, (rt_obj fun, size_t n, const rt_obj *closed), (fun, n, closed))
AT_1(apply0)
AT_2(apply1)
AT(rt_obj, apply2, (rt_obj fun, rt_obj a, rt_obj b), (fun, a, b))
AT_VOID(set_attr, (rt_obj object, rt_name name, rt_obj value), (object, name, value))
AT_VOID(set_attr_of, (rt_obj object, const rt_class *class, size_t place, rt_name name, rt_obj value),
    (object, class, place, name, value))
AT(rt_obj, module_attr, (rt_obj module, rt_name name), (module, name))
AT(rt_obj, module0, (rt_obj module, rt_name name), (module, name))
AT(rt_obj, module1, (rt_obj module, rt_name name, rt_obj a), (module, name, a))
AT(rt_obj, module2, (rt_obj module, rt_name name, rt_obj a, rt_obj b), (module, name, a, b))
AT(rt_obj, module_call, (rt_obj module, rt_name name, size_t n_args_kw, rt_obj *args), (module, name, n_args_kw, args))
AT(rt_obj, method0, (rt_obj object, rt_name name), (object, name))
AT(rt_obj, method1, (rt_obj object, rt_name name, rt_obj a), (object, name, a))
AT(rt_obj, method2, (rt_obj object, rt_name name, rt_obj a, rt_obj b), (object, name, a, b))
AT(rt_obj, type_method, (rt_obj object, rt_name name, size_t n_args, rt_obj *args), (object, name, n_args, args))
AT(rt_obj, method, (rt_obj object, rt_name name, size_t n_args, size_t n_kw, rt_obj *args),
    (object, name, n_args, n_kw, args))
AT(rt_obj, call_loaded, (size_t n_args, size_t n_kw, const rt_obj *args), (n_args, n_kw, args))
AT(rt_obj, super_method, (rt_obj class, rt_obj object, rt_name name, size_t n_args, size_t n_kw, rt_obj *args),
    (class, object, name, n_args, n_kw, args))
AT_1(new_cell)
AT_OWN(rt_obj, make_function, (const uint8_t *prelude, rt_obj defaults, rt_obj keyword_defaults),
    (prelude, defaults, keyword_defaults))
AT_OWN(rt_obj, make_generator, (const void *stub, const uint8_t *prelude, rt_obj defaults, rt_obj keyword_defaults),
    (stub, prelude, defaults, keyword_defaults))
AT(rt_obj, make_class,
    (rt_class *class, rt_qstr name, rt_obj bases, rt_obj namespace, rt_make_new make_new, rt_attr_fun attr),
    (class, name, bases, namespace, make_new, attr))
AT(rt_obj, new_instance, (const rt_class *class, size_t size), (class, size))
AT_ENTRY(bool, is_true_slow, (rt_obj a), (a), obj_is_true)
AT_2(add_slow)
AT_2(sub_slow)
AT_2(mul_slow)
AT_2(floordiv_slow)
AT_2(mod_slow)
AT_2(lshift_slow)
AT_2(rshift_slow)
AT_2(and_slow)
AT_2(or_slow)
AT_2(xor_slow)
AT_2(int_pow)
AT_1(neg_slow)
AT_1(pos_slow)
AT_1(invert_slow)
AT_TEST(lt_slow)
AT_TEST(le_slow)
AT_TEST(eq_slow)
AT(rt_float, int_div, (rt_obj a, rt_obj b), (a, b))
AT(rt_obj, box_float, (rt_float value), (value))
AT(rt_float, float_of, (rt_obj number), (number))
AT(rt_float, float_floordiv, (rt_float a, rt_float b), (a, b))
AT(rt_float, float_mod, (rt_float a, rt_float b), (a, b))

// Bytecode tells its exceptions itself.
#ifndef RT_BUNDLE
void at_once(const uint8_t *code);
void at_once_with(const uint8_t *code);
RT_NOINLINE void at_once(const uint8_t *code) {
    rt_site = RT_NOWHERE;
    rt_once(code);
}
RT_NOINLINE void at_once_with(const uint8_t *code) {
    rt_site = RT_NOWHERE;
    rt_once_with(code);
}
#endif
