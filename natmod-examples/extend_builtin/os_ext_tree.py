"""Gives `os` what looks into folders: `walk`, `tree_size`."""

import os
import sys


def walk(top: str):
    folders, files = [], []
    for entry in os.ilistdir(top):
        (folders if entry[1] & 0x4000 else files).append(entry[0])
    yield top, folders, files
    for folder in folders:
        yield from walk(top + "/" + folder)


def tree_size(top: str) -> int:
    size = 0
    for folder, _, files in walk(top):
        for file in files:
            size += os.stat(folder + "/" + file)[6]
    return size


try:
    os.walk, os.tree_size = walk, tree_size
except AttributeError:
    # The firmware's own `os` takes no names: this module stands in for it, with all that it has.
    from os import *

    sys.modules["os"] = sys.modules[__name__]
