"""Files of electronically read papers, kept beside the ledger and named in it by their digests.

An act says which file was read by its SHA-256; so what it says stands fixed in the ledger although the papers
are not in it. What is worked out of a file and the lots drawn is the same whenever it is worked out: it is
kept too (`once`), because a ward of a million papers is not counted anew each time somebody looks.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np

from tally_core.papers import Papers

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class PaperFile:
    """A file as it was read: whom it names, in the order of its candidates, and its papers.

    seats: None where the file does not say. withdrawn: candidates from 0 whom the file leaves out.
    """

    digest: str
    names: tuple[str, ...]
    seats: int | None
    papers: Papers
    withdrawn: tuple[int, ...] = ()

    @property
    def first_preferences(self) -> tuple[int, ...]:
        """First preferences, one figure a candidate in the order of the file."""
        papers = self.papers
        votes = np.zeros(papers.candidates, dtype=np.int64)
        np.add.at(votes, papers.preferences[papers.starts[:-1]], papers.weights)
        return tuple(votes.tolist())


@dataclass(frozen=True, slots=True)
class MissingFile:
    """A file that should be kept and is not, or is another than was handed in: what is wrong, in words."""

    digest: str
    words: str


@dataclass(frozen=True, slots=True)
class Scan:
    """A file that was read into the count: the piles its papers came from, and how many from each."""

    act: str
    digest: str
    papers: int
    attempt: int
    at: str
    by: str
    came_from: tuple[tuple[int, int], ...]


class PaperSource(Protocol):
    """The files of papers beside a ledger."""

    def file(self, digest: str) -> PaperFile | MissingFile:
        """The file with this digest, as it was first read."""

    def read_again(self, digest: str) -> PaperFile | MissingFile:
        """The same, read anew from where it is kept."""

    def check(self, digest: str) -> MissingFile | None:
        """Look whether the file is still what was handed in; from then on `file` says what was found."""

    def once(self, question: Hashable, answer: Callable[[], T]) -> T:
        """The answer to a question that has only one: found once, and remembered."""


class NoPaperSource:
    """Beside a ledger that is folded by itself: no file is there."""

    def file(self, digest: str) -> PaperFile | MissingFile:
        return self.check(digest)

    read_again = file

    def check(self, digest: str) -> MissingFile:
        return MissingFile(digest, "is not kept beside this hall")

    def once(self, question: Hashable, answer: Callable[[], T]) -> T:
        return answer()


Heaps = dict[tuple[int, ...], int]
"""How many papers have each list of preferences."""


def heaps_again(kept: PaperSource, digest: str) -> Heaps | MissingFile:
    """The papers of a file read anew, laid on heaps of equal ones by loops: what the second count counts."""

    def lay() -> Heaps | MissingFile:
        file = kept.read_again(digest)
        if isinstance(file, MissingFile):
            return file
        papers = file.papers
        starts, ranked = papers.starts.tolist(), papers.preferences.tolist()
        heaps: Heaps = {}
        for group, number in enumerate(papers.weights.tolist()):
            preferences = tuple(ranked[starts[group] : starts[group + 1]])
            heaps[preferences] = heaps.get(preferences, 0) + number
        return heaps

    return kept.once(("heaps", digest), lay)


def together(files: Sequence[PaperFile]) -> Papers:
    """The papers of several files of one contest, one after another."""
    if len(files) == 1:
        return files[0].papers
    every = [file.papers for file in files]
    ends = np.cumsum([0, *(papers.starts[-1] for papers in every)])
    starts = [papers.starts[:-1] + end for papers, end in zip(every, ends[:-1], strict=True)]
    return Papers(
        every[0].candidates,
        np.concatenate([*starts, ends[-1:]]).astype(np.int64),
        np.concatenate([papers.preferences for papers in every]),
        np.concatenate([papers.weights for papers in every]),
    )
