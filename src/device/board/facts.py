# Runs on a board, and says what it is: a line a fact, its name and its values with tabs between.
# The driver (mod.rs) puts FOLDER in front: the folder whose filesystem is asked about.
import sys, gc

def say(name, *values):
    print(name, *values, sep="\t")

it = sys.implementation
say("implementation", it[0])
say("version", ".".join(str(part) for part in it[1][:3]))
say("machine", getattr(it, "_machine", ""))
say("mpy", getattr(it, "_mpy", 0))
say("platform", sys.platform)
say("word", 8 if sys.maxsize >> 31 else 4)
try:
    say("float", 4 if float("1e39") == float("inf") else 8)
except NameError:
    say("float", 0)
for folder in sys.path:
    say("path", folder)
try:
    from deflate import DeflateIO

    say("has", "deflate")
except ImportError:
    pass
try:
    import os

    while 1:
        try:
            at = os.statvfs(FOLDER or "/")
            say("storage", at[1] * at[3], at[1] * at[2])
            break
        except OSError:
            if FOLDER in ("", "/"):
                say("storage", "none")
                break
            FOLDER = FOLDER.rsplit("/", 1)[0]
except (ImportError, AttributeError):
    say("storage", "none")
gc.collect()
say("free", gc.mem_free())
try:
    import micropython

    micropython.mem_info()
except (ImportError, AttributeError):
    pass
say("modules")
try:
    help("modules")
except (NameError, TypeError):
    pass
