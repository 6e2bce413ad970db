// A tile-and-sprite engine for displays that take rectangles of 16-bit pixels, written as the firmware's own modules
// are: `mpyc natmod --usermod stage.c` makes a module of it that a board loads from its filesystem.
//
// A layer is a grid of 16 by 16 pixel tiles, or one tile as a sprite; a text is a grid of 8 by 8 pixel characters.
// render() puts together what is seen of them in a rectangle and writes it to the display, piece by piece through a
// buffer. Nothing else of the screen has to be in memory.
#include <string.h>

#include "py/runtime.h"

#define TILE_BYTES (128) // 16 rows of 16 pixels, 4 bits each, the left one first
#define GLYPH_BYTES (16) // 8 rows of 8 pixels, 2 bits each
#define FIRST_GLYPH (32)
// A colour, as displays take it: the high byte first. This one is not drawn.
#define TRANSPARENT (0xf81f)

extern const mp_obj_type_t stage_type_Layer;
extern const mp_obj_type_t stage_type_Text;

typedef struct _grid_obj_t {
    mp_obj_base_t base;
    mp_int_t x, y;
    mp_int_t width, height; // in tiles or characters
    // Buffers, as they were given.
    mp_obj_t graphics_in, palette_in, cells_in;
    // Where they are while render() uses them: code in Python may resize them in between.
    const uint8_t *graphics, *palette, *cells;
    size_t graphics_len;
    uint8_t frame, rotation; // of every cell, where there are no cells
} grid_obj_t;

static const uint8_t *get_buffer(mp_obj_t object, size_t least, size_t *len) {
    mp_buffer_info_t info;
    mp_get_buffer_raise(object, &info, MP_BUFFER_READ);
    if (info.len < least) {
        mp_raise_ValueError(MP_ERROR_TEXT("buffer too small"));
    }
    if (len != NULL) {
        *len = info.len;
    }
    return info.buf;
}

// Looks up where a grid's buffers are.
static void refresh(grid_obj_t *self, bool is_layer) {
    self->graphics = get_buffer(self->graphics_in, 0, &self->graphics_len);
    self->palette = get_buffer(self->palette_in, is_layer ? 2 * 16 : 2 * 8, NULL);
    self->cells = NULL;
    if (self->cells_in != mp_const_none) {
        self->cells = get_buffer(self->cells_in, self->width * self->height, NULL);
    }
}

static mp_obj_t make_grid(const mp_obj_type_t *type, const mp_obj_t *args, mp_obj_t cells, bool is_layer) {
    grid_obj_t *self = mp_obj_malloc(grid_obj_t, type);
    self->x = self->y = 0;
    self->width = mp_obj_get_int(args[0]);
    self->height = mp_obj_get_int(args[1]);
    if (self->width < 1 || self->height < 1 || self->width > 0xff || self->height > 0xff) {
        mp_raise_ValueError(MP_ERROR_TEXT("width and height must be 1 to 255"));
    }
    self->graphics_in = args[2];
    self->palette_in = args[3];
    self->cells_in = cells;
    self->frame = self->rotation = 0;
    refresh(self, is_layer);
    return MP_OBJ_FROM_PTR(self);
}

// Layer(width, height, graphics, palette, grid=None)
static mp_obj_t layer_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 4, 5, false);
    return make_grid(type, args, n_args > 4 ? args[4] : mp_const_none, true);
}

// Text(width, height, font, palette, chars)
static mp_obj_t text_make_new(const mp_obj_type_t *type, size_t n_args, size_t n_kw, const mp_obj_t *args) {
    mp_arg_check_num(n_args, n_kw, 5, 5, false);
    if (args[4] == mp_const_none) {
        mp_raise_TypeError(MP_ERROR_TEXT("chars must be a buffer"));
    }
    return make_grid(type, args, args[4], false);
}

