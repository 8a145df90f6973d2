"""The house: rooms, imports that point one way, tests that mirror the source, and sizes that stay small.

What a reader would otherwise have to trust. Exceptions are listed with their reason, and a listed
exception that is no longer one is a fault too.
"""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from count.ledger.acts import VOCABULARY
from count.recording.permissions import MAY_RECORD
from tests.count.interface import description

ROOT = Path(__file__).parents[1]
ROOMS = ("tally_core", "verification", "count", "display", "loadtests")
SOURCES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in SOURCES}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _only_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    """Every node that runs: what stands under `if TYPE_CHECKING` does not."""
    for child in ast.iter_child_nodes(node):
        if not _only_for_types(child):
            yield child
            yield from _statements(child)


@cache
def imported(path: Path) -> frozenset[str]:
    """The modules a module imports, wherever in it; a name taken from a package of ours by its module."""
    found = set()
    for node in _statements(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}: a relative import"
            module = node.module or ""
            each = {f"{module}.{alias.name}" for alias in node.names}
            found |= {one if one in MODULES else module for one in each}
    return frozenset(found)


def ours(path: Path) -> set[str]:
    return {module for module in imported(path) if module.split(".")[0] in ROOMS}


# ------------------------------------------------------------------------------- imports point one way

MAY_IMPORT = {
    "tally_core": {"tally_core"},
    "verification": {"tally_core", "verification"},
    "count": {"tally_core", "verification", "display", "count"},
    "display": {"display"},
    "loadtests": {"loadtests"},
}


def test_rooms_import_one_way() -> None:
    for path in SOURCES:
        room = path.relative_to(ROOT).parts[0]
        assert {m.split(".")[0] for m in ours(path)} <= MAY_IMPORT[room], name_of(path)


LOAD_OUTSIDE = {
    "locust",
    "gevent",
    "httpx",
    "websocket",
    "websockets",
    "orjson",
    "psutil",
    "pytest",
}


def test_the_load_speaks_only_http() -> None:
    for path in (ROOT / "loadtests").rglob("*.py"):
        outside = {m.split(".")[0] for m in imported(path)} - set(sys.stdlib_module_names)
        assert outside - {"loadtests"} <= LOAD_OUTSIDE, name_of(path)


LAYERS: tuple[frozenset[str], ...] = tuple(
    frozenset(layer.split())
    for layer in (
        "cli",
        "rehearsal doctor",
        "web bench",
        "hall",
        "views",
        "recording documents",
        "findings boards access tally",
        "systems storage",
        "ledger formats",
        "law",
        "poll",
    )
)
"""The folders of `count`, top to bottom: each imports only folders of layers beneath its own."""


def folder_of(module: str) -> str:
    """The folder of `count` that a module lives in; a loose module is its own."""
    return module.split(".")[1]


def layer(folder: str) -> int:
    """How far a folder stands from the top."""
    (number,) = (n for n, folders in enumerate(LAYERS) if folder in folders)
    return number


def test_each_folder_of_count_imports_only_folders_beneath_it() -> None:
    for path in (ROOT / "count").rglob("*.py"):
        if module_of(path) == "count":
            continue
        own = folder_of(module_of(path))
        others = {folder_of(m) for m in ours(path) if m.startswith("count.")} - {own}
        assert {other for other in others if layer(other) <= layer(own)} == set(), name_of(path)


def test_every_folder_of_count_has_its_layer_and_only_commands_are_loose() -> None:
    found = {p.stem for p in (ROOT / "count").iterdir() if not p.name.startswith("__")}
    assert found == frozenset().union(*LAYERS)
    loose = {p.name for p in (ROOT / "count").glob("*.py")}
    assert loose == {"__init__.py", "cli.py", "doctor.py"}


def test_no_module_imports_itself_by_way_of_others() -> None:
    graph = {module: ours(path) - {module} for module, path in MODULES.items()}
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as cycle:
        pytest.fail(" <- ".join(cycle.args[1]))


OUTSIDE = {"asyncio", "starlette", "uvicorn", "sqlalchemy", "sqlmodel", "pysqlite3", "threading",
           "socket", "os", "time", "random", "secrets", "httpx", "jinja2"}  # fmt: skip
