# Runs on the host, ahead of the program: makes its files importable, runs it, and says on the
# console where its output begins and how it ended. MicroPython, 1.25 or newer; any host.
#
# The driver (guest.rs) puts assignments to these names in front:
#   FILES     on an emulated board: path -> (address, size) in its memory. None where there is a filesystem
#   SCRIPT    the path of the script to run as __main__, or None
#   MODULE    the module to import if SCRIPT is None
#   PRELUDE   statements to run before it, in the script's namespace
#   ARGV      sys.argv
#   BEGIN, RAISED, END    the marks on the console, with a text that no program prints; the status
#             follows the last, and \x1f
import gc, io, sys

if FILES is not None:
    import uctypes, vfs

    # Here comes filesystem.py, indented.
    vfs.mount(FileSystem(), "/")

sys.path[:] = [""]
sys.argv[:] = ARGV
status = 0
gc.collect()
print(end=BEGIN)
try:
    namespace = {"__name__": "__main__"}
    exec(PRELUDE, namespace)
    if SCRIPT is None:
        __import__(MODULE)
    else:
        execfile(SCRIPT, namespace)
except SystemExit as exit:
    status = exit.args[0] if exit.args else 0
    if status is None:
        status = 0
    elif not isinstance(status, (bool, int)):  # as in CPython: a message, and failure
        print(status)
        status = 1
except BaseException as exception:
    print(end=RAISED)
    sys.print_exception(exception)
    status = 1
namespace = None
gc.collect()
print(END, status & 255, "\x1f", sep="", end="")
