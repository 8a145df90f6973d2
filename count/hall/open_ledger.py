"""The open ledger of a hall: followed from its first entry, folded into books, added to one act at a time.

Only the recorder adds to it. An act that is admitted is folded at once, so that the next one of its batch is
checked against it; what does not become durable afterwards is taken back by reading the ledger again.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from count.hall.books import Books
from count.ledger import acts, store
from count.ledger.chain import HALL, Chain, ChainRow
from count.ledger.entry import Entry
from count.ledger.figure_codes import FigureCodes
from count.poll.roles import Visitor
from count.recording import HallOccasion, Occasion, check, check_hall_wide, two_people
from count.recording.refusals import IdReused
from count.storage.hall_directory import HallDirectory

MANY = 10_000
"""Entries beyond which a ledger is kept out of the collector's pauses, which would hold up the whole hall."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """An act that was folded and waits to become durable; `row` is None for one that was recorded before."""

    entry: Entry
    row: ChainRow | None


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Make a ledger's worth of objects that all stay: the collector need not look through them meanwhile."""
    working = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if working:
            gc.enable()


class OpenLedger:
    """Every entry of one hall, its chain, the names in it, and the books folded from it.

    Raises:
        Tampered: on opening, where the ledger is not what was recorded.
    """

    def __init__(self, hall_directory: HallDirectory) -> None:
        self.hall_directory = hall_directory
        self.codes = FigureCodes(hall_directory.secret)
        self.chain = Chain(hall_directory.seal)
        self.people = store.People()
        self._digests: dict[str, str] = {}
        with _collector_at_rest():
            self.books = Books(hall_directory.poll, self._read(), hall_directory.papers)
            if self.chain.seq > MANY:
                gc.freeze()

    def _read(self) -> list[Entry]:
        """Every entry of the ledger, its chains followed and its names checked."""
        with self.hall_directory.database.reading() as connection:
            self.people = store.People.read(connection)
            entries: list[Entry] = []
            for row in self.hall_directory.rows(connection, self.chain):
                entries.append(Entry.of(row, self.people))
                self._digests[row.id] = row.digest
        return entries

    def read_again(self) -> None:
        """Take back what was folded and did not become durable: the ledger is read and folded anew."""
        self.people.forget_new()
        self.chain, self._digests = Chain(self.hall_directory.seal), {}
        self.books = Books(self.hall_directory.poll, self._read(), self.hall_directory.papers)

    def settle(self, chain: Chain) -> None:
        """Go on from a chain whose rows are durable."""
        self.chain = chain
        self.people.new = []

    def digest(self, entry: Entry) -> str:
        """The digest of an entry in its contest's chain."""
        return self._digests[entry.id]

    def admit(
        self, visitor: Visitor, contest: str | None, act: acts.Act, chain: Chain, at: str
    ) -> Admitted:
        """Check one act against how the count stands, and fold it.

        Raises:
            Refused: it may not be recorded; nothing of it is kept.
        """
        contest = contest or HALL
        before = self.books.entries.get(act.id)
        if before is not None:
            if before.contest != contest or before.act != act:
                raise IdReused(
                    "This id was used for another act: an act that is resent keeps its content.",
                    {"id": f"is entry {before.seq}"},
                )
            return Admitted(before, None)
        touches = self.books.reach(act, contest)
        awaits = None
        if not touches and isinstance(act, acts.Agreed | acts.Declined | acts.Struck):
            # What was said to the whole hall: no contest's standing holds it.
            hall = HallOccasion(self.books.hall_standing, self.books.entries, visitor, at)
            check_hall_wide(hall, act)
            awaits = self.codes.of_act(None, act) if isinstance(act, acts.Struck) else None
        concerned = self.books.concerned(act, contest, touches)
        for name in concerned:
            check(Occasion(self.books.standings[name], visitor, at, self.codes), act)
        if isinstance(act, acts.Agreed):
            self._check_elsewhere(act.to, {*touches} - {*concerned}, at)
        first = self.books.standings[concerned[0]] if concerned else None
        if first is not None and two_people(first, act):
            awaits = self.codes.of_act(first, act)
        by, role = visitor.name, visitor.role
        entry = Entry(chain.seq + 1, contest, at, by, role, awaits, act)
        row = chain.add(act.id, contest, entry.body(self.hall_directory.epoch, self.people))
        self._digests[act.id] = row.digest
        self.books.fold(entry, touches)
        return Admitted(entry, row)

    def _check_elsewhere(self, proposed: str, others: set[str], at: str) -> None:
        """Check a proposal in every other contest that it touches, too."""
        proposal = self.books.entries[proposed]
        proposer = Visitor.seeing_everything(proposal.by)
        for name in others:
            check(
                Occasion(self.books.standings[name], proposer, at, self.codes, proposed),
                proposal.act,
            )
