int weak_definition(void) {
    return 2;
}
