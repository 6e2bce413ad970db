from dataclasses import dataclass, field, make_dataclass
from typing import NamedTuple, get_type_hints


@dataclass(weakref_slot=True)
class P:
    x: int = field(hash=False)


N = make_dataclass("N", ["x"])
print(NamedTuple, get_type_hints(P))
