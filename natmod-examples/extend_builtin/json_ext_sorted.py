"""Extends `json`, whatever it is by now, by text that is the same for equal dicts."""

from json import *
from json import dumps as plain
import sys


def dumps(value, sort_keys: bool = False) -> str:
    if not sort_keys:
        return plain(value)
    if isinstance(value, dict):
        fields = [plain(key) + ": " + dumps(value[key], True) for key in sorted(value)]
        return "{" + ", ".join(fields) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join([dumps(item, True) for item in value]) + "]"
    return plain(value)


sys.modules["json"] = sys.modules[__name__]
