// A package whose modules are all in one file. The firmware looks for a package's modules below the package's
// `__path__`, and finds what lies there by way of the filesystem that is mounted: so `__path__` names a mount point, and
// what is mounted there is asked for the modules. Their files are a jump to the module's own code. All else is the firmware's: names, `sys.modules`, circles, what becomes of a module that raises.
#include "rt.h"

#define NAMED(which) RT_NAME(rt_bundle_names[RT_BUNDLE_##which])
#define NAME_OBJ(which) RT_QSTR_OBJ(NAMED(which))
#define RT_QSTR_EMPTY (1) // the empty name

// What is mounted: a module, as that is an object with attributes and takes the least room. Its functions are not
// methods (py/objmodule.c). Global, so that it is where the collector looks.
struct rt_bundle_state {
    rt_module filesystem;
    rt_builtin_fun mount, stat, ilistdir, open;
} rt_bundle_state;
#define STATE rt_bundle_state

enum { NOTHING = -1, DIRECTORY = 0 };

// What a path below the mount point is: a module's file, by the module's number, a directory or nothing.
static RT_NOINLINE int find(rt_obj path) {
    struct { const uint8_t *data; size_t len; int typecode; } text;
    RT(get_buffer)(path, &text, 1);
    const uint8_t *const end = text.data + text.len, *next = rt_bundle_parts;
    if (text.len <= 1) {
        return DIRECTORY;
    }
    for (int number = 1; *next != RT_BUNDLE_END; number++) {
        const uint8_t *at = text.data;
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
    rt_obj items[10];
    int found = find(path);
    if (found == NOTHING) {
        raise_no_entry();
    }
    for (size_t i = 0; i < 10; i++) {
        items[i] = RT_SMALL(0);
    }
    items[0] = RT_SMALL(found == DIRECTORY ? 0x4000 : 0x8000);
    return RT(new_tuple)(10, items);
}

// A module's file: the header, the table of names, which has that of the source alone, and the code, which jumps to the
// module's own (py/persistentcode.c, mp_raw_code_load). That takes no more of the stack than a file with the module in
// it would, and leaves no trace. What the jump takes for itself held an argument that no module asks for.
#if defined(__riscv) && __riscv_xlen == 32
#define ARCH (11)
#define JUMP 0x17, 0x03, 0, 0, /* auipc t1, 0 */ 0x03, 0x23, 0xc3, 0, /* lw t1, 12(t1) */ 0x67, 0, 0x03, 0 /* jr t1 */
#define AFTER
#elif defined(__riscv)
#define ARCH (12)
#define JUMP 0x17, 0x03, 0, 0, /* auipc t1, 0 */ 0x03, 0x33, 0x03, 0x01, /* ld t1, 16(t1) */ \
    0x67, 0, 0x03, 0, /* jr t1 */ 0x13, 0, 0, 0 /* nop */
#define AFTER
#elif defined(__x86_64__)
#define ARCH (2)
#define JUMP 0xff, 0x25, 0, 0, 0, 0 /* jmp *0(%rip) */
#define AFTER
#elif defined(__i386__)
#define ARCH (1)
#define JUMP 0xb8 /* mov $…, %eax */
#define AFTER 0xff, 0xe0, /* jmp *%eax */
#elif defined(__thumb__)
#ifdef __thumb2__
#define ARCH (5)
#else
#define ARCH (4)
#endif
#define JUMP 0x00, 0x4b, /* ldr r3, [pc] */ 0x18, 0x47 /* bx r3 */
#define AFTER
#elif defined(__XTENSA__)
// Before its `entry` a function with a register window has the caller's, whose a13 is the argument.
#ifdef __XTENSA_WINDOWED_ABI__
#define ARCH (10)
#define SPARE (13)
#else
#define ARCH (9)
#define SPARE (5)
#endif
#define JUMP 0x06, 0x01, 0, 0 /* j to what follows the address */
#define AFTER SPARE << 4 | 1, 0xff, 0xff, /* l32r */ 0xa0, SPARE, 0, /* jx */
#else
#error "no files of a package's modules for this architecture"
#endif
#define WORD sizeof(rt_module_body)
static const uint8_t before[] = {JUMP}, after[] = {AFTER 0};
enum { KIND_NATIVE_VIPER = 4, AFTER_SIZE = sizeof(after) - 1, CODE = sizeof(before) + WORD + AFTER_SIZE };
static const uint8_t head[] = {'M', 6, ARCH << 2 | 3, 31, 1, 0, RT_QSTR_EMPTY << 1 | 1, 0x80 | CODE >> 4,
    (CODE << 3 | (KIND_NATIVE_VIPER - 2)) & 0x7f};

static RT_NOINLINE uint8_t *put(uint8_t *to, const void *from, size_t size) {
    return (uint8_t *)RT(memmove_)(to, from, size) + size;
}

static rt_obj open(rt_obj path, rt_obj mode) {
    int found = find(path);
    (void)mode;
    if (found <= DIRECTORY) {
        raise_no_entry();
    }
    uint8_t made[sizeof(head) + CODE + 1], *to = made;
    to = put(to, head, sizeof(head));
    to = put(to, before, sizeof(before));
    to = put(to, &rt_bundle_bodies[found], WORD);
    to = put(to, after, AFTER_SIZE);
    *to = 0; // flags of the code
    rt_obj stream = RT(load_attr)(RT(import_name)(NAMED(IO), RT_NONE, RT_SMALL(0)), NAMED(BYTES_IO));
    return rt_call1(stream, RT(obj_new_bytes)(made, sizeof(made)));
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
    own->context = self->context;
    rt_begin(self);
    rt_check_frames();
    rt_state.context = own->context;
    rt_state.globals = own->globals;
    rt_state.once = rt_make_code(RT_CODE(RT_KIND_BYTECODE, false), NULL, NULL, NULL);

    rt_obj names = RT(new_dict)(5);
    STATE.filesystem.type = self->context->module.type;
    STATE.filesystem.globals = names;
    STATE.mount.fun.of_2 = mount;
    STATE.open.fun.of_2 = open;
    STATE.stat.fun.of_1 = stat;
    STATE.ilistdir.fun.of_1 = ilistdir;
    give(names, NAMED(MOUNT), &STATE.mount, RT(type_fun_builtin_2));
    give(names, RT_QSTR_open, &STATE.open, RT(type_fun_builtin_2));
    give(names, NAMED(STAT), &STATE.stat, RT(type_fun_builtin_1));
    give(names, NAMED(ILISTDIR), &STATE.ilistdir, RT(type_fun_builtin_1));
    // Which is called with nothing.
    RT(dict_store)(names, NAME_OBJ(UMOUNT), (rt_obj)RT(type_dict));

    rt_obj vfs = RT(import_name)(NAMED(VFS), RT_NONE, RT_SMALL(0));
    rt_obj place = RT(obj_subscr)(globals, RT_QSTR_OBJ(RT_QSTR___name__), RT_SENTINEL);
    place = RT(binary_op)(RT_ADD, RT(binary_op)(RT_ADD, NAME_OBJ(SLASH), place), NAME_OBJ(SUFFIX));
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
