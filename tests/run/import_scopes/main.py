# Imports bind names like any other statement: in every scope, of every kind of variable, in every block.
import user


def show(f):
    try:
        print(f.__name__, f())
    except Exception as e:
        print(f.__name__, type(e).__name__, e.args)


for f in user.ALL:
    show(f)
print(user.gauge, user.tool.size, user.Later.tool.size, user.box is user.kit.box, user.first, hasattr(user, "loop_name"))
print(sorted(name for name in dir(user) if name.startswith("from_")))
