"""The reference Meek rule, each step in a count small enough to do by hand.

Candidates are a, b, c ...; "30 a>b" are thirty papers with first preference a and second b. Votes are
written with nine decimals, the non-transferable ones last.
"""

import pytest

from tally_core.exact import OutOfBounds
from tally_core.kernels import WHOLE
from tally_core.outcome import PreferenceStage
from tally_core.papers import papers
from tally_core.rules.meek import count
from tests.tally_core.elections import Groups

NAMES = "abcdefg"
A, B, C, D, E, F, G = range(7)


def groups_of(lines: str) -> tuple[int, Groups]:
    groups: Groups = []
    for line in lines.split(","):
        number, ranked = line.split()
        groups.append((int(number), tuple(NAMES.index(name) for name in ranked.split(">"))))
    return 1 + max(max(ranked) for _, ranked in groups), groups


def stages(lines: str, seats: int) -> tuple[PreferenceStage, ...]:
    return count(papers(*groups_of(lines)), seats).stages


def votes(stage: PreferenceStage) -> str:
    *totals, nobody = (
        f"{units // WHOLE}.{units % WHOLE:09}" for units in (*stage.totals, stage.non_transferable)
    )
    return f"{' '.join(totals)} | {nobody}"


def keeps(stage: PreferenceStage) -> tuple[int, ...]:
    assert stage.shares is not None
    return stage.shares.keep


def test_first_preferences_and_quota() -> None:
    """[step A] [step B.2.a] [step B.2.b] [step B.2.c] 100 papers, two seats: a third."""
    first = stages("60 a>b, 20 b, 20 c", 2)[0]
    assert (first.why, first.rule, first.of) == ("first preferences", "[step B.2.c]", ())
    assert votes(first) == "60.000000000 20.000000000 20.000000000 | 0.000000000"
    assert (first.quota, first.elected) == (33_333333334, (A,))
    assert keeps(first) == (WHOLE, WHOLE, WHOLE)
    assert first.shares is not None
    assert (first.shares.surplus, first.shares.iterations) == (26_666666666, 1)


def test_exactly_a_share_is_not_the_quota() -> None:
    """[step B.2.b] Three papers, two seats: one each is not enough, and two go out by number."""
    sheet = stages("1 a, 1 b, 1 c", 2)
    assert sheet[0].quota == 1_000000001
    assert (sheet[0].excluded, sheet[0].elected) == ((A,), (B, C))


def test_a_keep_value_is_rounded_up_and_the_papers_shared_out_again() -> None:
    """[step B.2.f] [step B.2.a] 33.333333334 by 60 is 0.555555556; b gets the 0.444444444 of 60 papers."""
    _, again = stages("60 a>b, 20 b, 20 c", 2)
    assert (again.why, again.of) == ("papers shared out again", (A,))
    assert keeps(again) == (555555556, WHOLE, WHOLE)
    assert votes(again) == "33.333333360 46.666666640 20.000000000 | 0.000000000"
    assert again.elected == (B,)
    assert again.shares is not None
    assert again.shares.iterations == 2  # once as before, once with the new keep value


