import io
import sys
import m

text = b"line one\nline two\nlast"
same(m.rw_read(io.BytesIO(text), 4, False), (text[:4], 0))
same(m.rw_read(io.BytesIO(text), 100, False), (text, 0))
same(m.rw_read(io.BytesIO(text), 100, True), (text, 0))
same(m.rw_read(io.StringIO("abc"), 2, False), (b"ab", 0))
s = io.BytesIO()
same(m.rw_write(s, b"abc"), (3, 0))
same(m.write(s, b"def"), 3)
same(s.getvalue(), b"abcdef")
s = io.StringIO()
same(m.write_adaptor(s, "text").getvalue(), "<text>")
s = io.BytesIO(text)
same(m.seek(s, 5, 0), (5, 0))
same(m.seek(s, 2, 1), (7, 0))
same(m.seek(s, -4, 2), (len(text) - 4, 0))
same(s.read(), b"last")
same(m.lines(io.BytesIO(text)), [b"line one\n", b"line two\n", b"last"])
same(m.lines(io.StringIO("a\nb")), ["a\n", "b"])
s = io.BytesIO(text)
same(m.close(s), None)
same(raised(s.read)[0], ValueError)

read, read1, readinto, readline, readlines, write, write1, close, leave, seek, tell, flush, ioctl = m.methods()
s = io.BytesIO(text)
same(read(s, 4), b"line")
same(read1(s, 4), b" one")
same(tell(s), 8)
same(seek(s, 0), 0)
room = bytearray(3)
same(readinto(s, room), 3)
same(room, bytearray(b"lin"))
same(readline(s), b"e one\n")
same(readlines(s), [b"line two\n", b"last"])
same(read1(s), b"")
same(seek(s, 0, 2), len(text))
same(write(s, b"!"), 1)
same(write1(s, b"??"), 2)
same(flush(s), None)
same(s.getvalue(), text + b"!??")
same(seek(s, 3), 3)
same(read1(s), (text + b"!??")[3:])
same_error(seek, (s, -1), OSError, 22)
same(read1(io.StringIO("äbc"), 2), "äb")
same(raised(ioctl, s, 9999)[0], OSError)
same(ioctl(s, 4), 0)
s = io.BytesIO(text)
same(leave(s, None, None, None), None)
same(raised(s.read)[0], ValueError)
s = io.BytesIO(text)
same(close(s), None)

EAGAIN, EIO = 11, 5
same(m.rw_read(m.failing(EIO, 2), 5, False), (b"xx", EIO))
same(m.rw_read(m.failing(EAGAIN, 2), 5, False), (b"xx", 0))
same(m.rw_read(m.failing(EAGAIN, 0), 5, False), (b"", EAGAIN))
same(m.rw_read(m.failing(EIO, 2), 2, False), (b"xx", 0))
same(m.rw_read(m.failing(EIO, 2), 2, True), (b"x", 0))
same(m.write(m.failing(EAGAIN, 0), b"abc"), None)
same(m.write(m.failing(EAGAIN, 2), b"abc"), 2)
same_error(m.write, (m.failing(EIO, 0), b"abc"), OSError, EIO)
same(read1(m.failing(EIO, 2), 4), b"x")
same(read1(m.failing(EAGAIN, 0), 4), None)
same_error(read1, (m.failing(EIO, 0), 4), OSError, EIO)
same_error(m.close, (m.failing(EIO, 0),), OSError, EIO)
same(ioctl(m.failing(EIO, 1), 1, 5), 0)
same_error(flush, (m.failing(EIO, 0),), OSError, EIO)
same(m.seek(m.failing(EIO, 0), 0, 0), (-1, EIO))

if hasattr(sys.stdout, "buffer"):
    same(m.output(), 6)
same(m.input(False), None)
try:
    import time

    passed, passed_us, passed_ns, cpu = m.delays()
    same(20 <= passed < 5000, True)
    same(21000 <= passed_us < 5000000, True)
    same(21000000 <= passed_ns < 5000000000, True)
    same(cpu, True)
except ImportError:
    same(raised(m.delays)[0], ImportError)
same(m.atomic(), (True, True))
called = []
import micropython

if hasattr(micropython, "schedule"):
    same(m.schedule(called.append, 5), True)
    for i in range(100):
        pass
    same(called, [5])
same(m.pin(1), (1, 0))
end()
