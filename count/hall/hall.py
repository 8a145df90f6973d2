"""The hall: the one recorder of acts. Check, fold, commit, answer, show.

Whatever acts have arrived are taken together. Each is checked against how the count stands and folded, in
order; then all are committed in one durable transaction, answered, and the boards shown. What was checked is
still true when it is written, because nothing else touches the standings; nothing is answered or shown before
it is durable, because whoever reads waits until the batch is.
"""

import asyncio
import gc
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from count.hall.answers import Answers
from count.hall.books import Books
from count.hall.precount import prepare
from count.law.rulebook import rules_of
from count.ledger import acts, store, validation
from count.ledger.chain import HALL, Chain, ChainRow
from count.ledger.effects.scanning import astray
from count.ledger.entry import Entry
from count.ledger.figure_codes import FigureCodes
from count.ledger.hall_standing import HallStanding, result_board
from count.ledger.malformed import Malformed
from count.ledger.paper_source import MissingFile
from count.ledger.standing import Standing
from count.poll.poll import Poll
from count.poll.roles import Visitor
from count.recording import HallOccasion, Occasion, check, check_hall_wide, two_people
from count.recording.permissions import may_record
from count.recording.refusals import IdReused, MalformedAct, NotThisPerson, Refused
from count.storage.hall_directory import HallDirectory

log = logging.getLogger("counthall.hall")

Clock = Callable[[], datetime]
Watcher = Callable[["Hall", frozenset[str]], None]
"""Told, after each durable batch, which contests it touched."""

MANY = 10_000
"""Entries beyond which a ledger is kept out of the collector's pauses, which would hold up the whole hall."""


class NoSuchContest(Exception):
    """No contest has this id."""


class NotDurable(Exception):
    """The act could not be written: the disk refused it. Nothing was recorded."""


@dataclass(frozen=True, slots=True)
class ActAnswer:
    """What the recorder says of an act: the HTTP status and the body of the answer."""

    status: int
    body: dict[str, Any]


@dataclass(slots=True)
class _Waiting:
    """An act that has arrived and is not answered yet."""

    visitor: Visitor
    contest: str | None
    act: acts.AnyAct
    answered: "asyncio.Future[ActAnswer]"


@dataclass(frozen=True, slots=True)
class _Admitted:
    """An act that was folded and waits to become durable, or one that was recorded before."""

    waiting: _Waiting
    entry: Entry
    row: ChainRow | None


