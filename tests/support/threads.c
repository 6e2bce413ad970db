// Emulated thread-local variables: what compilers make for one, and the calls that they make.
#include "test.h"

typedef struct {
    size_t size;
    size_t align;
    void *value;
    const void *initial;
} emulated_t;

void *__emutls_get_address(emulated_t *variable);
void __emutls_register_common(emulated_t *variable, size_t size, size_t align, const void *initial);

// Global and zero at the start, so that the collector finds what they hold on every port.
emulated_t number_variable, zeros_variable, aligned_variable, common_variable;
static const int initial_number = 1234567;
static const char initial_text[8] = "initial";

// Sets up the variables as the compiler does, and gives their first values.
FUN_0(set_up) {
    number_variable = (emulated_t){sizeof initial_number, sizeof(int), NULL, &initial_number};
    zeros_variable = (emulated_t){40, 4, NULL, NULL};
    aligned_variable = (emulated_t){8, 128, NULL, initial_text};
    common_variable = (emulated_t){4, 4, NULL, NULL};
    // The largest counts, and its initial contents.
    __emutls_register_common(&common_variable, 8, 8, initial_text);
    __emutls_register_common(&common_variable, 4, 16, initial_text);
    const char *zeros = __emutls_get_address(&zeros_variable);
    size_t sum = 0;
    for (size_t i = 0; i < 40; i++) {
        sum += zeros[i];
    }
    mp_obj_t items[] = {
        mp_obj_new_int(*(int *)__emutls_get_address(&number_variable)),
        mp_obj_new_int(sum),
        mp_obj_new_str(__emutls_get_address(&aligned_variable), 7),
        mp_obj_new_int((uintptr_t)__emutls_get_address(&aligned_variable) % 128),
        mp_obj_new_str(__emutls_get_address(&common_variable), 7),
        mp_obj_new_int(common_variable.align),
    };
    return mp_obj_new_tuple(6, items);
}

// Adds to each, and gives what they are then.
FUN_0(step) {
    *(int *)__emutls_get_address(&number_variable) += 1;
    ((char *)__emutls_get_address(&aligned_variable))[0] += 1;
    ((int *)__emutls_get_address(&zeros_variable))[9] += 1;
    mp_obj_t items[] = {
        mp_obj_new_int(*(int *)__emutls_get_address(&number_variable)),
        mp_obj_new_str(__emutls_get_address(&aligned_variable), 7),
        mp_obj_new_int(((int *)__emutls_get_address(&zeros_variable))[9]),
        mp_obj_new_str(__emutls_get_address(&common_variable), 7),
    };
    return mp_obj_new_tuple(4, items);
}

#define EXPORTS(X) X(set_up) X(step)
MODULE(EXPORTS)
