"""Holds stubs against their sources by CPython's own parser: what the source defines once, outside of every block, the stub defines, and
with the same parameters. Run by stub.rs with a folder in which a source and its stub have the same name.
"""

import ast
import pathlib
import sys

BLOCKS = (ast.If, ast.Try, ast.While, ast.For, ast.With)


def names(body):
    """Each function and class, by name; of what is there several times, nothing."""
    found, several = {}, set()
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            if node.name in found:
                several.add(node.name)
            found[node.name] = node
        elif isinstance(node, (*BLOCKS, ast.Delete, ast.Assign, ast.Import, ast.ImportFrom, ast.Match)):
            # What is bound in other ways too is another matter.
            for inner in ast.walk(node):
                several.add(getattr(inner, "id", None) or getattr(inner, "name", None))
    return {name: node for name, node in found.items() if name not in several}


def parameters(node):
    """How a function is called."""
    arguments = node.args
    several = [arguments.posonlyargs, arguments.args, arguments.kwonlyargs, [arguments.vararg], [arguments.kwarg]]
    spelled = [
        [(argument.arg, argument.annotation and ast.unparse(argument.annotation)) for argument in group if argument]
        for group in several
    ]
    defaults = [default is not None for default in arguments.kw_defaults]
    return spelled, len(arguments.defaults), defaults, isinstance(node, ast.AsyncFunctionDef)


def compare(source, stub, where):
    there = names(stub)
    for name, node in names(source).items():
        inside = f"{where}.{name}"
        if isinstance(node, ast.ClassDef):
            assert isinstance(there.get(name), ast.ClassDef), inside
            bases = [[ast.unparse(base) for base in one.bases] for one in (node, there[name])]
            assert bases[0] == bases[1], f"{inside}: {bases}"
            compare(node.body, there[name].body, inside)
            continue
        viper = any(ast.unparse(decorator) == "micropython.viper" for decorator in node.decorator_list)
        assert name in there and not isinstance(there[name], ast.ClassDef), inside
        if not viper:
            assert parameters(node) == parameters(there[name]), inside
            if node.returns is not None:
                assert ast.unparse(node.returns) == ast.unparse(there[name].returns), inside
    return True


compared = 0
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.py")):
    try:
        source = ast.parse(path.read_text())
    except (SyntaxError, ValueError, RecursionError):
        # Another Python's, or not for CPython.
        continue
    try:
        stub = ast.parse(path.with_suffix(".pyi").read_text())
    except SyntaxError as error:
        sys.exit(f"{path.name}: {error}")
    compared += compare(source.body, stub.body, path.name)
print(compared)
