# Classes that derive from others: of the module, of the interpreter; `super()`; classes inside functions and classes.
class Animal:
    kind = "animal"
    def __init__(self, name: str):
        self.name = name
    def speak(self) -> str:
        return "..."
    def hello(self):
        return self.name + " says " + self.speak()

class Dog(Animal):
    def __init__(self, name, tricks=()):
        super().__init__(name)
        self.tricks = list(tricks)
    def speak(self):
        return "woof"

class Puppy(Dog):
    def speak(self):
        return super().speak() + "!" + Animal.speak(self)
    @property
    def age(self):
        return 1
    @staticmethod
    def make():
        return Puppy("new")
    @classmethod
    def named(cls, name):
        return cls(name, ["sit"])

for animal in (Animal("cat"), Dog("rex", ["roll"]), Puppy("tiny"), Puppy.make(), Puppy.named("bit")):
    print(animal.hello(), animal.kind, isinstance(animal, Dog), getattr(animal, "tricks", None))
print(Puppy("a").age, issubclass(Puppy, Animal), Puppy.__bases__ == (Dog,))

class Stack(list):
    def push(self, v):
        self.append(v)
        return self
    def top(self):
        return self[-1]

s = Stack([1])
print(s.push(5).top(), len(s), s, [v * 2 for v in s])

class Bad(ValueError):
    def __init__(self, code, *rest):
        super().__init__(code, *rest)
        self.code = code

try:
    raise Bad(7, "why")
except ValueError as e:
    print(e.code, e.args, isinstance(e, Bad))

class Mixin:
    def tag(self):
        return "<" + self.name + ">"

class Both(Dog, Mixin):
    pass

print(Both("b").tag(), Both("b").speak())

def make(base, step):
    class Local(base):
        count = 0
        def speak(self):
            Local.count += step
            return super().speak() + str(Local.count)
        class Inner:
            value = step * 2
            def get(self):
                return step, self.value
    return Local

A, B = make(Animal, 1), make(Dog, 10)
print(A("x").speak(), A("x").speak(), B("y").speak(), A("x").speak())
print(A.Inner().get(), B.Inner().get(), isinstance(B("z"), Dog), A.__name__)

def register(cls):
    cls.registered = True
    return cls

def tag(text):
    def add(cls):
        cls.tag = text
        return cls
    return add

@register
@tag("t")
class Marked:
    def get(self):
        return self.tag, self.registered

print(Marked().get())

class Outer:
    limit = 4
    if limit > 3:
        big = True
    else:
        big = False
    table = {}
    for i in range(limit):
        table[i] = i * i
    try:
        import nothing_here
    except ImportError:
        nothing_here = None
    del i
    limit += 1
    class Inner:
        limit = 9
        def get(self):
            return self.limit
    def total(self):
        return sum(self.table.values()) + self.limit

print(Outer.big, Outer.table, Outer.nothing_here, hasattr(Outer, "i"), Outer.limit, Outer.Inner().get(), Outer().total())

classes = []
for n in range(2):
    class Numbered:
        value = n
        def who(self):
            return __class__ is classes[self.value], self.value
    classes.append(Numbered)
print([c().who() for c in classes])

class Meta:
    def __init__(self):
        self.items = []
    def __getattr__(self, name):
        if name.startswith("get_"):
            return lambda: name[4:]
        raise AttributeError(name)

print(Meta().get_this())
