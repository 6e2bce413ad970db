# Files in memory as a filesystem that MicroPython's vfs.mount takes, with nothing of them copied to the heap. They are read
# only. `files` maps a path from the filesystem's root, without a slash in front, to (where, size); `view(where, size)` is a
# memoryview of the content.
import io

class File(io.IOBase):
    def __init__(self, data):
        self.data = data
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

class FileSystem:
    def __init__(self, files, view, file, text):
        self.files, self.view, self.file, self.text = files, view, file, text
        self.folder = "/"

    def mount(self, readonly, make):
        pass

    def umount(self):
        pass

    def chdir(self, path):
        if self.find(path):
            raise OSError(20)  # ENOTDIR
        self.folder = "/" + self.whole(path)

    def getcwd(self):
        return self.folder

    def whole(self, path):
        return (path if path[:1] == "/" else self.folder + "/" + path).strip("/")

    def find(self, path):
        path = self.whole(path)
        if path in self.files:
            return self.files[path]
        if path and not any(name.startswith(path + "/") for name in self.files):
            raise OSError(2)  # ENOENT
        return None  # a folder

    def stat(self, path):
        file = self.find(path)
        return (0x8000 if file else 0x4000, 0, 0, 0, 0, 0, file[1] if file else 0, 0, 0, 0)

    def ilistdir(self, path):
        self.find(path)
        path = self.whole(path)
        prefix = path + "/" if path else ""
        seen = set()
        for name in self.files:
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
        data = self.view(*file)
        return self.file(data) if "b" in mode else self.text(str(data, "utf-8"))
