// A biquad section on 16-bit samples, coefficients in units of 1/16384: what it has seen is in its struct.
#include <stddef.h>
#include <stdint.h>

struct Biquad {
    int32_t b0, b1, b2, a1, a2;
    int32_t x1, x2, y1, y2;
};

static int32_t limited(int32_t value) {
    return value > INT16_MAX ? INT16_MAX : value < INT16_MIN ? INT16_MIN : value;
}

void filter(struct Biquad *section, int16_t *samples, size_t count) {
    int32_t x1 = section->x1, x2 = section->x2, y1 = section->y1, y2 = section->y2;
    for (size_t i = 0; i < count; i++) {
        int32_t x = samples[i];
        int64_t sum = (int64_t)section->b0 * x + (int64_t)section->b1 * x1 + (int64_t)section->b2 * x2
            - (int64_t)section->a1 * y1 - (int64_t)section->a2 * y2;
        int32_t y = limited((int32_t)(sum >> 14));
        x2 = x1;
        x1 = x;
        y2 = y1;
        y1 = y;
        samples[i] = (int16_t)y;
    }
    section->x1 = x1;
    section->x2 = x2;
    section->y1 = y1;
    section->y2 = y2;
}

int32_t loudest(const int16_t *samples, size_t count, void (*each)(int32_t, void *), void *user) {
    int32_t found = 0;
    for (size_t i = 0; i < count; i++) {
        int32_t size = samples[i] < 0 ? -samples[i] : samples[i];
        if (size > found) {
            found = size;
            if (each != NULL) {
                each(size, user);
            }
        }
    }
    return found;
}
