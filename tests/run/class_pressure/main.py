# Many instances that hold each other, made by compiled code and by a script, with little memory: nothing that is still
# reachable is lost, and what is not is given back.
import gc
import world


class Derived(world.Cell):
    def __init__(self, key):
        super().__init__(key, 2.0)
        self.more = [key] * 3


w = world.grow(40)
print(len(w), w.order[-1].depth(), w.order[-1].total(), w.order[9].text())
print(world.churn(200))
gc.collect()
free = gc.mem_free()
for i in range(5):
    world.churn(60)
    world.grow(20)
gc.collect()
print(gc.mem_free() > free - 4000)
print(w.order[-1].depth(), w.order[-1].text()[-20:], w.cells["k7"].link.key, world.KEPT.order[4].total())
print(world.EXTRA.key, world.EXTRA.data[0] is world.EXTRA.key, world.EXTRA.weight > 0.33)
derived = [Derived(str(i)) for i in range(30)]
for i in range(1, 30):
    derived[i].link = derived[i - 1]
world.churn(50)
print(derived[-1].depth(), derived[-1].total(), derived[-1].text(), derived[5].more)
for cell in w.order:
    cell.note = [cell.key]
world.churn(50)
print(all(cell.note[0] == cell.key for cell in w.order), sum(cell.weight for cell in w.order))
w.order[0].link = w.order[-1]
del w
gc.collect()
print(world.churn(10))
