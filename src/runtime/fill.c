// Fills the words of the module that the loader cannot: the numbers of names, names as objects, addresses of the
// firmware's types and objects, functions that a resolver chooses. The linker makes the table; its form is said where it is made (linker/src/startup.rs).
#include "py/objfun.h"
#include "py/runtime.h"

extern const struct {
    uintptr_t *image;
#ifdef __XTENSA__
    uintptr_t *apart;
#endif
    uint8_t stream[];
} mpyc_startup_table;

mp_obj_t mp_native_call_function_n_kw(mp_obj_t fun, size_t n_args_kw, const mp_obj_t *args);

// The numbers are those of linker/src/startup.rs. Operations from IMPORT on are followed by a name.
enum { SKIP, NUMBER, OBJECT, HEAD };
enum { END, FILL, FILL_APART, TYPE, EMPTY_TUPLE, NONE, SELF, CALL, SLOT, CHOOSE, IMPORT, ATTRIBUTE, APPLY };

// Where there are compilers that make functions which a resolver chooses (`__attribute__((ifunc))`).
#if defined(__x86_64__) || defined(__i386__)
#define RESOLVERS 1
#else
#define RESOLVERS 0
#endif

static mp_obj_t import(qstr name) {
    return mp_import_name(name, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
}

void mpyc_fill(mp_obj_fun_bc_t *self) {
    const qstr_short_t *names = self->context->constants.qstr_table;
    const uint8_t *next = mpyc_startup_table.stream;
    mp_obj_t value = MP_OBJ_NULL;
    bool choose = false;
    for (;;) {
        unsigned operation = *next++;
        qstr name = 0;
        if (operation >= IMPORT) {
            name = next[0] | next[1] << 8;
            name = name & 1 ? name >> 1 : names[name >> 1];
            next += 2;
            // Without a value, an attribute is one of the built-ins.
            if (operation == ATTRIBUTE ? value == MP_OBJ_NULL : operation == APPLY) {
                mp_obj_t builtins = import(MP_QSTR_builtins);
                if (operation == APPLY) {
                    value = mp_native_call_function_n_kw(mp_load_attr(builtins, name), 1, &value);
                    continue;
                }
                value = builtins;
            }
        }
        switch (operation) {
            case END:
                return;
            case FILL:
            case FILL_APART: {
                uintptr_t *word = mpyc_startup_table.image;
#ifdef __XTENSA__
                if (operation == FILL_APART) {
                    word = mpyc_startup_table.apart;
                }
#endif
                for (unsigned byte; (byte = *next++) != 0;) {
                    unsigned delta = byte >> 2, kind = byte & 3;
                    word += kind == SKIP ? delta * 64 : delta;
                    size_t which = *word;
                    if (kind == SKIP) {
                        continue;
                    } else if (RESOLVERS && choose) {
                        // The address of a resolver is replaced by what it returns.
                        *word = ((uintptr_t (*)(void))which)();
                    } else if (value != MP_OBJ_NULL) {
                        // The address of an object is added to what is there.
                        *word = which + (uintptr_t)value;
                    } else if (kind == HEAD) {
                        *word = (which & ~((uintptr_t)0xffff << 16)) | (uintptr_t)names[which >> 16 & 0xffff] << 16;
                    } else {
                        qstr number = which & 1 ? which >> 1 : names[which >> 1];
                        *word = kind == NUMBER ? number : (uintptr_t)MP_OBJ_NEW_QSTR(number);
                    }
                }
                value = MP_OBJ_NULL;
                choose = false;
                break;
            }
            case TYPE:
                value = (mp_obj_t)mp_obj_get_type(value);
                break;
            case EMPTY_TUPLE:
                value = mp_obj_new_tuple(0, NULL);
                break;
            case NONE:
                value = mp_const_none;
                break;
            case SELF:
                value = self;
                break;
            case CALL:
                value = mp_native_call_function_n_kw(value, 0, NULL);
                break;
            case SLOT: {
                const mp_obj_type_t *type = value;
                value = (mp_obj_t)type->slots[(&type->slot_index_make_new)[*next++] - 1];
                break;
            }
            case CHOOSE:
                choose = true;
                break;
            case IMPORT:
                value = import(name);
                break;
            case ATTRIBUTE:
                value = mp_load_attr(value, name);
                break;
        }
    }
}
