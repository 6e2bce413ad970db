#include "py/obj.h"

int32_t each(int32_t (*f)(int32_t, void *), void *user, int32_t n) {
    int32_t sum = 0;
    for (int32_t i = 0; i < n; i++) {
        sum += f(i, user);
    }
    return sum;
}
mp_float_t fold(mp_float_t (*f)(mp_float_t, mp_float_t, void *), void *user, uint8_t n) {
    mp_float_t value = 0;
    for (uint8_t i = 1; i <= n; i++) {
        value = f(value, i, user);
    }
    return value;
}
int32_t find(bool (*f)(int32_t, void *), void *user, int32_t limit) {
    for (int32_t i = 0; i < limit; i++) {
        if (f(i, user)) {
            return i;
        }
    }
    return -1;
}

static struct {
    void (*f)(int32_t, uint8_t, void *);
    void *user;
} handlers[8];
static int32_t count;
void on(void (*f)(int32_t, uint8_t, void *), void *user) {
    handlers[count].f = f;
    handlers[count++].user = user;
}
int32_t fire(int32_t n) {
    for (int32_t i = 0; i < count; i++) {
        handlers[i].f(n, (uint8_t)i, handlers[i].user);
    }
    return count;
}
void clear(void) { count = 0; }
bool idle(void (*f)(void *), void *user) {
    if (f == NULL) {
        return false;
    }
    f(user);
    return true;
}
