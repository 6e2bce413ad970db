# py/moderrno.c, whose list ports may have instead of their own
errorcode: dict
ENOENT: int
EIO: int
EBADF: int
EAGAIN: int
ENOMEM: int
EACCES: int
EEXIST: int
ENODEV: int
EISDIR: int
EINVAL: int
EOPNOTSUPP: int
EADDRINUSE: int
ECONNABORTED: int
ECONNRESET: int
ENOBUFS: int
ENOTCONN: int
ETIMEDOUT: int
ECONNREFUSED: int
EHOSTUNREACH: int
EALREADY: int
EINPROGRESS: int

def __getattr__(name): ...
