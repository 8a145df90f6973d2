"""Recording: acts in batches, a disk that refuses, and nothing answered before it is durable."""

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from count.hall.recorder import NotDurable
from count.ledger import acts, store
from tests.count.hall.entries import anew
from tests.count.halls import (
    DORA,
    OLIVE,
    SUE,
    VERA,
    WARD,
    OpenHall,
    body,
    bundle,
    open_hall,
    plant,
)
from tests.count.ledger.test_fold import same


async def test_acts_that_arrive_together_are_written_together(table: OpenHall) -> None:
    written: list[int] = []
    true = store.append

    def counted(connection: Connection, rows: Any, names: Any = ()) -> None:
        written.append(len(rows))
        true(connection, rows, names)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "append", counted)
        await asyncio.gather(*(table.post(SUE, bundle("mead", 1)) for _ in range(20)))
    assert sum(written) == 20
    assert len(written) <= 2


async def test_a_refused_act_in_a_batch_fails_alone(table: OpenHall) -> None:
    answers = await asyncio.gather(
        table.post(SUE, bundle("mead", 25, slip="M-1")),
        table.post(SUE, bundle("amin", 25, slip="M-1")),
        table.post(SUE, bundle("khoo", 25, slip="M-2")),
        return_exceptions=True,
    )
    assert [getattr(answer, "kind", None) or answer.status for answer in answers] == [  # type: ignore[union-attr]
        201, "state", 201,
    ]  # fmt: skip
    assert (await table.show())["totals"] == {"mead": 25, "amin": 0, "khoo": 25}
    assert same(table.hall.standings[WARD], anew(table))


