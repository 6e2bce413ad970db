_Thread_local int shared = 40;
int *other(void) {
    return &shared;
}
