# Files in memory as a filesystem, in guest.py for the memory of an emulated board; held.py derives from both classes. FILES has
# the place of each by its path.

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