async def test_an_act_that_breaks_the_fold_fails_alone(
    table: OpenHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of ours in one kind of act must not keep everybody else's acts out."""

    def broken(*_: Any) -> None:
        raise RuntimeError("a fault of ours")

    plant(monkeypatch, acts.Doubtful, broken)
    answers = await asyncio.gather(
        table.post(SUE, bundle("mead", 25)),
        table.post(SUE, body("doubtful", unit="t1", papers=1)),
        table.post(SUE, bundle("khoo", 25)),
        return_exceptions=True,
    )
    assert isinstance(answers[1], NotDurable)
    assert [answer.status for answer in (answers[0], answers[2])] == [201, 201]  # type: ignore[union-attr]
    assert (await table.show())["totals"] == {"mead": 25, "amin": 0, "khoo": 25}
    assert (await table.post(SUE, bundle("amin", 1))).status == 201


class Disk:
    """A disk that can be made to refuse, after it took some of what it was given."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.full = False
        self._true = store.append
        patch.setattr(store, "append", self._append)

    def _append(self, connection: Connection, rows: Any, names: Any = ()) -> None:
        self._true(connection, rows, names)
        if self.full:
            raise OSError(28, "No space left on device")


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


async def test_a_disk_that_refuses_leaves_everything_as_it_was(table: OpenHall, disk: Disk) -> None:
    shown, head, entries = await table.show(), table.hall.chain.head, set(table.hall.books.entries)
    disk.full = True
    for said in (bundle("mead", 25, made_by="Never Seen"), body("doubtful", unit="t1", papers=2)):
        with pytest.raises(NotDurable):
            await table.post(SUE, said)
    assert await table.show() == shown
    assert (table.hall.chain.head, set(table.hall.books.entries)) == (head, entries)
    with table.hall_directory.database.reading() as connection:
        assert len(list(store.rows(connection))) == len(entries)
        assert not [n for (n,) in connection.exec_driver_sql("SELECT name FROM names")
                    if n == "Never Seen"]  # fmt: skip


async def test_the_same_act_is_recorded_once_the_disk_has_room_again(
    table: OpenHall, disk: Disk
) -> None:
    posted = bundle("mead", 25, made_by="Never Seen")
    disk.full = True
    with pytest.raises(NotDurable):
        await table.post(SUE, posted)
    disk.full = False
    assert (await table.post(SUE, posted)).status == 201
    assert (await table.show())["totals"]["mead"] == 25
    assert same(table.hall.standings[WARD], anew(table))


async def test_a_whole_batch_that_the_disk_refuses_is_refused_whole(
    table: OpenHall, disk: Disk
) -> None:
    disk.full = True
    answers = await asyncio.gather(
        *(table.post(SUE, bundle("mead", 1)) for _ in range(5)), return_exceptions=True
    )
    assert [type(answer) for answer in answers] == [NotDurable] * 5
    assert (await table.show())["totals"]["mead"] == 0


async def test_a_proposal_and_a_growing_poll_are_unfolded_too(hall: OpenHall, disk: Disk) -> None:
    chapel = body("box-added", box="b9", kind="station", name="Chapel", contests=[WARD], electorate=80,
                  reason="left off")  # fmt: skip
    seen = (await hall.post(DORA, chapel)).body["seen"]
    disk.full = True
    with pytest.raises(NotDurable):
        await hall.tell(OLIVE, "agreed", to=chapel["id"], seen=seen)
    assert "b9" not in hall.hall.poll.boxes
    assert [a["id"] for a in (await hall.show())["agreements"]] == [chapel["id"]]
    disk.full = False
    assert (await hall.tell(OLIVE, "agreed", to=chapel["id"], seen=seen)).status == 201
    assert "b9" in hall.hall.poll.boxes


async def test_a_ledger_that_cannot_even_be_read_again_ends_recording_and_says_so(
    table: OpenHall, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: Any, **__: Any) -> Iterator[Any]:
        raise OSError(5, "Input/output error")

    disk.full = True
    monkeypatch.setattr(store, "rows", gone)
    with pytest.raises(NotDurable):
        await table.post(SUE, bundle("mead", 25))
    with pytest.raises(NotDurable):
        await table.post(SUE, bundle("mead", 25))


class Held:
    """Commits that wait until they are let go."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.begun, self.go = threading.Event(), threading.Event()
        true = store.append

        def waiting(connection: Connection, rows: Any, names: Any = ()) -> None:
            true(connection, rows, names)
            self.begun.set()
            assert self.go.wait(10)

        patch.setattr(store, "append", waiting)


async def test_nothing_is_answered_shown_or_told_before_it_is_durable(
    table: OpenHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    held, told = Held(monkeypatch), []
    table.hall.watch(lambda hall, contests: told.append(contests))
    posting = asyncio.create_task(table.post(SUE, bundle("mead", 25)))
    assert await asyncio.to_thread(held.begun.wait, 10)
    looking = asyncio.create_task(table.show())
    with table.hall_directory.database.reading() as connection:
        assert len(list(store.rows(connection))) == table.hall.chain.seq
    for _ in range(20):
        await asyncio.sleep(0)
    assert not posting.done()
    assert not looking.done()
    assert told == []
    held.go.set()
    assert (await posting).status == 201
    assert (await looking)["totals"]["mead"] == 25
    assert told == [frozenset({WARD})]


async def test_a_hall_that_closes_finishes_what_it_had_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_hall(tmp_path) as hall:
        held = Held(monkeypatch)
        posting = asyncio.create_task(hall.tell(VERA, "account", box="b1", stated=60))
        assert await asyncio.to_thread(held.begun.wait, 10)
        late = asyncio.create_task(hall.tell(VERA, "account", box="b2", stated=40))
        closing = asyncio.create_task(hall.hall.close())
        for _ in range(20):
            await asyncio.sleep(0)
        assert not closing.done()
        held.go.set()
        await closing
        assert (await posting).status == 201
        with pytest.raises(NotDurable):
            await late
        with pytest.raises(NotDurable):
            await hall.tell(VERA, "account", box="p1", stated=20)
    async with open_hall(tmp_path) as again:
        boxes = (await again.show())["boxes"]
        assert [boxes[box]["stated"] for box in ("b1", "b2", "p1")] == [60, None, None]


async def test_a_durable_act_is_never_said_not_to_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of ours in telling how things stand comes after the commit, and takes nothing back."""

    def broken(*_: Any) -> None:
        raise RuntimeError("a fault of ours")

    async with open_hall(tmp_path) as hall:
        monkeypatch.setattr("count.hall.answers.Answers.answer", broken)
        received = await hall.tell(VERA, "box-received", box="b1")
        assert (received.status, received.body["seq"]) == (201, 1)
        proposed = await hall.tell(VERA, "box-verified", box="b1", papers=7)
        assert (proposed.status, proposed.body["awaits"]) == (202, "agreement")
        monkeypatch.undo()
        assert hall.hall.chain.seq == 2
        agreed = await hall.tell(
            DORA, "agreed", to=hall.hall.books.of_contest["ward"][-1].id, seen=proposed.body["seen"]
        )
        assert agreed.status == 201
