# Runs on a board: what is done there with files. Each request is X(checksum, text), whose text is the name of an action and
# its arguments with tabs between; the answer is printed behind its own checksum. A checksum is the beginning of a SHA-256.
# A request that arrives twice, as one does whose answer was lost, does no more than one.
import gc, os, sys
from binascii import a2b_base64, b2a_base64, hexlify
from hashlib import sha256

BUFFER = bytearray(512)

def checksum(text):
    return str(hexlify(sha256(text.encode()).digest()[:4]), "utf8")

def kind(path):
    try:
        return os.stat(path)[0] & 0xF000
    except OSError:
        return 0

# The hash of a file, "folder", or nothing.
def state(path):
    if path == "/" or kind(path) == 0x4000:
        return "folder"
    if not kind(path):
        return ""
    digest = sha256()
    view = memoryview(BUFFER)
    with open(path, "rb") as file:
        while 1:
            count = file.readinto(BUFFER)
            if not count:
                return str(hexlify(digest.digest()), "utf8")
            digest.update(view[:count])

def states(*paths):
    return "\t".join(state(path) for path in paths)

def kinds(*paths):
    return "\t".join(str(kind(path)) for path in paths)

# Makes a folder and those that it is in.
def folder(path):
    at = ""
    for part in path.strip("/").split("/"):
        at += "/" + part
        if part and kind(at) != 0x4000:
            os.mkdir(at)
    return ""

FILE = None

def begin(path):
    global FILE
    end()
    FILE = open(path, "wb")
    return ""

# So many bytes at an offset; deflated if there is a window's size.
def write(at, size, window, text):
    data = a2b_base64(text)
    if window != "0":
        import deflate, io

        data = deflate.DeflateIO(io.BytesIO(data), deflate.RAW, int(window)).read()
    if len(data) != int(size):
        raise ValueError("size")
    FILE.seek(int(at))
    FILE.write(data)
    return str(FILE.tell())

def end():
    global FILE
    if FILE:
        FILE.close()
        FILE = None
    if hasattr(os, "sync"):
        os.sync()
    return ""

def copy(source, target):
    with open(source, "rb") as file, open(target, "wb") as out:
        while 1:
            count = file.readinto(BUFFER)
            if not count:
                return ""
            out.write(memoryview(BUFFER)[:count])

# Gives a file its final name, if it has that hash; so says a second request too.
def rename(source, target, digest):
    if kind(source):
        if state(source) != digest:
            raise ValueError("hash")
        try:
            os.rename(source, target)
        except OSError:
            # A filesystem may not rename over a file.
            if not kind(target):
                raise
            os.remove(target)
            os.rename(source, target)
    if state(target) != digest:
        raise ValueError("hash")
    return ""

# Gives a folder another name; so says a second request too.
def move(source, target):
    if kind(source):
        os.rename(source, target)
    return ""

# Gives those files of a folder their names that are nowhere else: power went between two steps of a rename.
def finish(source, target):
    folder(target)
    for entry in list(os.ilistdir(source)):
        at, to = source + "/" + entry[0], target.rstrip("/") + "/" + entry[0]
        if entry[1] == 0x4000:
            finish(at, to)
        elif not kind(to):
            os.rename(at, to)
    return ""

# Removes a file, or a folder with all in it; what is not there is no error.
def remove(path):
    if kind(path) == 0x4000:
        for entry in list(os.ilistdir(path)):
            remove(path.rstrip("/") + "/" + entry[0])
        os.rmdir(path)
    elif kind(path):
        os.remove(path)
    return ""

# A folder's entries, three values each: the name, its kind, its size.
def entries(path):
    out = []
    for entry in os.ilistdir(path):
        at = path.rstrip("/") + "/" + entry[0]
        out += (entry[0], str(entry[1]), str(os.stat(at)[6] if entry[1] != 0x4000 else 0))
    return "\t".join(out)

# A piece of a file.
def read(path, at, size):
    with open(path, "rb") as file:
        file.seek(int(at))
        return str(b2a_base64(file.read(int(size))), "utf8").strip()

def room(path):
    at = os.statvfs(path)
    return "%d\t%d" % (at[1] * at[3], at[1] * at[2])

# Imports a module from a folder, and gives its names.
def names(name, path):
    gc.collect()
    if sys.path[0] != path:
        sys.path.insert(0, path)
    try:
        module = __import__(name)
    except SystemExit:
        # It would end the agent too.
        raise RuntimeError("the module calls sys.exit()")
    for part in name.split(".")[1:]:
        module = getattr(module, part)
    return "\t".join(name for name in dir(module) if name[:1] != "_")

def X(check, text):
    if checksum(text) != check:
        raise ValueError("garbled")
    words = text.split("\t")
    answer = globals()[words[0]](*words[1:])
    print(checksum(answer), answer)
