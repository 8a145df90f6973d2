"""A ward read electronically: the count of its file, twice, and what differs where one of them is wrong."""

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from count.findings.gate import findings, needs
from count.findings.second_count import disagreement
from count.systems.result import elected, rule_answer
from count.systems.system import Counted, Uncounted
from count.systems.transferable import NORTHERN_IRISH, SCOTTISH, differences
from tally_core.outcome import LotNeeded, LotNotAsked, PreferenceCount
from tests.count.halls import DORA, OLIVE, ROSE, SUE
from tests.count.transferable import Ballot, Electronic, ballots_of, brought
from tests.tally_core.elections import small_area

BALLOTS: list[tuple[int, Ballot]] = [
    (60, ("a", "b", "c")),
    (20, ("b",)),
    (15, ("c",)),
    (5, ("d", "c")),
]


def read(
    ballots: list[tuple[int, Ballot]], candidates: int, seats: int, system: str = "scottish-stv"
) -> Electronic:
    story = Electronic(candidates, seats, system)
    story.tell_all(brought(sum(n for n, _ in ballots)))
    story.read(ballots)
    story.tell(ROSE, "unit-total", unit="t1", totals={}, rejected=0)
    story.tell(SUE, "unit-closed", unit="t1")
    return story


def blocking(story: Electronic) -> set[str]:
    return {f.code for f in findings(story.standing, story.at) if f.severity == "blocks"}


def test_a_ward_from_its_file_to_the_declaration() -> None:
    """Quota 34: A has 26 over, 60 papers at 0.43333 go to B."""
    story = read(BALLOTS, 4, 2)
    now = rule_answer(story.standing)
    assert now.says == Counted(("a", "b"))
    assert now.asked == ()
    assert now.stages[1].figures == (34_00000, 45_99980, 15_00000, 5_00000)
    assert [(m.value, m.papers, m.transferable) for m in now.stages[1].moved] == [(43333, 60, 60)]
    assert blocking(story) == {"provisional-needed"}
    story.tell(DORA, "provisional", told=["Agent of A"], seen=story.seen)
    story.two(OLIVE, DORA, "declared", seen=story.seen)
    assert story.standing.state == "declared"


@pytest.mark.parametrize("system", [SCOTTISH.system, NORTHERN_IRISH.system])
def test_the_plain_count_of_the_file_agrees_whatever_the_lots(system: str) -> None:
    lots = 0
    for seed in range(60):
        random = Random(seed)
        election = small_area(random)
        story = read(ballots_of(election), election.candidates, election.seats, system)
        while isinstance(question := needs(story.standing, story.at), LotNeeded):
            among = [story.standing.candidates[who] for who in question.candidates]
            drawn = {"among": among, "chosen": [random.choice(among)], "to": question.to}
            story.tell(OLIVE, "lot", method="straws", witnesses="Agent of A", **drawn)
            lots += 1
        assert disagreement(story.standing) is None
        assert blocking(story) == {"provisional-needed"}
    assert lots > 3


def test_the_code_of_the_figures_covers_the_file() -> None:
    """Two wards with the same first preferences, and other preferences after them."""
    other = [(60, ("a", "c", "b")), *BALLOTS[1:]]
    one, two = read(BALLOTS, 4, 2), read(other, 4, 2)
    assert one.standing.figures().votes == two.standing.figures().votes
    assert one.seen != two.seen


def test_a_lot_is_asked_for_and_one_that_nobody_asked_for_is_found() -> None:
    story = read([(5, ("a",)), (3, ("b", "a")), (3, ("c",))], 3, 1)
    assert needs(story.standing, story.at) == LotNeeded((1, 2), 1, "exclude", 2)
    assert len(rule_answer(story.standing).stages) == 1, (
        "what is settled is shown while the lot is drawn"
    )
    said = {"among": ["b", "c"], "chosen": ["b"], "to": "exclude"}
    lot = story.tell(OLIVE, "lot", method="straws", witnesses="Agent of B", **said)
    assert elected(story.standing) == Counted(("a",))
    story.read([(2, ("b",))])
    assert isinstance(rule_answer(story.standing).says, LotNotAsked)
    assert "lot-not-asked" in blocking(story)
    story.strike(lot, OLIVE, DORA)
    assert "lot-not-asked" not in blocking(story)


def test_a_file_astray_is_not_counted() -> None:
    story = read(BALLOTS, 4, 2)
    (digest,) = story.paper_source.files
    story.paper_source.lost[digest] = "was changed on the disk"
    story._standing = None
    assert rule_answer(story.standing).says == Uncounted(
        "the file of papers was changed on the disk"
    )
    assert elected(story.standing) is None
    assert needs(story.standing, story.at) is None
    assert "papers-file-astray" in blocking(story)
    found = disagreement(story.standing)
    assert found is not None
    assert "the file of papers was changed on the disk" in found.words


def test_a_count_by_hand_is_not_taken_for_one_of_a_file() -> None:
    story = read(BALLOTS, 4, 2)
    assert rule_answer(story.standing, [1, 1, 1, 1]) == rule_answer(story.standing)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (lambda count: replace(count, elected=(1, 0), stages=_other(count, elected=(1, 0))), "who"),
        (lambda count: replace(count, stages=count.stages[:1], elected=(0,)), "stages: 2 and 1"),
    ],
)
def test_a_fault_planted_in_the_plain_count_is_seen(
    fault: Any, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    law = SCOTTISH.law
    story = read(BALLOTS, 4, 2)
    whole = law.plain([(n, tuple("abcd".index(w) for w in r)) for n, r in BALLOTS], 4, 2, ())
    assert isinstance(whole, PreferenceCount)
    wrong = replace(law, plain=lambda *asked: fault(whole))
    monkeypatch.setattr(SCOTTISH, "law", wrong)
    found = disagreement(story.standing)
    assert found is not None
    assert words in found.words


def _other(count: PreferenceCount, **fields: Any) -> Any:
    return (replace(count.stages[0], elected=()), replace(count.stages[1], **fields))


def test_what_differs_is_named_by_its_stage() -> None:
    law = NORTHERN_IRISH.law
    groups = [(n, tuple("abcd".index(who) for who in ranked)) for n, ranked in BALLOTS]
    once = law.plain(groups, 4, 2, ())
    assert isinstance(once, PreferenceCount)
    stage = replace(once.stages[1], rule="[r 50]")
    assert list(differences(once, once)) == []
    assert list(differences(once, replace(once, stages=(once.stages[0], stage)))) == ["stage 2"]
    assert list(differences(once, LotNeeded((0, 1), 1, "exclude", 2))) == [
        "what the rule waits for"
    ]
