// A package whose modules are all in one file. The firmware looks for a package's modules below the package's
// `__path__`, and finds what lies there by way of the filesystem that is mounted: so `__path__` names a mount point, and
// what is mounted there is asked for the modules. Their files are one and the same few bytes of bytecode, which call the
// module's own code. All else is the firmware's: names, `sys.modules`, circles, what becomes of a module that raises.
#include "rt.h"

#define NAMED(which) RT_NAME(rt_bundle_names[RT_BUNDLE_##which])
#define NAME_OBJ(which) RT_QSTR_OBJ(NAMED(which))
#define RT_QSTR_EMPTY (1) // the empty name

// What is mounted: a module, as that is an object with attributes and takes the least room. Its functions are not
// methods (py/objmodule.c). Global, so that it is where the collector looks.
struct rt_bundle_state {
    rt_module filesystem;
    rt_obj name; // of the package
    rt_builtin_fun mount, stat, ilistdir, open, run;
} rt_bundle_state;
#define STATE rt_bundle_state

enum { NOTHING = -1, DIRECTORY = 0 };

// What a path below the mount point is: a module's file, by the module's number, a directory or nothing; of a file, the
// module's name comes back too.
static int find(rt_obj path, const uint8_t **name, size_t *length) {
    struct { const uint8_t *data; size_t len; int typecode; } text;
    RT(get_buffer)(path, &text, 1);
    const uint8_t *const end = text.data + text.len, *next = rt_bundle_parts;
    if (text.len <= 1) {
        return DIRECTORY;
    }
    for (int number = 1; *next != RT_BUNDLE_END; number++) {
        const uint8_t *at = text.data, *const first = next;
        bool same = true;
        for (; *next > RT_BUNDLE_FOLDER; next++) {
            same = same && at != end && *at++ == (*next == '.' ? '/' : *next);
        }
        const unsigned kind = *next++;
        if (!same) {
            continue;
        }
        if (at == end && kind != RT_BUNDLE_MODULE) {
            return DIRECTORY;
        }
        const char *rest = kind == RT_BUNDLE_PACKAGE ? "/__init__.mpy" : ".mpy";
        while (at != end && *rest != 0 && *at == (uint8_t)*rest) {
            at++;
            rest++;
        }
        if (at == end && *rest == 0 && kind != RT_BUNDLE_FOLDER) {
            *name = first;
            *length = (size_t)(next - 1 - first);
            return number;
        }
    }
    return NOTHING;
}

static RT_COLD RT_NORETURN void raise_no_entry(void) {
    rt_raise_exception(rt_call1(rt_builtin(RT_QSTR_OSError), RT_SMALL(2))); // ENOENT
}

// py/runtime0.h, `stat` of a filesystem: ten numbers, of which an import takes the first, the mode.
static rt_obj stat(rt_obj path) {
    const uint8_t *name;
    size_t length;
    rt_obj items[10];
    int found = find(path, &name, &length);
    if (found == NOTHING) {
        raise_no_entry();
    }
    for (size_t i = 0; i < 10; i++) {
        items[i] = RT_SMALL(0);
    }
    items[0] = RT_SMALL(found == DIRECTORY ? 0x4000 : 0x8000);
    return RT(new_tuple)(10, items);
}

// Runs a module's code in the module that the firmware made: that takes on the tables of this file, and begins them
// where its own name of a source is. What is raised is given back, for the file's bytecode to raise.
static rt_obj run_module(rt_obj number, rt_obj module) {
    const size_t which = (size_t)rt_small_value(number);
    rt_context *context = module;
    const rt_context *const whole = rt_owns->context;
    rt_nlr frame;
    RT(obj_subscr)((rt_obj)context->module.globals, RT_QSTR_OBJ(RT_QSTR_EMPTY), RT_NULL);
    context->qstr_table = whole->qstr_table + which;
    context->obj_table = whole->obj_table;
    if (nlr_push(&frame) != 0) {
        return frame.value;
    }
    const rt_fun self = {NULL, context, NULL, NULL};
    rt_bundle_bodies[which](&self);
    rt_end_try();
    return RT_NONE;
}

// A module's file calls what has no name, and raises what that gives unless it is None: END_FINALLY adds no entry to the
// traceback (py/vm.c). The header; the names, which are `<module>` and the empty one; the code's size and kind, its
// signature of two places and a protected region, its names and lines, and what it does.
static const uint8_t file[] = {
    'M', 6, 0, 31, 2, 0, 7 << 1 | 1, RT_QSTR_EMPTY << 1 | 1, 12 << 3, 1 << 3 | 1 << 2, 1 << 1, 0,
    0x49, 4, 0x11, 1, 0x34, 0, 0x5d, 0x51, 0x63};

