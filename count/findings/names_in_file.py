"""Names in a file of papers, held against the ballot paper: candidate n of a file is line n of the paper.

A file written in another order gives every vote to somebody else, and each of its figures looks sound. So a
name that is another candidate's is a fault, as is a file in which nobody is who stands here; a name that is
merely written otherwise must be explained before the result is shared.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from count.ledger.paper_source import PaperFile
from count.poll.names import letters
from count.poll.poll import Candidate, Contest

_APART = re.compile(r"[\s,;/()\[\]–—-]+")
_NUMBERED = re.compile(r"(candidate)?\d*")
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Unlike:
    """A name in a file that is not the one on that line of the ballot paper."""

    order: int
    in_file: str
    on_paper: str

    def __str__(self) -> str:
        said = f"“{self.in_file}”" if self.in_file else "no name"
        return (
            f"candidate {self.order} is {said} in the file and {self.on_paper} on the ballot paper"
        )


def faults(file: PaperFile, contest: Contest, paper: Sequence[Candidate]) -> tuple[str, ...]:
    """Why this cannot be the file of this contest, in plain words: empty where it may be."""
    found = []
    if len(file.names) != len(paper):
        return (
            f"the file has {len(file.names)} candidates and the ballot paper {len(paper)}: "
            "it is another contest's, or of another version of the ballot paper",
        )
    if file.seats not in (None, contest.seats):
        found.append(f"the file is for {file.seats} seats and this contest for {contest.seats}")
    if file.withdrawn:
        numbers = ", ".join(str(who + 1) for who in file.withdrawn)
        found.append(f"the file leaves out candidate {numbers} as withdrawn")
    wrong = [each for each in unlike(file, paper) if _is_another(each, paper)]
    if wrong:
        said = "; ".join(map(str, wrong[:_SHOWN]))
        found.append(f"the file has its candidates in another order: {said}")
    named = [name for name in file.names if not _nameless(name)]
    if named and not wrong and len(unlike(file, paper)) == len(paper):
        found.append("nobody whom the file names stands in this contest")
    return tuple(found)


def unlike(file: PaperFile, paper: Sequence[Candidate]) -> tuple[Unlike, ...]:
    """Every line on which the file's name is not the ballot paper's."""
    lines = zip(file.names, paper, strict=True)
    return tuple(
        Unlike(candidate.ballot_order, name, candidate.display_name)
        for name, candidate in lines
        if _nameless(name) or not _fits(name, candidate)
    )


def _is_another(line: Unlike, paper: Sequence[Candidate]) -> bool:
    return any(
        _fits(line.in_file, candidate)
        for candidate in paper
        if candidate.ballot_order != line.order
    )


def _nameless(name: str) -> bool:
    """Whether this is no name but a number: files may leave names out."""
    return _NUMBERED.fullmatch(letters(name)) is not None


def _fits(name: str, candidate: Candidate) -> bool:
    """Whether a name is this candidate's: the surname, and of the other names one at least, if it has any."""
    words = _words(name)
    for surname in filter(None, (candidate.ballot_surname, candidate.legal_surname)):
        if _words(surname) <= words:
            others = words - _words(surname)
            given = _words(f"{candidate.ballot_forenames} {candidate.legal_forenames}")
            return not others or not given or bool(others & (given | {one[0] for one in given}))
    return False


def _words(text: str) -> frozenset[str]:
    return frozenset(filter(None, map(letters, _APART.split(text))))
