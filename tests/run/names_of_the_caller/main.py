# A name that only the module that calls has is none of the module that is called.
import library

secret = "of main"

for read in (library.read_secret, library.read_nothing):
    try:
        print(read())
    except NameError as e:
        print(e)

# It is found from when the module has it, built-in names too, and whatever way it came in.
library.secret = "of library"
print(library.read_secret())
print(library.length("abc"))
setattr(library, "".join(("l", "e", "n")), lambda x: -1)
print(library.length("abc"))
library.put("".join(["a name that", " is too long to be interned"]), 1)
print(library.length("abc"), library.read_secret())
del library.len
print(library.length("abc"))
library.put("".join(["sor", "ted"]), lambda x: "mine")
print(library.in_order([2, 1]), sorted([2, 1]))
try:
    print(library.read_nothing())
except NameError as e:
    print(e)

# So is what somebody puts into `builtins`, where nothing else has the name.
import builtins

builtins.nothing_of_the_kind = "of everybody"
print(library.read_nothing(), nothing_of_the_kind)
del builtins.nothing_of_the_kind
try:
    print(library.read_nothing())
except NameError as e:
    print(e)

# What a module imported by name is found under that name, whatever is there.
import geometry

print(geometry.root(9.0), round(geometry.turn(), 2))
geometry.sqrt = lambda x: -x
geometry.pi = 3.0
print(geometry.root(9.0), geometry.turn())
geometry.sqrt = lambda x: "text"
try:
    print(geometry.root(9.0))
except TypeError as e:
    print("TypeError")
