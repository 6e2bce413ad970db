# What `:=` binds in a comprehension in a comprehension belongs to the function around both.
def through_two():
    rows = list(list((seen := j) for j in range(i)) for i in range(3))
    return rows, seen


def through_list():
    return any(any([(last := j) > 1 for j in range(i)]) for i in range(9)), last


print(through_two(), through_list())
print(list(sum((top := k) for k in range(n)) for n in range(4)), top)