PLAIN = {"poll", "law", "formats", "ledger", "systems", "findings", "recording", "views", "boards"}
KEEPS = {
    "count/poll/poll.py": {
        "sqlalchemy",
        "sqlmodel",
    },  # the set-up tables are declared with SQLModel
    "count/ledger/store.py": {"sqlalchemy", "sqlmodel", "secrets"},  # the only writer; fresh salts
    "count/ledger/chain.py": {"secrets"},  # a fresh nonce a row
}


def test_beneath_the_hall_nothing_knows_server_database_loop_clock_or_chance() -> None:
    """Plain synchronous functions of values, to be tested without any of these."""
    for module, path in MODULES.items():
        if not module.startswith("count.") or folder_of(module) not in PLAIN:
            continue
        outside = {name.split(".")[0] for name in imported(path)} & OUTSIDE
        assert outside == KEEPS.get(name_of(path), set()), module
        awaits = [
            node for node in ast.walk(tree_of(path)) if isinstance(node, ast.AsyncFunctionDef)
        ]
        assert awaits == [], module
        assert "datetime.now" not in path.read_text(encoding="utf-8"), module


# ---------------------------------------------------------------------------- tests mirror the source

MIRRORED_ELSEWHERE = {
    # Data with citations: the rulebook's tests read every era and every head of it.
    "count/law/councils.py": "tests/count/law/test_rulebook.py",
    "count/law/mayors.py": "tests/count/law/test_rulebook.py",
    "count/law/parliaments.py": "tests/count/law/test_rulebook.py",
    "count/law/referendums.py": "tests/count/law/test_rulebook.py",
    "count/law/wording.py": "tests/count/law/test_rulebook.py",
    # Data, an act a class: the vocabulary's tests read every act there is, field by field.
    "count/ledger/acts/act.py": "tests/count/ledger/test_acts.py",
    "count/ledger/acts/fields.py": "tests/count/ledger/test_acts.py",
    "count/ledger/acts/verification.py": "tests/count/ledger/test_acts.py",
    "count/ledger/acts/counting.py": "tests/count/ledger/test_acts.py",
    "count/ledger/acts/decisions.py": "tests/count/ledger/test_acts.py",
    "count/ledger/acts/hall_wide.py": "tests/count/ledger/test_acts.py",
    "count/ledger/acts/collation.py": "tests/count/ledger/test_acts.py",
    "count/ledger/acts/vocabulary.py": "tests/count/ledger/test_acts.py",
    # Handlers hold no rule: they are asked from outside, address by address.
    "count/web/acts.py": "tests/count/web/test_app.py",
    "count/web/contests.py": "tests/count/web/test_app.py",
    "count/web/ledger.py": "tests/count/web/test_app.py",
    "count/web/people.py": "tests/count/access/test_credentials.py",
    "count/web/request.py": "tests/count/web/test_guard.py",
    "count/web/board_routes.py": "tests/count/web/test_app.py",
    "count/web/health.py": "tests/count/web/test_app.py",
    "count/web/device_routes.py": "tests/count/web/test_devices.py",
    # Values without a rule: the description made of them is tested whole.
    "count/web/described.py": "tests/count/web/test_openapi.py",
    "count/web/wire.py": "tests/count/web/test_openapi.py",
    "count/web/wire_screens.py": "tests/count/web/test_openapi.py",
    "count/web/statement.py": "tests/count/web/test_pages.py",
    "count/web/routes.py": "tests/count/web/test_app.py",
    "count/web/board_access.py": "tests/count/web/test_app.py",
    "count/web/board_feed.py": "tests/count/web/test_app.py",
    # Asked from the shell, and handed in over HTTP.
    "count/hall/hand_in.py": "tests/count/web/test_papers.py",
    # The tables that several documents share.
    "count/documents/shared_tables.py": "tests/count/documents/test_declaration.py",
    "count/tally/result.py": "tests/count/tally/test_command.py",
    # A night under load is played by `make load`, since locust is no part of the tests; its verdict is tested.
    "loadtests/__main__.py": "tests/loadtests/test_verdict.py",
    "loadtests/hall.py": "tests/loadtests/test_verdict.py",
    "loadtests/people.py": "tests/loadtests/test_verdict.py",
    "loadtests/screens.py": "tests/loadtests/test_verdict.py",
    # A plain count is tested against the one it is there to check.
    "tally_core/plain/dhondt.py": "tests/tally_core/rules/test_dhondt.py",
    "tally_core/plain/questions.py": "tests/tally_core/rules/test_questions.py",
    "tally_core/plain/supplementary.py": "tests/tally_core/rules/test_supplementary.py",
}
MIRROR_NO_MODULE = {
    "tests/test_house.py": "the house itself",
    "tests/count/ledger/test_adding_an_act.py": "the worked example of an act, from its class to its strike",
    "tests/count/boards/test_adding_a_board.py": "a board that is added by one file, as the manual adds one",
    "tests/test_packaging.py": "what a stranger picks up",
    "tests/test_installed.py": "the wheel, as another user",
    "tests/test_programs.py": "what tests start ends with them",
    "tests/test_other_systems.py": "a whole count, where Linux is not",
    "tests/test_docs.py": "the documents",
    "tests/test_state_machines.py": "the drawn state machines",
    "tests/count/systems/test_adding_a_system.py": "a system that is added, as the manual adds one",
    "tests/test_browser.py": "pages, in a real browser",
    "tests/test_joined_screens.py": "screens, in a real browser",
    "tests/test_browser_desks.py": "pages, in a real browser",
    "tests/test_sorting_pages.py": "pages, in a real browser",
    "tests/test_accessibility.py": "every page, in a real browser",
    "tests/test_browser_tablet.py": "pages, in a real browser",
    "tests/test_bad_input.py": "every door, from outside",
    "tests/test_whole_count.py": "a whole count, from outside",
    "tests/test_preferences.py": "a whole count of preferences, from outside",
    "tests/test_crash.py": "a server that is killed",
    "tests/test_fuzz.py": "the interface, from outside, as its description allows",
    "tests/test_twin_halls.py": "two halls, from outside",
    "tests/display/test_page.py": "static pages, in a real browser",
    "tests/javascript/test_make_wire_types.py": "the types of the pages' modules, made from the shapes",
    "tests/test_browser_needed.py": "browser tests that may not be skipped",
    "tests/tally_core/test_style.py": "the whole core",
    "tests/tally_core/test_law_tags.py": "the whole core",
    "tests/tally_core/test_by_chance.py": "every rule",
    "tests/tally_core/test_planted_faults.py": "kernels against the plain count",
    "tests/tally_core/test_planted_preference_faults.py": "kernels against the plain count",
    "tests/tally_core/test_independent_figures.py": "the rules against figures of other programs",
    "tests/tally_core/test_ers97_figures.py": "the rules against figures of other programs",
    "tests/tally_core/test_meek_figures.py": "the rule against figures of other programs",
    "tests/tally_core/test_northern_irish_figures.py": "the rules against published figures",
}


