keeper = "Ada"
from . import fish as swimming
from .birds import wings


def nearest(name: str):
    return __import__(name, None, None, True, 1).__name__


class Pen:
    from .fish import name
    from . import fish as inside

    def look(self):
        from .birds.night.owl import name

        return self.name, self.inside.name, name
