"""People of a hall who speak HTTP, and the halls they speak to: one in this process, one served by its own.

A `Person` sends acts as a desk, a tablet or a machine would and gives back what was answered. A `House` is a
hall with everybody who works in it; `Small` polls are kept small so that a whole count is a few acts.
"""

import contextlib
import os
import signal
import socket
import ssl
import subprocess
import sys
import time
import uuid
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from starlette.exceptions import StarletteDeprecationWarning

from count.access.credentials import Credentials
from count.formats import poll_folder
from count.poll.poll import Poll
from count.poll.roles import Role, Visitor
from count.storage.hall_directory import HallDirectory
from count.web.app import make_app
from count.web.control_socket import ask
from count.web.server import Certificate
from tests.count import folders
from tests.programs import ended, tied

with warnings.catch_warnings():
    # Starlette would rather have the successor of httpx; either drives an application alike.
    warnings.simplefilter("ignore", StarletteDeprecationWarning)
    from starlette.testclient import TestClient as TestClient

COUNTHALL = (sys.executable, "-c", "from count.cli import main; main()")
"""The `counthall` command of this very checkout."""

SMALL: Mapping[str, str] = {
    "poll.toml": folders.POLL,
    "contests.csv": (
        "contest,name,kind,seats,electorate,bundle_size\n"
        "one,Cathedral Close,principal-area,1,400,25\n"
        "three,Hill and Framley,principal-area,3,300,25\n"
    ),
    "candidates.csv": (
        "contest,candidate,ballot_order,ballot_surname,ballot_forenames,party\n"
        "one,bold,1,BOLD,John,Reform League\n"
        "one,grantly,2,GRANTLY,Theophilus,Church and Crown\n"
        "one,harding,3,HARDING,Septimus,\n"
        "three,arabin,1,ARABIN,Francis,Church and Crown\n"
        "three,crawley,2,CRAWLEY,Josiah,\n"
        "three,dumbello,3,DUMBELLO,Griselda,\n"
        "three,slope,4,SLOPE,Obadiah,Reform League\n"
        "three,thorne,5,THORNE,Wilfred,\n"
    ),
    "boxes.csv": (
        "box,kind,name,place,contests,electorate\n"
        "b1,station,Close Hall,Hall,one,200\n"
        "b2,station,Close School,School,one,200\n"
        "b3,station,Framley Church,Church,three,150\n"
        "b4,station,Hill School,School,three,150\n"
    ),
    "units.csv": "unit,name,contests\nt1,Table 1,one\nt2,Table 2,one\nt3,Table 3,three\n",
}
"""A contest of one seat at two tables and one of three seats at a third; two boxes each, bundles of 25."""

MAYORAL = (
    "contest,name,kind,seats,electorate,bundle_size,system\n"
    "one,Cathedral Close,mayor,1,400,25,supplementary\n"
    "three,Hill and Framley,principal-area,3,300,25,\n"
)
"""The contests of the small poll, the first one for a mayor by the supplementary vote."""

NAMES: Mapping[str, str] = {
    "verification": "Vera",
    "adjudicator": "Ada",
    "results": "Ron",
    "deputy": "Dan",
    "returning-officer": "Rose",
    "observer": "Olive",
    "screen": "Wall",
    "administrator": "Adam",
    "collator": "Cole",
}


def small_poll(folder: Path, **changed: str) -> Poll:
    """The small poll, read from its folder, with these files otherwise."""
    other = {"poll.toml" if n == "poll" else f"{n}.csv": text for n, text in changed.items()}
    files = {**SMALL, "people.csv": None, **other}
    reading = poll_folder.read(folders.write(folder, files))
    assert reading.poll is not None, reading.faults
    return reading.poll