def has_code(path: Path) -> bool:
    """Whether a module is more than its docstring, imports and names handed on."""
    quiet = (ast.Import, ast.ImportFrom)
    for node in tree_of(path).body:
        said = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        handed_on = isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
        if not (said or handed_on or isinstance(node, quiet)):
            return True
    return False


def mirror_of(source: str) -> str:
    path = Path(source)
    name = path.parent.name if path.name == "__init__.py" else path.stem
    folder = path.parent.parent if path.name == "__init__.py" else path.parent
    return str(Path("tests") / folder / f"test_{name}.py")


def test_every_module_has_its_tests() -> None:
    missing = []
    for source in map(name_of, filter(has_code, SOURCES)):
        mirror, elsewhere = mirror_of(source), MIRRORED_ELSEWHERE.get(source)
        if not (ROOT / (elsewhere or mirror)).exists():
            missing.append(mirror)
        assert elsewhere is None or not (ROOT / mirror).exists(), f"{source} is mirrored after all"
    assert missing == []


def test_every_test_module_mirrors_a_module() -> None:
    mirrors = {mirror_of(name_of(source)) for source in SOURCES}
    alone = {name_of(test) for test in TESTS} - mirrors - set(MIRROR_NO_MODULE)
    assert {test for test in alone if not test.startswith("tests/halls/")} == set()
    assert mirrors & set(MIRROR_NO_MODULE) == set(), "listed, and mirrors a module after all"


def test_no_exception_is_listed_that_is_none() -> None:
    assert all((ROOT / source).exists() for source in MIRRORED_ELSEWHERE)
    assert all((ROOT / test).exists() for test in MIRROR_NO_MODULE)


