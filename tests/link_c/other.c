#ifdef COMMON
int common;
#endif
#ifdef NO_DATA
int state;
#else
int state = 30;
#endif
int other(int x) {
    return x + state++;
}
__attribute__((weak)) int weak_definition(void) {
    return 1;
}
