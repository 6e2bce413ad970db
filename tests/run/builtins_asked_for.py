# A built-in that is only named: is it there?
def there(which):
    try:
        if which == 0:
            exec
        elif which == 1:
            enumerate, eval
        elif which == 2:
            execfile, locals, dir
        elif which == 3:
            nowhere
        elif which == 4:
            enumerate, nowhere
    except NameError as e:
        return str(e)
    return "there"


print([there(i) for i in range(5)])
try:
    exec
    globals
except NameError:
    print("no exec")
else:
    exec("print('exec')")