def test_every_test_module_has_a_test_and_no_test_is_hidden_by_another() -> None:
    for path in TESTS:
        functions = (ast.FunctionDef, ast.AsyncFunctionDef)
        names = [node.name for node in tree_of(path).body if isinstance(node, functions)]
        assert [name for name in names if name.startswith("test_")], name_of(path)
        assert len(names) == len(set(names)), name_of(path)


# ------------------------------------------------------------------------------------ sizes, names, print

MOST_LINES, LONGEST_FUNCTION = 330, 50
TALLER = {
    # Every compiled function and nothing else, as the plan has it.
    "tally_core/kernels.py": 450,
}
"""Modules that are taller, and how tall they may be; to be made shorter, not longer."""


def test_a_module_holds_one_idea() -> None:
    tall = {}
    for path in SOURCES:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > TALLER.get(name_of(path), MOST_LINES):
            tall[name_of(path)] = lines
        assert name_of(path) not in TALLER or lines > MOST_LINES, f"{path} is not taller any more"
    assert tall == {}


def test_a_function_is_short() -> None:
    """Its docstring is not counted: saying more of what a function does makes it no longer."""
    lines = {
        f"{name_of(path)}: {node.name}": _lines(node)
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: n for name, n in lines.items() if n > LONGEST_FUNCTION} == {}


def _lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    said = function.body[0] if ast.get_docstring(function) is not None else None
    doc = (said.end_lineno or 0) - said.lineno + 1 if said is not None else 0
    return (function.end_lineno or 0) - function.lineno + 1 - doc


VAGUE = re.compile(r"(^|_)(utils?|helpers?|common|managers?|misc|base)($|_)")


def test_no_name_says_nothing() -> None:
    for path in [*SOURCES, *(ROOT / "tests").rglob("*.py")]:
        parts = path.relative_to(ROOT).with_suffix("").parts
        assert not [part for part in parts if VAGUE.search(part)], name_of(path)
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ClassDef):
                assert not re.search(r"Utils?|Helpers?|Common|Manager", node.name), node.name


SPEAKS = (
    "count/cli.py",
    "count/doctor.py",
    "count/hall/commands.py",
    "count/hall/terminal.py",
    "count/tally/table.py",
    "count/web/commands.py",
    "count/web/server.py",
)
"""Commands of a terminal; the rehearsal and the load tests print too."""


def test_nothing_prints_but_the_commands() -> None:
    silent = [
        p
        for p in SOURCES
        if not name_of(p).startswith(("count/rehearsal/", "count/bench/", "loadtests/"))
    ]
    prints = {
        f"{name_of(path)}:{node.lineno}"
        for path in silent
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("print", "breakpoint", "input")
    }
    assert {where for where in prints if not where.startswith(SPEAKS)} == set()


def test_every_module_says_what_it_is() -> None:
    for path in filter(has_code, SOURCES):
        said = ast.get_docstring(tree_of(path))
        assert said, name_of(path)
        assert said.splitlines()[0].rstrip().endswith((".", "?", ":", ",")), name_of(path)


def test_no_float_is_a_vote() -> None:
    """Whole numbers and exact fractions only: no float is made in the ledger or the declaration."""
    for path in SOURCES:
        if not name_of(path).startswith(
            ("count/ledger/", "count/declaration/", "count/recording/")
        ):
            continue
        for node in ast.walk(tree_of(path)):
            literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
            divides = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)
            typed = isinstance(node, ast.Name) and node.id in ("float", "Decimal")
            inexact = literal or divides or typed
            assert not inexact, f"{name_of(path)}: {ast.unparse(node)}"


# -------------------------------------------------------------------------------- one vocabulary for all


def test_every_act_says_who_may_record_it() -> None:
    assert set(MAY_RECORD) == set(VOCABULARY)


def test_every_act_is_described_for_machines() -> None:
    described = description()
    post = described["paths"]["/api/contests/{contest}/acts"]["post"]
    schema = post["requestBody"]["content"]["application/json"]["schema"]
    names = schema["discriminator"]["mapping"]
    assert set(names) == set(VOCABULARY)
    for name, ref in names.items():
        of = described["components"]["schemas"][ref.rsplit("/", 1)[-1]]
        assert of["properties"]["act"]["const"] == name
        assert {"$ref": ref} in schema["oneOf"]


def test_rooms_are_the_top_level_names_of_the_plan() -> None:
    folders = {p.name for p in ROOT.iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    assert folders == {*ROOMS, "tests"}
