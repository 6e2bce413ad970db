# Prints what each function makes of each pair of arguments, as bytes. `cases` comes before this.
import m

for which, arguments in cases:
    print(which, m.apply(which, bytearray(arguments)).hex())
