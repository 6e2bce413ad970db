// Generators: how they are made, how the firmware resumes them, and how compiled code of the same file resumes them without it.
//
// The firmware pushes a frame for each resume (py/objgenerator.c, mp_obj_gen_resume), as an exception has to end the generator that
// it leaves. Here a frame is pushed where a function resumes a generator, and where the firmware does; a generator that resumes
// another keeps which in its own state, so that what leaves several of them at once ends each from that one frame on.
//
//     function, or firmware ──frame──▶ pairs ──ip──▶ passing ──ip──▶ numbers      raises
//
// While one runs it is marked as the firmware marks it: to resume it again is a ValueError, whoever tries.
#include "rt.h"

#define STUB(stub, function) \
    rt_uint function(rt_code_state *call, rt_obj thrown); \
    RT_CODE_AT(#stub, RT_WORD " 0\n" RT_WORD " 1\n" RT_JUMP_TO(#function))
#define GENERATOR(state) ((rt_generator *)((char *)(state) - offsetof(rt_generator, call)))
// The native form, in front of the prelude.
#define BODY(fun) \
    (*(const rt_resumed_body *)((const char *)(fun)->child_table - offsetof(RT_GENERATOR_PRELUDE(1), bytes)))

RT_NOINLINE rt_obj RT_IN(rt_make_generator)(
    RT_THIS const void *stub, const uint8_t *prelude, rt_obj defaults, rt_obj keyword_defaults) {
    rt_obj both[2] = {defaults, keyword_defaults};
    return rt_make_code(RT_CODE(RT_KIND_NATIVE_PY, true), stub, prelude, both);
}

// An exception must not leave a function that the firmware resumes: it is an answer. What is given is in the state then, as the
// result is already.
RT_NOINLINE rt_uint rt_resume(rt_code_state *call, rt_obj thrown) {
    rt_uint answer = RT_RAISED;
    rt_nlr frame;
    if (nlr_push(&frame) == 0) {
        frame.value = BODY(call->fun)(call, thrown);
        rt_end_try();
        answer = frame.value != RT_NULL ? RT_YIELDED : RT_FINISHED;
    }
    if (frame.value != RT_NULL) {
        call->state[0] = frame.value;
    }
    return answer;
}

STUB(rt_resumed_stub, rt_resume)

#ifdef RT_TOLD
// The same where exceptions tell lines; what leaves the function comes to `caught`.
#define GUARDED_RESUME(caught) \
    const rt_uint before = rt_site; \
    rt_uint answer = RT_RAISED; \
    rt_obj given; \
    rt_nlr frame; \
    if (nlr_push(&frame) == 0) { \
        rt_site = RT_NOWHERE; \
        given = BODY(call->fun)(call, thrown); \
        rt_end_try(); \
        answer = given != RT_NULL ? RT_YIELDED : RT_FINISHED; \
    } else { \
        caught; \
        given = rt_told(frame.value); \
    } \
    rt_site = before; \
    if (given != RT_NULL) { \
        call->state[0] = given; \
    } \
    return answer;

RT_NOINLINE rt_uint rt_guarded_resume(rt_code_state *call, rt_obj thrown) { GUARDED_RESUME((void)0) }

STUB(rt_guarded_resumed_stub, rt_guarded_resume)

// Of one that may resume others.
RT_NOINLINE rt_uint rt_resuming(rt_code_state *call, rt_obj thrown) { GUARDED_RESUME(rt_unwind_resumed(call, &frame)) }

STUB(rt_resuming_stub, rt_resuming)

// The firmware's type of generators, which it has no name for.
static rt_type known_generator;

RT_COLD void rt_know_generators(const rt_fun *self) {
    // No parameters, one place, the name is the file's. It is never resumed.
    static const uint8_t prelude[] = {0, 2, 0};
    const rt_uint kind = RT_CODE(RT_KIND_NATIVE_PY, true);
    const rt_obj function = rt_make_code_of(self->context, kind, rt_resuming_stub, prelude, NULL);
    known_generator = ((const rt_generator *)RT(call_function_n_kw)(function, 0, NULL))->type;
}

// Of a generator that runs, `ip` is only compared to null by the firmware: it is odd, as where a generator starts is (its code's
// address and 1), or the state of the one that it resumes.
#define RESUMES_NONE ((const uint8_t *)1)
static bool resumes(const rt_code_state *call) { return ((rt_uint)call->ip & 1) == 0; }

// An iteration over a generator of this file, marked by a type that no object has, as RT_IN_PLACE is; then the generator, and its
// native form.
#define RT_RESUMED ((rt_type)2)

static bool is_own(rt_obj object) {
    const rt_generator *generator = object;
    return ((rt_uint)object & 3) == 0 && generator->type == known_generator
        && generator->call.fun->bytecode == (const void *)rt_resuming_stub;
}

RT_NOINLINE void rt_iter_resumed(rt_obj object, rt_iter *iter) {
    RT(getiter)(object, iter);
    // What is not an iterator on the stack is behind a null (py/nativeglue.c, mp_native_getiter).
    if (iter->type == NULL && is_own(iter->buf[0])) {
        iter->type = RT_RESUMED;
        iter->buf[1] = (rt_obj)BODY(((const rt_generator *)iter->buf[0])->call.fun);
    }
}

// Whether it can be resumed here: it neither runs, nor has ended, nor is there an exception for it, and the stack has been as deep.
RT_INLINE bool can_resume(const rt_generator *generator) {
    return RT_LIKELY(generator->pending == RT_NONE && generator->call.ip != NULL)
        && rt_stack_is_checked(rt_stack_pointer());
}

// Marks one as running that is resumed from a place in compiled code, which is kept where the firmware keeps globals that only
// it swaps.
RT_INLINE void mark_running(rt_generator *generator, rt_obj sent, rt_uint site) {
    generator->pending = RT_NULL;
    generator->call.old_globals = (rt_dict *)site;
    generator->call.state[0] = sent;
}

// Marks it as waiting again, or ended.
RT_INLINE void mark_waiting(rt_generator *generator, rt_obj given) {
    generator->pending = RT_NONE;
    if (!RT_LIKELY(given != RT_NULL)) {
        generator->call.ip = NULL;
    }
}

// What a generator raises as its end is no end to who resumes it (PEP 479).
static rt_obj not_the_end(rt_obj exception) {
    rt_nlr frame;
    if (!rt_exception_match(exception, rt_builtin(RT_QSTR_StopIteration))) {
        return exception;
    }
    if (nlr_push(&frame) == 0) {
        rt_raise_text(RT_QSTR_RuntimeError, "generator raised StopIteration");
    }
    return frame.value;
}

// An exception has left a generator and those that it resumes. Each is ended and told its line, the last one first; what is
// kept is then where the first was resumed.
static RT_COLD rt_obj unwind(rt_code_state *first, rt_obj exception) {
    rt_code_state *call = first, *outer = NULL;
    // The way back is where the way in was.
    while (resumes(call)) {
        rt_code_state *inner = (rt_code_state *)call->ip;
        call->ip = (const uint8_t *)outer;
        outer = call;
        call = inner;
    }
    exception = not_the_end(rt_told(exception));
    for (;;) {
        rt_site = (rt_uint)call->old_globals;
        GENERATOR(call)->pending = RT_NONE;
        call->ip = NULL;
        if (call == first) {
            return exception;
        }
        call = outer;
        outer = (rt_code_state *)call->ip;
        exception = rt_told(exception);
    }
}

RT_COLD void rt_unwind_resumed(rt_code_state *outer, rt_nlr *frame) {
    if (resumes(outer)) {
        frame->value = unwind((rt_code_state *)outer->ip, frame->value);
        outer->ip = RESUMES_NONE;
    }
}

// By way of the firmware, once the stack has room for it.
static RT_NOINLINE rt_obj next_usual(rt_iter *iter, rt_uint site) {
    rt_iter usual = {.buf = {iter->buf[0]}};
    rt_site = site;
    rt_stack_check();
    return RT(iternext)(iter->type == RT_RESUMED ? &usual : iter);
}

#define SITE ((rt_uint)__builtin_return_address(0))

RT_NOINLINE rt_obj RT_KEEPS(next_given)(rt_iter *iter) {
    rt_generator *generator = iter->buf[0];
    rt_nlr frame;
    if (!RT_LIKELY(iter->type == RT_RESUMED && can_resume(generator))) {
        return next_usual(iter, SITE);
    }
    mark_running(generator, RT_NONE, SITE);
    if (nlr_push(&frame) != 0) {
        rt_raise_exception(unwind(&generator->call, frame.value));
    }
    const rt_obj given = ((rt_resumed_body)iter->buf[1])(&generator->call, RT_NULL);
    rt_end_try();
    mark_waiting(generator, given);
    return given;
}

RT_NOINLINE rt_obj RT_KEEPS(next_within)(rt_iter *iter, rt_code_state *outer) {
    rt_generator *generator = iter->buf[0];
    if (!RT_LIKELY(iter->type == RT_RESUMED && can_resume(generator))) {
        return next_usual(iter, SITE);
    }
    mark_running(generator, RT_NONE, SITE);
    outer->ip = (const uint8_t *)&generator->call;
    const rt_obj given = ((rt_resumed_body)iter->buf[1])(&generator->call, RT_NULL);
    outer->ip = RESUMES_NONE;
    mark_waiting(generator, given);
    return given;
}

RT_NOINLINE bool RT_KEEPS(delegate_within)(rt_obj iterator, rt_obj sent, rt_obj *through, rt_code_state *outer) {
    rt_generator *generator = iterator;
    // One that has not begun takes None only.
    if (!RT_LIKELY(*through == RT_NULL && is_own(iterator) && can_resume(generator)
            && (sent == RT_NONE || generator->call.sp == generator->call.state))) {
        rt_site = SITE;
        rt_stack_check();
        return RT(yield_from)(iterator, sent, through);
    }
    mark_running(generator, sent, SITE);
    outer->ip = (const uint8_t *)&generator->call;
    const rt_obj given = BODY(generator->call.fun)(&generator->call, RT_NULL);
    outer->ip = RESUMES_NONE;
    mark_waiting(generator, given);
    *through = given != RT_NULL ? given : generator->call.state[0];
    return given != RT_NULL;
}
#endif
