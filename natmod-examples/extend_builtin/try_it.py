"""Uses the extensions as any program would, and prints what it finds. The modules beside it may be compiled or not."""

import sys

# `time.py` takes the place of the board's `time`, and has all of its names.
try:
    import time

    time.sleep_ms(1)
    watch = time.Stopwatch()
    print("time:", time.hms(3661), watch.lap() >= 0, len(watch.laps), time.ticks_diff(5, 3))
    import utime

    print("utime:", hasattr(utime, "sleep_ms"), hasattr(utime, "hms"), time.sleep_ms is utime.sleep_ms)
except ImportError as error:
    # The board's firmware has none to extend.
    print("time:", error)
print("path:", len(sys.path) > 0)

# Two extensions of `os` at once: the first stands in for the firmware's, the second adds to it.
import os
import os_ext_path, os_ext_tree
import os as extended

print("os:", extended.join("lib", "a", "/b", "c.py"), extended.split_extension("lib/a.b/c.tar.gz"), extended.sep)
print("os:", extended.exists("try_it.py"), extended.exists("no_such_file"), hasattr(os, "walk"), hasattr(os, "listdir"))
top, folders, files = next(extended.walk(extended.getcwd()))
print("os:", len(files) > 0, extended.tree_size(extended.getcwd()) > 0)
import uos

print("uos:", hasattr(uos, "listdir"), hasattr(uos, "walk"))

# A chain: each extends what was `json` before.
import json
import json_ext_lines, json_ext_sorted
import json as chained

print("json:", chained.loads_lines("[1]\n\n{}\n"), repr(chained.dumps_lines([1, None])))
print("json:", chained.dumps({"b": [1, (2,)], "a": {"d": 4, "c": 3}}, sort_keys=True), chained.dumps([1]))
print("json:", chained is json_ext_sorted, hasattr(json, "loads_lines"), chained.loads is json.loads)

# What comes after gets the extended modules, and does not mind.
try:
    import asyncio

    async def main():
        await asyncio.sleep_ms(1)
        return time.hms(59)

    print("asyncio:", asyncio.run(main()))
except ImportError as error:
    print("asyncio:", error)
