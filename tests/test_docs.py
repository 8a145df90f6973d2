"""The documents are true: what they name exists, what the code makes is as made, links lead somewhere."""

import importlib.util
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.count.halls import Story, verifying

ROOT = Path(__file__).parents[1]
DOCS = sorted((ROOT / "docs").glob("*.md"))
OUTSIDE = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]
DOCUMENTS = [*OUTSIDE, *DOCS]
MOST_WORDS = 900
LINK = re.compile(r"\[[^]]*\]\(([^)\s]+)\)")
PATH = re.compile(
    r"`((?:count|tally_core|verification|display|loadtests|tests|docs)/[A-Za-z0-9_./-]*)`"
)

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)


def text_of(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def anchors(document: Path) -> set[str]:
    """The anchors of its headings, as GitHub and the help pages make them."""
    headings = re.findall(r"^#+ (.+)$", text_of(document), re.MULTILINE)
    words = (re.sub(r"[^\w\s-]", "", heading.replace("`", "").lower()) for heading in headings)
    return {word.strip().replace(" ", "-") for word in words}


def links() -> Iterator[Any]:
    for document in DOCUMENTS:
        for link in LINK.findall(text_of(document)):
            if not link.startswith(("http:", "https:")):
                yield pytest.param(document, link, id=f"{document.name}:{link}")


@pytest.mark.parametrize(("document", "link"), list(links()))
def test_a_link_leads_somewhere(document: Path, link: str) -> None:
    path, _, anchor = link.partition("#")
    target = (document.parent / path).resolve() if path else document
    assert target.is_file()
    assert not anchor or anchor in anchors(target)


@each_document
def test_every_path_that_is_named_exists(document: Path) -> None:
    named = PATH.findall(text_of(document))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_readme_is_short_and_maps_every_folder() -> None:
    text = text_of(ROOT / "README.md")
    assert len(text.split()) <= MOST_WORDS
    folders = [path for path in (ROOT / "count").iterdir() if (path / "__init__.py").exists()]
    assert {f"count/{folder.name}/" for folder in folders} <= set(PATH.findall(text))


def test_every_document_is_linked_from_the_readme() -> None:
    linked = {
        (ROOT / link.partition("#")[0]).resolve() for link in LINK.findall(text_of(OUTSIDE[0]))
    }
    assert set(DOCS) - linked == set()


def test_the_wheel_carries_every_document_and_what_it_leads_to() -> None:
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))
    carried = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    manual = "count/web/manual"
    wanted = ["pictures", "deploy", *(path.name for path in DOCS)]
    assert carried == {f"docs/{name}": f"{manual}/{name}" for name in wanted}


def test_every_command_of_make_that_is_named_is_one() -> None:
    rules = set(re.findall(r"^([a-z0-9-]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    for document in DOCUMENTS:
        assert set(re.findall(r"`make ([a-z-]+)", text_of(document))) <= rules, document.name


def make_tables() -> ModuleType:
    """The script beside the documents."""
    spec = importlib.util.spec_from_file_location("make_tables", ROOT / "docs" / "make_tables.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_made_from_the_code_is_up_to_date() -> None:
    script = make_tables()
    names = [name for document in DOCS for _, name, _ in script.MADE.findall(text_of(document))]
    assert sorted(names) == sorted(script.PARTS)
    for document in DOCS:
        assert script.made(text_of(document)) == text_of(document), "run docs/make_tables.py"


def example(heading: str) -> str:
    """The Python of a worked example."""
    section = text_of(ROOT / "docs" / "adding.md").split(f"\n## {heading}\n", 1)[1]
    return section.split("```python\n", 1)[1].split("```", 1)[0]


def test_a_finding_is_added_as_the_worked_example_adds_one() -> None:
    names: dict[str, Any] = {}
    imports = (
        "from collections.abc import Iterable\n"
        "from count.findings.finding import Finding, FindingKind\n"
        "from count.ledger.standing import Standing\n"
    )
    exec(imports + example("A finding"), names)
    story = Story().tell_all(verifying("b1", 60))
    assert list(names["late_box"](story.standing)) == []
    story.standing.boxes["b1"].expected_by = "2000-01-01T00:00:00Z"
    story.standing.boxes["b1"].received_at = "2000-01-01T00:15:00Z"
    (finding,) = names["late_box"](story.standing)
    assert (finding.code, finding.severity, finding.piles) == ("late-box", "explain", ("box/b1",))
    assert finding.law == story.standing.rules.cited.account
