# Loops inside try inside loops, left from everywhere.


def matrix(rows) -> list:
    out = []
    for i, row in enumerate(rows):
        try:
            for j, x in enumerate(row):
                try:
                    if x == "next row":
                        break
                    if x == "skip":
                        continue
                    if x == "return":
                        return out
                    if x == "leave":
                        raise KeyError(j)
                    out.append(10 // x)
                except ZeroDivisionError:
                    out.append("zero")
                    if j == 0:
                        continue
                finally:
                    out.append((i, j))
            else:
                out.append("row")
        except KeyError as e:
            out.append(e.args)
            break
        except TypeError:
            out.append("type")
            continue
        finally:
            out.append("end row")
    else:
        out.append("all")
    return out


def retry(limit: int, fail_until: int) -> tuple:
    attempts = 0
    while attempts < limit:
        attempts += 1
        for step in range(3):
            try:
                if attempts < fail_until and step == 1:
                    raise ValueError(attempts)
            except ValueError:
                break
        else:
            return "done", attempts
    return "gave up", attempts


def inner_loops(n: int) -> list:
    out = []
    try:
        for i in range(n):
            try:
                for j in range(i):
                    while True:
                        try:
                            if j == 2:
                                raise IndexError(i, j)
                            break
                        finally:
                            out.append("w")
                    out.append(j)
            except IndexError as e:
                out.append(e.args)
                if i == 4:
                    raise
    except IndexError as e:
        out.append("outer")
        out.append(e.args)
    return out


def break_through(n: int) -> list:
    out = []
    for i in range(n):
        try:
            try:
                try:
                    if i == 2:
                        break
                    if i == 1:
                        continue
                    out.append(i)
                finally:
                    out.append("a")
            except ValueError:
                out.append("never")
            finally:
                out.append("b")
        finally:
            out.append("c")
    return out


def return_through(n: int) -> list:
    out = []
    for i in range(n):
        for j in range(n):
            try:
                for k in range(n):
                    try:
                        if i + j + k == 3:
                            return out
                    finally:
                        out.append(i * 100 + j * 10 + k)
            finally:
                out.append("f")
    return out


def handler_loops() -> list:
    out = []
    for i in range(3):
        try:
            raise ValueError(i)
        except ValueError as e:
            for j in range(3):
                try:
                    if j == i:
                        raise KeyError(j)
                    out.append(j)
                except KeyError:
                    if i == 1:
                        break
                    continue
                finally:
                    out.append("hf")
            else:
                out.append("he")
            out.append(e.args)
    return out


def finally_loops() -> list:
    out = []
    for i in range(2):
        try:
            out.append(1 // i)
        except ZeroDivisionError:
            out.append("z")
        finally:
            for j in range(5):
                if j == 1:
                    continue
                if j == 3:
                    break
                out.append(j)
            else:
                out.append("never")
    return out


def sum_until(items, stop) -> int:
    total = 0
    it = iter(items)
    while True:
        try:
            x = next(it)
        except StopIteration:
            break
        if x == stop:
            return -total
        total += x
    return total


print(matrix([[1, 2], [0, 5, 0], ["skip", 3], ["next row", 4], [1]]))
print(matrix([[1, "leave", 2], [3]]), matrix([[None, 1], [2]]), matrix([[1], ["return"], [2]]), matrix([]))
print(retry(5, 3), retry(2, 9), retry(0, 0))
print(inner_loops(6))
print(break_through(4))
print(return_through(3))
print(handler_loops())
print(finally_loops())
print(sum_until([1, 2, 3], 9), sum_until([1, 2, 3], 3), sum_until([], 0))
