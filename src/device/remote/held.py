# Runs on a board after agent.py and filesystem.py: files that are in memory only, as a filesystem of their own.
FILES = {}

# A file of a size, which write fills.
class Hold:
    def __init__(self, data):
        self.data = data
        self.at = 0

    def seek(self, at):
        self.at = at

    def tell(self):
        return self.at

    def write(self, data):
        self.data[self.at : self.at + len(data)] = data
        self.at += len(data)

    def close(self):
        pass

class File(File):
    def __init__(self, data, size):
        self.data = data
        self.at = 0

# With a current folder.
class HeldSystem(FileSystem):
    folder = "/"

    def whole(self, path):
        return "/" + (path if path[:1] == "/" else self.folder + "/" + path).strip("/")

    def find(self, path):
        return FileSystem.find(self, self.whole(path))

    def ilistdir(self, path):
        return FileSystem.ilistdir(self, self.whole(path))

    def chdir(self, path):
        if self.find(path):
            raise OSError(20)  # ENOTDIR
        self.folder = self.whole(path)

    def getcwd(self):
        return self.folder

def hold(path, size):
    global FILE
    end()
    FILES[path] = (memoryview(bytearray(int(size))), int(size))
    FILE = Hold(FILES[path][0])
    return ""

# Makes the files a folder, and that the current one, which is looked in first. A second request does no more.
def enter(path):
    if os.getcwd() != path:
        try:
            from vfs import mount
        except ImportError:
            from os import mount
        mount(HeldSystem(), path)
        os.chdir(path)
        if "" in sys.path:
            sys.path.remove("")
        sys.path.insert(0, "")
    return ""
