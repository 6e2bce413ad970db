# Traits of mypyc, and the names of its extensions: classes like any other.
from mypy_extensions import mypyc_attr, trait
from typing_extensions import Protocol, override


@trait
class Named:
    def name(self) -> str:
        return "?"


@mypyc_attr(allow_interpreted_subclasses=True)
class Thing(Named):
    def __init__(self, value: int):
        self.value = value

    @override
    def name(self) -> str:
        return str(self.value)


class Has(Protocol):
    def name(self) -> str: ...


def show(thing: Named, other: Has) -> str:
    return thing.name() + other.name()
