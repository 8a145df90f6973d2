"""The supplementary vote in the hall: two counts, the parcel between them, and the plain count beside them."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from count.findings.second_count import disagreement
from count.law.rules import GROUNDS
from count.ledger import acts
from count.ledger import fold as folding
from count.ledger.effects.sorting import SortedParcel
from count.ledger.fold import fold
from count.systems import supplementary
from count.systems.result import elected, outcome, rule_answer
from count.systems.supplementary import complete
from count.systems.system import Counted, SortingNeeded
from tally_core.outcome import LotNeeded, LotNotAsked
from tally_core.rules.supplementary import AreaCount, count_areas
from tests.count.halls import (
    DORA,
    OLIVE,
    SAM,
    SUE,
    SecondCount,
    Story,
    body,
    bringing,
    bundle,
    claims,
    mayoral_poll,
    plant,
    second_counted,
    verification,
)


def test_more_than_half_of_the_first_preferences_is_declared_at_once() -> None:
    story = Story(poll=mayoral_poll()).tell_all([*verification(), *bringing()])
    for name, papers in (("mead", 61), ("amin", 40), ("khoo", 19)):
        story.tell(SUE, bundle(name, papers))
    now = rule_answer(story.standing)
    assert now.says == Counted(("mead",))
    assert now.asked == ()
    assert [(stage.title, stage.figures) for stage in now.stages] == [("First count", (61, 40, 19))]


def test_half_is_not_enough() -> None:
    story = Story(poll=mayoral_poll()).tell_all([*verification(), *bringing()])
    for name, papers in (("mead", 60), ("amin", 40), ("khoo", 20)):
        story.tell(SUE, bundle(name, papers))
    assert isinstance(outcome(story.standing), SortingNeeded)


def test_without_a_majority_the_papers_of_the_eliminated_are_asked_for() -> None:
    found = outcome(SecondCount().standing)
    assert isinstance(found, SortingNeeded)
    assert (found.of, found.papers, found.next_for, found.value) == (
        ("khoo",),
        26,
        ("mead", "amin"),
        Fraction(1),
    )
    assert found.parcel.startswith("second-preferences-")


def test_the_name_of_the_parcel_commits_to_the_first_count_and_to_nothing_else() -> None:
    story = SecondCount()
    before = story.parcel
    story.sort(mead=1)
    assert story.parcel == before
    moved = SecondCount()
    assert moved.parcel != before, "another night asks another question"
    story.strike(story.last("bundle"))
    assert story.parcel != before
    story.tell(SUE, bundle("khoo", 1))
    assert story.parcel == before, "the same figures by another act ask the same"


def test_second_preferences_are_added_and_the_greatest_total_wins() -> None:
    now = rule_answer(second_counted().standing)
    assert now.says == Counted(("mead",))
    assert [(stage.title, stage.figures) for stage in now.stages] == [
        ("First count", (50, 41, 26)),
        ("Second preferences", (1, 9, None)),
        ("Total of both counts", (51, 50, None)),
    ]
    assert now.stages[1].rest == (("no second preference for a candidate who remains", 16),)
    assert (now.stages[0].excluded, now.stages[2].elected) == (("khoo",), ("mead",))


def test_papers_rejected_at_the_second_count_stand_beside_it_by_head() -> None:
    story = SecondCount()
    for ground in ("too-many", "void"):
        assert ground in GROUNDS
    story.tell(SUE, "sorted", parcel=story.parcel, unit="t1", next={"amin": 10}, none=13,
               rejected={"too-many": 2, "unmarked-or-void": 1})  # fmt: skip
    assert elected(story.standing) == Counted(("amin",))
    assert rule_answer(story.standing).stages[1].rest[1:] == (
        ("voting for more than one candidate as to the second preference vote", 2),
        ("unmarked or void for uncertainty as to the second preference vote", 1),
    )


def test_equal_totals_are_parted_by_lot() -> None:
    story = SecondCount()
    story.sort(mead=1, amin=10, none=15)
    assert outcome(story.standing) == LotNeeded((0, 1), 1, "elect", 2)
    assert disagreement(story.standing) is None
    assert [stage.title for stage in rule_answer(story.standing).stages][
        -1
    ] == "Total of both counts"
    story.tell(OLIVE, "lot", among=["mead", "amin"], chosen=["amin"], to="elect",
               method="sealed envelopes", witnesses=["Agent of Mead"])  # fmt: skip
    assert elected(story.standing) == Counted(("amin",))
    assert disagreement(story.standing) is None


def test_a_lot_drawn_before_the_second_count_is_not_asked_for() -> None:
    story = SecondCount()
    story.sort(mead=1, amin=10, none=15)
    story.tell(OLIVE, "lot", among=["mead", "amin"], chosen=["amin"], to="elect",
               method="sealed envelopes", witnesses=["Agent of Mead"])  # fmt: skip
    story.strike(story.last("sorted"))
    assert isinstance(outcome(story.standing), LotNotAsked)


def test_with_two_candidates_a_simple_majority_decides() -> None:
    """The rulebook knows it: with two, such a poll is one of most votes [para 4(2)]."""
    poll = mayoral_poll()
    paper = [c for names in poll.candidates.values() for c in names if c.candidate != "khoo"]
    two = type(poll).of(poll.facts, poll.contests, paper, poll.boxes.values(), poll.units.values())
    story = Story(poll=two).tell_all([*verification(), *bringing()])
    story.tell(SUE, bundle("mead", 50))
    story.tell(SUE, bundle("amin", 60))
    assert elected(story.standing) == Counted(("amin",))


def test_a_parcel_is_complete_with_its_last_paper_and_not_before() -> None:
    asked = SortingNeeded("p", ("khoo",), 1, 3, ("mead", "amin"))  # type: ignore[arg-type]
    assert complete(asked, SortedParcel({"mead": 1}, 2, {}))
    assert not complete(asked, SortedParcel({"mead": 1}, 1, {}))
    assert not complete(asked, SortedParcel({"mead": 1}, 3, {}))
    assert not complete(asked, SortedParcel({"mead": 1, "khoo": 1}, 1, {})), "khoo is out of it"


# ------------------------------------------------------------------------------------ planted faults


def test_both_counts_agree_at_every_act_of_a_second_count() -> None:
    story = Story(poll=mayoral_poll())
    done = second_counted()
    for entry in done.entries:
        story.entries.append(entry)
        story._standing = None
        assert disagreement(story.standing) is None


def test_a_sorted_act_that_the_fold_takes_wrongly_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    story = second_counted()
    true = folding.EFFECTS[acts.Sorted]

    def to_the_other(standing: Any, act: acts.Sorted, entry: Any) -> None:
        swapped = dict(zip(act.next, reversed(act.next.values()), strict=True))
        true(standing, act.model_copy(update={"next": swapped}), entry)

    plant(monkeypatch, acts.Sorted, to_the_other)
    finding = disagreement(fold(story.poll, story.contest, story.entries))
    assert finding is not None
    assert finding.code == "second-count-differs"


def all_to_the_first(second: Callable[..., Any]) -> Callable[..., Any]:
    def count(areas: Any, lots: Any = ()) -> Any:
        (area,) = areas
        wrong = area.second and [sum(area.second), *[0] * (len(area.second) - 1)]
        return second([AreaCount(area.first, wrong)], lots)

    return count


def nobody_has_a_majority(second: Callable[..., Any]) -> Callable[..., Any]:
    def count(areas: Any, lots: Any = ()) -> Any:
        (area,) = areas
        return second([AreaCount(area.first[::-1], area.second)], lots)

    return count


@pytest.mark.parametrize("fault", [all_to_the_first, nobody_has_a_majority])
def test_a_fault_planted_in_the_rule_is_seen(
    fault: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    story = SecondCount()
    story.sort(mead=1, amin=15, none=10)
    assert disagreement(story.standing) is None
    monkeypatch.setattr(supplementary, "count_areas", fault(count_areas))
    finding = disagreement(story.standing)
    assert finding is not None
    assert finding.code == "second-count-differs"


def test_a_recount_begins_the_second_count_anew() -> None:
    story = second_counted()
    story.tell(DORA, "recount", scope={"contest": True}, kind="full", granted=True,
               asked_by="Agent of Amin", reason="one vote")  # fmt: skip
    for who, said in ((SUE, bundle("mead", 50, attempt=2)), (SUE, bundle("amin", 41, attempt=2)),
                      (SUE, bundle("khoo", 26, attempt=2))):  # fmt: skip
        story.tell(who, said)
    story.tell(*claims()[0][:1], body("unit-total", unit="t1", totals={"mead": 50, "amin": 41, "khoo": 26},
               rejected=3, attempt=2))  # fmt: skip
    story.tell(SUE, "unit-closed", unit="t1", attempt=2)
    found = outcome(story.standing)
    assert isinstance(found, SortingNeeded), "what was sorted at the first count counts no more"
    story.refused("attempt", SAM, "sorted", parcel=story.parcel, unit="t2", next={}, none=26)
    story.tell(SAM, "sorted", parcel=story.parcel, unit="t2", next={"amin": 10}, none=16, attempt=2)
    assert elected(story.standing) == Counted(("amin",))
    assert disagreement(story.standing) is None
