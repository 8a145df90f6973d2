"""The four state machines drawn in docs/design.md are what the recorded halls go through, act by act."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
import pytest_asyncio

from count.hall.hall import Hall
from count.ledger import acts
from count.ledger.boxes import BoxStanding
from count.ledger.entry import Entry
from count.ledger.fold import fold
from count.ledger.standing import Standing, State, UnitStanding
from tests.halls.playing import play
from tests.halls.reading import read

ROOT = Path(__file__).parents[1]
HALLS = sorted((ROOT / "tests" / "halls").glob("*.hall"))
ARROW = re.compile(r"^ *(\S+) --> (\S+): (.+)$", re.MULTILINE)

Step = tuple[str, str, str]
"""The state before, the act, the state after."""


def drawn(machine: str) -> set[Step]:
    """The arrows of one machine, an act each."""
    text = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    section = text.split(f"### {machine}\n", 1)[1].split("```", 2)[1]
    return {
        (before, act, after)
        for before, after, labels in ARROW.findall(section)
        for act in labels.split(", ")
    }


def of_box(box: BoxStanding) -> str:
    if box.not_used is not None:
        return "not_used"
    if box.verified is not None:
        return "verified"
    if box.counts:
        return "counted"
    return "received" if box.received_at is not None else "awaited"


def of_unit(unit: UnitStanding) -> str:
    if unit.closed:
        return "closed"
    return "counting" if unit.had_papers else "empty"


def states(standing: Standing, at: str) -> dict[tuple[str, str], str]:
    """The state of everything in one contest."""
    found: dict[tuple[str, str], str] = {("contest", standing.contest.id): standing.state}
    found |= {("box", name): of_box(box) for name, box in standing.boxes.items()}
    found |= {("unit", name): of_unit(unit) for name, unit in standing.units.items()}
    found |= {
        ("proposal", id): "lapsed" if entry.lapsed(at) else "open"
        for id, entry in standing.proposals.items()
    }
    return found


def steps(hall: Hall, standing: Standing) -> Iterator[tuple[str, Step]]:
    """Every change of state in a contest: of which machine, and the step."""
    entries, papers = tuple(standing.entries.values()), hall.hall_directory.papers
    before = states(fold(hall.sealed, standing.contest, (), papers), "")
    for number, entry in enumerate(entries, start=1):
        now = fold(hall.sealed, standing.contest, entries[:number], papers)
        after = states(now, entry.at)
        act = name_of(entry, now)
        for key in {**before, **after}:
            was, is_ = before.get(key), after.get(key)
            if key[0] == "proposal":
                yield from (("proposal", step) for step in of_proposal(was, is_, entry))
            elif was is not None and is_ is not None and was != is_:
                yield key[0], (was, act, is_)
        before = after


def of_proposal(was: str | None, is_: str | None, entry: Entry) -> Iterator[Step]:
    """A proposal is made, decided by a second person, or left until it lapses."""
    if was is None:
        yield "[*]", "proposed", "open"
    elif is_ is None:
        yield was, entry.act.act, entry.act.act
    elif was != is_:
        yield was, "15-minutes-pass", is_


def name_of(entry: Entry, standing: Standing) -> str:
    """The act that takes effect: the proposal's where a second person agreed to it."""
    act = entry.act
    if isinstance(act, acts.Agreed):
        return standing.entries[act.to].act.act
    return act.act


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def observed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[Step]]:
    """Every step that anything takes in any recorded hall."""
    found: dict[str, set[Step]] = {}
    for file in HALLS:
        hall = (await play(read(file), tmp_path_factory.mktemp(file.stem))).hall
        for standing in hall.standings.values():
            for machine, step in steps(hall, standing):
                found.setdefault(machine, set()).add(step)
    return found


@pytest.mark.parametrize("machine", ["contest", "box", "unit", "proposal"])
def test_what_is_drawn_is_what_happens(machine: str, observed: dict[str, set[Step]]) -> None:
    assert drawn(machine) == observed[machine]


def test_the_states_of_a_contest_are_all_drawn() -> None:
    named = {state for before, _, after in drawn("contest") for state in (before, after)}
    assert named == set(get_args(State))
