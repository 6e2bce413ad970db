// What only the firmware's interpreter does: look for what is pending, and write entries of tracebacks. It is asked by
// functions of bytecode, a few bytes each; a call of one also looks whether the stack has room.
#include "rt.h"

#define RT_BYTECODE_JUMP (0x42)      // py/bc0.h; to the next instruction with an operand of 0x40
#define RT_BYTECODE_POP_JUMP_IF_TRUE (0x43)
#define RT_BYTECODE_NONE (0x51)
#define RT_BYTECODE_DUP_TOP (0x57)
#define RT_BYTECODE_RETURN (0x63)
#define RT_BYTECODE_RAISE_FROM (0x66)
#define RT_BYTECODE_SMALL_INT(value) (0x80 + (value))
#define RT_BYTECODE_BINARY(op) (0xd7 + (op))

// Back by so many bytes from behind the operand (py/vm.c, DECODE_SLABEL).
#define RT_BACK(bytes) (0x40 - (bytes))

// Runs bytecode, as a function that lies on the stack and is otherwise the one of what runs once: no memory is asked
// for.
RT_NOINLINE void RT_IN(rt_run)(RT_THIS const void *code, size_t n_args, rt_obj *args) {
    rt_fun function = {rt_state.once->type, RT_OWN.context, NULL, code};
    RT(call_function_n_kw)((rt_obj)&function, n_args, args);
}

#ifdef RT_BUNDLE
#define only(...) only_in(own, __VA_ARGS__)
#define raise_in(...) raise_in_in(own, __VA_ARGS__)
// What is the same for all modules.
#define run_any(...) rt_run_in(rt_owns, __VA_ARGS__)
#else
#define run_any(...) rt_run(__VA_ARGS__)
#endif

// At each jump the interpreter looks for what is pending, and at each 32nd it lets other threads run (py/vm.c): four
// rounds of seven jumps and the one back. No parameters, two places, the name is the file's.
static const uint8_t look[] = {8, 2, 0, RT_BYTECODE_SMALL_INT(4),
    RT_BYTECODE_JUMP, 0x40, RT_BYTECODE_JUMP, 0x40, RT_BYTECODE_JUMP, 0x40, RT_BYTECODE_JUMP, 0x40,
    RT_BYTECODE_JUMP, 0x40, RT_BYTECODE_JUMP, 0x40, RT_BYTECODE_JUMP, 0x40,
    RT_BYTECODE_SMALL_INT(1), RT_BYTECODE_BINARY(RT_SUBTRACT), RT_BYTECODE_DUP_TOP,
    RT_BYTECODE_POP_JUMP_IF_TRUE, RT_BACK(19), RT_BYTECODE_RETURN};

rt_int rt_polls;

RT_COLD rt_int rt_poll(void) {
    run_any(look, 0, NULL);
    return RT_POLLS;
}

// What runs once as a function, which is kept, and run.
RT_INLINE rt_obj RT_IN(only)(RT_THIS const rt_context *context, const uint8_t *code, const void *children) {
    rt_obj type = (rt_obj)RT(type_type);
    RT_OWN.once = rt_make_code_of(context, RT_CODE(RT_KIND_BYTECODE, false), code, children, NULL);
    return RT(call_function_n_kw)((rt_obj)RT_OWN.once, 1, &type);
}

rt_obj RT_IN(rt_once_only)(RT_THIS const uint8_t *code, const void *children) {
    return only(RT_OWN.context, code, children);
}

rt_obj RT_IN(rt_start)(RT_THIS const rt_fun *self, const uint8_t *code, const void *children) {
    rt_begin(self);
    return only(self->context, code, children);
}

rt_obj RT_IN(rt_once_alone)(RT_THIS const rt_fun *self, const uint8_t *code) {
#ifdef RT_BUNDLE
    rt_begin(self);
#endif
    rt_obj type = (rt_obj)RT(type_type);
    rt_obj function = rt_make_code_of(self->context, RT_CODE(RT_KIND_BYTECODE, false), code, NULL, NULL);
    return RT(call_function_n_kw)(function, 1, &type);
}

void RT_IN(rt_make_once)(RT_THIS const void *children) {
    RT_OWN.once = rt_make_code(RT_CODE(RT_KIND_BYTECODE, false), NULL, children, NULL);
}

RT_NOINLINE void RT_IN(rt_once)(RT_THIS const uint8_t *code) {
    rt_obj type = (rt_obj)RT(type_type);
    RT_OWN.once->bytecode = code;
    RT(call_function_n_kw)((rt_obj)RT_OWN.once, 1, &type);
}

