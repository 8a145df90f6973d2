"""Every figure of a contest comes from its moves; none is kept."""

import pytest

from tests.count.halls import (
    DORA,
    PAPERS,
    REJECTED,
    SUE,
    SURNAMES,
    TOTALS,
    VERA,
    Story,
    block,
    bringing,
    bundle,
    counting,
    night,
    sheet,
    verification,
)


@pytest.mark.parametrize("seats", [1, 2, 3])
def test_a_whole_night_comes_to_its_figures(seats: int) -> None:
    figures = Story(seats).tell_all(night(seats)).standing.figures()
    candidates = SURNAMES[: 3 if seats == 1 else 5]
    assert figures.votes == tuple(TOTALS[seats][name] for name in candidates)
    assert {ground: n for ground, n in figures.rejected.items() if n} == REJECTED
    assert figures.verified == figures.accounted == 120
    assert figures.counted == 117
    assert figures.all_rejected == 3
    assert figures.doubtful == 0
    assert figures.in_part == (0 if seats == 1 else 2)
    assert figures.below_zero == {}
    assert figures.in_boxes == {}


@pytest.mark.parametrize("seats", [1, 2, 3])
def test_votes_unused_votes_and_rejected_papers_are_the_papers_times_the_seats(seats: int) -> None:
    """One seat: votes + rejected = verified. Several: votes + unused + S × rejected = S × verified."""
    figures = Story(seats).tell_all(night(seats)).standing.figures()
    assert sum(figures.votes) + figures.unused + seats * figures.all_rejected == seats * 120
    assert figures.unused == seats * 117 - sum(figures.votes)


def test_unused_votes_of_a_block_are_those_its_papers_did_not_use() -> None:
    """40 papers for two of three seats leave 40 votes unused, 20 plumpers leave 40."""
    story = Story(3).tell_all([*verification(), *bringing()])
    story.tell(SUE, block(["mead", "amin"], 40))
    assert story.standing.figures().unused == 40
    story.tell(SUE, block(["baker"], 20))
    assert story.standing.figures().unused == 80
    story.tell(SUE, block(["mead", "amin", "khoo"], 25))
    assert story.standing.figures().unused == 80
    story.tell(SUE, sheet("S1", 10, {"mead": 10, "amin": 4}, 3))
    assert story.standing.figures().unused == 80 + 16


def test_papers_are_somewhere_at_every_moment_of_the_night() -> None:
    story = Story()
    for who, said in night():
        story.tell(who, said)
        figures = story.standing.figures()
        somewhere = sum(figures.in_boxes.values()) + sum(u.papers for u in figures.units.values())
        assert somewhere + figures.handed_over == figures.verified


def test_a_units_papers_are_those_on_all_its_piles() -> None:
    story = Story().tell_all([*verification(), *bringing(), *counting()[:4]])
    unit = story.standing.figures().units["t1"]
    assert (unit.papers, unit.unsorted, unit.doubtful, unit.counted) == (120, 0, 5, 115)
    assert unit.accounted == 115
    other = story.standing.figures().units["t2"]
    assert (other.papers, other.votes, other.accounted) == (0, (0, 0, 0), 0)


def test_two_tables_add_up_to_the_contest() -> None:
    story = Story().tell_all(verification())
    story.tell(VERA, "mixed", unit="t1", boxes=["b1", "p1"])
    story.tell(VERA, "mixed", unit="t2", boxes=["b2"])
    story.tell(DORA, bundle("mead", 70))
    story.tell(DORA, bundle("mead", 25, unit="t2"))
    story.tell(DORA, bundle("khoo", 15, unit="t2"))
    figures = story.standing.figures()
    assert figures.units["t1"].votes == (70, 0, 0)
    assert figures.units["t2"].votes == (25, 0, 15)
    assert figures.votes == (95, 0, 15)
    assert figures.units["t1"].unsorted == 10


def test_what_is_left_in_boxes_is_said_box_by_box() -> None:
    story = Story().tell_all(verification())
    assert story.standing.figures().in_boxes == PAPERS
    story.tell(VERA, "mixed", unit="t1", boxes=["b1", "b2"], papers={"b1": 45})
    assert story.standing.figures().in_boxes == {"b1": 15, "p1": 20}


def test_more_papers_than_there_were_show_as_a_pile_below_zero() -> None:
    story = Story().tell_all([*verification(), *bringing()])
    story.tell(SUE, bundle("mead", 125))
    assert story.standing.figures().below_zero == {"unit/t1/unsorted": -5}
    assert story.standing.figures().accounted == 125
