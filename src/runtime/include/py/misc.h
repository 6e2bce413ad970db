// Small things: memory, variable strings, characters, bits.
#ifndef MPYC_PY_MISC_H
#define MPYC_PY_MISC_H

#include <stdarg.h>

#include "mpconfig.h"

typedef unsigned char byte;
typedef unsigned int uint;

#ifndef __has_builtin
#define __has_builtin(x) 0
#endif

#ifndef MIN
#define MIN(x, y) ((x) < (y) ? (x) : (y))
#endif
#ifndef MAX
#define MAX(x, y) ((x) > (y) ? (x) : (y))
#endif

#define MP_STRINGIFY_HELPER(x) #x
#define MP_STRINGIFY(x) MP_STRINGIFY_HELPER(x)
#define MP_STATIC_ASSERT(cond) ((void)sizeof(char[1 - 2 * !(cond)]))
#define MP_STATIC_ASSERT_NONCONSTEXPR(cond) ((void)1)
#define MP_CEIL_DIVIDE(a, b) (((a) + (b) - 1) / (b))
#define MP_ROUND_DIVIDE(a, b) (((a) + (b) / 2) / (b))
#define MP_ARRAY_SIZE(a) (sizeof(a) / sizeof((a)[0]))
#define MP_ALIGN(ptr, alignment) ((void *)(((uintptr_t)(ptr) + ((alignment) - 1)) & ~((alignment) - 1)))

// A failed assertion has nowhere to go on a board; firmware is built without them as well.
#ifndef assert
#define assert(condition) ((void)0)
#endif

// ---- Memory of the collector.

void *m_malloc(size_t num_bytes);
void *m_malloc_maybe(size_t num_bytes);
void *m_malloc0(size_t num_bytes);
void *m_malloc_with_finaliser(size_t num_bytes);
void *m_realloc(void *ptr, size_t new_num_bytes);
void *m_realloc_maybe(void *ptr, size_t new_num_bytes, bool allow_move);
void m_free(void *ptr);
MP_NORETURN void m_malloc_fail(size_t num_bytes);
size_t m_get_total_bytes_allocated(void);
size_t m_get_current_bytes_allocated(void);
size_t m_get_peak_bytes_allocated(void);
void *m_tracked_calloc(size_t nmemb, size_t size);
void m_tracked_free(void *ptr_in);

#define MPYC_VAR_SIZE(obj_type, field, var_type, num) (offsetof(obj_type, field) + sizeof(var_type) * (num))
#define m_new(type, num) ((type *)m_malloc(sizeof(type) * (num)))
#define m_new_maybe(type, num) ((type *)m_malloc_maybe(sizeof(type) * (num)))
#define m_new0(type, num) ((type *)m_malloc0(sizeof(type) * (num)))
#define m_new_obj(type) m_new(type, 1)
#define m_new_obj_maybe(type) m_new_maybe(type, 1)
#define m_new_obj_var(obj_type, var_field, var_type, var_num) \
    ((obj_type *)m_malloc(MPYC_VAR_SIZE(obj_type, var_field, var_type, var_num)))
#define m_new_obj_var0(obj_type, var_field, var_type, var_num) \
    ((obj_type *)m_malloc0(MPYC_VAR_SIZE(obj_type, var_field, var_type, var_num)))
#define m_new_obj_var_maybe(obj_type, var_field, var_type, var_num) \
    ((obj_type *)m_malloc_maybe(MPYC_VAR_SIZE(obj_type, var_field, var_type, var_num)))
#define m_renew(type, ptr, old_num, new_num) ((type *)m_realloc((ptr), sizeof(type) * (new_num)))
#define m_renew_maybe(type, ptr, old_num, new_num, allow_move) \
    ((type *)m_realloc_maybe((ptr), sizeof(type) * (new_num), (allow_move)))
#define m_del(type, ptr, num) ((void)(num), m_free(ptr))
#define m_del_var(obj_type, var_field, var_type, var_num, ptr) ((void)(var_num), m_free(ptr))
#define m_del_obj(type, ptr) m_del(type, ptr, 1)

// ---- Characters.

typedef uint32_t unichar;

unichar utf8_get_char(const byte *s);
const byte *utf8_next_char(const byte *s);
size_t utf8_charlen(const byte *str, size_t len);
bool unichar_isspace(unichar c);
bool unichar_isalpha(unichar c);
bool unichar_isprint(unichar c);
bool unichar_isdigit(unichar c);
bool unichar_isxdigit(unichar c);
bool unichar_isident(unichar c);
bool unichar_isalnum(unichar c);
bool unichar_isupper(unichar c);
bool unichar_islower(unichar c);
unichar unichar_tolower(unichar c);
unichar unichar_toupper(unichar c);
mp_uint_t unichar_xdigit_value(unichar c);
#define UTF8_IS_NONASCII(ch) ((ch) & 0x80)
#define UTF8_IS_CONT(ch) (((ch) & 0xc0) == 0x80)

// ---- Strings that grow.

typedef struct _vstr_t {
    size_t alloc;
    size_t len;
    char *buf;
    bool fixed_buf;
} vstr_t;

