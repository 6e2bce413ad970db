# A module whose functions are called before all that they call is defined.
import a

print(a.count("abc"), a.later("abc"), a.make().n)
