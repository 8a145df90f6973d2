"""Halls whose votes are transferable, and people who sort real stacks of papers in them.

People find the papers they are asked for by what the hall says of them alone: whose they are, and from which
parcel they came. What they report is what lies there.
"""

import hashlib
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from count.ledger.entry import Entry
from count.ledger.fold import fold
from count.ledger.paper_source import MissingFile, PaperFile
from count.ledger.standing import Standing
from count.poll.poll import Box, Candidate, Contest, Person, Poll, PollFacts, Unit
from tally_core import papers as paper
from tests.count.halls import (
    DORA,
    EVERYBODY,
    ROSE,
    SIZE,
    STAFF,
    SUE,
    WARD,
    Said,
    Story,
    body,
    verifying,
)
from tests.tally_core.elections import Election

T = TypeVar("T")
Ballot = tuple[str, ...]
FIRST = "first-preferences"
KINDS = {
    "northern-irish-stv": ("northern-ireland", "ni-local"),
    "scottish-stv": ("scotland", "scottish-local"),
}


def names_of(candidates: int) -> tuple[str, ...]:
    """Ids of so many candidates: a, b, c ..."""
    return tuple("abcdefghijklmnopqrstuvwxyz"[:candidates])


def stv_poll(candidates: int, seats: int, system: str = "northern-irish-stv") -> Poll:
    """One ward of so many candidates, one box and two tables."""
    nation, kind = KINDS[system]
    ward = Contest(
        id=WARD, name="Ward 4", kind=kind, seats=seats, electorate=99_000, bundle_size=SIZE
    )
    facts = PollFacts(
        name="Hill", date=date(2027, 5, 6), authority="Hill", nation=nation, languages=["en"]
    )
    paper = [
        Candidate(
            contest=WARD,
            candidate=name,
            ballot_order=order,
            ballot_surname=f"SURNAME{name.upper()}",
            ballot_forenames=f"Given{name}",
        )
        for order, name in enumerate(names_of(candidates), start=1)
    ]
    return Poll.of(
        facts,
        [ward],
        paper,
        [Box(box="b1", kind="station", name="School", contests=[WARD], electorate=[99_000])],
        [Unit(unit=unit, name=f"Table {unit[1]}", contests=[WARD]) for unit in ("t1", "t2")],
        [
            *(Person(name=v.name, role=v.role, unit=v.unit or "") for v in EVERYBODY),
            *(Person(name=name, role="staff") for name in STAFF),
        ],
    )


def ballots_of(election: Election) -> list[tuple[int, Ballot]]:
    """The papers of a made-up election, by ids."""
    names = names_of(election.candidates)
    return [(papers, tuple(names[who] for who in ranked)) for papers, ranked in election.groups]


def first_of(ballots: Iterable[tuple[int, Ballot]]) -> dict[str, int]:
    """First preferences."""
    votes: dict[str, int] = {}
    for papers, ranked in ballots:
        votes[ranked[0]] = votes.get(ranked[0], 0) + papers
    return votes


def brought(number: int) -> list[Said]:
    """So many papers verified, and brought to table 1."""
    return [
        *verifying("b1", number),
        (DORA, body("verification-closed")),
        (SUE, body("mixed", unit="t1", boxes=["b1"])),
    ]


class Sorters:
    """The tables: stacks of papers, each known by whose it is and the parcel it came from."""

    def __init__(self, ballots: Sequence[tuple[int, Ballot]]) -> None:
        self.stacks: dict[tuple[str, str], list[tuple[int, Ballot]]] = {}
        for papers, ranked in ballots:
            self.stacks.setdefault((ranked[0], FIRST), []).append((papers, ranked))

    def sort(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Take the stacks asked for, lay each paper on its next preference, and report."""
        taken: list[tuple[int, Ballot]] = []
        for part in asked["parts"]:
            stack = self.stacks.pop((part["candidate"], part["from"]))
            assert sum(papers for papers, _ in stack) == part["papers"]
            taken += stack
        assert sum(papers for papers, _ in taken) == asked["papers"]
        received: dict[str, int] = {}
        nobody = 0
        for papers, ranked in taken:
            left = [who for who in ranked if who in asked["next_for"]]
            if left:
                received[left[0]] = received.get(left[0], 0) + papers
                self.stacks.setdefault((left[0], asked["parcel"]), []).append((papers, ranked))
            else:
                nobody += papers
        return {"parcel": asked["parcel"], "next": received, "none": nobody}


class Folder:
    """Files of papers in memory, under their digests."""

    def __init__(self) -> None:
        self.files: dict[str, PaperFile] = {}
        self.lost: dict[str, str] = {}
        self.asked: list[Hashable] = []

    def put(self, file: PaperFile) -> None:
        self.files[file.digest] = file

    def file(self, digest: str) -> PaperFile | MissingFile:
        if digest in self.lost:
            return MissingFile(digest, self.lost[digest])
        return self.files.get(digest) or MissingFile(digest, "is not kept beside this hall")

    read_again = file

    def check(self, digest: str) -> MissingFile | None:
        found = self.file(digest)
        return found if isinstance(found, MissingFile) else None

    def once(self, question: Hashable, answer: Callable[[], T]) -> T:
        self.asked.append(question)
        return answer()


def file_of(
    candidates: int, seats: int, ballots: Sequence[tuple[int, Ballot]], **fields: Any
) -> PaperFile:
    """The file that a scanner would make of these papers, its names those of the ballot paper."""
    ids = names_of(candidates)
    groups = [(n, tuple(ids.index(who) for who in ranked)) for n, ranked in ballots]
    digest = hashlib.sha256(repr((candidates, seats, groups)).encode()).hexdigest()
    names = tuple(f"Given{name} SURNAME{name.upper()}" for name in ids)
    made = PaperFile(digest, names, seats, paper.papers(candidates, groups))
    return replace(made, **fields)


class Electronic(Story):
    """A ward whose papers are read electronically."""

    def __init__(self, candidates: int, seats: int, system: str = "scottish-stv") -> None:
        super().__init__(poll=stv_poll(candidates, seats, system))
        self.paper_source = Folder()

    @property
    def standing(self) -> Standing:
        """How the contest stands, folded anew, with the files beside it."""
        if self._standing is None:
            self._standing = fold(self.poll, self.contest, self.entries, self.paper_source)
        return self._standing

    def body_of(self, ballots: Sequence[tuple[int, Ballot]], **fields: Any) -> dict[str, Any]:
        """The act of reading these papers; their file is kept."""
        file = file_of(len(self.poll.candidates[WARD]), self.contest.seats, ballots)
        self.paper_source.put(file)
        return body("papers-read", file_digest=file.digest, papers=file.papers.valid, **fields)

    def read(self, ballots: Sequence[tuple[int, Ballot]], **fields: Any) -> Entry:
        """Read these papers."""
        return self.tell(ROSE, self.body_of(ballots, **fields))
