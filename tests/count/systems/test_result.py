"""Who is elected by the figures as they stand, or the lot that must be drawn first."""

from typing import Any

import pytest

from count.law.systems import SYSTEMS
from count.systems.result import counting, elected, outcome, rule_answer
from count.systems.system import Counted
from tally_core.outcome import LotNeeded, LotNotAsked
from tests.count.halls import (
    ELECTED,
    OLIVE,
    SUE,
    Story,
    block,
    body,
    bringing,
    bundle,
    claims,
    night,
    small_poll,
    verification,
)


@pytest.mark.parametrize("seats", [1, 2, 3])
def test_most_votes_win_as_many_seats_as_there_are(seats: int) -> None:
    assert elected(Story(seats).tell_all(night(seats)).standing) == Counted(tuple(ELECTED[seats]))


def tied() -> Story:
    """Mead and Amin have 50 votes each, Khoo the other 20; everything else is done."""
    story = Story().tell_all([*verification(), *bringing()])
    for name, papers in (("mead", 50), ("amin", 50), ("khoo", 20)):
        story.tell(SUE, bundle(name, papers))
    total, closing = claims()
    totals = {"mead": 50, "amin": 50, "khoo": 20}
    story.tell(total[0], body("unit-total", unit="t1", totals=totals, rejected=0))
    story.tell(*closing)
    return story


def draw(story: Story, chosen: str) -> None:
    story.tell(OLIVE, "lot", among=["mead", "amin"], chosen=[chosen], to="elect",
               method="sealed envelopes", witnesses=["Agent of Mead"])  # fmt: skip


def test_equal_votes_for_the_last_seat_need_a_lot() -> None:
    """South Blyth 2017: 356 votes each; the returning officer decides by lot."""
    standing = tied().standing
    found = outcome(standing)
    assert isinstance(found, LotNeeded)
    assert [standing.candidates[c] for c in found.candidates] == ["mead", "amin"]
    assert elected(standing) is None


@pytest.mark.parametrize("chosen", ["mead", "amin"])
def test_the_one_on_whom_the_lot_falls_is_elected_and_the_votes_stay_as_counted(
    chosen: str,
) -> None:
    story = tied()
    draw(story, chosen)
    assert elected(story.standing) == Counted((chosen,))
    assert story.standing.figures().votes == (50, 50, 20)


def test_a_lot_the_figures_no_longer_ask_for_elects_nobody() -> None:
    story = tied()
    draw(story, "amin")
    story.strike(next(e for e in story.entries if e.act.act == "bundle"))
    assert isinstance(outcome(story.standing), LotNotAsked)
    assert elected(story.standing) is None


def test_equal_votes_above_the_last_seat_need_no_lot() -> None:
    story = Story(2).tell_all([*verification(), *bringing()])
    story.tell(SUE, block(["mead", "amin"], 50))
    assert elected(story.standing) == Counted(("mead", "amin"))


def test_an_uncontested_contest_elects_all_who_stand() -> None:
    poll = small_poll(3, uncontested=True)
    assert elected(Story(poll=poll).standing) == Counted(poll.candidate_ids["ward"])


@pytest.mark.parametrize("name", [name for name, system in SYSTEMS.items() if system.hall])
def test_each_row_names_what_counts_it_in_a_hall(name: str) -> None:
    system = counting(name)
    assert callable(system.rule_answer)
    assert callable(system.differs)
    assert counting(name) is system, "loaded once"


def test_the_rule_is_run_once_between_two_acts_and_anew_after_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    story, asked = Story(), []
    system = type(counting("plurality"))
    true = system.rule_answer

    def heard(self: Any, *of: Any) -> Any:
        asked.append(of[0].figures().votes)
        return true(self, *of)

    monkeypatch.setattr(system, "rule_answer", heard)
    story.tell_all([*verification(), *bringing()])
    story.tell(SUE, bundle("mead", 25))
    standing = story.standing
    assert rule_answer(standing) is rule_answer(standing)
    story.tell(SUE, bundle("amin", 25))
    assert rule_answer(story.standing) is rule_answer(story.standing)
    assert asked == [(25, 0, 0), (25, 25, 0)]


def test_figures_that_were_corrected_are_counted_by_the_same_rule() -> None:
    standing = Story().tell_all(night()).standing
    assert rule_answer(standing, (50, 60, 26)).says == Counted(("amin",))
    assert rule_answer(standing).says == Counted(("mead",))
