class Animal:
    sound: str = "..."

    def __init__(self, name: str, legs: int = 4, weight: float = 1.0):
        self.name = name
        self.legs = legs
        self.weight = weight
        self.alive = True

    def speak(self) -> str:
        return self.name + " says " + self.sound

    def twice(self) -> str:
        return self.speak() + "; " + self.speak()

    def heavier(self, other: "Animal") -> bool:
        return self.weight > other.weight

    def feed(self, amount: float) -> float:
        self.weight += amount
        return self.weight

    def steps(self) -> int:
        return self.legs * 2

    @property
    def title(self) -> str:
        return "the " + self.kind()

    @property
    def age(self) -> int:
        return self._age

    @age.setter
    def age(self, value: int) -> None:
        self._age = value

    def kind(self) -> str:
        return "animal"

    def grow_old(self) -> int:
        self.age = 1
        self.age += 1
        return self.age

    def __len__(self) -> int:
        return self.legs

    def __eq__(self, other) -> bool:
        return self.name == other.name

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name})"

    def kill(self):
        self.alive = False
        return not self.alive


def introduce(a: Animal) -> str:
    return a.speak() + ", " + a.title + ", " + str(a.steps()) + ", " + str(a.legs)


def change(a: Animal, name: str, legs: int, weight: float) -> None:
    a.name = name
    a.legs = legs
    a.weight = weight


def heaviest(animals: list[Animal]) -> Animal:
    best = animals[0]
    for a in animals:
        if a.heavier(best):
            best = a
    return best


def create(name: str) -> Animal:
    return Animal(name)
