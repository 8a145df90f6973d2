"""Most votes, and the terms of seats that are filled together."""

import pytest

from count.systems.plurality import PLURALITY, terms_of
from count.systems.result import elected
from count.systems.system import Counted
from tests.count.halls import Story, bringing, counting, night, small_poll, verification


def test_seats_of_different_terms_go_by_votes() -> None:
    """The fewest votes take the shortest term (Local Government Act 1972 s. 89(5))."""
    poll = small_poll(3, terms=[4, 4, 2])
    story = Story(3, poll=poll).tell_all([*verification(), *bringing(), *counting(3)])
    assert terms_of(story.standing) == [4, 4, 2]
    assert elected(story.standing) == Counted(("mead", "amin", "baker"), (4, 4, 2))


def test_terms_are_for_every_seat_or_for_none() -> None:
    assert terms_of(Story(3).standing) is None
    assert terms_of(Story(3, poll=small_poll(3, terms=[4, 2])).standing) is None


@pytest.mark.parametrize("seats", [1, 3])
def test_the_plain_count_is_asked_of_the_plain_votes(seats: int) -> None:
    standing = Story(seats).tell_all(night(seats)).standing
    system, votes = PLURALITY, standing.figures().votes
    assert list(system.differs(standing, votes, ())) == []
    assert list(system.differs(standing, (0, 0, *votes[2:]), ())) == ["who is elected"]
