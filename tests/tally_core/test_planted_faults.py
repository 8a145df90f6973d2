"""Faults planted in the kernels, each seen: two counts that err together would be worth nothing.

A ward of three seats is counted by the kernels and by the plain count. The true kernels agree with
it; each broken one does not.
"""

from collections.abc import Callable
from typing import Any

import pytest

from tally_core import kernels
from tally_core.balances import pile_balances, vote_totals
from tally_core.outcome import Lot, LotNeeded, LotNotAsked, Outcome
from tally_core.plain.plurality import (
    Elected,
    MixedSheet,
    PaperLine,
    Rejected,
    Straight,
    count_papers,
    most_votes,
)
from tally_core.rules.plurality import count
from verification.account import Account, expected, work_out
from verification.reconcile import BoxLine, reconcile

CANDIDATES, SEATS, UNITS = 5, 3, 2
WARD: list[PaperLine] = [
    Straight(0, (0, 1, 2), 400),
    Straight(0, (3, 4), 350),
    Straight(1, (4,), 25),
    MixedSheet(0, 25, (3, 20, 5, 14, 9), 24),
    MixedSheet(1, 20, (17, 2, 8, 20, 0), 13),
    Rejected(1, 6, "too-many"),
    Straight(1, (2, 3), 7),
]
Answer = Elected | LotNeeded | LotNotAsked


def compiled_votes() -> list[list[int]]:
    """The ward's votes by unit and candidate, through the kernel."""
    lines = []
    for line in WARD:
        if isinstance(line, Straight):
            lines += [(line.unit, candidate, line.papers) for candidate in line.candidates]
        elif isinstance(line, MixedSheet):
            lines += [(line.unit, candidate, votes) for candidate, votes in enumerate(line.votes)]
    unit, candidate, votes = ([line[part] for line in lines] for part in range(3))
    totals = vote_totals(unit, candidate, votes, UNITS, CANDIDATES)
    return [[int(figure) for figure in row] for row in totals]


def plain_votes() -> list[list[int]]:
    by_unit = count_papers(WARD, CANDIDATES, SEATS).by_unit
    return [list(by_unit[unit].votes) for unit in range(UNITS)]


def same_votes() -> bool:
    return compiled_votes() == plain_votes()


def compiled_answer(votes: list[int], seats: int) -> Answer:
    answer = count(votes, seats)
    return Elected(answer.elected, answer.terms) if isinstance(answer, Outcome) else answer


def same_winners() -> bool:
    """Over a clear result, a tie across the last seat, ties above and below it, and all level."""
    elections = [([5, 9, 7, 1], 2), ([5, 7, 7, 7], 2), ([7, 7, 3, 3], 2), ([4, 4, 4], 1)]
    return all(
        compiled_answer(votes, seats) == most_votes(votes, seats) for votes, seats in elections
    )


def same_accounts() -> bool:
    accounts = [
        Account(stated=80, ranges=((1, 50), (101, 150)), unused=15, spoilt=5),
        Account(stated=80, ranges=((1, 100),), unused=15, spoilt=5, unused_found=14),
        Account(stated=70, kind="postal", retrieved=2),
    ]
    worked = work_out(accounts, [80, None, 68])
    return [each.expected for each in worked] == [expected(account) for account in accounts]


def same_reconciliation() -> bool:
    lines = [
        BoxLine(0, 0, place=0, expected=100, counted=101, strays_out=2, strays_in=1, verified=100),
        BoxLine(0, 1, place=0, expected=50, counted=48, strays_out=1, strays_in=2, verified=49),
        BoxLine(1, 0, expected=7, counted=7),
    ]
    result = reconcile(lines, 2)
    sums = [(each.verified, each.variance, each.not_verified) for each in result.contests]
    settled = [found.settled for found in result.lines]
    return sums == [(149, -1, 0), (0, 0, 1)] and settled == [100, 49, 7]


def same_balances() -> bool:
    balances = pile_balances([0, 1, 1], [1, 2, 3], [100, 60, 30], 4)
    return list(balances) == [-100, 10, 60, 30]


def skips_the_first(row: Any, column: Any, votes: Any, into: Any) -> None:
    for line in range(1, votes.size):
        into[row[line], column[line]] += votes[line]


def drops_the_last(row: Any, column: Any, votes: Any, into: Any) -> None:
    for line in range(votes.size - 1):
        into[row[line], column[line]] += votes[line]


def swaps_two_columns(row: Any, column: Any, votes: Any, into: Any) -> None:
    swapped = {1: 2, 2: 1}
    for line in range(votes.size):
        into[row[line], swapped.get(int(column[line]), int(column[line]))] += votes[line]


def sets_instead_of_adding(row: Any, column: Any, votes: Any, into: Any) -> None:
    for line in range(votes.size):
        into[row[line], column[line]] = votes[line]


