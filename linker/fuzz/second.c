// A second object, that defines what the first leaves open, weak or common.

int common_variable = 4;
const char shared_text[] = "a constant";
extern int counter_of(void) __attribute__((weak));
static int calls;

int f(int x) {
    return x + ++calls;
}
int choose(int x) {
    return counter_of ? counter_of() : shared_text[x & 3];
}
