# Runs on a host or a board: calls a function in each form of its module, compares what it gives, and says what a call takes.
#
# The driver (timing.rs) puts assignments to these names in front:
#   MODULE, FUNCTION, ARGUMENTS    the function's module, its path in it, and the text of the call's arguments
#   FORMS     the folders that the module is in, a form each, the first one native code
#   BEGIN, SPLIT, END    the marks around an answer, and between its parts
import gc, sys

def answer(*parts):
    print(BEGIN, SPLIT.join(str(part) for part in parts), END, sep="")

# A result to be compared: that of another form is at another address, `<C object at 80405d60>`.
def shown(value):
    first, *rest = repr(value).split(" at ")
    for part in rest:
        after = part.lstrip("0123456789abcdefx")
        first += " at …" + after if after[:1] == ">" else " at " + part
    return first

def take(*positional, **named):
    return positional, named

class Form:
    def __init__(self, folder):
        self.folder = folder
        sys.path.insert(0, folder)
        module = __import__(MODULE)
        sys.path.pop(0)
        del sys.modules[MODULE]
        self.names = {name: getattr(module, name) for name in dir(module)}
        self.names["take"] = take
        self.function = module
        for part in FUNCTION.split("."):
            self.function = getattr(self.function, part)

    # The arguments of a call, made anew: a call may change them.
    def arguments(self):
        positional, named = eval("take(" + ARGUMENTS + ")", self.names)
        return positional + tuple(named.values()), tuple(named)

    # What calls with such arguments, and what takes them and does not.
    def callers(self):
        arguments, names = self.arguments()
        after = len(arguments) - len(names)
        taken = ["p%d" % place for place in range(len(arguments))]
        given = [("" if place < after else names[place - after] + "=") + name for place, name in enumerate(taken)]
        head = "lambda f, " + ", ".join(taken) + ": "
        return eval(head + "f(" + ", ".join(given) + ")"), eval(head + "None")

# The instructions of the second call: the first fills caches.
def counted(form, call):
    for _ in range(2):
        arguments = form.arguments()[0]
        gc.collect()
        start = instret()
        call(form.function, *arguments)
        count = (instret() - start) & 0xFFFFFFFF
    return count

# The microseconds of so many calls, and those that pass; where arguments are made anew, that is no part of the first.
def timed(form, call, rounds, anew):
    function = form.function
    arguments = form.arguments()[0]
    gc.collect()
    began = ticks_us()
    if anew:
        spent = 0
        for _ in range(rounds):
            arguments = form.arguments()[0]
            start = ticks_us()
            call(function, *arguments)
            spent += ticks_diff(ticks_us(), start)
        return spent, ticks_diff(ticks_us(), began)
    for _ in range(rounds):
        call(function, *arguments)
    spent = ticks_diff(ticks_us(), began)
    return spent, spent

# What calls take, and how many: what the way to a call takes is not part of it.
def measure(form, anew):
    call, nothing = form.callers()
    if COUNTED:
        return max(counted(form, call) - counted(form, nothing), 0), 1
    rounds = 1
    while timed(form, call, rounds, anew)[1] < 100000 and rounds < 1 << 24:
        rounds *= 2
    best, without = [min(timed(form, one, rounds, anew)[0] for _ in range(5)) for one in (call, nothing)]
    return max(best - without, 0), rounds

try:
    COUNTED = bool(instret)
except NameError:
    COUNTED = False
    try:
        from time import ticks_diff, ticks_us
    except ImportError:
        answer("clockless")
        raise SystemExit

forms = []
anew = False
for folder in FORMS:
    try:
        form = Form(folder)
        call = form.callers()[0]
    except Exception as exception:
        answer("failed", folder, repr(exception))
        continue
    arguments = form.arguments()[0]
    before = shown(arguments)
    try:
        result = shown(call(form.function, *arguments))
    except Exception as exception:
        answer("raised", folder, repr(exception))
        continue
    anew = anew or shown(arguments) != before
    answer("gave", folder, result)
    forms.append(form)
for form in forms:
    answer("took", form.folder, *measure(form, anew))
