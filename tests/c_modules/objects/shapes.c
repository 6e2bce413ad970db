#include <limits.h>
#include "py/runtime.h"

enum { LIMIT = 3 };
#define LOWEST LLONG_MIN
enum Color { RED, GREEN = 5, BLUE };
typedef enum Sign { MINUS = -1, PLUS = 1 } Sign;

typedef struct Mixed {
    int8_t a;
    double b;
    uint32_t c;
    const char *hidden;
    int64_t d;
    bool e;
    float f;
    enum Color color;
} Mixed;

struct Pair { int16_t x, y; };

typedef struct Stack {
    uint8_t size, depth;
    int16_t items[];
} Stack;

enum Color next_color(enum Color c) { return c == RED ? GREEN : c == GREEN ? BLUE : RED; }
Sign flip(Sign s) { return s == PLUS ? MINUS : PLUS; }

void double_all(Mixed *m) {
    m->a *= 2;
    m->b *= 2;
    m->c *= 2;
    m->d *= 2;
    m->e = !m->e;
    m->f *= 2;
    m->color = next_color(m->color);
}

intptr_t sum_pair(const struct Pair *p, struct Pair *q) {
    if (q != NULL) {
        q->x = q->x + 1;
    }
    return p->x + p->y + (q == NULL ? 0 : q->x + q->y);
}
intptr_t sum_maybe(const struct Pair *p) { return p == NULL ? -1 : sum_pair(p, NULL); }

Stack *stack(uint8_t size) {
    if (size == 0) {
        return NULL;
    }
    Stack *made = (Stack *)m_new(char, sizeof(Stack) + size * sizeof(int16_t));
    made->size = size;
    made->depth = 0;
    return made;
}
bool push(Stack *s, int16_t n) {
    if (s->depth == s->size) {
        return false;
    }
    s->items[s->depth++] = n;
    return true;
}
int16_t pop(Stack *s) {
    if (s->depth == 0) {
        mp_raise_msg(&mp_type_IndexError, MP_ERROR_TEXT("the stack is empty"));
    }
    return s->items[--s->depth];
}
intptr_t depth(const Stack *s) { return s == NULL ? 0 : s->depth; }
Stack *itself(Stack *s) { return s; }
