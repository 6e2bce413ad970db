# Runs on the host, ahead of the program: makes its files importable, runs it, and says on the
# console where its output begins and how it ended. MicroPython, 1.25 or newer; any host.
#
# The driver (guest.rs) puts assignments to these names in front:
#   FILES     on the board: path -> (address, size) in its memory. None where files are in a folder
#   SCRIPT    the path of the script to run as __main__, or None
#   MODULE    the module to import if SCRIPT is None
#   PRELUDE   statements to run before it, in the script's namespace
#   ARGV      sys.argv
#   BEGIN, RAISED, END    the marks on the console, with a text that no program prints; the status
#             follows the last, and \x1f
import gc, io, sys

if FILES is not None:
    import uctypes, vfs

    # A file open for reading, with nothing of it copied to the heap.
    class File(io.IOBase):
        def __init__(self, address, size):
            self.data = memoryview(uctypes.bytearray_at(address, size) if size else b"")
            self.at = 0

        def readinto(self, buffer):
            count = min(len(buffer), len(self.data) - self.at)
            buffer[:count] = self.data[self.at : self.at + count]
            self.at += count
            return count

        def ioctl(self, request, argument):
            return 0 if request == 4 else -1  # closing succeeds; nothing else is known

        # What a program calls on a file. An import needs the two above only.
        def read(self, count=-1):
            end = len(self.data) if count < 0 else min(self.at + count, len(self.data))
            data = bytes(self.data[self.at : end])
            self.at = end
            return data

        def close(self):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *exception):
            pass

    # The file system of the files: what MicroPython's vfs.mount asks of one, read-only.
    class FileSystem:
        def mount(self, readonly, make):
            pass

        def umount(self):
            pass

        def chdir(self, path):
            pass

        def find(self, path):
            path = path.strip("/")
            if path in FILES:
                return FILES[path]
            if path and not any(name.startswith(path + "/") for name in FILES):
                raise OSError(2)  # ENOENT
            return None  # a folder

        def stat(self, path):
            file = self.find(path)
            return (0x8000 if file else 0x4000, 0, 0, 0, 0, 0, file[1] if file else 0, 0, 0, 0)

        def ilistdir(self, path):
            self.find(path)
            prefix = path.strip("/") + "/" if path.strip("/") else ""
            seen = set()
            for name in FILES:
                if name.startswith(prefix):
                    name, _, rest = name[len(prefix) :].partition("/")
                    if name not in seen:
                        seen.add(name)
                        yield (name, 0x4000 if rest else 0x8000, 0)

        def open(self, path, mode):
            if "w" in mode or "a" in mode or "+" in mode or "x" in mode:
                raise OSError(30)  # EROFS
            file = self.find(path)
            if file is None:
                raise OSError(21)  # EISDIR
            file = File(*file)
            return file if "b" in mode else io.StringIO(str(file.data, "utf-8"))

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
