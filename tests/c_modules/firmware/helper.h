#include <stdint.h>
int32_t helper(int32_t n);