def test_a_share_is_rounded_up_for_each_paper() -> None:
    """[step B.2.a] b keeps 0.379310346 of the 0.694444444 that a leaves of a paper."""
    last = stages("90 a>b>c, 10 b, 5 c, 3 d, 2 e", 3)[2]
    assert keeps(last)[:2] == (305555556, 379310346)
    left = WHOLE - 305555556
    kept = -(-left * 379310346 // WHOLE)
    assert last.totals[B] == 90 * kept + 10 * 379310346
    assert last.totals[C] == 90 * (left - kept) + 5 * WHOLE
    assert last.non_transferable == 10 * (WHOLE - 379310346)


def test_the_quota_falls_as_papers_run_out() -> None:
    """[step B.2.b] Nobody is behind a: what a does not keep counts for nobody, and the quota falls."""
    _, again = stages("60 a, 25 b, 15 c", 2)
    assert votes(again) == "33.333333360 25.000000000 15.000000000 | 26.666666640"
    assert again.quota == 73_333333360 // 3 + 1
    assert again.elected == (B,)


def test_the_lowest_goes_out_and_papers_pass_as_if_they_had_not_stood() -> None:
    """[step B.3] [step B.2.d] [step B.2.e] Nobody is elected, so there is no surplus to wait for."""
    first, second, third = stages("5 a, 3 b>a, 2 c>b, 1 d", 1)
    assert (first.excluded, first.rule) == ((D,), "[step B.3]")
    assert keeps(first) == (WHOLE, WHOLE, WHOLE, 0)
    assert votes(first).startswith("5.000000000 3.000000000 2.000000000 1.000000000 |")
    assert (second.excluded, second.of) == ((C,), (D,))
    assert votes(third) == "5.000000000 5.000000000 0.000000000 0.000000000 | 1.000000000"
    # Whoever is out is out for papers on which they stand before others, too.
    assert stages("5 a, 4 b, 2 c>d>b, 1 d>c>b", 1)[-1].totals[B] == 7 * WHOLE


def test_of_the_tied_the_first_by_number_goes_out() -> None:
    """[step T] [step B.3]"""
    last = stages("5 a, 3 b>a, 2 c>b, 1 d", 1)[2]
    assert last.shares is not None
    assert (last.shares.tied, last.excluded, last.elected) == ((A, B), (A,), (B,))
    assert "2 tied for exclusion" in last.why
    assert last.rule == "[step B.3] [step C]"


def test_whose_votes_are_within_the_surplus_of_the_lowest_is_tied() -> None:
    """[step B.3] c shares what b lacks of five papers, but for a hair; a has five, and goes out first."""
    last = stages("5 a, 1 b, 2 c, 8 c>b", 2)[-1]
    assert last.shares is not None
    assert (last.totals[A], last.totals[B]) == (5_000000000, 4_999999640)
    assert (last.shares.surplus, last.shares.tied) == (419, (A, B))
    assert (last.excluded, last.elected) == ((A,), (B,))


def test_a_round_ends_when_the_surplus_falls_no_more() -> None:
    """[step B.2.e] Nine places are not enough to bring the surplus of so many papers below 0.000001."""
    lines = "90001 a>b, 80003 b>a, 30000 c, 29000 d, 28000 e, 10000 a>c, 10000 b>d"
    settled = [at.shares for at in stages(lines, 3) if at.shares and at.shares.settled]
    assert settled
    assert all(shares.surplus >= 1000 and shares.iterations > 1 for shares in settled)


def test_a_round_ends_when_next_to_no_surplus_is_left() -> None:
    """[step B.2.e]"""
    fine = [at.shares for at in stages("6 a>b>c, 3 b>a, 2 c, 2 d, 1 e", 2) if at.excluded]
    assert [shares.settled for shares in fine if shares] == [False] * len(fine)
    assert any(shares and shares.iterations > 1 and shares.surplus < 1000 for shares in fine)


def test_seats_that_are_left_go_to_those_who_are_left() -> None:
    """[step B.1] [step C]"""
    last = stages("9 a, 1 b, 1 c", 2)[-1]
    assert (last.excluded, last.elected) == ((B,), (C,))
    for lines, seats, elected in (
        ("3 a, 9 b", 2, (B, A)),
        ("3 a, 9 b", 5, (B, A)),
        ("3 a", 1, (A,)),
    ):
        (only,) = stages(lines, seats)
        assert only.elected == elected
        assert only.non_transferable == 0
    nobody_voted = count(papers(3, []), 2)
    assert (nobody_voted.elected, nobody_voted.stages[0].quota) == ((B, C), 1)


def test_most_votes_come_first_and_equal_votes_by_number() -> None:
    assert stages("30 c, 40 b, 30 a, 1 d", 3)[0].elected == (B, A, C)


def test_never_more_are_elected_than_there_are_seats() -> None:
    """[step B.2.c] b and e are equal for the last seat, and rounding gives both the quota."""
    groups: Groups = [
        (198, (B,)),
        (581, (F, D, E, A, B, C)),
        (198, (E,)),
        (581, (F, D, B, A, E, C)),
    ]
    outcome = count(papers(6, groups), 3)
    third = outcome.stages[2]
    assert third.totals[B] == third.totals[E] > (third.quota or 0)
    assert (third.elected, third.excluded) == ((), (A,))
    assert outcome.elected == (F, D, E)


@pytest.mark.parametrize("seats", [0, -1])
def test_impossible_seats(seats: int) -> None:
    with pytest.raises(ValueError, match="seats"):
        stages("3 a", seats)


def test_more_papers_than_nine_places_leave_room_for() -> None:
    with pytest.raises(OutOfBounds, match="papers"):
        count(papers(2, [(600_000_000, (A,)), (600_000_000, (B, A))]), 1)
    most = count(papers(2, [(500_000_000, (A,)), (600_000_000, (B, A))]), 1)
    assert most.elected == (B,)
    assert most.stages[0].totals == (500_000_000 * WHOLE, 600_000_000 * WHOLE)
