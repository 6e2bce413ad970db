// A comment or a text that says MP_REGISTER_MODULE(MP_QSTR_x, x) registers nothing.
const char *text = "MP_REGISTER_MODULE(MP_QSTR_x, x);";
