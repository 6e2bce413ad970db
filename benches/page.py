"""Writes what a benchmark found into a page of the docs, between the two markers that name the benchmark."""

import pathlib

DOCS = pathlib.Path(__file__).resolve().parent.parent / "docs"
END = "<!-- to here -->"


def write(name: str, benchmark: str, table: str) -> None:
    """The page of that name in docs; the benchmark as its marker has it, such as `cache.py`."""
    page = DOCS / name
    begin = f"<!-- benches/{benchmark} --update-docs -->"
    before, found, rest = page.read_text().partition(begin)
    _, ended, after = rest.partition(END)
    if not (found and ended):
        raise SystemExit(f"{page} has no place for the table: {begin}")
    page.write_text(f"{before}{begin}\n{table}\n{END}{after}")
