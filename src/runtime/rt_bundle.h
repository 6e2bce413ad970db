// Several modules in one file, a package: they share the runtime, the tables of names and constants, and places in
// dictionaries. What a function of the runtime does for one of the modules it is told by the module's rt_own: in the
// runtime's own code that is `own`, and in a module's a function in between says it, so that a call takes no more room
// than in a module that is alone.
#ifndef MPYC_RT_BUNDLE_H
#define MPYC_RT_BUNDLE_H

// What the generated code of the package says of its modules, by their numbers; the package's own is 0.
typedef rt_obj (*rt_module_body)(const rt_fun *self);
extern const rt_module_body rt_bundle_bodies[];
// The others' names from the package's on, and then the package's folders that have no code: `.motor.pwm`, each ended by
// what it is; and 0.
enum { RT_BUNDLE_END, RT_BUNDLE_MODULE, RT_BUNDLE_PACKAGE, RT_BUNDLE_FOLDER };
extern const uint8_t rt_bundle_parts[];
// Names in the qstr table, by their indices.
enum {
    RT_BUNDLE_VFS, RT_BUNDLE_MOUNT, RT_BUNDLE_UMOUNT, RT_BUNDLE_STAT, RT_BUNDLE_ILISTDIR, RT_BUNDLE_IO,
    RT_BUNDLE_BYTES_IO, RT_BUNDLE_PATH, RT_BUNDLE_SLASH, RT_BUNDLE_SUFFIX,
    RT_BUNDLE_NAMES
};
extern const uint16_t rt_bundle_names[RT_BUNDLE_NAMES];

// The package's entry.
rt_obj rt_bundle(const rt_fun *self);

void rt_enter_in(rt_own *own, const rt_fun *self);
void rt_run_in(rt_own *own, const void *code, size_t n_args, rt_obj *args);
rt_obj rt_once_only_in(rt_own *own, const uint8_t *code, const void *children);
rt_obj rt_start_in(rt_own *own, const rt_fun *self, const uint8_t *code, const void *children);
rt_obj rt_once_alone_in(rt_own *own, const rt_fun *self, const uint8_t *code);
void rt_make_once_in(rt_own *own, const void *children);
void rt_once_in(rt_own *own, const uint8_t *code);
rt_obj rt_once_only_with_in(rt_own *own, const uint8_t *code, const void *children, rt_class_maker make_class);
void rt_make_once_with_in(rt_own *own, const void *children, rt_class_maker make_class);
void rt_once_with_in(rt_own *own, const uint8_t *code);

#define RT_BARE(...) __VA_ARGS__
#ifndef RT_MODULE
#define RT_BETWEEN(result, name, params, call)
#elif defined(RT_TOLD)
// It keeps where it was called from (rt_lines.c), and has a name by which the calls of it are known (emit/sites.rs).
// Those names of the runtime that did so until here are its own again.
#define RT_BETWEEN(result, name, params, call) \
    RT_NOINLINE result RT_OWN_NAME(name) params { \
        RT_HERE(); \
        call; \
    }
#define RT_OWN_NAME(name) RT_NUMBERED(name, RT_MODULE)
#define RT_NUMBERED(name, number) RT_JOINED(name, number)
#define RT_JOINED(name, number) at_##name##_##number
#undef rt_global
#undef rt_global_now
#undef rt_global_asked
#undef rt_set_global
#undef rt_del_global
#undef rt_class_name
#undef rt_import_relative
#undef rt_call_in_globals
#undef rt_make_code
#undef rt_make_function
#undef rt_make_generator
#undef rt_raise_at
#undef rt_raise_far
#undef rt_traced
#undef rt_once
#undef rt_once_with
#else
#define RT_BETWEEN(result, name, params, call) \
    __attribute__((unused)) static result RT_OWN_NAME(name) params { call; }
