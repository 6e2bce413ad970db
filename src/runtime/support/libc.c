// The functions of <string.h> and <stdlib.h> that C expects everywhere; memcpy, memmove and memset are the firmware's.
// The compiler must not make a loop here a call of the function that it is.
#pragma GCC optimize("no-tree-loop-distribute-patterns")
#include "support.h"

SUPPORT size_t strlen(const char *s) {
    const char *end = s;
    while (*end != 0) {
        end++;
    }
    return end - s;
}
SUPPORT size_t strnlen(const char *s, size_t n) {
    size_t length = 0;
    while (length < n && s[length] != 0) {
        length++;
    }
    return length;
}
SUPPORT int memcmp(const void *a, const void *b, size_t n) {
    const byte *x = a, *y = b;
    for (; n != 0; n--, x++, y++) {
        if (*x != *y) {
            return *x < *y ? -1 : 1;
        }
    }
    return 0;
}
SUPPORT void *memchr(const void *s, int c, size_t n) {
    for (const byte *p = s; n != 0; n--, p++) {
        if (*p == (byte)c) {
            return (void *)p;
        }
    }
    return NULL;
}
SUPPORT int strncmp(const char *a, const char *b, size_t n) {
    for (; n != 0; n--, a++, b++) {
        if (*a != *b || *a == 0) {
            return (byte)*a - (byte)*b;
        }
    }
    return 0;
}
SUPPORT int strcmp(const char *a, const char *b) { return strncmp(a, b, (size_t)-1); }
SUPPORT char *strchr(const char *s, int c) {
    for (; *s != (char)c; s++) {
        if (*s == 0) {
            return NULL;
        }
    }
    return (char *)s;
}
SUPPORT char *strrchr(const char *s, int c) {
    char *found = NULL;
    do {
        if (*s == (char)c) {
            found = (char *)s;
        }
    } while (*s++ != 0);
    return found;
}
SUPPORT char *strstr(const char *haystack, const char *needle) {
    size_t length = strlen(needle);
    for (; strncmp(haystack, needle, length) != 0; haystack++) {
        if (*haystack == 0) {
            return NULL;
        }
    }
    return (char *)haystack;
}
SUPPORT char *strcpy(char *dest, const char *src) { return memmove(dest, src, strlen(src) + 1); }
SUPPORT char *strncpy(char *dest, const char *src, size_t n) {
    size_t length = strnlen(src, n);
    memmove(dest, src, length);
    memset(dest + length, 0, n - length);
    return dest;
}
SUPPORT char *strcat(char *dest, const char *src) {
    strcpy(dest + strlen(dest), src);
    return dest;
}
SUPPORT char *strncat(char *dest, const char *src, size_t n) {
    char *end = dest + strlen(dest);
    size_t length = strnlen(src, n);
    memmove(end, src, length);
    end[length] = 0;
    return dest;
}
SUPPORT int abs(int value) { return value < 0 ? -value : value; }
SUPPORT long labs(long value) { return value < 0 ? -value : value; }
