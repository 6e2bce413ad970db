import cexample

print(cexample.add_ints(3, 4), cexample.__name__)
timer = cexample.Timer()
print(type(timer), isinstance(timer, cexample.Timer), cexample.Timer, dir(cexample.Timer))
advanced = cexample.AdvancedTimer()
advanced.seconds = 100
print(99 <= advanced.seconds <= 101, timer.time() >= 0, advanced.time() >= 99000)
print(repr(advanced), str(advanced).startswith("AdvancedTimer()  # created "))
try:
    del advanced.seconds
except AttributeError as error:
    print(error)
print(sorted(name for name in dir(cexample) if not name.startswith("__")))
