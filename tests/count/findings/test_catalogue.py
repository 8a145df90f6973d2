"""The catalogue has every finding that is ever made, and no other."""

import ast
import re
from pathlib import Path
from types import ModuleType

from count.findings import of_scanning
from count.findings.catalogue import MODULES, catalogue, kinds_of

FINDINGS = Path(__file__).parents[3] / "count" / "findings"
TESTS = Path(__file__).parents[2]
SAME_CODE = {"papers-over"}
"""More papers sorted, and more papers read, than were verified: one code, and a remedy for each way."""


def calls(path: Path) -> set[str]:
    """What is called in a module, as it is written."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return {ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)}


def test_a_finding_is_made_by_its_kind_only() -> None:
    for path in (FINDINGS.parent).rglob("*.py"):
        assert "Finding" not in calls(path) or path.name == "finding.py", path


def test_the_catalogue_has_every_kind_that_a_rule_makes_and_no_other() -> None:
    made: set[str] = set()
    for path in FINDINGS.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        defined = set(re.findall(r"^([A-Z_]+) = FindingKind\($", text, re.MULTILINE))
        assert {f"{name}.found" for name in defined} == {
            call for call in calls(path) if call.endswith(".found")
        }, path
        made |= set(re.findall(r' = FindingKind\(\n    "([a-z-]+)"', text))
    assert {kind.code for kind in catalogue()} == made


def test_a_code_says_one_thing() -> None:
    codes = [kind.code for kind in catalogue()]
    assert {code for code in codes if codes.count(code) > 1} == SAME_CODE
    severities = {(kind.code, kind.severity) for kind in catalogue()}
    assert len(severities) == len(set(codes))


def test_every_kind_says_what_it_means_and_what_to_do() -> None:
    for kind in catalogue():
        for words in (kind.means, kind.remedy):
            assert words[0].isupper(), kind.code
            assert words.endswith("."), kind.code


def makers(module: ModuleType) -> dict[str, str]:
    """The function of a module that makes each of its kinds, by code."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    return {
        vars(module)[node.func.value.id].code: function.name
        for function in tree.body
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "found"
        and isinstance(node.func.value, ast.Name)
    }


def test_every_finding_has_a_test_that_makes_it() -> None:
    """By its code, or by the rule that makes nothing else."""
    tests = [path for path in TESTS.rglob("test_*.py") if path != Path(__file__)]
    text = "\n".join(path.read_text(encoding="utf-8") for path in tests)
    for module in MODULES:
        name = module.__name__.rsplit(".", 1)[-1]
        for code, function in makers(module).items():
            assert f'"{code}"' in text or f"{name}.{function}" in text, code


def test_the_kinds_of_a_module_are_in_its_order() -> None:
    assert [kind.code for kind in kinds_of(of_scanning)] == [
        "papers-file-astray",
        "papers-over",
        "read-and-sorted",
        "names-differ",
    ]
