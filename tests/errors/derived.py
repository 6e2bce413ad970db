class Animal:
    def name(self) -> str:
        return "animal"

    def feed(self, amount: int, *, twice: bool = False) -> None:
        pass

    def meet(self, other: "Animal") -> int:
        return 1

    def sleep(self, hours: float) -> None:
        pass


class Dog(Animal):
    def name(self) -> int:
        return 1

    def feed(self, amount: int, kind: str) -> None:
        pass

    def meet(self, other: "Dog") -> int:
        return 2

    def sleep(self) -> None:
        pass


class Cat(Animal):
    def name(self) -> str:
        return "cat"

    def feed(self, amount: float, *rest, twice: bool = True, more: int = 0) -> None:
        pass

    def meet(self, other: "Animal | None", times: int = 1) -> bool:
        return True


class Stone:
    def weight(self) -> float:
        return 1.0


def stroke(animal: Animal) -> str:
    return animal.name()


def use(dog: Dog, cat: Cat, stone: Stone) -> str:
    stroke(dog)
    stroke(cat)
    return stroke(stone)
