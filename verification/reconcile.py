"""Stated against found: every box, polling place and contest of a hall, and the hall, in one pass.

Each box's papers are counted and compared with its account (Parliamentary Elections Rules, rule
45(1) and (5), RPA 1983 Sch. 1 [r 45(5)]). Papers found in the wrong box are moved to the right one:
they leave one line and arrive on another, and over the hall none is made or lost. Boxes of one
polling place may make good each other's variance.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tally_core import kernels
from tally_core.exact import check_sum, entered, indexes, or_none, whole
from tally_core.kernels import NOT_ENTERED, Whole


@dataclass(frozen=True, slots=True)
class BoxLine:
    """One box for one contest, as far as it is known; None where a figure is not in yet.

    contest, box, place: numbers from 0; place None for a box that stands alone. expected: from the
    account. counted: found in the box, before strays. strays_out, strays_in: papers of this contest
    that left for, or came from, another line. handed_over: papers that left the hall. verified: the
    figure that verification settled on.
    """

    contest: int
    box: int
    place: int | None = None
    expected: int | None = None
    counted: int | None = None
    strays_out: int = 0
    strays_in: int = 0
    handed_over: int = 0
    verified: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The result of a line; None where a figure it needs is not in yet.

    settled: counted - strays out + strays in - handed over. variance: what the box holds less what
    it should hold; it holds the verified figure once there is one, until then the settled one.
    difference: verified less settled, which should be 0.
    """

    settled: int | None
    variance: int | None
    difference: int | None


@dataclass(frozen=True, slots=True)
class Sum:
    """The lines of a polling place, a contest or the hall, added up.

    A figure not in yet is not in the sums: no_account, not_counted and not_verified say how many
    lines want theirs, and no sum may be called a total while its own is above 0.
    """

    expected: int = 0
    counted: int = 0
    strays_out: int = 0
    strays_in: int = 0
    handed_over: int = 0
    verified: int = 0
    variance: int = 0
    lines: int = 0
    no_account: int = 0
    not_counted: int = 0
    not_verified: int = 0

    @property
    def nets_out(self) -> bool:
        """Whether every box is accounted for and counted, and their variances cancel."""
        held = self.not_counted == 0 or self.not_verified == 0
        return self.no_account == 0 and held and self.variance == 0

    @property
    def complete(self) -> bool:
        """Whether every box is verified."""
        return self.not_verified == 0


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """Every line's own figures, in the order given, and the sums.

    places: by contest and place; boxes that stand alone are in none. contests: one for each, also
    for one without a line.
    """

    lines: tuple[Found, ...]
    places: Mapping[tuple[int, int], Sum]
    contests: tuple[Sum, ...]
    hall: Sum


def reconcile(lines: Sequence[BoxLine], contests: int) -> Reconciliation:
    """Compare every box with its account, and add up places, contests and the hall.

    Raises NotWhole, OutOfBounds, and ValueError if a box is given twice for one contest. Every
    stray must be on two lines, out of one and into the other, so a box in which papers of a
    contest were found has a line for that contest.
    """
    if len({(line.contest, line.box) for line in lines}) != len(lines):
        raise ValueError("a box is given twice for one contest")
    figures = _figures(lines)
    strays = figures[kernels.HAS_STRAYS_OUT] - figures[kernels.HAS_STRAYS_IN]
    assert int(strays.sum()) == 0, "papers found in a wrong box were made or lost"

    # Each polling place is another for each contest: a paper too many for one poll does not make
    # good one too few for another.
    places = sorted({(line.contest, line.place) for line in lines if line.place is not None})
    at = {place: contests + 1 + number for number, place in enumerate(places)}
    alone = contests + 1 + len(places)
    contest = indexes([line.contest for line in lines], "contest", below=contests)
    place = whole(
        [alone if line.place is None else at[line.contest, line.place] for line in lines], "place"
    )
    groups = np.stack((contest, place, np.full(len(lines), contests, dtype=np.int64)))

    found = np.zeros((3, len(lines)), dtype=np.int64)
    sums = np.zeros((kernels.SUM_ROWS, alone + 1), dtype=np.int64)
    kernels.reconcile(groups, figures, found, sums)
    return Reconciliation(
        lines=tuple(Found(*map(or_none, column)) for column in found.T),
        places={key: _sum(sums, at[key]) for key in places},
        contests=tuple(_sum(sums, number) for number in range(contests)),
        hall=_sum(sums, contests),
    )


def _figures(lines: Sequence[BoxLine]) -> Whole:
    columns = {
        "expected": entered([line.expected for line in lines], "expected"),
        "counted": entered([line.counted for line in lines], "counted"),
        "strays_out": entered([line.strays_out for line in lines], "strays_out"),
        "strays_in": entered([line.strays_in for line in lines], "strays_in"),
        "handed_over": entered([line.handed_over for line in lines], "handed_over"),
        "verified": entered([line.verified for line in lines], "verified"),
    }
    figures = np.stack(tuple(columns.values()))
    check_sum("all figures", figures[figures != NOT_ENTERED])
    return figures


def _sum(sums: Whole, group: int) -> Sum:
    return Sum(*(int(figure) for figure in sums[:, group]))
