#ifdef COMMON
int common;
#endif
#ifdef THREADS
static _Thread_local int state = 30;
extern _Thread_local int global[3];
#else
static int state = 30;
extern int global[3];
#endif
int other(int x) {
    global[2] = x;
    return x + state++;
}
__attribute__((weak)) int weak_definition(void) {
    return 1;
}