def counts_a_line_twice(row: Any, column: Any, votes: Any, into: Any) -> None:
    for line in (*range(votes.size), 0):
        into[row[line], column[line]] += votes[line]


def forgets_the_unit(row: Any, column: Any, votes: Any, into: Any) -> None:
    for line in range(votes.size):
        into[0, column[line]] += votes[line]


def elects_one_too_few(votes: Any, seats: int, order: Any) -> tuple[int, int]:
    return REAL["plurality"](votes, seats - 1, order)  # type: ignore[no-any-return]


def sees_no_tie(votes: Any, seats: int, order: Any) -> tuple[int, int]:
    REAL["plurality"](votes, seats, order)
    return 0, 0


def ties_only_two(votes: Any, seats: int, order: Any) -> tuple[int, int]:
    first, past = REAL["plurality"](votes, seats, order)
    return (seats - 1, seats + 1) if past else (first, past)


def ranks_by_number(votes: Any, seats: int, order: Any) -> tuple[int, int]:
    first, past = REAL["plurality"](votes, seats, order)
    order.sort()
    return first, past


def takes_the_last_number_off(starts: Any, ranges: Any, figures: Any, into: Any) -> None:
    short = ranges.copy()
    short[:, 1] -= 1
    REAL["accounts"](starts, short, figures, into)


def reads_only_the_first_book(starts: Any, ranges: Any, figures: Any, into: Any) -> None:
    REAL["accounts"](starts, ranges, figures, into)
    into[kernels.EXPECTED, 0] -= 50


def ignores_what_was_found(starts: Any, ranges: Any, figures: Any, into: Any) -> None:
    blind = figures.copy()
    blind[[kernels.UNUSED_FOUND, kernels.SPOILT_FOUND]] = kernels.NOT_ENTERED
    REAL["accounts"](starts, ranges, blind, into)


def moves_strays_the_wrong_way(groups: Any, figures: Any, found: Any, into: Any) -> None:
    wrong = figures.copy()
    wrong[[kernels.HAS_STRAYS_OUT, kernels.HAS_STRAYS_IN]] = figures[
        [kernels.HAS_STRAYS_IN, kernels.HAS_STRAYS_OUT]
    ]
    REAL["reconcile"](groups, wrong, found, into)


def drops_the_last_box(groups: Any, figures: Any, found: Any, into: Any) -> None:
    REAL["reconcile"](groups[:, :-1].copy(), figures[:, :-1].copy(), found, into)


def takes_from_nobody(source: Any, target: Any, papers: Any, into: Any) -> None:
    for line in range(papers.size):
        into[target[line]] += papers[line]


def moves_backwards(source: Any, target: Any, papers: Any, into: Any) -> None:
    REAL["piles"](target, source, papers, into)


REAL: dict[str, Callable[..., Any]] = {
    name: getattr(kernels, name)
    for name in ("piles", "votes", "accounts", "reconcile", "plurality")
}
PLANTED: list[tuple[str, Callable[..., Any], Callable[[], bool]]] = [
    ("votes", skips_the_first, same_votes),
    ("votes", drops_the_last, same_votes),
    ("votes", swaps_two_columns, same_votes),
    ("votes", sets_instead_of_adding, same_votes),
    ("votes", counts_a_line_twice, same_votes),
    ("votes", forgets_the_unit, same_votes),
    ("plurality", elects_one_too_few, same_winners),
    ("plurality", sees_no_tie, same_winners),
    ("plurality", ties_only_two, same_winners),
    ("plurality", ranks_by_number, same_winners),
    ("accounts", takes_the_last_number_off, same_accounts),
    ("accounts", reads_only_the_first_book, same_accounts),
    ("accounts", ignores_what_was_found, same_accounts),
    ("reconcile", moves_strays_the_wrong_way, same_reconciliation),
    ("reconcile", drops_the_last_box, same_reconciliation),
    ("piles", moves_backwards, same_balances),
]


@pytest.mark.parametrize(
    ("kernel", "fault", "agree"), PLANTED, ids=lambda part: getattr(part, "__name__", part)
)
def test_a_planted_fault_is_seen(
    kernel: str,
    fault: Callable[..., Any],
    agree: Callable[[], bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert agree()
    monkeypatch.setattr(kernels, kernel, fault)
    assert not agree()


def test_paper_made_from_nothing_is_seen_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernels, "piles", takes_from_nobody)
    with pytest.raises(AssertionError):
        same_balances()


def test_a_lot_for_the_wrong_candidates_is_seen() -> None:
    """Both counts must refuse it, not each elect another."""
    lot = Lot((0, 1), (0,), "elect")
    for answer in (count([7, 7, 7], 1, [lot]), most_votes([7, 7, 7], 1, [lot])):
        assert isinstance(answer, LotNotAsked)