def utc_text(moment: datetime) -> str:
    """RFC 3339 UTC to the microsecond: text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


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


class Hall:
    """One hall with its ledger open. `hall_directory` is where it is kept."""

    def __init__(
        self, hall_directory: HallDirectory, clock: Clock = lambda: datetime.now(UTC)
    ) -> None:
        self.hall_directory = hall_directory
        self.rehearsal = hall_directory.rehearsal
        self.epoch = hall_directory.epoch
        self.codes = FigureCodes(hall_directory.secret)
        self.sealed: Poll = hall_directory.poll
        self._clock = clock
        self._waiting: list[_Waiting] = []
        self._arrived = asyncio.Event()
        self._steady = asyncio.Lock()
        self._watchers: list[Watcher] = []
        self._recorder: asyncio.Task[None] | None = None
        self.chain = Chain(hall_directory.seal)
        self.people = store.People()
        self._digests: dict[str, str] = {}
        self._file_changes = hall_directory.papers.changes
        with _collector_at_rest():
            self.books = Books(self.sealed, self._read(), hall_directory.papers)
            if self.chain.seq > MANY:
                gc.freeze()

    @property
    def poll(self) -> Poll:
        """The poll as it now is: set up, and grown by the boxes and units added since."""
        return self.books.poll

    @property
    def standings(self) -> dict[str, Standing]:
        """How each contest stands. To be read while steady."""
        return self.books.standings

    @property
    def hall_standing(self) -> HallStanding:
        """What belongs to the whole hall."""
        return self.books.hall_standing

    @property
    def last_at(self) -> str:
        """When the newest entry was recorded."""
        return self.books.last_at

    # -- opening

    def _read(self) -> list[Entry]:
        """Every entry of the ledger, its chains followed and its names checked."""
        with self.hall_directory.database.reading() as connection:
            self.people = store.People.read(connection)
            entries: list[Entry] = []
            for row in self.hall_directory.rows(connection, self.chain):
                entries.append(Entry.of(row, self.people))
                self._digests[row.id] = row.digest
        return entries

    # -- recording

    def watch(self, watcher: Watcher) -> None:
        """Have somebody told after each durable batch."""
        self._watchers.append(watcher)

    async def open(self) -> None:
        """Start recording."""
        self._recorder = asyncio.create_task(self._record_for_ever(), name="recorder")

    async def close(self) -> None:
        """Stop recording; what was acknowledged is durable, what was not is not there."""
        if self._recorder is not None:
            async with self._steady:  # so that no batch is half way
                self._recorder.cancel()
            await asyncio.gather(self._recorder, return_exceptions=True)

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
            act = validation.read(body, of, self.poll, rules_of(of, self.poll) if of else None)
        except Malformed as malformed:
            resent = self._recorded_before(body)
            if resent is None:
                raise MalformedAct("This act is not well formed.", malformed.fields) from None
            act = resent
        if contest is not None:
            await prepare(self.standings[contest], act)
            await self.files_as_they_are()
        if self._recorder is None or self._recorder.done():
            raise NotDurable("this hall is not recording")
        waiting = _Waiting(visitor, contest, act, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self._arrived.set()
        return await waiting.answered

    def _recorded_before(self, body: Mapping[str, Any]) -> acts.AnyAct | None:
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

    async def _record_for_ever(self) -> None:
        batch: list[_Waiting] = []
        try:
            while True:
                await self._arrived.wait()
                async with self._steady:
                    self._arrived.clear()
                    batch, self._waiting = self._waiting, []
                    await self._take(batch)
        finally:
            # Nobody waits for a recorder that has stopped.
            for waiting in (*batch, *self._waiting):
                _refuse(waiting, NotDurable("nothing was recorded"))

    async def _take(self, batch: list[_Waiting]) -> None:
        """Record one batch; a fault of ours in one kind of act keeps nobody else's acts out."""
        try:
            await self._record_batch(batch)
        except Exception:
            log.exception("a batch could not be recorded")
            await self._one_by_one(batch)

    def _read_again(self) -> list[Entry]:
        self.chain, self._digests = Chain(self.hall_directory.seal), {}
        return self._read()

    async def _record_batch(self, batch: list[_Waiting]) -> None:
        """Fold, commit and answer one batch."""
        chain = self.chain.copy()
        at = max(utc_text(self._clock()), self.last_at)
        admitted: list[_Admitted] = []
        refused: list[tuple[_Waiting, Refused]] = []
        for waiting in batch:
            try:
                admitted.append(self._admit(waiting, chain, at))
            except Refused as refusal:
                refused.append((waiting, refusal))
        rows = [a.row for a in admitted if a.row is not None]
        if rows and not await self._commit(rows):
            await self._one_by_one(batch)
            return
        self.chain = chain
        self.people.new = []
        touched = frozenset(c for a in admitted if a.row for c in self.books.touches[a.entry.id])
        for contest in touched:
            await prepare(self.standings[contest])
        teller = Answers(self.books, self.codes, at, self.rehearsal)
        for a in admitted:
            _answer(a.waiting, self._answer(a, teller))
        for waiting, why in refused:
            _refuse(waiting, why)
        if rows:
            for watcher in self._watchers:
                watcher(self, touched)

    async def _commit(self, rows: list[ChainRow]) -> bool:
        """Make rows durable, in the one writing thread; False where the disk refused them."""
        names, head = list(self.people.new), rows[-1]
        work = self.hall_directory.database.transaction(lambda c: store.append(c, rows, names))
        try:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self.hall_directory.database.writer, work)
        except Exception:
            log.exception("%d acts did not become durable", len(rows))
            return False
        self.hall_directory.drop_anchor(head)
        return True

    async def _one_by_one(self, batch: list[_Waiting]) -> None:
        """A batch that was not written: unfold it, and try each act alone so that a bad one fails alone."""
        self.people.forget_new()
        self.books = Books(self.sealed, self._read_again(), self.hall_directory.papers)
        if len(batch) == 1:
            _refuse(batch[0], NotDurable("the disk refused it"))
            return
        for waiting in batch:
            if not waiting.answered.done():
                await self._take([waiting])

    def _admit(self, waiting: _Waiting, chain: Chain, at: str) -> _Admitted:
        """Check one act against how the count stands, and fold it."""
        act, contest = waiting.act, waiting.contest or HALL
        before = self.books.entries.get(act.id)
        if before is not None:
            if before.contest != contest or before.act != act:
                raise IdReused(
                    "This id was used for another act: an act that is resent keeps its content.",
                    {"id": f"is entry {before.seq}"},
                )
            return _Admitted(waiting, before, None)
        touches = self.books.reach(act, contest)
        awaits = None
        if not touches and isinstance(act, acts.Agreed | acts.Declined | acts.Struck):
            # What was said to the whole hall: no contest's standing holds it.
            hall = HallOccasion(self.hall_standing, self.books.entries, waiting.visitor, at)
            check_hall_wide(hall, act)
            awaits = self.codes.of_act(None, act) if isinstance(act, acts.Struck) else None
        concerned = self.books.concerned(act, contest, touches)
        for name in concerned:
            check(Occasion(self.standings[name], waiting.visitor, at, self.codes), act)
        if isinstance(act, acts.Agreed):
            self._check_elsewhere(act.to, {*touches} - {*concerned}, at)
        first = self.standings[concerned[0]] if concerned else None
        if first is not None and two_people(first, act):
            awaits = self.codes.of_act(first, act)
        by, role = waiting.visitor.name, waiting.visitor.role
        entry = Entry(chain.seq + 1, contest, at, by, role, awaits, act)
        row = chain.add(act.id, contest, entry.body(self.epoch, self.people))
        self._digests[act.id] = row.digest
        self.books.fold(entry)
        return _Admitted(waiting, entry, row)

    def _check_elsewhere(self, proposed: str, others: set[str], at: str) -> None:
        """What must hold for a proposal holds in every other contest that it touches, too."""
        proposal = self.books.entries[proposed]
        proposer = Visitor(proposal.by, "returning-officer")
        for name in others:
            check(Occasion(self.standings[name], proposer, at, self.codes, proposed), proposal.act)

    def _answer(self, a: _Admitted, teller: Answers) -> ActAnswer:
        """What the one who recorded an act is told."""
        entry, digest = a.entry, self._digests[a.entry.id]
        try:
            told = teller.answer(entry, digest, a.waiting.visitor)
        except Exception:
            # The act is durable: a fault in telling of it must not say that nothing was recorded.
            log.exception("entry %d was recorded, and could not be told of", entry.seq)
            told = {"seq": entry.seq, "digest": digest}
            if entry.awaits is not None:
                told |= {"awaits": "agreement", "seen": entry.awaits}
        if a.row is None:
            return ActAnswer(200, told)
        return ActAnswer(202 if "awaits" in told else 201, told)

    async def files_as_they_are(self) -> None:
        """Have contests stand on the files as they now are, where one was found lost or is back again."""
        if self.hall_directory.papers.changes != self._file_changes:
            async with self._steady:
                self._file_changes = self.hall_directory.papers.changes
                touched = self.books.fold_again()
                for contest in touched:
                    await prepare(self.standings[contest])
            for watcher in self._watchers:
                watcher(self, touched)

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
        async with self._steady:
            yield max(utc_text(self._clock()), self.last_at)

    def show(self, contest: str, visitor: Visitor, at: str) -> dict[str, Any]:
        """A contest's standing as this visitor may see it; to be called while steady."""
        return Answers(self.books, self.codes, at, self.rehearsal).standing(contest, visitor)

    def digest(self, entry: Entry) -> str:
        """The digest of an entry in its contest's chain."""
        return self._digests[entry.id]


def _answer(waiting: _Waiting, answer: ActAnswer) -> None:
    if not waiting.answered.done():
        waiting.answered.set_result(answer)


def _refuse(waiting: _Waiting, why: Exception) -> None:
    if not waiting.answered.done():
        waiting.answered.set_exception(why)
