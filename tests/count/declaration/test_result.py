"""Who is elected by the figures as they stand, or the lot that must be drawn first."""

import pytest

from count.declaration.result import Elected, elected, lots_drawn, outcome, terms_of
from tally_core.outcome import LotNeeded, LotNotAsked, Outcome
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
    counting,
    night,
    small_poll,
    verification,
)


@pytest.mark.parametrize("seats", [1, 2, 3])
def test_most_votes_win_as_many_seats_as_there_are(seats: int) -> None:
    assert elected(Story(seats).tell_all(night(seats)).standing) == Elected(tuple(ELECTED[seats]))


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
    assert elected(story.standing) == Elected((chosen,))
    assert story.standing.figures().votes == (50, 50, 20)


def test_a_lot_is_read_in_the_order_of_the_ballot_paper() -> None:
    story = tied()
    draw(story, "amin")
    (lot,) = lots_drawn(story.standing)
    assert (lot.among, lot.chosen, lot.to) == ((0, 1), (1,), "elect")


def test_a_lot_the_figures_no_longer_ask_for_elects_nobody() -> None:
    story = tied()
    draw(story, "amin")
    story.strike(next(e for e in story.entries if e.act.act == "bundle"))
    assert isinstance(outcome(story.standing), LotNotAsked)
    assert elected(story.standing) is None


def test_equal_votes_above_the_last_seat_need_no_lot() -> None:
    story = Story(2).tell_all([*verification(), *bringing()])
    story.tell(SUE, block(["mead", "amin"], 50))
    assert elected(story.standing) == Elected(("mead", "amin"))


def test_an_uncontested_contest_elects_all_who_stand() -> None:
    poll = small_poll(3, uncontested=True)
    assert elected(Story(poll=poll).standing) == Elected(poll.candidate_ids["ward"])


def test_seats_of_different_terms_go_by_votes() -> None:
    """The fewest votes take the shortest term (Local Government Act 1972 s. 89(5))."""
    poll = small_poll(3, terms=[4, 4, 2])
    story = Story(3, poll=poll).tell_all([*verification(), *bringing(), *counting(3)])
    assert terms_of(story.standing) == [4, 4, 2]
    assert elected(story.standing) == Elected(("mead", "amin", "baker"), (4, 4, 2))


def test_terms_are_for_every_seat_or_for_none() -> None:
    assert terms_of(Story(3).standing) is None
    assert terms_of(Story(3, poll=small_poll(3, terms=[4, 2])).standing) is None


def test_the_transcript_names_the_rule() -> None:
    found = outcome(Story().tell_all(night()).standing)
    assert isinstance(found, Outcome)
    assert [stage.rule for stage in found.stages] == ["[r 18]"]
