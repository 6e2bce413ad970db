import sys


def stop(why: str):
    sys.exit(why)


try:
    stop("first")
except SystemExit as e:
    print("caught", e.args)
stop("no more paper")
