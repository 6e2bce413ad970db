import m
from collections import OrderedDict


class Slice:
    def __getitem__(self, s):
        return s


s = Slice()
for items in ([], [1], [1, "a", None], list(range(20))):
    same(m.get_array(items), tuple(items))
    same(m.get_array(tuple(items)), tuple(items))
    same(m.get_array_fixed(items, len(items)), tuple(items))
    same(m.tuple_get(tuple(items)), items)
    same(m.list_get(items), tuple(items))
    same(m.tuple_hash(tuple(items)), hash(tuple(items)))
    same(m.tuple_iter(tuple(items)), items)
same_error(m.get_array, ("abc",), TypeError, "object 'str' isn't a tuple or list")
same_error(m.get_array, (5,), TypeError, "object 'int' isn't a tuple or list")
same_error(m.get_array_fixed, ([1, 2], 3), ValueError, "requested length 3 but object has length 2")
m.tuple_print((1, "a"))
same(m.tuple_unary(5, (1, 2)), 2)
same(m.tuple_binary(27, (1,), (2,)), (1, 2))
same(m.tuple_subscr((1, 2, 3), -1), 3)
m.tuple_del(20)
a = m.attrtuple("first", "second", (1, [2]))
same((a.first, a.second, a[0], len(a), tuple(a)), (1, [2], 1, 2, (1, [2])))
for n in (0, 1, 4, 9):
    same(m.list_init(n), [i * i for i in range(n)] + [n])
same(m.list_make_new(), [])
same(m.list_make_new("abc"), ["a", "b", "c"])
same(m.list_set_len([1, 2, 3], 2), [1, 2])
same(m.list_store([1, 2, 3], -1, 9), [1, 2, 9])
same_error(m.list_store, ([1], 1, 9), IndexError, "list index out of range")
same_error(m.list_store, ([1], "a", 9), TypeError, "list indices must be integers, not str")
same(m.list_remove([1, 2, 3, 2], 2), (None, [1, 3, 2]))
same(raised(m.list_remove, [1], 2), raised([1].remove, 2))
same(m.list_sort([3, 1, 2]), (None, [1, 2, 3]))
same(m.list_sort([3, 1, 2], reverse=True), (None, [3, 2, 1]))
same(m.list_sort([3, 1, -2], key=abs, reverse=False), (None, [1, -2, 3]))

same(m.dict_made(), ({"a": 1, "b": 2, 3: 4}, 3))
same(m.dict_make_new(), {})
same(m.dict_make_new([(1, 2), ("a", 3)]), {1: 2, "a": 3})
same(m.dict_get({1: 2}, 1), 2)
same_error(m.dict_get, ({1: 2}, 3), KeyError, 3)
same(m.dict_delete({1: 2, 3: 4}, 1), {3: 4})
same_error(m.dict_delete, ({1: 2}, 3), KeyError, 3)
same(m.dict_copy({1: 2}), ({1: 2}, True))
same(type(m.dict_copy(OrderedDict([(1, 2)]))[0]), OrderedDict)
same([m.is_dict(x) for x in ({}, OrderedDict(), [], None, 1, "a")], [True, True, False, False, False, False])
same(m.empty_dict(), {})
same(raised(lambda: m.empty_dict().__setitem__(1, 2) if hasattr(dict, "__setitem__") else m.empty_dict().update({1: 2}))[0], TypeError)
same(m.empty_map_lookup("a"), True)
contains, getitem, setitem, delitem = m.operators()
d = {1: 2}
same(contains(d, 1), True)
same(getitem(d, 1), 2)
setitem(d, 3, 4)
delitem(d, 1)
same(d, {3: 4})

