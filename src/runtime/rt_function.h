// Function objects, and what they are made from: of functions, of functions that other modules call, of generators. The
// object is the firmware's own for machine code (py/objfun.h), which binds arguments by the prelude.
#ifndef MPYC_RT_FUNCTION_H
#define MPYC_RT_FUNCTION_H

rt_obj rt_make_function(const uint8_t *prelude, rt_obj defaults, rt_obj keyword_defaults);
// A function object from what all of them are made from. The kind is the first word of an rt_raw_code, little-endian as
// every processor with native modules is.
#define RT_CODE(kind, is_generator) ((rt_uint)(kind) << 16 | (rt_uint)(is_generator) << 24)
RT_INLINE rt_obj rt_make_code_of(
    const rt_context *context, rt_uint kind, const void *code, const void *children, rt_obj *defaults) {
    // The head is written as one number: a copy of an initial value would be a call.
    union { rt_raw_code code; uint32_t head; } raw;
    raw.head = kind;
    raw.code.fun_data = code;
    raw.code.children = children;
    return RT_CALL(make_function_from_proto_fun)(&raw, context, defaults);
}
rt_obj rt_make_code(rt_uint kind, const void *code, const void *children, rt_obj *defaults);

// What a function object is made from: a word 0, then the code (rt_make_function).
#if defined(__riscv)
// It reaches 1 MiB.
#define RT_JUMP "j"
#elif defined(__x86_64__) || defined(__i386__)
#define RT_JUMP "jmp"
#elif defined(__XTENSA__)
// It reaches 128 KiB. With windows it stands before the callee's `entry`, which makes the frame.
#define RT_JUMP "j"
#elif defined(__thumb2__)
#define RT_JUMP "b.w"
#elif defined(__thumb__)
// The jumps of a Cortex-M0 reach 2 KB, its calls 16 MB.
#define RT_JUMP "push {r4, lr}\nbl"
#define RT_AFTER_JUMP "\npop {r4, pc}"
#else
#error "no jump for this architecture"
#endif
#ifndef RT_AFTER_JUMP
#define RT_AFTER_JUMP ""
#endif
#if UINTPTR_MAX > 0xffffffff
#define RT_ALIGN ".balign 8\n"
#define RT_WORD ".quad"
#else
#define RT_ALIGN ".balign 4\n"
// Which is 16 bits as `.word` on x86.
#define RT_WORD ".long"
#endif
#define RT_CODE_AT(stub, text) \
    __asm__(".pushsection .text." stub ",\"ax\",%progbits\n" RT_ALIGN ".globl " stub "\n.hidden " stub "\n" stub ":\n" text \
            "\n.popsection\n");
