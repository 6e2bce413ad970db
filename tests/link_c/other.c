#ifdef THREADS
#define LOCAL _Thread_local
#else
#define LOCAL
#endif
#ifdef COMMON
int common;
#endif
extern LOCAL int global[3];
static LOCAL int state = 30;
int other(int x) {
    global[2] = x;
    return x + state++;
}
__attribute__((weak)) int weak_definition(void) {
    return 1;
}
