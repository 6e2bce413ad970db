# The place is found behind text that is not ASCII, tabs and Windows line ends.
def größe(länge: int, name: str) -> int:
	return name + länge  # "日本語"
