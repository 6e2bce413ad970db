"""Gives `os` names of files: `join`, `split_extension`, `exists`."""

import os
import sys


def join(*parts: str) -> str:
    path = ""
    for part in parts:
        if not path or part.startswith("/"):
            path = part
        else:
            path = path.rstrip("/") + "/" + part
    return path


def split_extension(path: str) -> tuple:
    dot = path.rfind(".")
    if dot <= path.rfind("/") + 1:
        return path, ""
    return path[:dot], path[dot:]


def exists(path: str) -> bool:
    try:
        os.stat(path)
        return True
    except OSError:
        return False


try:
    os.join, os.split_extension, os.exists = join, split_extension, exists
except AttributeError:
    # The firmware's own `os` takes no names: this module stands in for it, with all that it has.
    from os import *

    sys.modules["os"] = sys.modules[__name__]
