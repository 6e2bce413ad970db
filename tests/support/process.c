#include "test.h"

extern int errno;
int *__errno(void);
int *__errno_location(void);
void __stack_chk_fail(void);
void __stack_chk_fail_local(void);
void *__tls_get_addr(void *const *index);
#ifdef __i386__
__attribute__((regparm(1)))
#endif
void *___tls_get_addr(void *const *index);
extern const uint32_t _dl_x86_cpu_features[];
const uint32_t *_dl_x86_get_cpu_features(unsigned max);

FUN_1(error_number, number) {
    int before = errno;
    errno = mp_obj_get_int(number);
    return TUPLE(INT(before), INT(*__errno()), INT(*__errno_location()), BOOL(__errno() == &errno));
}
FUN_0(thread_local_address) {
    int variable;
    void *const index[] = {&variable, NULL};
    return TUPLE(BOOL(__tls_get_addr(index) == &variable), BOOL(___tls_get_addr(index) == &variable));
}
FUN_0(features) {
    uint32_t any = 0;
    for (size_t i = 0; i < 120; i++) {
        any |= _dl_x86_cpu_features[i];
    }
    return TUPLE(BOOL(_dl_x86_get_cpu_features(0) == _dl_x86_cpu_features), INT(any));
}
// Neither comes back.
FUN_1(smash, which) {
    if (mp_obj_is_true(which)) {
        __stack_chk_fail();
    } else {
        __stack_chk_fail_local();
    }
    return mp_const_none;
}

#define EXPORTS(X) X(error_number) X(thread_local_address) X(features) X(smash)
MODULE(EXPORTS)
