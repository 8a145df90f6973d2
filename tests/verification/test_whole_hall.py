"""A whole hall from columns against plain loops: [r 43(3)] [r 45(5)], nothing made and nothing lost."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest

from tally_core import kernels
from tally_core.exact import LIMIT, NotWhole, OutOfBounds
from tally_core.kernels import NOT_ENTERED
from tests.verification.plain_hall import Night, column, gap, night
from verification.reconcile import BoxLine, reconcile
from verification.whole_hall import OUTSIDE, Moves, work_out


def agrees(one: Night) -> bool:
    """Whether every figure of the columns is the plain one."""
    hall = work_out(*one.columns())
    return bool(
        hall.accounts[kernels.EXPECTED].tolist() == one.expected()
        and hall.accounts[kernels.VARIANCE].tolist() == [gap(figure) for figure in one.variances()]
        and hall.found[kernels.SETTLED].tolist() == [gap(figure) for figure in one.settled()]
        and hall.contests[kernels.HAS_VERIFIED].tolist() == one.verified()
        and hall.balances.tolist() == one.balances()
        and hall.unreconciled.tolist() == one.unreconciled()
    )


@pytest.mark.parametrize("seed", range(40))
def test_every_figure_is_that_of_plain_loops(seed: int) -> None:
    random = Random(seed)
    one = night(random, random.randint(1, 6), random.randint(0, 30) + 1, random.randint(0, 200))
    assert agrees(one)


@pytest.mark.sweep
def test_a_hall_of_750_lines_and_a_hundred_thousand_moves() -> None:
    assert agrees(night(Random(750), 75, 750, 100_000, piles=2_000))


def test_the_sums_are_those_of_the_statement() -> None:
    """The same boxes through `verification.reconcile`, contest by contest and for the hall."""
    one = night(Random(3), 4, 25, 0)
    hall = work_out(*one.columns())
    strays_out, strays_in = [0] * 25, [0] * 25
    for source, target, papers in one.strays:
        strays_out[source] += papers
        strays_in[target] += papers
    expected = hall.accounts[kernels.EXPECTED].tolist()
    lines = [
        BoxLine(
            box.contest,
            number,
            box.place,
            expected[number],
            box.counted,
            strays_out[number],
            strays_in[number],
            box.handed_over,
            box.verified,
        )
        for number, box in enumerate(one.boxes)
    ]
    again = reconcile(lines, 4)
    for number, total in enumerate((*again.contests, again.hall)):
        column_ = hall.hall if number == 4 else hall.contests[:, number]
        assert column_[kernels.HAS_VERIFIED] == total.verified
        assert column_[kernels.SUM_VARIANCE] == total.variance
        assert column_[kernels.NOT_COUNTED] == total.not_counted
    assert hall.places[kernels.HAS_COUNTED].sum() == hall.hall[kernels.HAS_COUNTED]


def test_nothing_is_made_or_lost() -> None:
    one = night(Random(5), 5, 20, 500)
    hall = work_out(*one.columns())
    assert int(hall.balances.sum()) == 0
    assert not hall.held.sum(1).any()
    assert hall.hall[kernels.HAS_STRAYS_OUT] == hall.hall[kernels.HAS_STRAYS_IN]
    held = hall.held[:, OUTSIDE + 1 :].sum(1)
    assert held.tolist() == (-hall.held[:, OUTSIDE]).tolist()


def test_a_hall_that_is_done_reconciles_and_one_paper_short_does_not() -> None:
    """600 verified; 590 counted, 8 rejected and 2 doubtful: all of them are somewhere."""
    boxes, strays, piles, _, _ = night(Random(1), 1, 1, 0).columns()
    boxes = replace(boxes, verified=column([600]))
    piles = replace(piles, contest=column([0, 0, 0, 0]), kind=column([0, 5, 6, 4]))
    for doubtful, short in ((2, 0), (1, 1), (3, -1)):
        moves = Moves(column([0, 0, 0]), column([1, 2, 3]), column([590, 8, doubtful]))
        hall = work_out(boxes, strays, piles, moves, 1)
        assert hall.unreconciled.tolist() == [short]


def test_no_boxes_and_no_moves() -> None:
    empty = Night(2, [], [], [(0, 0), (1, 0)], [])
    hall = work_out(*empty.columns())
    assert hall.unreconciled.tolist() == [0, 0]
    assert hall.hall.tolist() == [0] * kernels.SUM_ROWS


# -------------------------------------------------------------------------- planted faults are seen


def one_paper_too_many(starts: Any, ranges: Any, figures: Any, into: Any) -> None:
    kernels_accounts(starts, ranges, figures, into)
    into[kernels.EXPECTED] += 1


def forgets_retrieved(starts: Any, ranges: Any, figures: Any, into: Any) -> None:
    figures = figures.copy()
    figures[kernels.RETRIEVED] = 0
    kernels_accounts(starts, ranges, figures, into)


def swaps_strays(groups: Any, figures: Any, found: Any, into: Any) -> None:
    order = [0, 1, kernels.HAS_STRAYS_IN, kernels.HAS_STRAYS_OUT, 4, 5]
    kernels_reconcile(groups, np.ascontiguousarray(figures[order]), found, into)


def sums_of_another_contest(groups: Any, figures: Any, found: Any, into: Any) -> None:
    groups = groups.copy()
    groups[0] = np.roll(groups[0], 1)
    kernels_reconcile(groups, figures, found, into)


def loses_the_last_move(source: Any, target: Any, papers: Any, into: Any) -> None:
    kernels_piles(source[:-1], target[:-1], papers[:-1], into)


def carries_it_back(source: Any, target: Any, papers: Any, into: Any) -> None:
    kernels_piles(target, source, papers, into)


def one_kind_for_another(row: Any, column_: Any, votes: Any, into: Any) -> None:
    kernels_votes(row, np.where(column_ == 1, 0, column_), votes, into)


kernels_accounts, kernels_reconcile = kernels.accounts, kernels.reconcile
kernels_piles, kernels_votes = kernels.piles, kernels.votes


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("accounts", one_paper_too_many),
        ("accounts", forgets_retrieved),
        ("reconcile", swaps_strays),
        ("reconcile", sums_of_another_contest),
        ("piles", loses_the_last_move),
        ("piles", carries_it_back),
        ("votes", one_kind_for_another),
    ],
)
def test_a_broken_kernel_disagrees_with_the_plain_loops(
    name: str, broken: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = night(Random(11), 4, 30, 300)
    assert agrees(one)
    monkeypatch.setattr(kernels, name, broken)
    assert not agrees(one)


# --------------------------------------------------------------------------------- what cannot be


def test_a_move_does_not_carry_papers_from_one_contest_to_another() -> None:
    boxes, strays, piles, _, contests = night(Random(1), 2, 2, 0).columns()
    moves = Moves(column([0, 0]), column([0, 1]), column([5, 5]))
    with pytest.raises(ValueError, match="move 1 goes from one contest to another"):
        work_out(boxes, strays, piles, moves, contests)


def test_figures_beyond_the_bounds_are_refused_before_any_kernel_sees_them() -> None:
    boxes, strays, piles, moves, contests = night(Random(1), 2, 3, 5).columns()

    def refused(error: type[ValueError], **wrong: Any) -> None:
        given = {"boxes": boxes, "strays": strays, "piles": piles, "moves": moves, **wrong}
        with pytest.raises(error):
            work_out(**given, contests=contests)

    # What five such moves leave on the piles is twice as much, on both sides together.
    at_the_bound = replace(moves, papers=column([LIMIT // 10] * 5))
    work_out(boxes, strays, piles, at_the_bound, contests)
    refused(OutOfBounds, moves=replace(moves, papers=column([LIMIT // 5 + 1] * 5)))
    refused(OutOfBounds, moves=replace(moves, source=column([0, 0, 0, 0, 99])))
    refused(OutOfBounds, moves=replace(moves, source=column([0, 0, 0, 0, -1])))
    refused(ValueError, moves=replace(moves, papers=column([1])))
    refused(NotWhole, moves=replace(moves, papers=np.array([1.5] * 5)))
    refused(OutOfBounds, strays=replace(strays, target=column([3, 0, 0])))
    refused(OutOfBounds, strays=replace(strays, papers=column([-1, 0, 0])))
    refused(OutOfBounds, boxes=replace(boxes, contest=column([0, 2, 0])))
    refused(OutOfBounds, boxes=replace(boxes, counted=column([LIMIT + 1, 0, 0])))
    refused(OutOfBounds, boxes=replace(boxes, verified=column([LIMIT, LIMIT, NOT_ENTERED])))
    refused(ValueError, boxes=replace(boxes, starts=column([0, 0])))
    refused(ValueError, boxes=replace(boxes, starts=column([0, 2, 1, len(boxes.ranges)])))
    refused(ValueError, boxes=replace(boxes, account=boxes.account[:5]))
    refused(OutOfBounds, piles=replace(piles, kind=piles.kind + 7))
    refused(OutOfBounds, piles=replace(piles, contest=piles.contest + 2))