#define VSTR_FIXED(vstr, alloc) \
    vstr_t vstr; \
    char vstr##_buf[(alloc)]; \
    vstr_init_fixed_buf(&vstr, (alloc), vstr##_buf);

struct _mp_print_t;
void vstr_init(vstr_t *vstr, size_t alloc);
void vstr_init_len(vstr_t *vstr, size_t len);
void vstr_init_fixed_buf(vstr_t *vstr, size_t alloc, char *buf);
void vstr_init_print(vstr_t *vstr, size_t alloc, struct _mp_print_t *print);
void vstr_clear(vstr_t *vstr);
vstr_t *vstr_new(size_t alloc);
void vstr_free(vstr_t *vstr);
static inline void vstr_reset(vstr_t *vstr) { vstr->len = 0; }
static inline char *vstr_str(vstr_t *vstr) { return vstr->buf; }
static inline size_t vstr_len(vstr_t *vstr) { return vstr->len; }
void vstr_hint_size(vstr_t *vstr, size_t size);
char *vstr_extend(vstr_t *vstr, size_t size);
char *vstr_add_len(vstr_t *vstr, size_t len);
char *vstr_null_terminated_str(vstr_t *vstr);
void vstr_add_byte(vstr_t *vstr, byte v);
void vstr_add_char(vstr_t *vstr, unichar chr);
void vstr_add_str(vstr_t *vstr, const char *str);
void vstr_add_strn(vstr_t *vstr, const char *str, size_t len);
void vstr_ins_byte(vstr_t *vstr, size_t byte_pos, byte b);
void vstr_ins_char(vstr_t *vstr, size_t char_pos, unichar chr);
void vstr_cut_head_bytes(vstr_t *vstr, size_t bytes_to_cut);
void vstr_cut_tail_bytes(vstr_t *vstr, size_t bytes_to_cut);
void vstr_cut_out_bytes(vstr_t *vstr, size_t byte_pos, size_t bytes_to_cut);
void vstr_printf(vstr_t *vstr, const char *fmt, ...);
void vstr_vprintf(vstr_t *vstr, const char *fmt, va_list ap);

// Text of a bounded length.
#define CHECKBUF(buf, max_size) char buf[(max_size) + 1]; size_t buf##_len = (max_size); char *buf##_p = buf;
#define CHECKBUF_RESET(buf, max_size) buf##_len = (max_size); buf##_p = buf;
#define CHECKBUF_APPEND(buf, src, src_len) \
    { \
        size_t checkbuf_n = MIN((size_t)(src_len), buf##_len); \
        __builtin_memcpy(buf##_p, (src), checkbuf_n); \
        buf##_len -= checkbuf_n; \
        buf##_p += checkbuf_n; \
    }
#define CHECKBUF_APPEND_0(buf) { *buf##_p = 0; }
#define CHECKBUF_LEN(buf) (buf##_p - (buf))

int DEBUG_printf(const char *fmt, ...);

// ---- The bits of a float.

#if MICROPY_PY_BUILTINS_FLOAT
#if MICROPY_FLOAT_IMPL == MICROPY_FLOAT_IMPL_DOUBLE
#define MP_FLOAT_EXP_BITS 11
#define MP_FLOAT_EXP_OFFSET 1023
#define MP_FLOAT_FRAC_BITS 52
typedef uint64_t mp_float_uint_t;
#else
#define MP_FLOAT_EXP_BITS 8
#define MP_FLOAT_EXP_OFFSET 127
#define MP_FLOAT_FRAC_BITS 23
typedef uint32_t mp_float_uint_t;
#endif
#define MP_FLOAT_EXP_BIAS ((1 << (MP_FLOAT_EXP_BITS - 1)) - 1)

typedef union _mp_float_union_t {
    mp_float_t f;
    struct {
#if MP_ENDIANNESS_LITTLE
        mp_float_uint_t frc : MP_FLOAT_FRAC_BITS;
        mp_float_uint_t exp : MP_FLOAT_EXP_BITS;
        mp_float_uint_t sgn : 1;
#else
        mp_float_uint_t sgn : 1;
        mp_float_uint_t exp : MP_FLOAT_EXP_BITS;
        mp_float_uint_t frc : MP_FLOAT_FRAC_BITS;
#endif
    } p;
    mp_float_uint_t i;
} mp_float_union_t;

typedef mp_float_t mp_large_float_t;
typedef mp_float_uint_t mp_large_float_uint_t;
#endif

// ---- Messages of errors: plain text, which every firmware takes.

typedef const char *mp_rom_error_text_t;
#define MP_COMPRESSED_ROM_TEXT(x) x
#define MP_ERROR_TEXT(x) ((mp_rom_error_text_t)(x))

// ---- Bits and overflow.

#define mp_clz(x) __builtin_clz(x)
#define mp_clzl(x) __builtin_clzl(x)
#define mp_clzll(x) __builtin_clzll(x)
#define mp_ctz(x) __builtin_ctz(x)
#define mp_check(x) (x)
#define mp_popcount(x) __builtin_popcount(x)
static inline uint32_t mp_clz_mpi(mp_int_t x) { return (uint32_t)__builtin_clzl((unsigned long)x); }
#define MP_FIT_UNSIGNED(bits, value) (((value) & (~0U << (bits))) == 0)
#define MP_FIT_SIGNED(bits, value) \
    (MP_FIT_UNSIGNED((bits) - 1, value) || ((value) & (~0U << ((bits) - 1))) == (~0U << ((bits) - 1)))
#define MP_GCC_HAS_BUILTIN_OVERFLOW 1
#define mp_mul_ull_overflow __builtin_umulll_overflow
#define mp_mul_ll_overflow __builtin_smulll_overflow
#define mp_add_ll_overflow __builtin_saddll_overflow
#define mp_sub_ll_overflow __builtin_ssubll_overflow

#endif
