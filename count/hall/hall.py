"""The hall while it is open: acts are recorded, and how the count stands is read.

An act is checked for its form here and handed to the recorder, which is the only one to change anything. What
was checked is still true when it is written, because nothing else touches the standings; nothing is answered
or shown before it is durable, because whoever reads waits until the batch is.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from count.boards import releasable
from count.hall.answers import Answers
from count.hall.books import Books
from count.hall.open_ledger import OpenLedger
from count.hall.precount import prepare
from count.hall.recorder import ActAnswer, Clock, Recorder
from count.law.rulebook import rules_of
from count.ledger import acts, validation
from count.ledger.chain import Chain
from count.ledger.effects.scanning import astray
from count.ledger.entry import Entry
from count.ledger.figure_codes import FigureCodes
from count.ledger.hall_standing import HallStanding, result_board
from count.ledger.malformed import Malformed
from count.ledger.paper_source import MissingFile
from count.ledger.standing import Standing
from count.ledger.store import People
from count.poll.poll import Poll
from count.poll.roles import Visitor
from count.recording.permissions import may_record
from count.recording.refusals import MalformedAct, NotThisPerson
from count.storage.hall_directory import HallDirectory

Watcher = Callable[["Hall", frozenset[str]], None]
"""Told, after each durable batch, which contests it touched."""


class NoSuchContest(Exception):
    """No contest has this id."""


class Hall:
    """One hall with its ledger open. `hall_directory` is where it is kept."""

    def __init__(
        self, hall_directory: HallDirectory, clock: Clock = lambda: datetime.now(UTC)
    ) -> None:
        self.hall_directory = hall_directory
        self.rehearsal = hall_directory.rehearsal
        self.epoch = hall_directory.epoch
        self.sealed: Poll = hall_directory.poll
        self._watchers: list[Watcher] = []
        self._file_changes = hall_directory.papers.changes
        self._ledger = OpenLedger(hall_directory)
        self.recorder = Recorder(self._ledger, clock, self._tell)

    @property
    def books(self) -> Books:
        """Every entry, by contest, and what is folded from them."""
        return self._ledger.books

    @property
    def chain(self) -> Chain:
        """The chain of digests, as far as it is durable."""
        return self._ledger.chain

    @property
    def codes(self) -> FigureCodes:
        """The codes over figures, keyed with this hall's secret."""
        return self._ledger.codes

    @property
    def people(self) -> People:
        """The names behind the ledger's references to people."""
        return self._ledger.people

    @property
    def poll(self) -> Poll:
        """The poll as it now is: set up, and grown by the boxes and units added since."""
        return self.books.poll

    @property
    def standings(self) -> dict[str, Standing]:
        """Every contest's standing, to be read while steady."""
        return self.books.standings

    @property
    def hall_standing(self) -> HallStanding:
        """The standing of the whole hall: announcements, releases, pauses."""
        return self.books.hall_standing

    @property
    def last_at(self) -> str:
        """When the newest entry was recorded."""
        return self.books.last_at

    # -- recording

    def watch(self, watcher: Watcher) -> None:
        """Have somebody told after each durable batch."""
        self._watchers.append(watcher)

    def _tell(self, touched: frozenset[str]) -> None:
        for watcher in self._watchers:
            watcher(self, touched)

    async def open(self) -> None:
        """Start recording."""
        await self.recorder.open()

    async def close(self) -> None:
        """Stop recording; what was acknowledged is durable, what was not is not there."""
        await self.recorder.close()

    async def record(
        self, visitor: Visitor, contest: str | None, body: Mapping[str, Any]
    ) -> ActAnswer:
        """Record one act, and answer once it is durable.

        Raises:
            NoSuchContest: before anything else is looked at.
            Refused: the act may not be recorded; nothing of it is kept.
            NotDurable: the disk refused; nothing of it is kept.
        """
        if contest is not None and contest not in self.sealed.contest_ids:
            raise NoSuchContest(contest)
        self._who(visitor, contest, body)
        of = self.sealed.contest(contest) if contest else None
        try:
            rules = rules_of(of, self.poll) if of else None
            act = validation.read(body, of, self.poll, rules, releasable(self.poll))
        except Malformed as malformed:
            resent = self._recorded_before(body)
            if resent is None:
                raise MalformedAct("This act is not well formed.", malformed.fields) from None
            act = resent
        if contest is not None:
            await prepare(self.standings[contest], act)
            await self.files_as_they_are()
        return await self.recorder.record(visitor, contest, act)

    def _recorded_before(self, body: Mapping[str, Any]) -> acts.Act | None:
        """An act whose id is recorded: it fitted the poll as the poll then was, and may add to it."""
        try:
            act = acts.read(dict(body))
        except Malformed:
            return None
        return act if act.id in self.books.entries else None

    @staticmethod
    def _who(visitor: Visitor, contest: str | None, body: Mapping[str, Any]) -> None:
        """Whether this person may ever record such an act: looking at its name and unit only."""
        act, unit = body.get("act"), body.get("unit")
        if not isinstance(act, str) or act not in acts.VOCABULARY:
            return
        ends = tuple(u for u in (body.get("from_unit"), body.get("to_unit")) if isinstance(u, str))
        if not may_record(visitor, act, contest, unit if isinstance(unit, str) else None, ends):
            raise NotThisPerson(f"As {visitor.role} you may not record {act} here.")

    async def files_as_they_are(self) -> None:
        """Have contests stand on the files as they now are, where one was found lost or is back again."""
        if self.hall_directory.papers.changes != self._file_changes:
            async with self.recorder.steady:
                self._file_changes = self.hall_directory.papers.changes
                touched = self.books.fold_again()
                for contest in touched:
                    await prepare(self.standings[contest])
            self._tell(touched)

    def files_astray(self) -> list[tuple[str, MissingFile]]:
        """The files of papers that are not as they were handed in, with the contests that rest on them."""
        return [(name, lost) for name, of in self.standings.items() for lost in astray(of)]

    def result_released(self, contest: str) -> bool:
        """Whether the declared result of a contest is on a released board."""
        return self.hall_standing.is_released(result_board(contest))

    # -- reading

    @asynccontextmanager
    async def steady(self) -> AsyncIterator[str]:
        """Read what is durable: no batch is under way meanwhile. Gives the present time."""
        async with self.recorder.steady:
            yield self.recorder.now()

    def show(self, contest: str, visitor: Visitor, at: str) -> dict[str, Any]:
        """A contest's standing as this visitor may see it; to be called while steady."""
        return Answers(self.books, self.codes, at, self.rehearsal).standing(contest, visitor)

    def digest(self, entry: Entry) -> str:
        """The digest of an entry in its contest's chain."""
        return self._ledger.digest(entry)
