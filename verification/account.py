"""The ballot paper account: from what a presiding officer was given to what the box should hold.

The presiding officer accounts for the papers entrusted to them as issued and not otherwise
accounted for, unused, spoilt and tendered (Parliamentary Elections Rules, rule 43(3), RPA 1983
Sch. 1 [r 43(3)]). At the count each account is verified against the papers found in the box and
the unused and spoilt papers, whose packets are opened and counted again (rule 45(5) [r 45(5)]).
The rules for other polls say the same.

Silence
- A spoilt paper was issued, came back and was cancelled, and its replacement is a further issue:
  so the box should hold what was issued less what was spoilt. Tendered papers are a series of
  their own and never in the box.
- An account with number ranges that shows no unused (or spoilt) papers is read as having none.
- A postal box has no presiding officer: it should hold what was recorded when it was sealed, less
  cancelled papers taken out since.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from tally_core import kernels
from tally_core.exact import check_sum, entered, or_none, whole

Kind = Literal["station", "postal"]
Fault = tuple[str, str]
"""The field at fault, and what is wrong with it in plain words."""


@dataclass(frozen=True, slots=True)
class Account:
    """The account of one box for one contest; a figure nobody entered is None, not 0.

    stated: what the presiding officer says is in the box; for a postal box the papers recorded
    when it was sealed. ranges: first and last number of each run of papers handed out. unused,
    spoilt: as the presiding officer wrote them; unused_found, spoilt_found: as counted again at
    the count. retrieved: cancelled papers taken out of a postal box.
    """

    stated: int
    ranges: tuple[tuple[int, int], ...] = ()
    unused: int | None = None
    spoilt: int | None = None
    unused_found: int | None = None
    spoilt_found: int | None = None
    tendered_used: int | None = None
    note: str = ""
    kind: Kind = "station"
    retrieved: int = 0


@dataclass(frozen=True, slots=True)
class ExpectedPapers:
    """The papers to expect by one account. None where it has no ranges, or the box is not counted.

    allocated: papers handed out. issued: those less the unused. expected: what the box should hold.
    arithmetic: stated less what the ranges give. variance: counted less expected.
    """

    allocated: int | None
    issued: int | None
    expected: int
    arithmetic: int | None
    variance: int | None


def allocated(account: Account) -> int | None:
    """Count the papers the presiding officer was given; None if the account has no ranges."""
    if not account.ranges or account.kind == "postal":
        return None
    return sum(last - first + 1 for first, last in account.ranges)


def expected(account: Account) -> int:
    """Say what the box should hold.

    Issued less spoilt, from the figures found at the count where there are any; as stated where
    there are no ranges; less what was retrieved.
    """
    given = allocated(account)
    if given is None:
        return account.stated - account.retrieved
    return given - _unused_and_spoilt(account) - account.retrieved  # [r 45(5)]


def _unused_and_spoilt(account: Account) -> int:
    unused = account.unused if account.unused_found is None else account.unused_found
    spoilt = account.spoilt if account.spoilt_found is None else account.spoilt_found
    return (unused or 0) + (spoilt or 0)


def arithmetic(account: Account) -> int | None:
    """Say how far the stated figure is above what the ranges give; None if there are no ranges."""
    if allocated(account) is None:
        return None
    return account.stated - expected(account) - account.retrieved


def foreign(account: Account, counted: int) -> int:
    """Count the papers beyond those ever handed out with this box: they come from elsewhere."""
    given = allocated(account)
    return 0 if given is None else max(0, counted - given)


def work_out(
    accounts: Sequence[Account], counted: Sequence[int | None]
) -> tuple[ExpectedPapers, ...]:
    """Work out the accounts of a whole hall in one pass, each against the count of its box.

    counted: one figure an account, None where the box is not counted yet. Raises OutOfBounds and
    NotWhole; ValueError if there are not as many counts as accounts.
    """
    if len(counted) != len(accounts):
        raise ValueError(f"{len(accounts)} accounts, {len(counted)} counts")
    books = [() if account.kind == "postal" else account.ranges for account in accounts]
    starts = np.cumsum([0, *map(len, books)], dtype=np.int64)
    first = whole([book[0] for ranges in books for book in ranges], "first number")
    last = whole([book[1] for ranges in books for book in ranges], "last number")
    check_sum("numbers", np.concatenate((first, last)))

    figures = np.stack(
        (
            entered([account.stated for account in accounts], "stated"),
            entered([account.unused for account in accounts], "unused"),
            entered([account.spoilt for account in accounts], "spoilt"),
            entered([account.unused_found for account in accounts], "unused_found"),
            entered([account.spoilt_found for account in accounts], "spoilt_found"),
            entered([account.retrieved for account in accounts], "retrieved"),
            entered(counted, "counted"),
        )
    )
    into = np.zeros((5, len(accounts)), dtype=np.int64)
    kernels.accounts(starts, np.column_stack((first, last)), figures, into)
    return tuple(
        ExpectedPapers(
            or_none(given), or_none(issued), int(should), or_none(wrong), or_none(variance)
        )
        for given, issued, should, wrong, variance in into.T
    )


def faults(account: Account) -> tuple[Fault, ...]:
    """Name everything about an account that cannot be; empty if it could be true.  [r 43(3)]"""
    found: list[Fault] = []
    for field in _FIGURES:
        figure = getattr(account, field)
        if figure is not None and figure < 0:
            found.append((field, "cannot be below nothing"))
    if account.kind == "postal":
        for field in _OF_STATIONS:
            if getattr(account, field) not in (None, ()):
                found.append((field, "does not apply to a postal box"))
        if account.retrieved > account.stated:
            found.append(("retrieved", f"more than the {account.stated} papers sealed in the box"))
        return tuple(found)
    if account.retrieved:
        found.append(("retrieved", "only papers of a postal box can be retrieved"))
    found += _range_faults(account.ranges)
    given = allocated(account)
    if given is not None and not any(field == "ranges" for field, _ in found):
        found += _too_many(account, given)
    return tuple(found)


_OF_STATIONS = ("ranges", "unused", "spoilt", "unused_found", "spoilt_found")
_FIGURES = (*_OF_STATIONS[1:], "stated", "tendered_used", "retrieved")


def _range_faults(ranges: tuple[tuple[int, int], ...]) -> list[Fault]:
    found = []
    for first, last in ranges:
        if first < 0:
            found.append(("ranges", f"{first} is not a number on a ballot paper"))
        if last < first:
            found.append(("ranges", f"{first} to {last} runs backwards"))
    reached: int | None = None
    for first, last in sorted(ranges):
        if reached is not None and first <= reached:
            found.append(("ranges", f"{first} to {last} overlaps numbers already given"))
        reached = last if reached is None else max(reached, last)
    return found


def _too_many(account: Account, given: int) -> list[Fault]:
    found = []
    stated = (account.unused or 0) + (account.spoilt or 0)
    if stated > given:
        words = f"{stated} unused and spoilt papers are more than the {given} handed out"
        found.append(("unused", words))
    if account.unused_found is not None or account.spoilt_found is not None:
        again = _unused_and_spoilt(account)
        if again > given:
            words = f"{again} unused and spoilt papers found are more than the {given} handed out"
            field = "spoilt_found" if account.unused_found is None else "unused_found"
            found.append((field, words))
    return found
