"""Parcels of preference papers, and who sorts them: the one way a rule moves paper.

A rule that deals in parcels never looks at a paper. It hands parcels to a sorter, with the candidates who
can still receive papers, and learns how many papers went to whom. In a hall people do the sorting, and
until they have done it the sorter's answer is PapersNeeded; papers in memory are sorted at once. The law is
written once for both.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import numpy as np

from tally_core import kernels
from tally_core.kernels import Whole
from tally_core.outcome import PapersNeeded
from tally_core.papers import Papers


@dataclass(frozen=True, slots=True)
class Parcel:
    """Papers that lie together.

    number: from 0 in the order in which parcels were made; the same whenever the count is run again, so that
    an answer kept under it is found again.
    """

    number: int
    papers: int


@dataclass(frozen=True, slots=True)
class Sorted:
    """Parcels sorted by next available preference: what each candidate received, and what nobody did."""

    received: tuple[tuple[int, Parcel], ...]
    non_transferable: int


class Sorter(Protocol):
    """A sorter of papers for a rule: people at tables, or memory."""

    def first_preferences(self) -> tuple[Parcel, ...]:
        """Give every candidate's papers by first preference; the parcel's number is the candidate's."""

    def sort(
        self, parcels: Sequence[Parcel], value: Fraction, available: Sequence[int]
    ) -> Sorted | PapersNeeded:
        """Sort these parcels together, whose papers are worth `value` each, for the candidates available.

        A parcel is sorted once: afterwards its papers lie in those received, or are of no further use.
        """


class PapersInMemory:
    """A sorter that has every paper of the contest at hand."""

    def __init__(self, papers: Papers) -> None:
        self._papers = papers
        self._place = papers.starts[:-1].copy()
        self._lying: dict[int, Whole] = {}
        self._made = 0

    def first_preferences(self) -> tuple[Parcel, ...]:
        everybody = range(self._papers.candidates)
        everything = np.arange(self._papers.groups, dtype=np.int64)
        received = dict(self._deal(everything, everybody, even_if_none=True).received)
        return tuple(received[candidate] for candidate in everybody)

    def sort(self, parcels: Sequence[Parcel], value: Fraction, available: Sequence[int]) -> Sorted:
        taken = [self._lying.pop(parcel.number) for parcel in parcels]
        together = taken[0] if len(taken) == 1 else np.concatenate(taken)
        dealt = self._deal(together, available)
        after = dealt.non_transferable + sum(parcel.papers for _, parcel in dealt.received)
        assert after == sum(parcel.papers for parcel in parcels)
        return dealt

    def _deal(
        self, groups: Whole, available: Sequence[int], *, even_if_none: bool = False
    ) -> Sorted:
        candidates = self._papers.candidates
        open_to = np.zeros(candidates, dtype=np.bool_)
        open_to[list(available)] = True
        order = np.empty_like(groups)
        ends = np.zeros(candidates + 1, dtype=np.int64)
        papers = np.zeros(candidates + 1, dtype=np.int64)
        kernels.sort_parcel(
            groups,
            self._papers.starts,
            self._papers.preferences,
            self._papers.weights,
            open_to,
            self._place,
            order,
            ends,
            papers,
        )
        received = []
        begin = 0
        for candidate, (end, number) in enumerate(zip(ends.tolist(), papers.tolist(), strict=True)):
            if candidate < candidates and (end > begin or even_if_none):
                self._lying[self._made] = order[begin:end]
                received.append((candidate, Parcel(self._made, number)))
                self._made += 1
            begin = end
        return Sorted(tuple(received), int(papers[candidates]))
