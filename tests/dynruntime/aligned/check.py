from aligned import negate, places

print(negate(2.5), places(1), places(2), places(1))
