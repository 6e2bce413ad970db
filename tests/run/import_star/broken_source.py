__all__ = ("present", "not_present")
present = 1