LOOKUP, ADD, REMOVE = 0, 1, 2
for kind in (dict, OrderedDict):
    for keys in (["a", "append", "b" * 30], [1, 2.5, "x", (1, 2), None, b"y"], list(range(60)), [str(i) for i in range(60)]):
        d, wanted = kind(), {}
        for key in keys:
            same(m.lookup(d, key, LOOKUP), None)
            same(m.lookup(d, key, REMOVE), None)
            same(m.lookup(d, key, ADD), "new")
            wanted[key] = "new"
            same(len(d), len(wanted))
        for key in keys:
            d[key] = wanted[key] = [key]
            same(m.lookup(d, key, LOOKUP), [key])
            same(m.lookup(d, key, ADD), [key])
        same(dict(d), wanted)
        for key in keys[::2]:
            same(m.lookup(d, key, REMOVE), [key])
            del wanted[key]
            same(key in d, False)
        same(sorted([repr(x) for x in d.items()]), sorted([repr(x) for x in wanted.items()]))
        for key in keys:
            same(m.lookup(d, key, ADD), wanted.get(key, "new"))
        same(len(d), len(keys))
        same(m.lookup(d, "not there", LOOKUP), None)
        if kind is OrderedDict:
            same(list(d)[-1], keys[-1 if len(keys) % 2 else -2])
for n in (0, 3, 50):
    for keys in (["a", "b"], list(range(30)), ["k%d" % i for i in range(30)]):
        same(m.map_made(n, keys), (list(range(len(keys))), len(keys), 0))
same(m.map_fixed(("a", 1, "append", 2)), [1, 2])
same(m.keywords("a", "b" + "c", "d", a=1, bc=2), [1, 2, None])
same(m.keywords("a"), [None])
m.map_dump({"only": 1})
for n in (1, 4):
    for items in ([1], ["a", "b", "c"], list(range(40)), [1, True, 1.0, "x", None]):
        different = len(set(items))
        same(m.set_made(n, items), (different, len(items), different, 0, True))

for o in ([1, 2, 3], "", (1,)):
    for index in (0, 1, -1, 5, -5):
        got, wanted = raised(m.get_index, o, index, False), raised(lambda: o[index])
        if wanted[0] is IndexError:
            same(got, (IndexError, ("%s index out of range" % type(o).__name__,)))
        else:
            same(got, ("returned", index % len(o)))
        same(m.get_index(o, index, True), len(o[:index]))
same_error(m.get_index, ([], "a", True), TypeError, "list indices must be integers, not str")
numbers = list(range(10))
for start in (None, 0, 3, -3, 20, -20):
    for stop in (None, 0, 7, -2, 20, -20):
        for step in (None, 1, 2, -1, -3):
            one = s[start:stop:step]
            if hasattr(one, "indices"):
                same(m.slice_indices(one, 10), one.indices(10))
            want = []
            a, b, c = m.slice_indices(one, 10)
            while a < b if c > 0 else a > b:
                want.append(numbers[a])
                a += c
            got = m.extract(numbers, one)
            if c > 0:
                same(got, (c == 1, want))
same_error(m.slice_indices, (s[::0], 3), ValueError, "slice step can't be zero")
same(m.multiply([1, 2], 3), [1, 2, 1, 2, 1, 2])
same(m.multiply([1, 2], 0), [])
LESS, MORE, EQUAL, LESS_EQUAL, MORE_EQUAL = 0, 1, 2, 3, 4
sequences = [(), (1,), (2,), (1, 2), (1, 1), (1, 2, 3), (3,)]
for a in sequences:
    for b in sequences:
        for op, wanted in ((LESS, a < b), (MORE, a > b), (EQUAL, a == b), (LESS_EQUAL, a <= b), (MORE_EQUAL, a >= b)):
            same(m.cmp_objs(op, a, list(b)), wanted)
            same(m.cmp_bytes(op, bytes(a), bytes(b)), wanted)
same(m.index_obj([1, 2, 3, 2], 2), 1)
same(m.index_obj([1, 2, 3, 2], 2, 2), 3)
same_error(m.index_obj, ([1, 2, 3], 3, 0, 2), ValueError, "object not in sequence")
same(m.count_obj([1, 2, 1.0, True, "1"], 1), 3)
same(m.macros(), b"\x01\x01\x02\x03\x03\x00")
end()
