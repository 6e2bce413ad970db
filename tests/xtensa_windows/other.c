// The other object: a variable of the same name in it is another one.
static int counter = 30;
int other(int x) {
    return x + counter++;
}