#ifdef RT_BUNDLE
#define MAKER RT_OWN.maker
#else
static rt_builtin_fun maker;
#define MAKER maker
#endif

void RT_IN(rt_make_once_with)(RT_THIS const void *children, rt_class_maker make_class) {
    MAKER.type = RT(type_fun_builtin_3);
    MAKER.fun.of_3 = make_class;
    rt_make_once(children);
}

RT_NOINLINE void RT_IN(rt_once_with)(RT_THIS const uint8_t *code) {
    rt_obj argument = (rt_obj)&MAKER;
    RT_OWN.once->bytecode = code;
    RT(call_function_n_kw)((rt_obj)RT_OWN.once, 1, &argument);
}

rt_obj RT_IN(rt_once_only_with)(RT_THIS const uint8_t *code, const void *children, rt_class_maker make_class) {
    rt_make_once_with(children, make_class);
    rt_once_with(code);
    return RT_NONE;
}

// A function of bytecode adds its place to an exception that leaves it. This one raises its argument; it is made anew
// each time, so that it has the name and the line that are wanted.
static RT_NORETURN void RT_IN(raise_in)(RT_THIS const void *code, rt_obj exception) {
    rt_run(code, 1, &exception);
    __builtin_unreachable();
}

void RT_IN(rt_raise_at)(RT_THIS rt_obj exception, rt_uint line, rt_uint name) {
    uint8_t code[] = {
        RT_RAISING, 4 << 1, (uint8_t)name, 0, RT_LINES(line - 1), RT_BYTECODE_FIRST_LOCAL, RT_BYTECODE_RAISE};
    raise_in(code, exception);
}

void RT_IN(rt_raise_far)(RT_THIS rt_obj exception, rt_uint line, rt_uint name) {
    // As many as fit: 59363 lines. What is not needed goes on by none.
    uint8_t code[2 + 3 + 2 * 29 + 2];
    code[0] = RT_RAISING;
    code[1] = (3 + 2 * 29) << 1;
    code[2] = (uint8_t)(0x80 | name >> 7);
    code[3] = name & 127;
    code[4] = 0;
    line--;
    for (uint8_t *to = code + 5; to < code + 5 + 2 * 29; to += 2) {
        const rt_uint step = line < 2047 ? line : 2047;
        const uint8_t entry[] = {RT_LINES(step)};
        to[0] = entry[0];
        to[1] = entry[1];
        line -= step;
    }
    code[sizeof(code) - 2] = RT_BYTECODE_FIRST_LOCAL;
    code[sizeof(code) - 1] = RT_BYTECODE_RAISE;
    raise_in(code, exception);
}

RT_COLD void rt_cause(rt_obj cause) {
    // Raises None from the argument: when it has warned the interpreter finds that None cannot be raised.
    static const uint8_t code[] = {17, 4, 0, 0, RT_BYTECODE_NONE, RT_BYTECODE_FIRST_LOCAL, RT_BYTECODE_RAISE_FROM};
    if (cause == RT_NONE) {
        return;
    }
    rt_nlr frame;
    if (nlr_push(&frame) == 0) {
        run_any(code, 1, &cause);
    }
}

RT_COLD rt_obj RT_IN(rt_traced)(RT_THIS rt_obj exception, rt_uint line, rt_uint name) {
    rt_nlr frame;
    if (line == 0) {
        return exception;
    }
    // It comes back with its entry, or another, if there is no room on the stack: then it goes on untold.
    if (nlr_push(&frame) == 0) {
        rt_raise_far(exception, line, name);
    }
    return frame.value;
}

volatile struct rt_stack rt_stack;

RT_COLD void rt_stack_slow(rt_uint here) {
    // What is below the firmware's limit has room for a few small frames, and above are those of who calls. Between two calls may
    // be some of the firmware's.
    enum { ROOM = 128, NEAR = 256 * sizeof(rt_uint) };
    // The firmware looks at the stack before it runs a function, and raises RuntimeError.
    run_any(look, 0, NULL);
    rt_uint low = rt_stack.low, high = low + rt_stack.extent;
    const bool is_just_below = low - here <= NEAR, is_just_above = here - high <= NEAR;
    // What is far away may be another thread's.
    low = is_just_above ? low : here - ROOM;
    high = is_just_below ? high : here + ROOM;
    rt_stack.extent = 0;
    rt_stack.low = low;
    rt_stack.extent = high - low;
}
