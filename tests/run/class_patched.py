# Classes patched from outside: methods replaced, added and removed, attributes shadowed by instances.


class Dog:
    legs = 4

    def __init__(self, name: str):
        self.name = name

    def speak(self) -> str:
        return self.name + " barks"

    def twice(self) -> str:
        return self.speak() + ", " + self.speak()

    def count(self) -> int:
        return self.legs * 2


def meow(self) -> str:
    return self.name + " meows"


def speak_to(d):
    return d.speak()


d = Dog("Rex")
print(d.speak(), d.count(), speak_to(d))
Dog.extra = meow
print(d.extra())
d.tag = meow
print(d.tag(d))
Dog.legs = 3
print(d.legs, d.count())
d.legs = 10
print(d.legs, d.count(), Dog.legs, Dog("x").legs)
print(hasattr(Dog, "speak"), Dog.__name__, d.twice())
