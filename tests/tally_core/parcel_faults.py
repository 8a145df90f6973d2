"""Faults planted under a count in parcels, whatever the statute: the kernel that sorts, the sheet, the rule.

Each is put in the place of the true one, which it calls.
"""

from typing import Any

import numpy as np

from tally_core import kernels
from tally_core.counting_sheet import CountingSheet

SORT, RECEIVE = kernels.sort_parcel, CountingSheet.receive


def loses_the_last_group(groups: Any, *columns: Any) -> None:
    SORT(groups[:-1].copy(), *columns)


def counts_groups_for_papers(
    groups: Any, starts: Any, ranked: Any, weights: Any, *rest: Any
) -> None:
    SORT(groups, starts, ranked, np.ones_like(weights), *rest)


def mixes_up_who_received_what(groups: Any, *columns: Any) -> None:
    SORT(groups, *columns)
    order = columns[5]
    order[:] = order[::-1].copy()


def forgets_what_came_last(self: Any, papers: Any, value: int) -> None:
    RECEIVE(self, papers, value)
    for who, _ in papers.received:
        self.held[who].insert(0, self.held[who].pop())


def never_puts_off(self: Any, surplus: int) -> bool:
    return False


def never_several(self: Any, surplus: int) -> list[int]:
    return []


def rising_values(things: Any, key: Any = None, reverse: bool = False) -> Any:
    return sorted(things, key=key)
