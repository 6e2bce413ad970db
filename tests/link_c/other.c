#ifdef COMMON
int common;
#endif
static int state = 30;
int other(int x) {
    return x + state++;
}
__attribute__((weak)) int weak_definition(void) {
    return 1;
}
