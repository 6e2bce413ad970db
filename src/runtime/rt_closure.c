// Calls of objects that are likely closures of this module: of a module that makes some. The closure's cells and the arguments
// are put side by side, as the firmware puts them (py/objclosure.c, closure_call), and the function is entered where the firmware
// would enter it. What is anything else, or would be bound otherwise than by position, the firmware calls.
#include "rt.h"

// The firmware's types of closures and of functions of machine code have no names: the first closure that is made tells them.
static rt_type type_of_closures, type_of_functions;

RT_NOINLINE rt_obj rt_new_closure(rt_obj fun, size_t n, const rt_obj *closed) {
    rt_obj closure = RT(new_closure)(fun, n, closed);
    type_of_closures = *(rt_type *)closure;
    // Not of what makes generators.
    if (((const rt_fun *)fun)->bytecode == (const void *)RT_USUAL_STUB) {
        type_of_functions = ((const rt_fun *)fun)->type;
    }
    return closure;
}

// The most cells of a closure that is entered here. There is room for them in front of the arguments.
#define RT_ROOM (6)

static RT_NOINLINE rt_obj apply(rt_obj object, size_t n_args, rt_obj *args) {
    if (RT_LIKELY(((rt_uint)object & 3) == 0)) {
        const rt_fun *fun = object;
        rt_obj *first = args;
        if (RT_LIKELY(fun->type == type_of_closures)) {
            const rt_closure *closure = object;
            size_t n = closure->n_closed;
            if (n <= RT_ROOM && ((rt_uint)closure->fun & 3) == 0) {
                fun = closure->fun;
                while (n != 0) {
                    *--first = closure->closed[--n];
                }
            }
        }
        if (RT_LIKELY(fun->type == type_of_functions && fun->bytecode == (const void *)RT_USUAL_STUB)) {
            const rt_entered *entered = RT_ENTERED(fun);
            if (RT_LIKELY((size_t)(args + n_args - first) == entered->n_params)) {
                // The firmware asks at each call of such a function (py/objfun.c, fun_native_call).
                rt_stack_check();
                return entered->body(first);
            }
        }
    }
    RT_ENTERS(object);
    return RT(call_function_n_kw)(object, n_args, args);
}

RT_NOINLINE rt_obj rt_apply0(rt_obj fun) {
    rt_obj words[RT_ROOM];
    return apply(fun, 0, words + RT_ROOM);
}

RT_NOINLINE rt_obj rt_apply1(rt_obj fun, rt_obj a) {
    rt_obj words[RT_ROOM + 1];
    words[RT_ROOM] = a;
    return apply(fun, 1, words + RT_ROOM);
}

RT_NOINLINE rt_obj rt_apply2(rt_obj fun, rt_obj a, rt_obj b) {
    rt_obj words[RT_ROOM + 2];
    words[RT_ROOM] = a;
    words[RT_ROOM + 1] = b;
    return apply(fun, 2, words + RT_ROOM);
}
