#include "native.h"

enum { FEATURES = 6, DEPTH = 5, INNER = (1 << DEPTH) - 1, NODES = INNER * 2 + 1, TREES = 6, CLASSES = 4 };

typedef struct {
    int8_t feature; // or -1, and then the other is the class
    int8_t value;
} node_t;

static void make_tree(node_t *nodes, uint32_t seed) {
    for (int i = 0; i < NODES; i++) {
        seed = (seed * 75 + 74) % 65537;
        if (i < INNER) {
            nodes[i] = (node_t) {seed % FEATURES, (int)((seed >> 4) % 200) - 100};
        } else {
            nodes[i] = (node_t) {-1, (seed >> 5) % CLASSES};
        }
    }
}

static int answer(const node_t *nodes, const int *features) {
    int at = 0;
    while (nodes[at].feature >= 0) {
        at = at * 2 + (features[nodes[at].feature] < nodes[at].value ? 1 : 2);
    }
    return nodes[at].value;
}

static int vote(node_t forest[TREES][NODES], const int *features) {
    int votes[CLASSES] = {0}, best = 0;
    for (int i = 0; i < TREES; i++) {
        votes[answer(forest[i], features)]++;
    }
    for (int i = 1; i < CLASSES; i++) {
        if (votes[i] > votes[best]) {
            best = i;
        }
    }
    return best;
}

static mp_obj_t run(void) {
    node_t forest[TREES][NODES];
    for (int i = 0; i < TREES; i++) {
        make_tree(forest[i], i * 17 + 5);
    }
    uint32_t total = 0;
    for (int i = 0; i < 80; i++) {
        int features[FEATURES];
        for (int k = 1; k <= FEATURES; k++) {
            features[k - 1] = (i * k * 13 + k * 7) % 200 - 100;
        }
        total = (total * 5 + vote(forest, features)) & 0xFFFFF;
    }
    return mp_obj_new_int(total);
}
BENCH(run)
