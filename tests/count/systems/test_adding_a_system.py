"""A voting system is added as docs/adding.md adds one: a row, and what counts by it."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from count.findings.gate import in_the_way
from count.findings.second_count import disagreement
from count.formats import poll_folder
from count.law import rulebook
from count.law.councils import PRINCIPAL_2006
from count.law.rules import Era
from count.law.systems import SYSTEMS, VotingSystem
from count.law.wording import BOOK_OPENS
from count.systems.result import elected
from count.systems.system import Counted
from count.systems.wording import opening
from count.tally import rules as rules_of_files
from count.views.contest import ContestView
from tests.count.client import SMALL
from tests.count.folders import write
from tests.count.halls import (
    DORA,
    OLIVE,
    ROSE,
    SUE,
    Story,
    body,
    bringing,
    bundle,
    counting,
    small_poll,
    verification,
)
from tests.count.shell import counthall

DOCUMENT = Path(__file__).parents[3] / "docs" / "adding.md"
IMPORTS = """
from collections.abc import Iterator, Sequence

from count.ledger.entry import Entry
from count.ledger.standing import Standing
from count.systems.system import Counted, RuleAnswer, lots_drawn
from tally_core.outcome import Outcome
from tally_core.plain import plurality as plain
from tally_core.rules import plurality
"""
WARD = '3 2\n4 1 0\n3 2 1 0\n2 3 1 0\n0\n"Ann"\n"Bob"\n"Cyd"\n"Ward"\n'


@pytest.fixture(autouse=True)
def added(monkeypatch: pytest.MonkeyPatch) -> Iterator[VotingSystem]:
    """The system of the worked example, in the three places that it names, and a law that prescribes it."""
    section = DOCUMENT.read_text(encoding="utf-8").split("\n## A voting system\n", 1)[1]
    row, hall, files = (part.split("```", 1)[0] for part in section.split("```python\n")[1:4])
    system: VotingSystem = eval(row, {"VotingSystem": VotingSystem})
    monkeypatch.setitem(SYSTEMS, system.name, system)
    module = ModuleType("count.systems.single_vote")
    exec(IMPORTS + hall, vars(module))
    monkeypatch.setitem(sys.modules, module.__name__, module)
    names = dict(vars(rules_of_files))
    exec(files, names)
    monkeypatch.setattr(rules_of_files, "SINGLE_VOTE", names["SINGLE_VOTE"], raising=False)
    law = Era(BOOK_OPENS, None, replace(PRINCIPAL_2006, system=system.name))
    monkeypatch.setitem(rulebook._BY_RESOLUTION, ("principal-area", "england"), (law,))
    yield system
    rulebook.rules_for.cache_clear()


def test_tally_names_it_and_counts_by_it(tmp_path: Path) -> None:
    path = tmp_path / "ward.blt"
    path.write_text(WARD, encoding="utf-8")
    assert "sntv" in counthall("tally", path, "--rules", "borda").stderr
    said = [
        json.loads(counthall("tally", path, "--rules", name, "--json", "--margin").stdout)
        for name in ("single-vote", "sntv")
    ]
    assert said[0] == said[1]
    # By first preferences alone: where each paper has two votes, Ann and Bob have 9 and 3, Cyd 2.
    assert (said[0]["rules"], said[0]["stages"][0]["totals"]) == ("sntv", [4, 3, 2])
    assert (said[0]["elected"], said[0]["margin"]["found"]) == ([1, 2], 1)


def test_a_poll_folder_may_name_it_where_a_law_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contests = SMALL["contests.csv"].replace("bundle_size\n", "bundle_size,system\n")
    contests = contests.replace("3,300,25", "3,300,25,sntv").replace("1,400,25", "1,400,25,")
    folder = write(tmp_path, {**SMALL, "contests.csv": contests, "people.csv": None})
    reading = poll_folder.read(folder)
    assert reading.poll is not None, reading.faults
    assert [contest.system for contest in reading.poll.contests] == ["", "single-vote"]
    monkeypatch.setattr(rulebook, "_BY_RESOLUTION", {})
    rulebook.rules_for.cache_clear()
    (fault,) = poll_folder.read(folder).faults
    assert "a principal-area poll in england is not counted by single-vote" in str(fault)


def test_a_hall_counts_by_it_and_its_standing_tells_so() -> None:
    story = Story(poll=small_poll(3, system="single-vote"))
    story.tell_all([*verification(), *bringing(), *counting()])
    standing = story.standing
    assert (standing.votes_a_paper, standing.rules.counted_here) == (1, True)
    assert elected(standing) == Counted(("mead", "amin", "khoo"))
    assert disagreement(standing) is None
    totals = dict(zip(standing.candidates, standing.figures().votes, strict=True))
    story.tell(ROSE, body("unit-total", unit="t1", totals=totals, rejected=3))
    story.tell(SUE, body("unit-closed", unit="t1"))
    story.tell(DORA, "provisional", told=["Agent of Mead"], seen=story.seen)
    assert not in_the_way(story.standing, story.at)
    story.two(OLIVE, DORA, "declared", seen=story.seen)
    view = ContestView(story.standing, OLIVE, story.codes, story.at, released=True)
    said = view.whole(story.poll, (), None)
    assert (said["system"], said["votes_a_paper"]) == ("single-vote", 1)
    assert said["result"] is not None
    assert said["result"]["elected"] == ["mead", "amin", "khoo"]
    assert "recorded for each candidate" in opening(story.standing)


def test_equal_votes_are_parted_by_lot_in_it_too() -> None:
    story = Story(poll=small_poll(2, system="single-vote"))
    story.tell_all([*verification(), *bringing()])
    for candidate, papers in (("mead", 50), ("amin", 30), ("khoo", 30), ("baker", 10)):
        story.tell(SUE, bundle(candidate, papers))
    assert elected(story.standing) is None
    assert disagreement(story.standing) is None
