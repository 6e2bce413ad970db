__all__ = ["_shown", "other"]
_shown = "shown"
other = "other"
unlisted = "unlisted"
