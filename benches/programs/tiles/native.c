#include "native.h"

enum { WIDTH = 32, HEIGHT = 32, TILE = 8 };

typedef struct {
    int x, y, frame;
} sprite_t;

static inline int texel(const uint8_t *graphic, int frame, int x, int y) {
    uint8_t byte = graphic[frame * 32 + y * 4 + (x >> 1)];
    return x & 1 ? byte & 15 : byte >> 4;
}

static void render(uint8_t *screen, const uint8_t *graphic, const uint8_t *tiles, const uint8_t *palette,
    const sprite_t *sprites, int count) {
    for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
            int colour = 0;
            for (int i = 0; i < count && !colour; i++) {
                unsigned dx = x - sprites[i].x, dy = y - sprites[i].y;
                if (dx < TILE && dy < TILE) {
                    colour = texel(graphic, sprites[i].frame, dx, dy);
                }
            }
            if (!colour) {
                int frame = tiles[(y / TILE) * (WIDTH / TILE) + x / TILE];
                colour = texel(graphic, frame, x % TILE, y % TILE);
            }
            *screen++ = palette[colour * 2];
            *screen++ = palette[colour * 2 + 1];
        }
    }
}

static mp_obj_t run(void) {
    uint8_t graphic[8 * 32], tiles[16], palette[32], screen[WIDTH * HEIGHT * 2];
    for (int i = 0; i < 256; i++) {
        graphic[i] = i & 3 ? (i * 29 ^ i >> 1) & 0x3F : 0;
    }
    for (int i = 0; i < 16; i++) {
        tiles[i] = i * 5 % 8;
    }
    for (int i = 0; i < 32; i++) {
        palette[i] = i * 9;
    }
    sprite_t sprites[] = {{3, 5, 2}, {9, 9, 6}};
    for (int i = 0; i < 2; i++) {
        render(screen, graphic, tiles, palette, sprites, 2);
        for (int j = 0; j < 2; j++) {
            sprites[j].x += 4;
            sprites[j].frame ^= 1;
        }
    }
    uint32_t total = 0;
    for (size_t i = 0; i < sizeof(screen); i++) {
        total = (total * 3 + screen[i]) & 0xFFFFFF;
    }
    return mp_obj_new_int(total);
}
BENCH(run)
