"""The second count, against figures added by hand and the identities of the law."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tally_core.outcome import ELECT, LONGER_TERM, Lot, LotNeeded, LotNotAsked
from tally_core.plain.plurality import (
    Elected,
    ImpossibleLine,
    MixedSheet,
    PaperLine,
    PlainCount,
    Rejected,
    Straight,
    count_papers,
    most_votes,
)

CANDIDATES, SEATS, UNITS = 4, 3, 3
GROUNDS = ("official-mark", "too-many", "identifiable", "unmarked-or-void")


@st.composite
def sheets(draw: st.DrawFn) -> MixedSheet:
    """A sheet as it comes about: paper by paper, each voting for some candidates, at most SEATS."""
    marks = st.sets(st.integers(0, CANDIDATES - 1), max_size=SEATS)
    papers = draw(st.lists(marks, max_size=8))
    votes = [sum(candidate in paper for paper in papers) for candidate in range(CANDIDATES)]
    unused = sum(SEATS - len(paper) for paper in papers)
    return MixedSheet(draw(st.integers(0, UNITS - 1)), len(papers), tuple(votes), unused)


PAPERS = st.integers(0, 100)
UNIT = st.integers(0, UNITS - 1)
STRAIGHT = st.builds(
    Straight,
    UNIT,
    st.sets(st.integers(0, CANDIDATES - 1), min_size=1, max_size=SEATS).map(tuple),
    PAPERS,
)
LINES = st.lists(
    st.one_of(STRAIGHT, sheets(), st.builds(Rejected, UNIT, PAPERS, st.sampled_from(GROUNDS))),
    max_size=15,
)


def test_a_single_seat_counted_at_two_tables() -> None:
    """Plymouth, Sutton and Devonport 2017: the corrected figures are the first and the mini-count.

    Plymouth City Council, June 2017: 51,208 votes with the 6,587 left out; 83 papers rejected.
    [r 47]
    """
    all_votes = (237, 1_244, 20_476, 1_364, 27_283, 604)
    left_out = (24, 138, 2_670, 216, 3_475, 64)
    lines: list[PaperLine] = [Rejected(0, 83, "unmarked-or-void")]
    for candidate, (everywhere, there) in enumerate(zip(all_votes, left_out, strict=True)):
        lines += [
            Straight(0, (candidate,), everywhere - there),
            Straight(1, (candidate,), there),
        ]
    count = count_papers(lines, 6, 1)
    assert count.votes == all_votes
    assert (sum(count.votes), count.unused, count.rejected) == (51_208, 0, {"unmarked-or-void": 83})
    assert (count.papers, count.good) == (51_291, 51_208)
    assert count.by_unit[1].votes == left_out
    assert sum(count.by_unit[1].votes) == 6_587


def test_blocks_sheets_and_rejected_papers_of_a_ward_with_three_seats() -> None:
    count = count_papers(
        [
            Straight(0, (0, 1, 2), 100),
            Straight(0, (3,), 10),  # plumpers: two votes of each not used
            MixedSheet(1, 20, (5, 12, 20, 9), 14),
            Rejected(1, 4, "too-many"),
            Rejected(0, 1, "too-many"),
        ],
        candidates=4,
        seats=3,
    )
    assert count.votes == (105, 112, 120, 19)
    assert (count.unused, count.rejected, count.papers) == (34, {"too-many": 5}, 135)
    assert dict(count.by_unit) == {
        0: PlainCount((100, 100, 100, 10), 20, {"too-many": 1}, 111),
        1: PlainCount((5, 12, 20, 9), 14, {"too-many": 4}, 24),
    }


def test_a_contest_without_papers() -> None:
    assert count_papers([], 3, 1) == PlainCount((0, 0, 0), 0, {}, 0)


@given(LINES)
@settings(deadline=None, max_examples=200)
def test_every_paper_and_every_vote_is_somewhere(lines: list[PaperLine]) -> None:
    count = count_papers(lines, CANDIDATES, SEATS)
    assert count.papers == sum(line.papers for line in lines)
    assert sum(count.votes) + count.unused + SEATS * sum(count.rejected.values()) == (
        SEATS * count.papers
    )
    assert max(count.votes) <= count.good <= count.papers


@given(LINES, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=100)
def test_the_order_of_lines_does_not_matter(lines: list[PaperLine], random: object) -> None:
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    there, here = (count_papers(some, CANDIDATES, SEATS) for some in (lines, shuffled))
    assert there == here


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (Straight(0, (0,), -1), "fewer than no papers"),
        (Rejected(0, -1, "void"), "fewer than no papers"),
        (Straight(0, (), 1), "votes for none"),
        (Straight(0, (0, 1, 2, 3), 1), "more than 3"),
        (Straight(0, (1, 1), 1), "two votes for one"),
        (Straight(0, (4,), 1), "nobody who stands"),
        (Straight(0, (-1,), 1), "nobody who stands"),
        (MixedSheet(0, 2, (2, 2, 2), 0), "one figure for each"),
        (MixedSheet(0, 2, (3, 1, 1, 1), 0), "more votes for a candidate than papers"),
        (MixedSheet(0, 2, (2, -1, 2, 2), 1), "fewer than none"),
        (MixedSheet(0, 2, (2, 2, 2, 0), -1), "not seats times papers"),
        (MixedSheet(0, 2, (2, 2, 1, 0), 0), "not seats times papers"),
    ],
)
def test_a_line_that_cannot_be(line: PaperLine, why: str) -> None:
    with pytest.raises(ImpossibleLine, match=why) as refused:
        count_papers([line], CANDIDATES, SEATS)
    assert refused.value.line is line


def test_most_votes_by_hand() -> None:
    """[r 18] [r 49] [s 89(5)] The rest is held against the compiled count in test_plurality."""
    assert most_votes([1, 5, 3], 1) == Elected((1,))
    assert most_votes([1, 5, 3], 2) == Elected((1, 2))
    assert most_votes([1, 5], 3) == Elected((1, 0))
    assert most_votes([5, 5, 3], 1) == LotNeeded((0, 1), 1, ELECT, 2)
    lot = Lot((0, 1), (1,), ELECT)
    assert most_votes([5, 5, 3], 1, [lot]) == Elected((1,))
    assert most_votes([6, 5, 3], 1, [lot]) == LotNotAsked(lot, None)
    longer = Lot((0, 1), (1,), LONGER_TERM)
    assert most_votes([5, 5, 3], 2, [longer], [1, 4]) == Elected((0, 1), (1, 4))
    assert most_votes([5, 5, 3], 2, [lot], [1, 4]) == LotNotAsked(
        lot, LotNeeded((0, 1), 1, LONGER_TERM, 2)
    )
