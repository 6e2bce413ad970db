# Modules that may or may not be there: what is taken instead, at the top, in functions, in classes, and with what flags.
import sys
import chooses

for f in chooses.ALL:
    try:
        print(f.__name__, f())
    except Exception as e:
        print(f.__name__, type(e).__name__, e.args)
print(chooses.js.dumps([1]), chooses.HAS, chooses.sleeper(1), chooses.Choice.found, chooses.best.name)
