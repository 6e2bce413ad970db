mp_int_t triple(mp_int_t x);