@dataclass
class Person:
    """Somebody with a token. `act` gives the answer whatever it is; `does` gives it where it was taken."""

    name: str
    role: str
    token: str
    http: httpx.Client

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def get(self, path: str) -> httpx.Response:
        return self.http.get(path, headers=self.bearer)

    def post(self, path: str, body: Any) -> httpx.Response:
        return self.http.post(path, json=body, headers=self.bearer)

    def sees(self, contest: str) -> dict[str, Any]:
        """The contest's standing as this person may see it."""
        answer = self.get(f"/api/contests/{contest}")
        assert answer.status_code == 200, answer.text
        standing: dict[str, Any] = answer.json()
        return standing

    def act(self, contest: str, act: str, /, **fields: Any) -> httpx.Response:
        """Send one act; `contest` is empty for one of the whole hall."""
        where = f"/api/contests/{contest}/acts" if contest else "/api/acts"
        return self.post(where, {"id": str(uuid.uuid4()), "act": act, **fields})

    def does(self, contest: str, act: str, /, **fields: Any) -> dict[str, Any]:
        """Send one act that is taken, there and then."""
        answer = self.act(contest, act, **fields)
        assert answer.status_code == 201, (act, fields, answer.status_code, answer.text)
        said: dict[str, Any] = answer.json()
        return said

    def proposes(self, contest: str, act: str, /, **fields: Any) -> tuple[str, str]:
        """Send an act that needs two people: its id, and the code that the second must have seen."""
        id = str(uuid.uuid4())
        answer = self.act(contest, act, id=id, **fields)
        assert answer.status_code == 202, (act, fields, answer.status_code, answer.text)
        assert answer.json()["awaits"] == "agreement"
        return id, answer.json()["seen"]

    def agrees(self, contest: str, proposed: tuple[str, str]) -> dict[str, Any]:
        """Be the second person."""
        return self.does(contest, "agreed", to=proposed[0], seen=proposed[1])


@dataclass
class House:
    """A hall and its people, who get their tokens when they are first needed."""

    http: httpx.Client
    data: Path
    rehearsal: bool = True
    credentials: Credentials | None = None
    people: dict[tuple[str, str, str, str], Person] = field(default_factory=dict)

    def person(self, role: Role, *, unit: str = "", name: str = "", contest: str = "") -> Person:
        """Whoever works in this role; another person where another name is given."""
        name = name or (f"Sue {unit}" if role == "supervisor" else NAMES[role])
        key = (role, unit, name, contest)
        if key not in self.people:
            token = self._token(Visitor(name, role, unit or None, contest or None))
            self.people[key] = Person(name, role, token, self.http)
        return self.people[key]

    def _token(self, visitor: Visitor) -> str:
        if self.credentials is not None:
            return self.credentials.issue_token(visitor)
        who = {"role": visitor.role, "unit": visitor.unit or "", "name": visitor.name}
        answer = ask(self.data, {"do": "token", "contest": visitor.contest or "", **who})
        return str(answer["secret"])

    # The people most tests need, by what they are called in the hall.

    @property
    def vera(self) -> Person:
        return self.person("verification")

    @property
    def ada(self) -> Person:
        return self.person("adjudicator")

    @property
    def ron(self) -> Person:
        return self.person("results")

    @property
    def dan(self) -> Person:
        return self.person("deputy")

    @property
    def rose(self) -> Person:
        return self.person("returning-officer")

    def sue(self, unit: str = "t1") -> Person:
        """The supervisor of a unit."""
        return self.person("supervisor", unit=unit)

    # What a night is made of

    def ledger(self, after: int = 0) -> list[dict[str, Any]]:
        """Every act recorded, page by page."""
        acts: list[dict[str, Any]] = []
        while page := self.rose.get(f"/api/ledger?after={after}").json()["acts"]:
            acts += page
            after = page[-1]["seq"]
        return acts

    def verified(self, contest: str, **boxes: int) -> None:
        """Each box accounted for, received, counted and verified at the number it should hold."""
        for box, papers in boxes.items():
            self.vera.does(
                contest, "account", box=box, stated=papers, ranges=[[1, papers + 10]],
                unused=10, spoilt=0,
            )  # fmt: skip
            self.vera.does(contest, "box-received", box=box)
            self.vera.does(
                contest, "box-counted", box=box, papers=papers, counted_by="Mary", checked_by="Nell"
            )
            self.vera.does(contest, "box-verified", box=box, papers=papers)

    def mixed(self, contest: str, unit: str, **boxes: int) -> None:
        """Those boxes, verified and brought to a unit, whole."""
        self.verified(contest, **boxes)
        self.sue(unit).does(contest, "mixed", unit=unit, boxes=list(boxes))

    def bundled(self, unit: str, **votes: int) -> None:
        """Each candidate's papers, in full bundles of 25 and at most one part bundle."""
        for candidate, papers in votes.items():
            while papers:
                here = min(papers, 25)
                self.sue(unit).does("one", "bundle", unit=unit, candidate=candidate, papers=here)
                papers -= here

    def claimed(self, contest: str, unit: str, totals: Mapping[str, int], **more: Any) -> None:
        """The blind second total agrees, and the supervisor closes the unit."""
        fields = {"totals": dict(totals), "rejected": 0, **more}
        said = self.ron.does(contest, "unit-total", unit=unit, **fields)
        assert said["agrees"] is True
        attempt = {k: v for k, v in more.items() if k == "attempt"}
        self.sue(unit).does(contest, "unit-closed", unit=unit, **attempt)

    def shared(self, contest: str) -> dict[str, Any]:
        """The provisional result is shared with the agents."""
        seen = self.rose.sees(contest)["seen"]
        return self.rose.does(contest, "provisional", told=["Dr Grantly"], seen=seen)

    def declared(self, contest: str) -> dict[str, Any]:
        """The returning officer declares, and a deputy who saw the same figures agrees."""
        seen = self.rose.sees(contest)["seen"]
        proposed = self.rose.proposes(contest, "declared", seen=seen)
        return self.dan.agrees(contest, proposed)


