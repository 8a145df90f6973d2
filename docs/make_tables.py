"""Write the parts of these documents that are made from the code: `python docs/make_tables.py`.

Each stands between `<!-- made: NAME -->` and `<!-- end -->`. A test holds the documents to what this makes.
"""

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS.parent))

from count.findings.catalogue import catalogue  # noqa: E402
from count.findings.finding import FindingKind  # noqa: E402
from count.formats.columns import COLUMNS, KEYS, MEANS, Column  # noqa: E402
from count.law.kind_names import KIND_ALIASES, KIND_WORDS  # noqa: E402
from count.law.rulebook import BOOK, KINDS  # noqa: E402
from count.law.systems import SYSTEMS  # noqa: E402
from count.poll.roles import ROLES  # noqa: E402
from tests.test_house import LAYERS, folder_of, module_of, ours  # noqa: E402

MADE = re.compile(r"(<!-- made: ([a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of Markdown."""
    head = list(head)
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def files() -> str:
    """Every file of a poll folder, with its columns."""
    parts = []
    for file, columns in {"poll.toml": KEYS, **COLUMNS}.items():
        parts.append(f"### {file}\n{MEANS[file]}\n\n")
        parts.append(
            table(("column", "must it be there", "meaning", "for instance"), map(_column, columns))
        )
        parts.append("\n")
    return "".join(parts).rstrip("\n") + "\n"


def _column(column: Column) -> list[str]:
    needed = "yes" if column.required else "may be left out"
    return [f"`{column.name}`", needed, column.means, f"`{column.example}`"]


def kinds() -> str:
    """Every kind of poll, where and since when."""
    return table(
        ("kind", "also", "what it is", "nations, from, system"),
        (
            [
                f"`{kind}`",
                ", ".join(f"`{alias}`" for alias, meant in KIND_ALIASES.items() if kind in meant),
                KIND_WORDS[kind],
                "; ".join(_law(nation, of) for of, nation in BOOK if of == kind),
            ]
            for kind in KINDS
        ),
    )


def _law(nation: str, kind: str) -> str:
    eras = BOOK[kind, nation]
    return f"{nation} from {eras[0].first.isoformat()}, now `{eras[-1].rules.system}`"


def systems() -> str:
    """Every voting system, and the kinds whose law has it."""
    return table(
        ("system", "also", "what it is", "by law for"),
        (
            [
                f"`{system.name}`",
                ", ".join(f"`{alias}`" for alias in system.aliases),
                system.title,
                ", ".join(
                    dict.fromkeys(
                        f"`{kind}`"
                        for (kind, _), eras in BOOK.items()
                        if any(era.rules.system == system.name for era in eras)
                    )
                )
                or "a council that resolves on it",
            ]
            for system in SYSTEMS.values()
            if system.prescribed
        ),
    )


def roles() -> str:
    """The roles that people.csv may give."""
    return ", ".join(f"`{role}`" for role in (*ROLES, "staff")) + ".\n"


def findings() -> str:
    """Every kind of finding with its remedy."""
    return table(("finding", "weight", "what it means", "what to do"), map(_finding, catalogue()))


def _finding(kind: FindingKind) -> list[str]:
    weight = (
        "blocks; with reason" if kind.severity == "blocks" and kind.overridable else kind.severity
    )
    return [f"`{kind.code}`", weight, kind.means, kind.remedy]


def layers() -> str:
    """The folders of `count/`, top to bottom, and which imports which."""
    lines = ["```mermaid", "flowchart TB"]
    for number, folders in enumerate(LAYERS, start=1):
        lines.append(f'    subgraph layer{number}["layer {number}"]')
        lines += [f"        {folder}" for folder in sorted(folders)]
        lines.append("    end")
    for folder, beneath in sorted(_needed(_imports()).items()):
        lines += [f"    {folder} --> {other}" for other in sorted(beneath)]
    return "\n".join([*lines, "```"]) + "\n"


def _imports() -> dict[str, set[str]]:
    """Which folders each folder imports."""
    found: dict[str, set[str]] = {}
    for path in (DOCS.parent / "count").rglob("*.py"):
        if module_of(path) == "count":
            continue
        own = folder_of(module_of(path))
        others = {folder_of(module) for module in ours(path) if module.startswith("count.")}
        found.setdefault(own, set()).update(others - {own})
    return found


def _needed(graph: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """The arrows without those that follow from others."""
    reach: dict[str, set[str]] = {}
    for node in TopologicalSorter(graph).static_order():
        beneath = graph.get(node, set())
        reach[node] = beneath.union(*(reach[other] for other in beneath))
    return {
        node: {o for o in beneath if not any(o in reach[via] for via in beneath - {o})}
        for node, beneath in graph.items()
    }


PARTS: Mapping[str, Callable[[], str]] = {
    "files": files,
    "kinds": kinds,
    "systems": systems,
    "roles": roles,
    "findings": findings,
    "layers": layers,
}


def made(text: str) -> str:
    """A document with its made parts as they should be."""
    return MADE.sub(lambda found: found[1] + PARTS[found[2]]() + found[3], text)


if __name__ == "__main__":
    for document in sorted(DOCS.glob("*.md")):
        text = document.read_text(encoding="utf-8")
        document.write_text(made(text), encoding="utf-8")
