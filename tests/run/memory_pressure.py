# Many objects made and dropped while others must live on.

import gc


def churn(n: int) -> int:
    keep = []
    for i in range(n):
        keep.append((i, str(i), [i] * 3, {"k": i}))
        if i % 20 == 19:
            keep.clear()
            gc.collect()
    return len(keep)


def many_locals(a, b, c, d):
    x1 = a + "1"
    x2 = b + "2"
    x3 = c + "3"
    y1 = [x1, x2]
    gc.collect()
    bytearray(1000)
    y2 = (y1, x3 + d, d + "4")
    gc.collect()
    return y2, x1 + x2 + x3


def in_try(n: int):
    made = []
    name = "n" + str(n)
    try:
        for i in range(n):
            made.append(name + str(i))
            gc.collect()
            if i == 2:
                raise ValueError(name + "!")
    except ValueError as e:
        gc.collect()
        return made, name, e.args
    finally:
        gc.collect()
        made.append(name * 2)
    return made, name


def floats(n: int) -> list:
    total = 0.5
    out = []
    for i in range(n):
        total = total * 1.5 + i
        out.append(total)
        gc.collect()
    return out


def big(n: int) -> int:
    x = 1
    for i in range(1, n):
        x = x * (x + i) % (1 << 100)
        gc.collect()
    return x


def default(x=["kept", "by", "default" + "s"]):
    gc.collect()
    return x


class Holder:
    def __init__(self, n: int, other):
        self.big = n << 70
        self.text = "held" + str(n)
        self.ratio = n / 2
        self.other = other


def chain(n: int):
    last = None
    for i in range(n):
        last = Holder(i, last)
        gc.collect()
    return last


def depth(h) -> int:
    count = 0
    while h is not None:
        count += len(h.text) + h.big % 7
        h = h.other
    return count


module_list = ["m" + str(1)]
module_dict = {"d" + str(2): ["v" + str(3)]}
print(churn(60))
print(many_locals("a", "b", "c", "d"))
print(in_try(2), in_try(5))
print(floats(6), big(12), default())
print(depth(chain(8)), module_list, module_dict)
