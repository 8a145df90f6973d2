"""The rules of the core that a reader would otherwise have to trust."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORE = sorted((ROOT / "tally_core").rglob("*.py"))
VERIFICATION = sorted((ROOT / "verification").glob("*.py"))


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def floats(tree: ast.AST) -> Iterator[int]:
    """The lines with a float in them: a literal, a division that makes one, a type of one."""
    for node in ast.walk(tree):
        literal = isinstance(node, ast.Constant) and isinstance(node.value, float | complex)
        divides = isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)
        typed = isinstance(node, ast.Name) and node.id in ("float", "complex", "Decimal")
        of_numpy = isinstance(node, ast.Attribute) and node.attr.startswith(
            ("float", "double", "single", "half", "true_divide", "divide", "mean", "average")
        )
        if literal or divides or typed or of_numpy:
            yield node.lineno  # type: ignore[attr-defined]


def imported(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", CORE + VERIFICATION, ids=name_of)
def test_no_float(path: Path) -> None:
    assert list(floats(ast.parse(path.read_text()))) == []


@pytest.mark.parametrize("line", ["x = 1.5", "x = a / b", "x /= 2", "float(x)", "np.float64(x)"])
def test_a_float_would_be_seen(line: str) -> None:
    assert list(floats(ast.parse(line))) == [1]


@pytest.mark.parametrize(
    "path", [path for path in CORE + VERIFICATION if path.name != "exact.py"], ids=name_of
)
def test_division_is_only_where_its_rounding_has_a_name(path: Path) -> None:
    tree = ast.parse(path.read_text())
    named = {  # A kernel cannot call `exact`: there the rounding is named by a kernel of its own.
        inside
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name == "divide_down"
        for inside in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.BinOp | ast.AugAssign) and node not in named:
            assert not isinstance(node.op, ast.FloorDiv | ast.Mod), node.lineno


@pytest.mark.parametrize("path", CORE + VERIFICATION, ids=name_of)
def test_imports_point_one_way(path: Path) -> None:
    allowed = {"tally_core", "numpy", "numba"} if path in CORE else {"tally_core", "verification"}
    allowed |= {"numpy"}
    for name in imported(ast.parse(path.read_text())):
        room = name.split(".")[0]
        assert room in allowed or room in sys.stdlib_module_names, name


@pytest.mark.parametrize("path", CORE + VERIFICATION, ids=name_of)
def test_no_input_no_output_no_clock_no_chance(path: Path) -> None:
    tree = ast.parse(path.read_text())
    outside = {"os", "io", "sys", "pathlib", "time", "datetime", "random", "secrets", "socket"}
    assert not {name.split(".")[0] for name in imported(tree)} & outside
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("open", "print", "input", "eval", "exec"), node.lineno
        if isinstance(node, ast.Attribute):
            assert node.attr != "random", node.lineno


@pytest.mark.parametrize(
    "path",
    [path for path in CORE if path.parent.name == "plain" and path.stem != "__init__"],
    ids=name_of,
)
def test_the_plain_count_shares_only_values_with_the_compiled_one(path: Path) -> None:
    ours = {
        name
        for name in imported(ast.parse(path.read_text()))
        if name.split(".")[0] not in sys.stdlib_module_names
    }
    assert ours
    assert all(name.startswith("tally_core.outcome.") for name in ours)


def test_kernels_are_plain_compiled_functions_and_nothing_else() -> None:
    tree = ast.parse((ROOT / "tally_core" / "kernels.py").read_text())
    decorators = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            decorators |= {ast.unparse(decorator) for decorator in node.decorator_list}
            assert node.decorator_list, node.name
            assert not any(isinstance(inside, ast.Raise) for inside in ast.walk(node)), node.name
        else:
            assert not isinstance(node, ast.ClassDef)
    # No fast-math, which may reorder; no parallel, which may race.
    assert decorators == {"njit(cache=True)"}


@pytest.mark.parametrize("path", CORE + VERIFICATION, ids=name_of)
def test_modules_and_functions_are_short(path: Path) -> None:
    text = path.read_text()
    # Every compiled loop stands in one module, by rule, and so that one is longer.
    assert text.count("\n") <= (600 if path.name == "kernels.py" else 300)
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < 55, node.name
