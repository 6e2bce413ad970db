__all__ = ["three", 4]
three = 3