@contextlib.contextmanager
def house(folder: Path, *, rehearsal: bool = True, **changed: str) -> Iterator[House]:
    """A hall in this process, with the small poll."""
    hall_directory = HallDirectory.make(
        folder / "hall", small_poll(folder / "poll", **changed), rehearsal=rehearsal
    )
    app = make_app(hall_directory)
    with TestClient(app, raise_server_exceptions=False) as http:
        yield House(http, folder / "hall", rehearsal, credentials=app.state.credentials)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Server:
    """`counthall serve` in a process of its own, on loopback; started again on the same port if killed."""

    def __init__(self, data: Path, papers: Certificate | None = None) -> None:
        self.data, self.papers = data, papers
        self.port = free_port()
        self.log = data.with_name(f"{data.name}.log")
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"{'https' if self.papers else 'http'}://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Serve, and come back when the hall is ready."""
        options = ["serve", "--data", str(self.data), "--port", str(self.port)]
        trusted: ssl.SSLContext | bool = True
        if self.papers:
            certificate, key = str(self.papers.certificate), str(self.papers.key)
            options += ["--certificate", certificate, "--key", key]
            trusted = ssl.create_default_context(cafile=certificate)
        with self.log.open("ab") as log:
            self.process = tied(*options, stdout=log, stderr=log, start_new_session=True)
        while True:
            assert self.process.poll() is None, self.log.read_text()
            with contextlib.suppress(httpx.TransportError):
                if httpx.get(f"{self.address}/readyz", timeout=5, verify=trusted).is_success:
                    return
            time.sleep(0.02)

    def send(self, number: signal.Signals) -> int:
        """Send the process a signal and wait until it ended; gives its exit code."""
        assert self.process is not None
        os.killpg(self.process.pid, number)
        code = ended(self.process)
        self.process = None
        return code

    def kill(self) -> None:
        """End it as a power cut would."""
        self.send(signal.SIGKILL)

    def close(self) -> None:
        """End it, whatever it is doing."""
        if self.process is not None:
            self.send(signal.SIGKILL)


@contextlib.contextmanager
def served(
    folder: Path, *, rehearsal: bool = True, **changed: str
) -> Iterator[tuple[Server, House]]:
    """A hall with the small poll, served by a process of its own."""
    poll = small_poll(folder / "poll", **changed)
    HallDirectory.make(folder / "hall", poll, rehearsal=rehearsal).close()
    server = Server(folder / "hall")
    try:
        server.start()
        with httpx.Client(base_url=server.address, timeout=30) as http:
            yield server, House(http, folder / "hall", rehearsal)
    finally:
        server.close()


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now

    def passes(self, seconds: float) -> None:
        self.now += seconds
