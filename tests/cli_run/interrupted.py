counts = {}


def spin():
    n = 0
    while n < 100_000_000:  # half a minute, if nothing comes
        counts["n"] = n
        if n == 10:
            print("ready")
        n += 1


try:
    spin()
except KeyboardInterrupt:
    print("interrupted", counts["n"] > 0)
