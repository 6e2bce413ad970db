// Names that nothing defines: misspelt, a library's, the compiler's own, what C programs take for granted.
extern int mp_obj_new_tupel(int, void *);
extern void *mp_obj_new_cell(void *);
extern int printf(const char *, ...);
extern double cosh(double);
extern int answr(void);

#if __SIZEOF_POINTER__ == 8
typedef __int128_t wide_t;
#else
typedef long long wide_t;
#endif

int answer(void) { return 42; }

static wide_t wide(wide_t a, wide_t b) { return a / b; }

void *mpy_init(void *self, unsigned long n_args, unsigned long n_kw, void **args) {
    printf("%d", answr());
    void *found = mp_obj_new_cell(args[0]);
    long sum = (long)cosh((double)(long)found) + mp_obj_new_tupel(answer(), args);
    return (void *)(sum + (long)wide(n_args, n_kw) + answr());
}
