// Numbers from text. A lexer, whose errors would name its line, is the compiler's own: give NULL.
#ifndef MPYC_PY_PARSENUM_H
#define MPYC_PY_PARSENUM_H

#include "obj.h"

typedef struct _mp_lexer_t mp_lexer_t;
mp_obj_t mp_parse_num_integer(const char *str, size_t len, int base, mp_lexer_t *lex);
const char *mp_parse_float_internal(const char *str, size_t len, mp_float_t *res)
    MPYC_FLOAT_SYMBOL(mp_parse_float_internal);
mp_obj_t mp_parse_num_decimal(const char *str, size_t len, bool allow_imag, bool force_complex, mp_lexer_t *lex);
static inline mp_obj_t mp_parse_num_float(const char *str, size_t len, bool allow_imag, mp_lexer_t *lex) {
    return mp_parse_num_decimal(str, len, allow_imag, false, lex);
}
static inline mp_obj_t mp_parse_num_complex(const char *str, size_t len, mp_lexer_t *lex) {
    return mp_parse_num_decimal(str, len, true, true, lex);
}

#endif
