#ifdef COMMON
int common;
#endif
#ifdef INITIALISED_AT_RUN_TIME
int state;
#else
static int state = 30;
#endif
int other(int x) {
    return x + state++;
}
__attribute__((weak)) int weak_definition(void) {
    return 1;
}
