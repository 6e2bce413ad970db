from arguments import configure, Point, option

print(configure(1))
print(configure("p", 5), configure(pin=3, label="l", value=9), configure(1, 2, 3, mode=4, invert=0, items=[5]))
for wrong in (
    lambda: configure(),
    lambda: configure(1, 2, 3, 4),
    lambda: configure(1, value="x"),
    lambda: configure(1, nothing=2),
    lambda: configure(1, pin=2),
    lambda: Point(z=1),
    lambda: Point(1, 2, 3),
):
    try:
        print(wrong())
    except TypeError as error:
        print(error)
for point in (Point(), Point(5), Point(y=6), Point(7, y=8)):
    print(point.x, point.y)
print(option("speed"), option("append"), option("x"), option("never" + "seen"))
try:
    option(5)
except TypeError as error:
    print(error)
