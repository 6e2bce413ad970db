// The tables within dicts and sets. A table that hashes has its entries from the place that the key's hash names
// onwards, up to an empty place (0); a deleted entry (4) is passed over (py/map.c). Ordered tables, such as those of
// keyword arguments, have them one after the other.
#include "support.h"

SUPPORT void mp_map_init(mp_map_t *map, size_t n) {
    map->all_keys_are_qstrs = 1;
    map->is_fixed = 0;
    map->is_ordered = 0;
    map->used = 0;
    map->alloc = n;
    map->table = n == 0 ? NULL : m_malloc0(n * sizeof(mp_map_elem_t));
}
SUPPORT void mp_map_init_fixed_table(mp_map_t *map, size_t n, const mp_obj_t *table) {
    map->all_keys_are_qstrs = 1;
    map->is_fixed = 1;
    map->is_ordered = 1;
    map->used = n;
    map->alloc = n;
    map->table = (mp_map_elem_t *)table;
}
SUPPORT mp_map_t *mp_map_new(size_t n) {
    mp_map_t *map = m_new_obj(mp_map_t);
    mp_map_init(map, n);
    return map;
}
SUPPORT void mp_map_deinit(mp_map_t *map) {
    if (!map->is_fixed) {
        m_free(map->table);
    }
    map->used = map->alloc = 0;
}
SUPPORT void mp_map_free(mp_map_t *map) {
    mp_map_deinit(map);
    m_free(map);
}
SUPPORT void mp_map_clear(mp_map_t *map) {
    mp_map_deinit(map);
    map->all_keys_are_qstrs = 1;
    map->is_fixed = 0;
    map->table = NULL;
}

static mp_uint_t hash_of(mp_obj_t key) { return MP_OBJ_SMALL_INT_VALUE(mp_unary_op(MP_UNARY_OP_HASH, key)); }

// How keys are told apart: by their words where all, and the one that is sought, are interned.
static bool is_key(mp_obj_t key, mp_obj_t index, bool by_word) {
    return key == index || (!by_word && mp_obj_equal(key, index));
}

static mp_map_elem_t *find(const mp_map_t *map, mp_obj_t index) {
    bool by_word = map->all_keys_are_qstrs;
    if (by_word && !mp_obj_is_qstr(index)) {
        if (!mp_obj_is_str(index)) {
            return NULL;
        }
        by_word = false;
    }
    if (map->is_ordered) {
        for (size_t i = 0; i < map->used; i++) {
            if (is_key(map->table[i].key, index, by_word)) {
                return &map->table[i];
            }
        }
        return NULL;
    }
    if (map->alloc == 0) {
        return NULL;
    }
    size_t place = hash_of(index) % map->alloc;
    for (size_t i = 0; i < map->alloc; i++, place = place + 1 == map->alloc ? 0 : place + 1) {
        mp_obj_t key = map->table[place].key;
        if (key == MP_OBJ_NULL) {
            return NULL;
        }
        if (key != MP_OBJ_SENTINEL && is_key(key, index, by_word)) {
            return &map->table[place];
        }
    }
    return NULL;
}

SUPPORT mp_map_elem_t *mp_map_lookup(mp_map_t *map, mp_obj_t index, mp_map_lookup_kind_t lookup_kind) {
    mp_map_elem_t *found = find(map, index);
    if (lookup_kind == MP_MAP_LOOKUP || (found == NULL) == (lookup_kind == MP_MAP_LOOKUP_REMOVE_IF_FOUND)) {
        return found;
    }
    if (lookup_kind == MP_MAP_LOOKUP_ADD_IF_NOT_FOUND) {
        if (found == NULL) {
            // The firmware adds it, and makes the table greater where it must.
            mp_obj_dict_t dict = {{&mp_type_dict}, *map};
            mp_obj_dict_store(MP_OBJ_FROM_PTR(&dict), index, mp_const_none);
            *map = dict.map;
            found = find(map, index);
            found->value = MP_OBJ_NULL;
        }
        return found;
    }
    // Removed, with its value left where the caller can take it.
    map->used--;
    if (map->is_ordered) {
        mp_map_elem_t removed = *found;
        mp_map_elem_t *end = &map->table[map->used];
        memmove(found, found + 1, (char *)end - (char *)found);
        end->key = MP_OBJ_NULL;
        end->value = removed.value;
        return end;
    }
    mp_map_elem_t *next = found + 1 == map->table + map->alloc ? map->table : found + 1;
    found->key = next->key == MP_OBJ_NULL ? MP_OBJ_NULL : MP_OBJ_SENTINEL;
    return found;
}

SUPPORT void mp_map_dump(mp_map_t *map) {
    for (size_t i = 0; i < map->alloc; i++) {
        if (mp_map_slot_is_filled(map, i)) {
            mp_obj_print_helper(&mp_plat_print, map->table[i].key, PRINT_REPR);
        } else {
            mp_print_str(&mp_plat_print, "(nil)");
        }
        mp_printf(&mp_plat_print, ": %p\n", map->table[i].value);
    }
    mp_print_str(&mp_plat_print, "---\n");
}

// ---- Sets.

// py/objset.c: a set object.
typedef struct {
    mp_obj_base_t base;
    mp_set_t set;
} set_object;

SUPPORT void mp_set_init(mp_set_t *set, size_t n) {
    set->alloc = n;
    set->used = 0;
    set->table = m_malloc0(n * sizeof(mp_obj_t));
}
SUPPORT void mp_set_clear(mp_set_t *set) {
    m_free(set->table);
    set->alloc = 0;
    set->used = 0;
    set->table = NULL;
}

static mp_obj_t remove_at(mp_set_t *set, size_t place) {
    mp_obj_t removed = set->table[place];
    size_t next = place + 1 == set->alloc ? 0 : place + 1;
    set->table[place] = set->table[next] == MP_OBJ_NULL ? MP_OBJ_NULL : MP_OBJ_SENTINEL;
    set->used--;
    return removed;
}

SUPPORT mp_obj_t mp_set_lookup(mp_set_t *set, mp_obj_t index, mp_map_lookup_kind_t lookup_kind) {
    size_t place = set->alloc == 0 ? 0 : hash_of(index) % set->alloc;
    for (size_t i = 0; i < set->alloc; i++, place = place + 1 == set->alloc ? 0 : place + 1) {
        mp_obj_t item = set->table[place];
        if (item == MP_OBJ_NULL) {
            break;
        }
        if (item != MP_OBJ_SENTINEL && mp_obj_equal(item, index)) {
            return lookup_kind & MP_MAP_LOOKUP_REMOVE_IF_FOUND ? remove_at(set, place) : item;
        }
    }
    if (!(lookup_kind & MP_MAP_LOOKUP_ADD_IF_NOT_FOUND)) {
        return MP_OBJ_NULL;
    }
    // The firmware adds it.
    set_object object = {{mp_obj_get_type(mp_obj_new_set(0, NULL))}, *set};
    mp_obj_set_store(MP_OBJ_FROM_PTR(&object), index);
    *set = object.set;
    return index;
}

SUPPORT mp_obj_t mp_set_remove_first(mp_set_t *set) {
    for (size_t place = 0; place < set->alloc; place++) {
        if (mp_set_slot_is_filled(set, place)) {
            return remove_at(set, place);
        }
    }
    return MP_OBJ_NULL;
}
