#include <stddef.h>
#include <stdint.h>
#include <string.h>

uint32_t count(const char *text, size_t length, const char *what, size_t n) {
    uint32_t found = 0;
    for (size_t i = 0; i + n <= length; i++) {
        size_t j = 0;
        while (j < n && text[i + j] == what[j]) {
            j++;
        }
        found += j == n;
    }
    return found;
}

#define SUM(result, name, type) \
    result name(const type *data, size_t n) { \
        result sum = 0; \
        for (size_t i = 0; i < n; i++) { \
            sum += data[i]; \
        } \
        return sum; \
    }
SUM(uint32_t, sum_bytes, uint8_t)
SUM(uint32_t, any_sum, uint8_t)
SUM(int64_t, sum_u16, uint16_t)
SUM(int64_t, sum_i32, int32_t)
SUM(int64_t, sum_i64, int64_t)
SUM(double, sum_f64, double)

void fill(uint8_t *data, size_t n, uint8_t value) {
    for (size_t i = 0; i < n; i++) {
        data[i] = value;
    }
}
void any_fill(uint8_t *data, size_t n, uint8_t value) { fill(data, n, value); }
void negate(int8_t *data, size_t n) {
    for (size_t i = 0; i < n; i++) {
        data[i] = -data[i];
    }
}
void scale(int16_t *data, size_t n, int16_t by) {
    for (size_t i = 0; i < n; i++) {
        data[i] *= by;
    }
}
float dot(const float *a, size_t n, const float *b, size_t m) {
    float sum = 0;
    for (size_t i = 0; i < n && i < m; i++) {
        sum += a[i] * b[i];
    }
    return sum;
}
intptr_t copy(uint8_t *to, size_t n, const uint8_t *from, size_t m) {
    size_t i = 0;
    for (; i < n && i < m; i++) {
        to[i] = from[i];
    }
    return i;
}
const char *describe(uint8_t n) {
    static const char *const names[] = {"none", "one", "größer"};
    return n < 3 ? names[n] : NULL;
}
