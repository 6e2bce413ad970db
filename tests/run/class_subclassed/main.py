# Classes derived in bytecode from a compiled one: overriding, super, properties, fields, isinstance, plain instances.
from animals import Animal, introduce, change, heaviest, create
import animals


class Dog(Animal):
    sound = "woof"

    def __init__(self, name, trick="sit"):
        super().__init__(name, 4, 20.0)
        self.trick = trick

    def kind(self):
        return "dog"


class Bird(Animal):
    def __init__(self, name):
        Animal.__init__(self, name, legs=2)

    def speak(self):
        return "(" + super().speak() + ")"

    def steps(self):
        return 100

    @property
    def title(self):
        return "a bird called " + self.name


class Lazy(Animal):
    pass


class Uninitialised(Animal):
    def __init__(self):
        pass


class Puppy(Dog):
    def speak(self):
        return super().speak() + " (small)"

    def __len__(self):
        return 3


class Odd(Animal):
    def steps(self):
        return 50

    @property
    def legs(self):
        return 7

    @legs.setter
    def legs(self, value):
        print("legs set to", value)


plain = Animal("Generic")
dog = Dog("Rex")
bird = Bird("Tweety")
lazy = Lazy("Lazy", weight=5.0)
puppy = Puppy("Bit", trick="roll")
for a in (plain, dog, bird, lazy, puppy):
    print(repr(a), introduce(a), a.twice(), len(a), a.alive, a.title)
    print(type(a).__name__, isinstance(a, Animal), isinstance(a, Dog), type(a) is Animal, a.feed(1.0), a.heavier(plain), a.weight)
    print(a.grow_old(), a.age, a._age, a.kill(), a.alive)
    change(a, "new", 6, 2.5)
    print(a.name, a.legs, a.weight, a.steps())
print(dog.trick, dog.sound, Dog.sound, Animal.sound, dog == Dog("new"), dog == lazy, puppy.trick)
print(heaviest([plain, dog, Bird("b"), Lazy("l", weight=99.0)]), heaviest([plain]) is plain, create("c"), type(create("d")) is Animal)
u = Uninitialised()
for f in (lambda: u.name, lambda: u.speak(), lambda: introduce(u), lambda: u.steps(), lambda: u.feed(1.0)):
    try:
        print(f())
    except AttributeError as e:
        print(e.args)
change(u, "late", 1, 1.5)
print(u.name, u.steps(), u.feed(0.5))
o = Odd("odd")
print(o.legs, o.feed(1.0))
o.legs = 5
change(o, "odder", 9, 1.0)
print(o.name, o.legs)
try:
    print(introduce(o))
except TypeError as e:
    print("TypeError")
print(Animal.speak(dog), Animal.steps(bird), animals.Animal is Animal, issubclass(Dog, Animal), super(Dog, dog).speak())
dog.legs = 3
dog.extra = [1]
del dog.extra
print(dog.legs, dog.steps(), hasattr(dog, "extra"), sorted(dog.__dict__.keys()))


class Mixed(Dog, Lazy):
    pass


m = Mixed("m")
print(m.kind(), m.speak(), introduce(m), isinstance(m, Lazy))


def shout(self):
    return self.name.upper()


Dog.speak = shout
print(dog.speak(), introduce(dog), puppy.speak())
dogs = [Dog(str(i)) for i in range(20)]
print(sum(len(d) for d in dogs), max(dogs, key=lambda d: d.name).name, [introduce(d) for d in dogs[:2]])