// move(x, y): where the upper left corner is on the screen.
static mp_obj_t grid_move(mp_obj_t self_in, mp_obj_t x, mp_obj_t y) {
    grid_obj_t *self = MP_OBJ_TO_PTR(self_in);
    self->x = mp_obj_get_int(x);
    self->y = mp_obj_get_int(y);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_3(grid_move_obj, grid_move);

// frame(tile, rotation): what a layer without a grid shows.
static mp_obj_t layer_frame(mp_obj_t self_in, mp_obj_t frame, mp_obj_t rotation) {
    grid_obj_t *self = MP_OBJ_TO_PTR(self_in);
    self->frame = mp_obj_get_int(frame) & 0x1f;
    self->rotation = mp_obj_get_int(rotation) & 7;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_3(layer_frame_obj, layer_frame);

// Puts a colour of a palette where a pixel goes, if it is to be seen.
static inline void put(uint8_t *to, const uint8_t *colour) {
    if (colour[0] != TRANSPARENT >> 8 || colour[1] != (TRANSPARENT & 0xff)) {
        to[0] = colour[0];
        to[1] = colour[1];
    }
}

// Draws what a layer has of a row: n pixels from (x, y) on, counted from its corner.
static void draw_tiles(const grid_obj_t *self, size_t x, size_t y, size_t n, uint8_t *to) {
    for (; n > 0; n--, x++, to += 2) {
        size_t tile = self->frame, rotation = self->rotation;
        if (self->cells != NULL) {
            uint8_t cell = self->cells[(y >> 4) * self->width + (x >> 4)];
            tile = cell & 0x1f;
            rotation = cell >> 5;
        }
        size_t u = x & 15, v = y & 15;
        if (rotation & 4) {
            u = 15 - u;
        }
        // Quarter turns, clockwise.
        if (rotation & 1) {
            size_t turned = v;
            v = 15 - u;
            u = turned;
        }
        if (rotation & 2) {
            u = 15 - u;
            v = 15 - v;
        }
        size_t at = tile * TILE_BYTES + v * 8 + (u >> 1);
        if (at < self->graphics_len) {
            size_t colour = u & 1 ? self->graphics[at] & 15 : self->graphics[at] >> 4;
            put(to, self->palette + 2 * colour);
        }
    }
}

// The same for a text.
static void draw_characters(const grid_obj_t *self, size_t x, size_t y, size_t n, uint8_t *to) {
    for (; n > 0; n--, x++, to += 2) {
        uint8_t character = self->cells[(y >> 3) * self->width + (x >> 3)];
        size_t glyph = character & 0x7f;
        if (glyph < FIRST_GLYPH) {
            continue;
        }
        size_t u = x & 7, v = y & 7;
        size_t at = (glyph - FIRST_GLYPH) * GLYPH_BYTES + v * 2 + (u >> 2);
        if (at < self->graphics_len) {
            // The second four colours are those of characters with the highest bit set.
            size_t colour = (self->graphics[at] >> (6 - 2 * (u & 3)) & 3) + (character & 0x80 ? 4 : 0);
            put(to, self->palette + 2 * colour);
        }
    }
}

// The layers of a render(): an instance of a class in Python that derives from one of ours has ours within.
static grid_obj_t *get_grid(mp_obj_t layer, bool *is_layer) {
    mp_obj_t native = mp_obj_cast_to_native_base(layer, MP_OBJ_FROM_PTR(&stage_type_Layer));
    *is_layer = native != MP_OBJ_NULL;
    if (native == MP_OBJ_NULL) {
        native = mp_obj_cast_to_native_base(layer, MP_OBJ_FROM_PTR(&stage_type_Text));
    }
    if (native == MP_OBJ_NULL) {
        mp_raise_TypeError(MP_ERROR_TEXT("layers must be Layer or Text objects"));
    }
    return MP_OBJ_TO_PTR(native);
}

typedef struct _entry_t {
    grid_obj_t *grid;
    bool is_layer;
} entry_t;

static void refresh_all(mp_obj_t layers, entry_t *entries, size_t n) {
    size_t now;
    mp_obj_t *items;
    mp_obj_get_array(layers, &now, &items);
    if (now != n) {
        mp_raise_ValueError(MP_ERROR_TEXT("layers changed while they were rendered"));
    }
    for (size_t i = 0; i < n; i++) {
        entries[i].grid = get_grid(items[i], &entries[i].is_layer);
        refresh(entries[i].grid, entries[i].is_layer);
    }
}

// Draws n pixels of a row from (x, y) on: the background, then the layers, the one in front last.
static void draw(const entry_t *entries, size_t layers, mp_int_t x, mp_int_t y, mp_int_t n, uint8_t *to, uint16_t background) {
    for (mp_int_t i = 0; i < n; i++) {
        to[2 * i] = background >> 8;
        to[2 * i + 1] = background;
    }
    for (size_t i = layers; i-- > 0;) {
        const grid_obj_t *grid = entries[i].grid;
        mp_int_t size = entries[i].is_layer ? 16 : 8;
        mp_int_t v = y - grid->y;
        mp_int_t first = MAX(x, grid->x), end = MIN(x + n, grid->x + grid->width * size);
        if (v < 0 || v >= grid->height * size || first >= end) {
            continue;
        }
        void (*draw_row)(const grid_obj_t *, size_t, size_t, size_t, uint8_t *) =
            entries[i].is_layer ? draw_tiles : draw_characters;
        draw_row(grid, first - grid->x, v, end - first, to + 2 * (first - x));
    }
}

// render(x0, y0, x1, y1, layers, buffer, spi, background=0): writes the pixels from (x0, y0) up to, but without,
// (x1, y1), row by row, to spi.write(). The first of the layers is in front.
static mp_obj_t stage_render(size_t n_args, const mp_obj_t *args) {
    mp_int_t x0 = mp_obj_get_int(args[0]), y0 = mp_obj_get_int(args[1]);
    mp_int_t x1 = mp_obj_get_int(args[2]), y1 = mp_obj_get_int(args[3]);
    uint16_t background = n_args > 7 ? mp_obj_get_int(args[7]) : 0;
    size_t n;
    mp_obj_t *items;
    mp_obj_get_array(args[4], &n, &items);
    entry_t *entries = m_new(entry_t, n);
    refresh_all(args[4], entries, n);

    mp_buffer_info_t buffer;
    mp_get_buffer_raise(args[5], &buffer, MP_BUFFER_WRITE);
    mp_int_t room = buffer.len / 2; // pixels
    if (room == 0) {
        mp_raise_ValueError(MP_ERROR_TEXT("buffer too small"));
    }
    mp_obj_t write[3];
    mp_load_method(args[6], MP_QSTR_write, write);

    mp_int_t used = 0;
    for (mp_int_t y = y0; y < y1; y++) {
        for (mp_int_t x = x0; x < x1;) {
            mp_int_t run = MIN(x1 - x, room - used);
            draw(entries, n, x, y, run, (uint8_t *)buffer.buf + 2 * used, background);
            x += run;
            used += run;
            bool last = x == x1 && y == y1 - 1;
            if (used < room && !last) {
                continue;
            }
            write[2] = mp_obj_new_bytearray_by_ref(2 * used, buffer.buf);
            mp_call_method_n_kw(1, 0, write);
            used = 0;
            // What was called may have changed anything.
            refresh_all(args[4], entries, n);
            mp_get_buffer_raise(args[5], &buffer, MP_BUFFER_WRITE);
            if ((mp_int_t)(buffer.len / 2) < room) {
                mp_raise_ValueError(MP_ERROR_TEXT("buffer too small"));
            }
        }
    }
    m_del(entry_t, entries, n);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(stage_render_obj, 7, 8, stage_render);

static const mp_rom_map_elem_t layer_locals_dict_table[] = {
    { MP_ROM_QSTR(MP_QSTR_move), MP_ROM_PTR(&grid_move_obj) },
    { MP_ROM_QSTR(MP_QSTR_frame), MP_ROM_PTR(&layer_frame_obj) },
};
static MP_DEFINE_CONST_DICT(layer_locals_dict, layer_locals_dict_table);

MP_DEFINE_CONST_OBJ_TYPE(
    stage_type_Layer,
    MP_QSTR_Layer,
    MP_TYPE_FLAG_NONE,
    make_new, layer_make_new,
    locals_dict, &layer_locals_dict
    );

static const mp_rom_map_elem_t text_locals_dict_table[] = {
    { MP_ROM_QSTR(MP_QSTR_move), MP_ROM_PTR(&grid_move_obj) },
};
static MP_DEFINE_CONST_DICT(text_locals_dict, text_locals_dict_table);

MP_DEFINE_CONST_OBJ_TYPE(
    stage_type_Text,
    MP_QSTR_Text,
    MP_TYPE_FLAG_NONE,
    make_new, text_make_new,
    locals_dict, &text_locals_dict
    );

static const mp_rom_map_elem_t stage_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_stage) },
    { MP_ROM_QSTR(MP_QSTR_Layer), MP_ROM_PTR(&stage_type_Layer) },
    { MP_ROM_QSTR(MP_QSTR_Text), MP_ROM_PTR(&stage_type_Text) },
    { MP_ROM_QSTR(MP_QSTR_render), MP_ROM_PTR(&stage_render_obj) },
    { MP_ROM_QSTR(MP_QSTR_TRANSPARENT), MP_ROM_INT(TRANSPARENT) },
};
static MP_DEFINE_CONST_DICT(stage_globals, stage_globals_table);

const mp_obj_module_t stage_user_cmodule = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&stage_globals,
};

MP_REGISTER_MODULE(MP_QSTR_stage, stage_user_cmodule);
