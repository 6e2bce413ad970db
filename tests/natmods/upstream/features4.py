import features4, gc
from features4 import Factorial, FactorialError

gc.collect()
print(*(Factorial(n).calculate() for n in (4, 0, 10)))
try:
    Factorial(-1)
except FactorialError as error:
    print(type(error).__name__, error)
print(isinstance(Factorial(1), Factorial), issubclass(FactorialError, Exception), issubclass(Factorial, Exception))
try:
    Factorial()
except TypeError:
    print("TypeError")