#define RT_JUMP_TO(function) RT_JUMP " " function RT_AFTER_JUMP "\n"
#define RT_STUB(stub, function) \
    rt_obj function(rt_obj fun, size_t n_args, size_t n_kw, const rt_obj *args); \
    RT_CODE_AT(#stub, RT_WORD " 0\n" RT_JUMP_TO(#function))
// What the firmware enters every function by. It finds in front of the prelude what takes the bound arguments, and for how
// many of them a call by position alone is bound as it is.
extern const char rt_entry_stub[], rt_guard_stub[];
#ifdef RT_TOLD
#define RT_USUAL_STUB rt_guard_stub
#else
#define RT_USUAL_STUB rt_entry_stub
#endif
rt_obj rt_entry(rt_obj fun, size_t n_args, size_t n_kw, const rt_obj *args);
typedef rt_obj (*rt_body)(const rt_obj *args);
#define RT_BINDS (0x8000) // of none
typedef struct { rt_body body; uint16_t n_params; uint8_t prelude[]; } rt_entered;
#define RT_ENTERED(fun) \
    ((const rt_entered *)((const char *)((const rt_fun *)(fun))->child_table - offsetof(rt_entered, prelude)))
#define RT_PRELUDE(n) const struct { rt_body body; uint16_t n_params; uint8_t bytes[n]; }
// A function that other modules call by its native form (rt_form.c): before it stand that, the word that says how, and a number
// of the names and defaults of its parameters.
extern const char rt_form_stub[];
typedef struct { void *form; rt_uint word, names; rt_entered entered; } rt_formed;
#define RT_FORMED(fun) \
    ((const rt_formed *)((const char *)((const rt_fun *)(fun))->child_table - offsetof(rt_formed, entered.prelude)))
#define RT_FORM_PRELUDE(n) \
    const struct { void *form; rt_uint word, names; rt_body body; uint16_t n_params; uint8_t bytes[n]; }
#ifdef __ARM_PCS_VFP
// Floats are in registers of their own.
#define RT_FORM(word) ((rt_uint)(word) | 0x80000000u)
#else
#define RT_FORM(word) ((rt_uint)(word))
#endif
void *rt_native_form(rt_obj object, rt_uint word, rt_uint names);
void *rt_class_form(rt_obj object, rt_uint word, rt_uint names);
void *rt_method_form(const rt_obj *loaded, rt_obj object, rt_uint word, rt_uint names);
#ifdef RT_TOLD
// Returns what a call gives, and what leaves it is told (rt_lines.c). Of firmware whose exceptions go by way of setjmp, which
// functions without `try` do not ask for, nothing is caught: what stands behind it is done.
RT_NORETURN void rt_leave(rt_obj exception, rt_uint before);
#define RT_GUARDED(call, result) \
    const struct rt_table *table = rt_table(); \
    if (RT_FRAMES_BY_SETJMP || table->setjmp_ == NULL) { \
        const rt_uint before = rt_site; \
        rt_nlr frame; \
        if (nlr_push(&frame) != 0) { \
            rt_leave(frame.value, before); \
        } \
        rt_site = RT_NOWHERE; \
        call; \
        table->nlr_pop(); \
        rt_site = before; \
        return result; \
    }
#endif
void rt_guarded_init(void (*init)(void));

// A generator (rt_generator.c): its prelude stands behind its native form, which the firmware's own object for it leads to. All of
// them have the same code, whose second word is where a generator starts: anything but zero (py/objgenerator.c).
// What the firmware is answered (py/runtime.h, mp_vm_return_kind_t); what goes in and out is in the state's first word. The native
// form gives what is yielded, or null when it has ended, and its result is there.
enum { RT_FINISHED, RT_YIELDED, RT_RAISED };
typedef rt_obj (*rt_resumed_body)(rt_code_state *call, rt_obj thrown);
#define RT_GENERATOR_PRELUDE(n) const struct { rt_resumed_body body; uint8_t bytes[n]; }
// What it is made from: code that the firmware resumes it by. By the last of these it may resume others itself.
extern const char rt_resumed_stub[], rt_guarded_resumed_stub[], rt_resuming_stub[];
rt_obj rt_make_generator(const void *stub, const uint8_t *prelude, rt_obj defaults, rt_obj keyword_defaults);
#ifdef RT_TOLD
// Iterations that resume generators of the same file without the firmware. First, when the module begins, it is found
// out what the firmware's generators are.
void rt_know_generators(const rt_fun *self);
// Begins one; gives what comes next, or null: in a function, and within a generator.
void rt_iter_resumed(rt_obj object, rt_iter *iter);
rt_obj rt_next_given(rt_iter *iter);
rt_obj rt_next_within(rt_iter *iter, rt_code_state *outer);
bool rt_delegate_within(rt_obj iterator, rt_obj sent, rt_obj *through, rt_code_state *outer);
// What leaves those that a generator resumed, and is caught in it.
void rt_unwind_resumed(rt_code_state *outer, rt_nlr *frame);
#endif
RT_INLINE rt_obj rt_resumed(rt_obj thrown, rt_obj sent) {
    if (thrown != RT_NULL) {
        rt_raise(thrown);
    }
    return sent;
}
// Resumes an iterator with what was sent, or thrown if `through` has it; whether it gave something, into `through`.
RT_INLINE bool rt_delegate(rt_obj iterator, rt_obj sent, rt_obj *through) {
    return RT_CALL(yield_from)(iterator, sent, through);
}
// A float among the words of a generator's state.
typedef rt_float rt_word_float __attribute__((aligned(sizeof(void *))));

#endif
