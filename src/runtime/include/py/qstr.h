// Interned strings. A name's number is known when the module is loaded, not when it is compiled: MP_QSTR_name is the
// address of a symbol that the linker binds to the number. The names that a source uses are declared in mpyc/qstrs.h,
// which is made for each source.
#ifndef MPYC_PY_QSTR_H
#define MPYC_PY_QSTR_H

#include "misc.h"

typedef size_t qstr;
typedef uint16_t qstr_short_t;
typedef uint16_t qstr_hash_t;
typedef uint8_t qstr_len_t;

#if __has_include("../mpyc/qstrs.h")
#include "../mpyc/qstrs.h"
#endif
#define MP_QSTRnull 0

size_t qstr_compute_hash(const byte *data, size_t len);
qstr qstr_find_strn(const char *str, size_t str_len);
qstr qstr_from_str(const char *str);
qstr qstr_from_strn(const char *str, size_t len);
mp_uint_t qstr_hash(qstr q);
const char *qstr_str(qstr q);
size_t qstr_len(qstr q);
const byte *qstr_data(qstr q, size_t *len);

#endif