// An import has entered the module in `sys.modules` before it opens the file (py/builtinimport.c,
// process_import_at_level).
static rt_obj open(rt_obj path, rt_obj mode) {
    const uint8_t *name;
    size_t length;
    int found = find(path, &name, &length);
    (void)mode;
    if (found <= DIRECTORY) {
        raise_no_entry();
    }
    rt_obj full = RT(binary_op)(RT_ADD, STATE.name, RT(obj_new_str)((const char *)name, length));
    rt_obj modules = RT(load_attr)(RT(import_name)(NAMED(SYS), RT_NONE, RT_SMALL(0)), NAMED(MODULES));
    rt_obj module = RT(obj_subscr)(modules, full, RT_SENTINEL);
    rt_obj closed[2] = {RT_SMALL(found), module};
    rt_obj run = RT(new_closure)((rt_obj)&STATE.run, 2, closed);
    RT(dict_store)((rt_obj)((rt_module *)module)->globals, RT_QSTR_OBJ(RT_QSTR_EMPTY), run);
    rt_obj stream = RT(load_attr)(RT(import_name)(NAMED(IO), RT_NONE, RT_SMALL(0)), NAMED(BYTES_IO));
    return rt_call1(stream, RT(obj_new_bytes)(file, sizeof(file)));
}

static rt_obj mount(rt_obj readonly, rt_obj mkfs) {
    (void)readonly, (void)mkfs;
    return RT_NONE;
}

// Tools that walk over all files find none here.
static rt_obj ilistdir(rt_obj path) {
    (void)path;
    return RT(getiter)(RT(new_tuple)(0, NULL), NULL);
}

static void give(rt_obj names, unsigned name, rt_builtin_fun *function, rt_type type) {
    function->type = type;
    RT(dict_store)(names, RT_QSTR_OBJ(name), (rt_obj)function);
}

rt_obj rt_bundle(const rt_fun *self) {
    rt_own *own = rt_owns;
    const rt_obj globals = (rt_obj)self->context->module.globals;
    rt_begin(self);
    rt_check_frames();
    rt_state.context = self->context;
    rt_state.globals = own->globals;
    rt_state.once = rt_make_code(RT_CODE(RT_KIND_BYTECODE, false), NULL, NULL, NULL);
    STATE.name = RT(obj_subscr)(globals, RT_QSTR_OBJ(RT_QSTR___name__), RT_SENTINEL);

    rt_obj names = RT(new_dict)(5);
    STATE.filesystem.type = self->context->module.type;
    STATE.filesystem.globals = names;
    STATE.mount.fun.of_2 = mount;
    STATE.open.fun.of_2 = open;
    STATE.run.fun.of_2 = run_module;
    STATE.stat.fun.of_1 = stat;
    STATE.ilistdir.fun.of_1 = ilistdir;
    STATE.run.type = RT(type_fun_builtin_2);
    give(names, NAMED(MOUNT), &STATE.mount, RT(type_fun_builtin_2));
    give(names, RT_QSTR_open, &STATE.open, RT(type_fun_builtin_2));
    give(names, NAMED(STAT), &STATE.stat, RT(type_fun_builtin_1));
    give(names, NAMED(ILISTDIR), &STATE.ilistdir, RT(type_fun_builtin_1));
    // Which is called with nothing.
    RT(dict_store)(names, NAME_OBJ(UMOUNT), (rt_obj)RT(type_dict));

    rt_obj vfs = RT(import_name)(NAMED(VFS), RT_NONE, RT_SMALL(0));
    rt_obj place = RT(binary_op)(
        RT_ADD, RT(binary_op)(RT_ADD, NAME_OBJ(SLASH), STATE.name), NAME_OBJ(SUFFIX));
    rt_nlr frame;
    // One that was imported before is there still; else the firmware raises OSError.
    if (nlr_push(&frame) == 0) {
        rt_call1(RT(load_attr)(vfs, NAMED(UMOUNT)), place);
        rt_end_try();
    }
    rt_call2(RT(load_attr)(vfs, NAMED(MOUNT)), (rt_obj)&STATE.filesystem, place);
    RT(dict_store)(globals, NAME_OBJ(PATH), place);
    return rt_bundle_bodies[0](self);
}
