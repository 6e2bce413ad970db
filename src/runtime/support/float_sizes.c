// Floats of a size that the caller names, and numbers from text.
#include "support.h"
#include "py/parsenum.h"

SUPPORT float mpyc_get_float_f(mp_obj_t o) {
    float value;
    mp_binary_set_val_array('f', &value, 0, o);
    return value;
}
SUPPORT double mpyc_get_float_d(mp_obj_t o) {
    double value;
    mp_binary_set_val_array('d', &value, 0, o);
    return value;
}
SUPPORT mp_obj_t mpyc_new_float_f(float value) { return mp_binary_get_val_array('f', &value, 0); }
SUPPORT mp_obj_t mpyc_new_float_d(double value) { return mp_binary_get_val_array('d', &value, 0); }

SUPPORT mp_obj_t mp_parse_num_decimal(
    const char *str, size_t len, bool allow_imag, bool force_complex, mp_lexer_t *lex) {
    if (lex != NULL) {
        mp_raise_NotImplementedError("parsing for the compiler");
    }
    mp_obj_t text = mp_obj_new_str(str, len);
    bool complex = force_complex || (allow_imag && len != 0 && (str[len - 1] | 0x20) == 'j');
    mp_obj_t type = MP_OBJ_FROM_PTR(mpyc_type_float());
    if (complex) {
        type = mpyc_attr(mp_import_name(Q_builtins, mp_const_none, MP_OBJ_NEW_SMALL_INT(0)), "complex");
    }
    return mp_native_call_function_n_kw(type, 1, &text);
}
