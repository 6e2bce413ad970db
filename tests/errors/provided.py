from dataclasses import dataclass, asdict, field
from typing import NamedTuple, get_type_hints


@dataclass(weakref_slot=True)
class P:
    x: int = field(hash=False)


class N(NamedTuple):
    x: int


print(asdict(P(1)), get_type_hints(P))
