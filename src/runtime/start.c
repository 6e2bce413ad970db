// What runs first in a module that has words which the loader cannot fill: it fills them, and goes on to the module's
// entry. The linker makes the table; its form is said where it is made (linker/src/startup.rs).
#include "py/objfun.h"
#include "py/runtime.h"

typedef struct {
    uintptr_t *image;
    uint8_t stream[];
} table_t;

extern const table_t mpyc_startup_table;
mp_obj_t mp_native_call_function_n_kw(mp_obj_t fun, size_t n_args_kw, const mp_obj_t *args);
mp_obj_t mpyc_entry(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args);

typedef struct {
    const uint8_t *next;
    uintptr_t *image;
    const qstr_short_t *names;
} reader_t;

// The numbers are those of linker/src/startup.rs.
enum { SKIP, NUMBER, OBJECT, HEAD };
enum { END, FILL, IMPORT, BUILTIN, ATTRIBUTE, TYPE, EMPTY_TUPLE, NONE, CALL, APPLY, SLOT, SELF };

static qstr name_of(const reader_t *reader, size_t which) {
    return which & 1 ? which >> 1 : reader->names[which >> 1];
}

static qstr read_name(reader_t *reader) {
    size_t which = reader->next[0] | reader->next[1] << 8;
    reader->next += 2;
    return name_of(reader, which);
}

// The next word to be filled and what with; NULL after the last.
static uintptr_t *next_word(reader_t *reader, uintptr_t *word, unsigned *kind) {
    for (;;) {
        unsigned byte = *reader->next++;
        *kind = byte & 3;
        if (*kind != SKIP) {
            return word + (byte >> 2);
        }
        if (byte == 0) {
            return NULL;
        }
        word += (byte >> 2) * 64;
    }
}

static mp_obj_t import(qstr name) {
    return mp_import_name(name, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
}

static mp_obj_t builtin(qstr name) {
    return mp_load_attr(import(MP_QSTR_builtins), name);
}

mp_obj_t mpyc_start(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    reader_t reader = {
        mpyc_startup_table.stream, mpyc_startup_table.image, self->context->constants.qstr_table};
    unsigned kind;

    for (uintptr_t *word = reader.image; (word = next_word(&reader, word, &kind)) != NULL;) {
        if (kind == HEAD) {
            *word = (*word & ~((uintptr_t)0xffff << 16)) | (uintptr_t)reader.names[*word >> 16 & 0xffff] << 16;
        } else {
            qstr number = name_of(&reader, *word);
            *word = kind == NUMBER ? number : (uintptr_t)mp_native_to_obj(number, MP_NATIVE_TYPE_QSTR);
        }
    }

    mp_obj_t value = MP_OBJ_NULL;
    for (;;) {
        switch (*reader.next++) {
            case FILL:
                for (uintptr_t *word = reader.image; (word = next_word(&reader, word, &kind)) != NULL;) {
                    *word += (uintptr_t)value;
                }
                break;
            case IMPORT:
                value = import(read_name(&reader));
                break;
            case BUILTIN:
                value = builtin(read_name(&reader));
                break;
            case ATTRIBUTE:
                value = mp_load_attr(value, read_name(&reader));
                break;
            case TYPE:
                value = (mp_obj_t)mp_obj_get_type(value);
                break;
            case EMPTY_TUPLE:
                value = mp_obj_new_tuple(0, NULL);
                break;
            case NONE:
                value = mp_const_none;
                break;
            case CALL:
                value = mp_native_call_function_n_kw(value, 0, NULL);
                break;
            case APPLY:
                value = mp_native_call_function_n_kw(builtin(read_name(&reader)), 1, &value);
                break;
            case SLOT: {
                const mp_obj_type_t *type = value;
                value = (mp_obj_t)type->slots[(&type->slot_index_make_new)[*reader.next++] - 1];
                break;
            }
            case SELF:
                value = self;
                break;
            default:
                return mpyc_entry(self, n_args, n_kw, args);
        }
    }
}