#define RT_OWN_NAME(name) own_##name
#endif
#define RT_BY_OWN(result, name, params, ...) \
    result name##_in(rt_own *own, RT_BARE params); \
    RT_BETWEEN(result, name, params, return name##_in(&RT_OWN, __VA_ARGS__))
#define RT_BY_OWN_VOID(name, params, ...) \
    void name##_in(rt_own *own, RT_BARE params); \
    RT_BETWEEN(void, name, params, name##_in(&RT_OWN, __VA_ARGS__))
#define RT_BY_OWN_NORETURN(name, params, ...) \
    RT_NORETURN void name##_in(rt_own *own, RT_BARE params); \
    RT_BETWEEN(RT_NORETURN void, name, params, name##_in(&RT_OWN, __VA_ARGS__))

RT_BY_OWN(rt_obj, rt_global, (rt_name name), name)
RT_BY_OWN(rt_obj, rt_global_now, (rt_name name), name)
RT_BY_OWN(rt_obj, rt_global_asked, (rt_qstr name), name)
RT_BY_OWN_VOID(rt_set_global, (rt_qstr name, rt_obj value), name, value)
RT_BY_OWN_VOID(rt_del_global, (rt_qstr name), name)
RT_BY_OWN(rt_obj, rt_class_name, (rt_obj namespace, rt_name name), namespace, name)
RT_BY_OWN(rt_obj, rt_import_relative, (rt_qstr name, rt_obj fromlist, rt_int level), name, fromlist, level)
RT_BY_OWN(rt_obj, rt_call_in_globals, (size_t n_words, rt_obj *words), n_words, words)
RT_BY_OWN(rt_obj, rt_make_code, (rt_uint kind, const void *code, const void *children, rt_obj *defaults), kind, code,
    children, defaults)
RT_BY_OWN(rt_obj, rt_make_function, (const uint8_t *prelude, rt_obj defaults, rt_obj keyword_defaults), prelude,
    defaults, keyword_defaults)
RT_BY_OWN(rt_obj, rt_make_generator,
    (const void *stub, const uint8_t *prelude, rt_obj defaults, rt_obj keyword_defaults), stub, prelude, defaults,
    keyword_defaults)
RT_BY_OWN_NORETURN(rt_raise_at, (rt_obj exception, rt_uint line, rt_uint name), exception, line, name)
RT_BY_OWN_NORETURN(rt_raise_far, (rt_obj exception, rt_uint line, rt_uint name), exception, line, name)
RT_BY_OWN(rt_obj, rt_traced, (rt_obj exception, rt_uint line, rt_uint name), exception, line, name)

#ifdef RT_MODULE
#define rt_global RT_OWN_NAME(rt_global)
#define rt_global_now RT_OWN_NAME(rt_global_now)
#define rt_global_asked RT_OWN_NAME(rt_global_asked)
#define rt_set_global RT_OWN_NAME(rt_set_global)
#define rt_del_global RT_OWN_NAME(rt_del_global)
#define rt_class_name RT_OWN_NAME(rt_class_name)
#define rt_import_relative RT_OWN_NAME(rt_import_relative)
#define rt_call_in_globals RT_OWN_NAME(rt_call_in_globals)
#define rt_make_code RT_OWN_NAME(rt_make_code)
#define rt_make_function RT_OWN_NAME(rt_make_function)
#define rt_make_generator RT_OWN_NAME(rt_make_generator)
#define rt_raise_at RT_OWN_NAME(rt_raise_at)
#define rt_raise_far RT_OWN_NAME(rt_raise_far)
#define rt_traced RT_OWN_NAME(rt_traced)
#define RT_GIVEN_OWN &RT_OWN
#else
#define rt_global(...) rt_global_in(own, __VA_ARGS__)
#define rt_global_now(...) rt_global_now_in(own, __VA_ARGS__)
#define rt_global_asked(...) rt_global_asked_in(own, __VA_ARGS__)
#define rt_make_code(...) rt_make_code_in(own, __VA_ARGS__)
#define rt_make_function(...) rt_make_function_in(own, __VA_ARGS__)
#define rt_raise_far(...) rt_raise_far_in(own, __VA_ARGS__)
#define rt_run(...) rt_run_in(own, __VA_ARGS__)
#define rt_traced(...) rt_traced_in(own, __VA_ARGS__)
#define rt_begin(...) rt_begin_in(own, __VA_ARGS__)
#define RT_GIVEN_OWN own
#endif
#if defined(RT_TOLD) && defined(RT_MODULE)
#define RT_UNTOLD rt_site = RT_NOWHERE,
#else
#define RT_UNTOLD
#endif
// Once a module.
#define rt_enter(...) rt_enter_in(RT_GIVEN_OWN, __VA_ARGS__)
#define rt_once_only(...) rt_once_only_in(RT_GIVEN_OWN, __VA_ARGS__)
#define rt_start(...) rt_start_in(RT_GIVEN_OWN, __VA_ARGS__)
#define rt_once_alone(...) rt_once_alone_in(RT_GIVEN_OWN, __VA_ARGS__)
#define rt_make_once(...) rt_make_once_in(RT_GIVEN_OWN, __VA_ARGS__)
#define rt_once(...) (RT_UNTOLD rt_once_in(RT_GIVEN_OWN, __VA_ARGS__))
#define rt_once_only_with(...) rt_once_only_with_in(RT_GIVEN_OWN, __VA_ARGS__)
#define rt_make_once_with(...) rt_make_once_with_in(RT_GIVEN_OWN, __VA_ARGS__)
#define rt_once_with(...) (RT_UNTOLD rt_once_with_in(RT_GIVEN_OWN, __VA_ARGS__))

#endif
