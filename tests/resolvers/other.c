// A function that a resolver chooses, for other files.
typedef int (*function)(int);

static int ten(int x) { return x * 10; }
static int minus(int x) { return -x; }
static volatile const int which = 1;
static function choose(void) { return which ? ten : minus; }
int other(int x) __attribute__((ifunc("choose")));

function address_elsewhere(void) { return other; }
int call_elsewhere(int x) { return other(x) + 1; }
