// Functions that modules call of each other by their native forms. Each is another file, with a runtime of its own: what a
// function object tells of itself has to be found in the object, and its exceptions are told before they leave.
#include "rt.h"

// What the object of such a function is made from: as any other's, and then a word that nothing else has there. What the
// firmware's own compiler makes is longer (py/emitnative.c, emit_native_start_pass), so that something can be read there.
#define RT_MARK (0x6d707963)
#define RT_MARK_AT (sizeof(void *) + 8)
#define RT_TEXT(number) RT_QUOTED(number)
#define RT_QUOTED(text) #text
#ifdef RT_TOLD
#define RT_USUAL_ENTRY "rt_guard"
#else
#define RT_USUAL_ENTRY "rt_entry"
#endif
#ifdef __riscv
// No linker makes it shorter, which would move what comes after it.
#define RT_FIXED_JUMP(text) ".option push\n.option norvc\n.option norelax\n" text ".option pop\n"
#else
#define RT_FIXED_JUMP(text) text
#endif
RT_CODE_AT("rt_form_stub", RT_WORD " 0\n" RT_FIXED_JUMP(RT_JUMP_TO(RT_USUAL_ENTRY))
           ".org rt_form_stub + " RT_TEXT(__SIZEOF_POINTER__) " + 8\n.long " RT_TEXT(RT_MARK))

#ifndef RT_BUNDLE
// The firmware's type of functions of machine code has no name: it is asked of one.
static rt_obj nothing(const rt_obj *args) { return (void)args, RT_NONE; }

static RT_COLD rt_type type_of_functions(void) {
    static RT_PRELUDE(4) asked = {nothing, 0, {0, 2, 0, 0}};
    return RT(obj_get_type)(rt_make_function(asked.bytes, RT_NULL, RT_NULL));
}
#endif

// Whatever its parameters are called, if `names` is 0.
RT_NOINLINE void *rt_native_form(rt_obj object, rt_uint word, rt_uint names) {
    const rt_fun *fun = object;
    if (((rt_uint)object & 3) != 0) {
        return NULL;
    }
#ifdef RT_BUNDLE
    // Of this file alone: the others have a runtime of their own.
    if (fun->bytecode != (const void *)rt_form_stub) {
        return NULL;
    }
#else
    static rt_type functions;
    if (functions == NULL) {
        functions = type_of_functions();
    }
    if (fun->type != functions || *(const uint32_t *)((const char *)fun->bytecode + RT_MARK_AT) != RT_MARK) {
        return NULL;
    }
#endif
    const rt_formed *formed = RT_FORMED(fun);
    return formed->word == word && (names == 0 || formed->names == names) ? formed->form : NULL;
}

// A class of another module has its form with its own `__init__`.
RT_NOINLINE void *rt_class_form(rt_obj object, rt_uint word, rt_uint names) {
    const rt_type_obj *class = object;
    if (((rt_uint)object & 3) != 0 || class->type != RT(type_type) || class->slot_locals_dict == 0) {
        return NULL;
    }
    const rt_map *map = &((const rt_dict *)class->slots[class->slot_locals_dict - 1])->map;
    for (size_t i = 0; i < map->alloc; i++) {
        if (map->table[i].key == RT_QSTR_OBJ(RT_QSTR___init__)) {
            return rt_native_form(map->table[i].value, word, names);
        }
    }
    return NULL;
}

// Of a method that was loaded, if it is called of the object itself.
RT_NOINLINE void *rt_method_form(const rt_obj *loaded, rt_obj object, rt_uint word, rt_uint names) {
    return loaded[1] == object ? rt_native_form(loaded[0], word, names) : NULL;
}
