"""The one recorder of a hall: takes whatever acts have arrived, and makes them durable together.

Each act is admitted (checked against how the count stands, and folded) in order; then all are committed in
one durable transaction, answered, and the boards shown. A bad act fails alone.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from count.hall.answers import Answers
from count.hall.open_ledger import Admitted, OpenLedger
from count.hall.precount import prepare
from count.ledger import acts, store
from count.ledger.chain import ChainRow
from count.poll.local_time import utc_text
from count.poll.roles import Visitor
from count.recording.refusals import Refused

log = logging.getLogger("counthall.hall")

Clock = Callable[[], datetime]


class NotDurable(Exception):
    """The act could not be written: the disk refused it. Nothing was recorded."""


@dataclass(frozen=True, slots=True)
class ActAnswer:
    """The recorder's answer to an act: HTTP status and body."""

    status: int
    body: dict[str, Any]


@dataclass(slots=True)
class _Waiting:
    """An act that has arrived and is not answered yet."""

    visitor: Visitor
    contest: str | None
    act: acts.Act
    answered: "asyncio.Future[ActAnswer]"


class Recorder:
    """Records acts in batches. `shown` is told, after each durable batch, which contests it touched.

    `steady` is held while a batch is under way: whoever reads the books holds it too.
    """

    def __init__(
        self, ledger: OpenLedger, clock: Clock, shown: Callable[[frozenset[str]], None]
    ) -> None:
        self._ledger, self.clock, self._shown = ledger, clock, shown
        self.steady = asyncio.Lock()
        self._waiting: list[_Waiting] = []
        self._arrived = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def now(self) -> str:
        """The present time, never before the newest entry's."""
        return max(utc_text(self.clock()), self._ledger.books.last_at)

    async def open(self) -> None:
        """Start recording."""
        self._task = asyncio.create_task(self._record_for_ever(), name="recorder")

    async def close(self) -> None:
        """Stop recording; what was acknowledged is durable, what was not is not there."""
        if self._task is not None:
            async with self.steady:  # so that no batch is half way
                self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def record(self, visitor: Visitor, contest: str | None, act: acts.Act) -> ActAnswer:
        """Record one act, and answer once it is durable.

        Raises:
            Refused: the act may not be recorded; nothing of it is kept.
            NotDurable: the disk refused; nothing of it is kept.
        """
        if self._task is None or self._task.done():
            raise NotDurable("this hall is not recording")
        waiting = _Waiting(visitor, contest, act, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self._arrived.set()
        return await waiting.answered

    async def _record_for_ever(self) -> None:
        batch: list[_Waiting] = []
        try:
            while True:
                await self._arrived.wait()
                async with self.steady:
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

    async def _record_batch(self, batch: list[_Waiting]) -> None:
        """Fold, commit and answer one batch."""
        chain = self._ledger.chain.copy()
        at = self.now()
        admitted: list[tuple[_Waiting, Admitted]] = []
        refused: list[tuple[_Waiting, Refused]] = []
        for waiting in batch:
            try:
                done = self._ledger.admit(waiting.visitor, waiting.contest, waiting.act, chain, at)
                admitted.append((waiting, done))
            except Refused as refusal:
                refused.append((waiting, refusal))
        rows = [done.row for _, done in admitted if done.row is not None]
        if rows and not await self._commit(rows):
            await self._one_by_one(batch)
            return
        self._ledger.settle(chain)
        books = self._ledger.books
        touched = frozenset(c for _, a in admitted if a.row for c in books.touches[a.entry.id])
        for contest in touched:
            await prepare(books.standings[contest])
        rehearsal = self._ledger.hall_directory.rehearsal
        answers = Answers(books, self._ledger.codes, at, rehearsal)
        for waiting, done in admitted:
            _answer(waiting, self._answer(waiting.visitor, done, answers))
        for waiting, why in refused:
            _refuse(waiting, why)
        if rows:
            self._shown(touched)

    async def _commit(self, rows: list[ChainRow]) -> bool:
        """Make rows durable, in the one writing thread; False where the disk refused them."""
        names, database = list(self._ledger.people.new), self._ledger.hall_directory.database
        work = database.transaction(lambda c: store.append(c, rows, names))
        try:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(database.writer, work)
        except Exception:
            log.exception("%d acts did not become durable", len(rows))
            return False
        self._ledger.hall_directory.drop_anchor(rows[-1])
        return True

    async def _one_by_one(self, batch: list[_Waiting]) -> None:
        """A batch that was not written: unfold it, and try each act alone so that a bad one fails alone."""
        self._ledger.read_again()
        if len(batch) == 1:
            _refuse(batch[0], NotDurable("the disk refused it"))
            return
        for waiting in batch:
            if not waiting.answered.done():
                await self._take([waiting])

    def _answer(self, visitor: Visitor, done: Admitted, answers: Answers) -> ActAnswer:
        """The answer to whoever recorded an act."""
        entry, digest = done.entry, self._ledger.digest(done.entry)
        try:
            told = answers.answer(entry, digest, visitor)
        except Exception:
            # The act is durable: a fault in telling of it must not say that nothing was recorded.
            log.exception("entry %d was recorded, and could not be told of", entry.seq)
            told = {"seq": entry.seq, "digest": digest}
            if entry.awaits is not None:
                told |= {"awaits": "agreement", "seen": entry.awaits}
        if done.row is None:
            return ActAnswer(200, told)
        return ActAnswer(202 if "awaits" in told else 201, told)


def _answer(waiting: _Waiting, answer: ActAnswer) -> None:
    if not waiting.answered.done():
        waiting.answered.set_result(answer)


def _refuse(waiting: _Waiting, why: Exception) -> None:
    if not waiting.answered.done():
        waiting.answered.set_exception(why)
