// Characters. Like the firmware's, the questions know ASCII alone.
#include "support.h"
#include "py/unicode.h"

static bool between(unichar c, unichar first, unichar last) { return c - first <= last - first; }

SUPPORT bool unichar_isspace(unichar c) { return c == ' ' || between(c, 9, 13); }
SUPPORT bool unichar_isupper(unichar c) { return between(c, 'A', 'Z'); }
SUPPORT bool unichar_islower(unichar c) { return between(c, 'a', 'z'); }
SUPPORT bool unichar_isalpha(unichar c) { return c < 128 && unichar_islower(c | 0x20); }
SUPPORT bool unichar_isdigit(unichar c) { return between(c, '0', '9'); }
SUPPORT bool unichar_isxdigit(unichar c) { return unichar_isdigit(c) || (c < 128 && between(c | 0x20, 'a', 'f')); }
SUPPORT bool unichar_isalnum(unichar c) { return unichar_isalpha(c) || unichar_isdigit(c); }
SUPPORT bool unichar_isident(unichar c) { return unichar_isalnum(c) || c == '_'; }
SUPPORT bool unichar_isprint(unichar c) { return between(c, ' ', '~') || between(c, 9, 13); }
SUPPORT unichar unichar_tolower(unichar c) { return unichar_isupper(c) ? c + 0x20 : c; }
SUPPORT unichar unichar_toupper(unichar c) { return unichar_islower(c) ? c - 0x20 : c; }
SUPPORT mp_uint_t unichar_xdigit_value(unichar c) { return unichar_isdigit(c) ? c - '0' : (c | 0x20) - 'a' + 10; }

// ---- UTF-8: the first byte of a character says by its leading ones how many there are.

SUPPORT unichar utf8_get_char(const byte *s) {
    unichar c = *s++;
    if (!UTF8_IS_NONASCII(c)) {
        return c;
    }
    c &= c >= 0xf0 ? 0x07 : c >= 0xe0 ? 0x0f : c >= 0xc0 ? 0x1f : 0x3f;
    while (UTF8_IS_CONT(*s)) {
        c = c << 6 | (*s++ & 0x3f);
    }
    return c;
}
SUPPORT const byte *utf8_next_char(const byte *s) {
    do {
        s++;
    } while (UTF8_IS_CONT(*s));
    return s;
}
SUPPORT size_t utf8_charlen(const byte *str, size_t len) {
    size_t count = 0;
    for (size_t i = 0; i < len; i++) {
        count += !UTF8_IS_CONT(str[i]);
    }
    return count;
}
SUPPORT mp_uint_t utf8_ptr_to_index(const byte *s, const byte *ptr) { return utf8_charlen(s, ptr - s); }
SUPPORT bool utf8_check(const byte *p, size_t len) {
    unsigned more = 0;
    for (size_t i = 0; i < len; i++) {
        byte c = p[i];
        if (more != 0) {
            if (!UTF8_IS_CONT(c)) {
                return false;
            }
            more--;
        } else if (UTF8_IS_NONASCII(c)) {
            if (c < 0xc0 || c >= 0xf8) {
                return false;
            }
            more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : 1;
        }
    }
    return more == 0;
}
