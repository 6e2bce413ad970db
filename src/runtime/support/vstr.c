// Strings that grow.
#include "support.h"

SUPPORT void vstr_init(vstr_t *vstr, size_t alloc) {
    vstr->alloc = alloc == 0 ? 1 : alloc;
    vstr->len = 0;
    vstr->buf = m_malloc(vstr->alloc);
    vstr->fixed_buf = false;
}
SUPPORT void vstr_init_len(vstr_t *vstr, size_t len) {
    vstr_init(vstr, len + 1);
    vstr->len = len;
}
SUPPORT void vstr_init_fixed_buf(vstr_t *vstr, size_t alloc, char *buf) {
    vstr->alloc = alloc;
    vstr->len = 0;
    vstr->buf = buf;
    vstr->fixed_buf = true;
}
static void add_printed(void *vstr, const char *chars, size_t length) { vstr_add_strn(vstr, chars, length); }
SUPPORT void vstr_init_print(vstr_t *vstr, size_t alloc, mp_print_t *print) {
    vstr_init(vstr, alloc);
    print->data = vstr;
    print->print_strn = add_printed;
}
SUPPORT void vstr_clear(vstr_t *vstr) {
    if (!vstr->fixed_buf) {
        m_free(vstr->buf);
    }
    vstr->buf = NULL;
}
SUPPORT vstr_t *vstr_new(size_t alloc) {
    vstr_t *vstr = m_new_obj(vstr_t);
    vstr_init(vstr, alloc);
    return vstr;
}
SUPPORT void vstr_free(vstr_t *vstr) {
    if (vstr != NULL) {
        vstr_clear(vstr);
        m_free(vstr);
    }
}

// ---- Growing.

static void grow(vstr_t *vstr, size_t alloc) {
    if (vstr->fixed_buf) {
        mp_raise_type(mpyc_builtin_type(Q_RuntimeError));
    }
    vstr->buf = m_realloc(vstr->buf, alloc);
    vstr->alloc = alloc;
}
SUPPORT char *vstr_extend(vstr_t *vstr, size_t size) {
    size_t before = vstr->alloc;
    grow(vstr, before + size);
    return vstr->buf + before;
}
SUPPORT void vstr_hint_size(vstr_t *vstr, size_t size) {
    if (vstr->len + size > vstr->alloc) {
        // Room for a few more, in steps of the collector's smallest blocks.
        grow(vstr, ((vstr->len + size + 16) & ~(size_t)7) + 8);
    }
}
SUPPORT char *vstr_add_len(vstr_t *vstr, size_t len) {
    vstr_hint_size(vstr, len);
    char *added = vstr->buf + vstr->len;
    vstr->len += len;
    return added;
}
SUPPORT char *vstr_null_terminated_str(vstr_t *vstr) {
    if (vstr->alloc == vstr->len) {
        vstr_extend(vstr, 1);
    }
    vstr->buf[vstr->len] = 0;
    return vstr->buf;
}
SUPPORT void vstr_add_byte(vstr_t *vstr, byte v) { *vstr_add_len(vstr, 1) = v; }
SUPPORT void vstr_add_strn(vstr_t *vstr, const char *str, size_t len) {
    // The text may be the vstr's own, which can move.
    vstr_hint_size(vstr, len);
    memmove(vstr->buf + vstr->len, str, len);
    vstr->len += len;
}
SUPPORT void vstr_add_str(vstr_t *vstr, const char *str) { vstr_add_strn(vstr, str, strlen(str)); }
SUPPORT void vstr_add_char(vstr_t *vstr, unichar chr) {
    // UTF-8: the first byte says by its leading ones how many there are.
    unsigned length = chr < 0x80 ? 1 : chr < 0x800 ? 2 : chr < 0x10000 ? 3 : 4;
    static const byte heads[] = {0, 0xc0, 0xe0, 0xf0};
    byte *bytes = (byte *)vstr_add_len(vstr, length);
    for (unsigned i = length; i-- > 1; chr >>= 6) {
        bytes[i] = 0x80 | (chr & 0x3f);
    }
    bytes[0] = heads[length - 1] | chr;
}
SUPPORT void vstr_ins_byte(vstr_t *vstr, size_t byte_pos, byte b) {
    if (byte_pos > vstr->len) {
        byte_pos = vstr->len;
    }
    vstr_add_len(vstr, 1);
    char *place = vstr->buf + byte_pos;
    memmove(place + 1, place, vstr->len - 1 - byte_pos);
    *place = b;
}
SUPPORT void vstr_ins_char(vstr_t *vstr, size_t char_pos, unichar chr) { vstr_ins_byte(vstr, char_pos, chr); }

// ---- Cutting.

SUPPORT void vstr_cut_out_bytes(vstr_t *vstr, size_t byte_pos, size_t bytes_to_cut) {
    if (byte_pos >= vstr->len) {
        return;
    }
    if (bytes_to_cut >= vstr->len - byte_pos) {
        vstr->len = byte_pos;
        return;
    }
    vstr->len -= bytes_to_cut;
    memmove(vstr->buf + byte_pos, vstr->buf + byte_pos + bytes_to_cut, vstr->len - byte_pos);
}
SUPPORT void vstr_cut_head_bytes(vstr_t *vstr, size_t bytes_to_cut) { vstr_cut_out_bytes(vstr, 0, bytes_to_cut); }
SUPPORT void vstr_cut_tail_bytes(vstr_t *vstr, size_t bytes_to_cut) {
    vstr->len -= MIN(bytes_to_cut, vstr->len);
}

// ---- Printing.

SUPPORT void vstr_vprintf(vstr_t *vstr, const char *fmt, va_list ap) {
    mp_print_t print = {vstr, add_printed};
    mp_vprintf(&print, fmt, ap);
}
SUPPORT void vstr_printf(vstr_t *vstr, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    vstr_vprintf(vstr, fmt, args);
    va_end(args);
}
