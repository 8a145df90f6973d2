"""Stated against found, over a hall [r 45(5)]: nothing made, nothing lost, no gap in a sum."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tally_core.exact import LIMIT, OutOfBounds
from tests.tally_core import naive
from verification.reconcile import BoxLine, Sum, reconcile

CONTESTS = 3


def test_a_box_that_holds_what_it_should() -> None:
    line = BoxLine(0, 0, expected=500, counted=500, verified=500)
    result = reconcile([line], 1)
    (found,) = result.lines
    assert (found.settled, found.variance, found.difference) == (500, 0, 0)
    assert result.hall == result.contests[0]
    assert result.contests[0].complete


def test_a_stray_is_moved_from_the_box_it_was_in_to_its_own() -> None:
    boxes = [
        BoxLine(0, 0, expected=500, counted=503, strays_out=3, verified=500),
        BoxLine(0, 1, expected=400, counted=397, strays_in=3, verified=400),
    ]
    result = reconcile(boxes, 1)
    assert [found.settled for found in result.lines] == [500, 400]
    assert [found.variance for found in result.lines] == [0, 0]
    assert (result.hall.strays_out, result.hall.strays_in, result.hall.counted) == (3, 3, 900)


def test_a_stray_may_cross_from_one_contest_to_another() -> None:
    boxes = [BoxLine(0, 0, counted=503, strays_out=3), BoxLine(1, 0, counted=480, strays_in=3)]
    result = reconcile(boxes, 2)
    assert [each.strays_out - each.strays_in for each in result.contests] == [3, -3]
    assert [found.settled for found in result.lines] == [500, 483]


def test_papers_made_or_lost_between_boxes_cannot_be() -> None:
    with pytest.raises(AssertionError, match="made or lost"):
        reconcile([BoxLine(0, 0, counted=503, strays_out=3), BoxLine(0, 1, strays_in=2)], 1)


def test_papers_handed_over_to_another_area_leave_the_hall() -> None:
    result = reconcile([BoxLine(0, 0, expected=500, counted=502, handed_over=2)], 1)
    assert (result.lines[0].settled, result.lines[0].variance) == (500, 0)
    assert result.hall.handed_over == 2


def test_boxes_of_one_polling_place_may_net_out() -> None:
    boxes = [
        BoxLine(0, 0, place=7, expected=500, counted=501),
        BoxLine(0, 1, place=7, expected=400, counted=399),
        BoxLine(0, 2, place=8, expected=300, counted=301),
    ]
    result = reconcile(boxes, 1)
    assert result.places[0, 7].nets_out
    assert not result.places[0, 8].nets_out
    assert [found.variance for found in result.lines] == [1, -1, 1]


def test_one_poll_does_not_make_good_another_at_the_same_place() -> None:
    boxes = [
        BoxLine(0, 0, place=7, expected=500, counted=501),
        BoxLine(1, 0, place=7, expected=500, counted=499),
    ]
    places = reconcile(boxes, 2).places
    assert not places[0, 7].nets_out
    assert not places[1, 7].nets_out


def test_boxes_that_stand_alone_net_out_with_nobody() -> None:
    boxes = [BoxLine(0, 0, expected=500, counted=501), BoxLine(0, 1, expected=400, counted=399)]
    assert reconcile(boxes, 1).places == {}


@pytest.mark.parametrize("unknown", ["expected", "counted"])
def test_a_place_with_a_figure_missing_does_not_net_out(unknown: str) -> None:
    known = BoxLine(0, 0, place=1, expected=5, counted=5)
    gap = replace(known, box=1, **{unknown: None})  # type: ignore[arg-type]
    assert not reconcile([known, gap], 1).places[0, 1].nets_out


def test_a_figure_missing_is_missing_and_not_nothing() -> None:
    boxes = [
        BoxLine(0, 0, expected=500, counted=500, verified=500),
        BoxLine(0, 1, expected=400),
        BoxLine(0, 2, counted=300),
        BoxLine(0, 3),
    ]
    total = reconcile(boxes, 1).contests[0]
    assert (total.lines, total.no_account, total.not_counted, total.not_verified) == (4, 2, 2, 3)
    assert (total.expected, total.counted, total.verified, total.variance) == (900, 800, 500, 0)
    assert not total.complete


def test_the_verified_figure_is_what_the_box_holds() -> None:
    """The box was counted again, and the figure that was settled on is not the count on record."""
    (found,) = reconcile([BoxLine(0, 0, expected=500, counted=498, verified=499)], 1).lines
    assert (found.settled, found.variance, found.difference) == (498, -1, 1)
    (found,) = reconcile([BoxLine(0, 0, expected=500, verified=499)], 1).lines
    assert (found.settled, found.variance, found.difference) == (None, -1, None)


def test_a_contest_without_a_box_and_a_hall_without_any() -> None:
    assert reconcile([], 2).contests == (Sum(), Sum())
    assert reconcile([BoxLine(1, 0, counted=5)], 2).contests[0] == Sum()
    assert reconcile([], 0).hall == Sum()


def test_what_the_kernel_may_not_be_given() -> None:
    with pytest.raises(OutOfBounds, match="contest"):
        reconcile([BoxLine(2, 0)], 2)
    with pytest.raises(OutOfBounds, match="counted"):
        reconcile([BoxLine(0, 0, counted=-1)], 1)
    with pytest.raises(OutOfBounds, match="sum of all figures"):
        reconcile([BoxLine(0, 0, counted=LIMIT, expected=1)], 1)
    with pytest.raises(ValueError, match="given twice"):
        reconcile([BoxLine(0, 0), BoxLine(0, 0)], 1)


MAYBE = st.none() | st.integers(0, 900)


@st.composite
def halls(draw: st.DrawFn) -> list[BoxLine]:
    """Some boxes of some contests, and strays between them that leave one line for another."""
    keys = draw(
        st.lists(
            st.tuples(st.integers(0, CONTESTS - 1), st.integers(0, 5)), unique=True, max_size=12
        )
    )
    place = st.none() | st.integers(0, 2)
    lines = [
        BoxLine(*key, draw(place), draw(MAYBE), draw(MAYBE), verified=draw(MAYBE)) for key in keys
    ]
    for _ in range(draw(st.integers(0, 4)) if lines else 0):
        papers = draw(st.integers(1, 9))
        out, into = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        lines[out] = replace(lines[out], strays_out=lines[out].strays_out + papers)
        lines[into] = replace(lines[into], strays_in=lines[into].strays_in + papers)
    return lines


@pytest.mark.sweep
@given(halls())
@settings(deadline=None, max_examples=400)
def test_one_pass_says_what_plain_sums_say(lines: list[BoxLine]) -> None:
    result = reconcile(lines, CONTESTS)
    assert list(result.lines) == [naive.found(line) for line in lines]
    assert result.hall == naive.added(lines)
    for contest, total in enumerate(result.contests):
        assert total == naive.added([line for line in lines if line.contest == contest])
    keys = {(line.contest, line.place) for line in lines if line.place is not None}
    assert set(result.places) == keys
    for key in keys:
        there = [line for line in lines if (line.contest, line.place) == key]
        assert result.places[key] == naive.added(there)


@pytest.mark.sweep
@given(halls(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=100)
def test_the_order_of_boxes_does_not_matter(lines: list[BoxLine], random: object) -> None:
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    here, there = reconcile(lines, CONTESTS), reconcile(shuffled, CONTESTS)
    assert (here.contests, here.places, here.hall) == (there.contests, there.places, there.hall)
