"""Made-up voters: as many papers as voters, and no paper with more votes than there are seats."""

from random import Random

from count.poll.poll import Poll
from count.rehearsal.poll import MEMBER
from count.rehearsal.voters import Voters


def test_with_one_seat_every_paper_is_for_one_candidate(poll: Poll) -> None:
    alike, mixed = Voters(poll, poll.contest(MEMBER), Random(1)).papers(500)
    assert mixed == []
    assert sum(alike.values()) == 500
    assert set(alike) == {(candidate,) for candidate in poll.candidate_ids[MEMBER]}


def test_with_several_seats_no_paper_is_lost_and_none_has_too_many_votes(poll: Poll) -> None:
    for contest in poll.contests:
        if contest.seats == 1:
            continue
        alike, mixed = Voters(poll, contest, Random(2)).papers(2000)
        assert sum(alike.values()) + len(mixed) == 2000
        order = {candidate: n for n, candidate in enumerate(poll.candidate_ids[contest.id])}
        for paper in (*alike, *mixed):
            assert 1 <= len(paper) <= contest.seats
            assert [order[c] for c in paper] == sorted({order[c] for c in paper})


def test_between_two_and_three_fifths_are_bundled_because_they_vote_alike(poll: Poll) -> None:
    ward = next(contest for contest in poll.contests if contest.kind == "principal-area")
    alike, _ = Voters(poll, ward, Random(3)).papers(4000)
    assert 0.4 < sum(alike.values()) / 4000 < 0.75
