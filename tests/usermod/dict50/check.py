import dict50
from dict50 import *

words = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen " \
    "seventeen eighteen nineteen twenty".split()
print([getattr(dict50, word) for word in words])
print(least, most, none, false, true, dots is ..., nothing, repr(empty), repr(space))
print(word, verb, dict50.append, pair, table, len(table), text, type(text))
print(int_type is int, dict_type is dict, array_type, OrderedDict, ValueError is dict50.ValueError)
print(none_type is type(None), module_type is type(dict50))
print(nought(), same("x"), sum(3, 4), sum("a", "b"), of3(1, 2, 3), count(1), count(1, 2, 3))
print(names(), names(1, 2, key=5, other=6))
for wrong in (lambda: nought(1), lambda: same(), lambda: count(), lambda: count(1, 2, 3, 4), lambda: sum(1, b=2)):
    try:
        wrong()
        print("no error")
    except TypeError as error:
        print(error)

# The names are the firmware's own strings.
print(table["key"], table["pair"], pair[0] == "left", {"left": 1}[pair[0]], word == "sesqui" + "pedalian")
try:
    table["new"] = 1
except TypeError as error:
    print("TypeError", error)
print(len([name for name in dir(dict50) if not name.startswith("__")]), dict50.__name__)
dict50.word = "replaced"
print(dict50.word)
