# What `dataclasses` does with instances, whatever their class.
import dataclasses
from dataclasses import InitVar, asdict, astuple, dataclass, field, fields, is_dataclass, replace
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    A = 1


class Pair(NamedTuple):
    a: int
    b: object


@dataclass
class Point:
    x: int
    y: int = 0


@dataclass
class Shape:
    name: str
    points: list = field(default_factory=list)
    extra: dict = field(default_factory=dict)
    kind: Kind = Kind.A
    pair: object = None
    total: int = field(init=False, default=3)


def ordered(d):
    if isinstance(d, dict):
        return sorted([(k, ordered(v)) for k, v in d.items()])
    if isinstance(d, list):
        return [ordered(v) for v in d]
    return d


s = Shape("s", [Point(1, 2), (Point(3), {4})], {"k": Point(5), 2: [b"x", None, 1.5, True]}, pair=Pair(1, Point(9)))
d = asdict(s)
print(ordered(d["points"][0]), ordered(d["points"][1][0]), d["points"][1][1], ordered(d["extra"]["k"]), d["extra"][2], d["kind"], ordered(d["pair"].b), d["total"])
d["points"].append(1)
print(len(s.points), d["extra"] is s.extra, ordered(asdict(Point(1))), asdict(Point(1), dict_factory=sorted))
t = astuple(s)
print(t[0], t[1], t[3:], astuple(Point(1, 2)), astuple(Point(1), tuple_factory=list))
print(replace(Point(1, 2), y=7), replace(s, name="t").name, replace(s, points=[]).points, dataclasses.replace(Point(1)))
print([f.name for f in fields(Shape)], [f.name for f in fields(Point(1))], is_dataclass(Point), is_dataclass(Point(1)), is_dataclass(3))


@dataclass(frozen=True)
class Frozen:
    obj: int
    copy: int = 2


@dataclass
class Derived(Point):
    z: int = 9


@dataclass
class Init:
    a: int
    b: InitVar[int] = 5
    c: int = field(init=False)

    def __post_init__(self, b):
        self.c = self.a + b


print(replace(Frozen(1), obj=5), ordered(asdict(Derived(1))), replace(Derived(1, 2, 3), x=0), list(map(astuple, [Point(1), Derived(2)])))
print(replace(Init(1, 1), a=2), [f.name for f in fields(Init)], Shape.__match_args__, astuple(Init(1)))
for bad in (
    lambda: asdict(Point),
    lambda: asdict(5),
    lambda: replace(5),
    lambda: replace(s, total=5),
    lambda: replace(Point(1), q=1),
    lambda: fields(int),
):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e if "__init__" not in str(e) and "argument" not in str(e) else "")
