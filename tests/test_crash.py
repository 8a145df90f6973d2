"""The server ends as in a power cut, again and again, while people key: every acknowledged act is there once.

What was answered is in the ledger after the restart, with the number it was answered with; what was not
answered is sent again by whoever sent it, with the same id, until it is. Nothing is there twice.
"""

import contextlib
import json
import signal
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from count.hall.hall import Hall
from count.storage.hall_directory import HallDirectory
from tests.count.client import House, Person, Server, served

KILLS, TABLETS = 3, 4
EACH = 25
"""Acts that are answered between one end of the server and the next."""


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, House]]:
    """One server, started again after each end: each test goes on with the ledger it finds."""
    with served(tmp_path_factory.mktemp("crash")) as both:
        yield both


class Tablet(threading.Thread):
    """Keys bundles until told to stop; what is not answered is sent again until it is.

    `answered` maps each act's id to the numbers and statuses it was ever answered with.
    """

    def __init__(self, person: Person, unit: str, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.person, self.unit, self.stop = person, unit, stop
        self.answered: dict[str, tuple[int, int, str]] = {}
        self.sent: dict[str, dict[str, Any]] = {}
        self.resent = 0
        self.wrong: list[str] = []

    def run(self) -> None:
        while not self.stop.is_set():
            id = str(uuid.uuid4())
            self.sent[id] = {"unit": self.unit, "candidate": "bold", "papers": 25, "slip": id[:8]}
            answer = self.until_answered(id)
            if answer.status_code not in (200, 201):
                self.wrong.append(answer.text)
                return
            said = answer.json()
            self.answered[id] = (answer.status_code, said["seq"], said["digest"])

    def until_answered(self, id: str) -> httpx.Response:
        """Send it until the server says something of it: 503 says that it is not there yet."""
        while True:
            with contextlib.suppress(httpx.TransportError):
                answer = self.person.act("one", "bundle", id=id, **self.sent[id])
                if answer.status_code != 503:
                    return answer
            self.resent += 1
            time.sleep(0.01)


def test_every_acknowledged_act_is_there_exactly_once_after_every_crash(
    real: tuple[Server, House],
) -> None:
    server, hall = real
    hall.mixed("one", "t1", b1=100, b2=100)
    proposed = hall.vera.proposes("three", "box-verified", box="b3", papers=60)
    before = len(hall.ledger())
    stop = threading.Event()
    people = [hall.sue("t1"), hall.dan, hall.rose, hall.person("deputy", name="Dora")]
    tablets = [Tablet(person, "t1", stop) for person in people[:TABLETS]]
    for tablet in tablets:
        tablet.start()

    def answered() -> int:
        assert not [words for tablet in tablets for words in tablet.wrong]
        return sum(len(tablet.answered) for tablet in tablets)

    for _ in range(KILLS):
        enough = answered() + EACH
        while answered() < enough:
            time.sleep(0.005)
        server.kill()
        kept = {id: said for tablet in tablets for id, said in list(tablet.answered.items())}
        with contextlib.closing(HallDirectory.look(server.data)) as hall_directory:
            # Read from the disk with the server dead, chain and anchor checked.
            opened = Hall(hall_directory)
            there = {id: entry.seq for id, entry in opened.books.entries.items()}
        assert {id: there.get(id) for id in kept} == {id: seq for id, (_, seq, _) in kept.items()}
        server.start()
    enough = answered() + EACH
    while answered() < enough:
        time.sleep(0.005)
    stop.set()
    for tablet in tablets:
        tablet.join(60)
    assert not any(tablet.is_alive() or tablet.wrong for tablet in tablets)

    entries = hall.ledger()
    assert [entry["seq"] for entry in entries] == list(range(1, len(entries) + 1))
    recorded = {e["id"]: (e["seq"], e["digest"], e["by"], e["papers"]) for e in entries[before:]}
    said = {
        id: (seq, digest, tablet.person.name, 25)
        for tablet in tablets
        for id, (_, seq, digest) in tablet.answered.items()
    }
    assert recorded == said, "no act lost, none doubled, none that nobody sent"
    assert set(said) == {id for tablet in tablets for id in tablet.sent}
    assert max(Counter(entry["id"] for entry in entries).values()) == 1
    standing = hall.rose.sees("one")
    assert standing["totals"]["bold"] == 25 * len(said)

    # Whatever is sent once more is what it was.
    for tablet in tablets:
        for id, (_, seq, digest) in list(tablet.answered.items())[-10:]:
            answer = tablet.person.act("one", "bundle", id=id, **tablet.sent[id])
            again = answer.json()
            assert (answer.status_code, again["seq"], again["digest"]) == (200, seq, digest)
    server.kill()
    server.start()
    assert len(hall.ledger()) == len(entries)
    assert hall.rose.sees("one") == standing, "the same acts, folded again, make the same figures"
    assert any(tablet.resent for tablet in tablets), "the crashes were felt"

    # What was proposed before the power went is agreed to after it, with the same code and token.
    assert hall.rose.sees("three")["verified"] == 0
    hall.dan.agrees("three", proposed)
    assert hall.rose.sees("three")["verified"] == 60


def test_open_screens_do_not_keep_the_server_from_stopping(real: tuple[Server, House]) -> None:
    """SIGTERM: screens are told that it goes, what was answered is kept, and the process ends by itself."""
    server, hall = real
    said = hall.rose.does("", "announced", words="Good evening")
    address = server.address.replace("http://", "ws://")
    with contextlib.ExitStack() as open_ones:
        screens = [
            open_ones.enter_context(
                connect(f"{address}/live/progress", additional_headers=hall.dan.bearer)
            )
            for _ in range(5)
        ]
        for screen in screens:
            assert json.loads(screen.recv(20))["board"] == "progress"
        before = hall.ledger()
        assert server.send(signal.SIGTERM) == 0
        for screen in screens:
            with pytest.raises(ConnectionClosed) as closed:
                screen.recv(20)
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 1012, "service restart: come back soon"
    server.start()
    assert hall.ledger() == before
    assert (before[-1]["seq"], before[-1]["digest"]) == (said["seq"], said["digest"])
