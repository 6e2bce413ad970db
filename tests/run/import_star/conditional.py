try:
    from no_such_thing import *
except ImportError:
    from listed import *
for i in range(2):
    from source import *
if public:
    from menagerie import *
else:
    from nothing import *
with open(__file__, "rb") as file:
    from menagerie.dog import *
