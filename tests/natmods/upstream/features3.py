import features3

print(features3.get_types() == (type, type(None), bool, int, str, bytes, tuple, list, dict))
print(features3.get_const_objects())
print(sorted(features3.make_dict().items()))
made = features3.make_dict("a", 1, 2, None)
print(sorted(made.items(), key=lambda item: item[0] == 2))
