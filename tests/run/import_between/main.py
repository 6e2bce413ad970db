# Two compiled modules and a script that import each other's names.
import geometry
from geometry import length as size, make
import vectors

print(size(3.0, 4.0), geometry.length(5.0, 12.0), make(1.5).y, type(make(1.0)) is vectors.Vector)
a = vectors.Vector(1.0, 2.0)
print(geometry.shift(a), a.x, geometry.zero(), geometry.bump(), geometry.bump(), vectors.count)
vectors.count = 10
print(geometry.bump(), vectors.count, (a + make(1.0)).x, vectors.dot(a, a))
vectors.ZERO = a
print(geometry.zero())
vectors.Vector = None
try:
    make(1.0)
except TypeError as e:
    print("TypeError")
print(size(6.0, 8.0))
