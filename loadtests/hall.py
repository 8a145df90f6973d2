"""The hall under test: a real one, in a directory of its own, made and served by the command line."""

import csv
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

import httpx

from loadtests.verdict import Closing, DocumentRequest

CONTEST = "barchester"
STANDING = f"/api/contests/{CONTEST}"
CANDIDATES = ("bold", "grantly", "harding", "proudie", "quiverful", "slope", "stanhope", "thorne")
BUNDLE = 25
REMAINDER = 7
"""Papers of each unit that make no full bundle: keyed when the night is over."""

OUT_OF_BALANCE = frozenset({"papers-unaccounted", "papers-over", "pile-below-zero"})

BOXES_A_UNIT = 2
PATIENCE = 60
"""Seconds that any one step may take."""

Progress = Callable[[str], None]


class HallNotFound(RuntimeError):
    """The hall could not be made, served or brought to its night."""


class Hall:
    """A rehearsal hall on a free loopback port, from `with` to the end of it; nothing is left over."""

    def __init__(self, asked: DocumentRequest, progress: Progress) -> None:
        self.asked = asked
        self.address = ""
        self._say = progress
        self._open = ExitStack()
        self._tokens: dict[tuple[str, str], str] = {}

    def __enter__(self) -> Self:
        with self._open:
            self.folder = Path(self._open.enter_context(TemporaryDirectory(prefix="counthall-")))
            self._data = self.folder / "hall"
            write_poll(self.folder / "poll", self.asked)
            self._say("A hall is made and opened.")
            self._command("new", str(self.folder / "poll"), "--rehearsal")
            self._serve()
            self._client = self._open.enter_context(
                httpx.Client(base_url=self.address, timeout=PATIENCE, trust_env=False)
            )
            self._open = self._open.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def units(self) -> list[str]:
        """The tables, one a tablet."""
        return units(self.asked)

    def token(self, role: str, unit: str = "", name: str = "") -> str:
        """A bearer token, made once for each role and unit."""
        key = (role, unit or name)
        if key not in self._tokens:
            options = ["--unit", unit] if unit else []
            name = name or f"{role} {unit}".strip()
            self._tokens[key] = self._command("token", "--role", role, "--name", name, *options)
        return self._tokens[key]

    def supervisors(self) -> list[str]:
        """The token of each unit's supervisor, in the order of the units."""
        with ThreadPoolExecutor(4) as desk:
            return list(desk.map(lambda unit: self.token("supervisor", unit), self.units()))

    def verified_and_mixed(self) -> int:
        """Bring every box through verification and to its unit; the place in the ledger after it."""
        self._say(f"{BOXES_A_UNIT * self.asked.tablets} boxes are verified and mixed.")
        vera, last = self.token("verification"), 0
        for unit_number, unit in enumerate(self.units()):
            boxes = boxes_of(unit)
            for number, (box, papers) in enumerate(
                zip(boxes, papers_of(self.asked, unit_number), strict=True)
            ):
                first = 1 + 1_000_000 * (BOXES_A_UNIT * unit_number + number)
                issued = [[first, first + papers + 9]]
                account = {"ranges": issued, "unused": 10, "spoilt": 0, "stated": papers}
                counted = {"papers": papers, "counted_by": "Ann", "checked_by": "Ben"}
                self._act(vera, "account", box=box, **account)
                self._act(vera, "box-received", box=box)
                self._act(vera, "box-counted", box=box, **counted)
                self._act(vera, "box-verified", box=box, papers=papers)
            last = self._act(vera, "mixed", unit=unit, boxes=boxes)["seq"]
        return int(last)

    def recorded_after(self, seq: int) -> list[dict[str, Any]]:
        """What the ledger holds after this place."""
        rose, found = self.token("returning-officer"), []
        while page := self._get(f"/api/ledger?after={seq}", rose)["acts"]:
            found += page
            seq = page[-1]["seq"]
        return found

    def closed(self, recorded: Mapping[str, int], keyed: int) -> Closing:
        """Key what each unit has left, and ask whether every paper is accounted for.

        `recorded` is how many papers the ledger has for each unit, `keyed` how many were acknowledged.
        """
        rose = self.token("returning-officer")
        counted = self._get(STANDING, rose)["accounted"]
        for number, unit in enumerate(self.units()):
            left = sum(papers_of(self.asked, number)) - recorded.get(unit, 0)
            if left > 0:
                rest = {"papers": left, "bundles": -(-left // BUNDLE)}
                sue = self.token("supervisor", unit)
                self._act(sue, "bundle", unit=unit, candidate=CANDIDATES[0], **rest)
        standing = self._get(STANDING, rose)
        votes = sum(standing["totals"].values()) + sum(standing["rejected"].values())
        codes = {finding["code"] for finding in standing["findings"]}
        return Closing(
            keyed=keyed,
            counted=counted,
            verified=standing["verified"],
            accounted=standing["accounted"],
            votes=votes,
            findings=tuple(sorted(codes & OUT_OF_BALANCE)),
        )

    def _act(self, token: str, act: str, **fields: Any) -> dict[str, Any]:
        body = {"id": str(uuid.uuid4()), "act": act, **fields}
        answer = self._client.post(f"{STANDING}/acts", json=body, headers=bearer(token))
        if answer.status_code != httpx.codes.CREATED:
            raise HallNotFound(f"{act} was answered {answer.status_code}: {answer.text[:300]}")
        return dict(answer.json())

    def _get(self, address: str, token: str) -> dict[str, Any]:
        answer = self._client.get(address, headers=bearer(token))
        if answer.status_code != httpx.codes.OK:
            raise HallNotFound(f"{address} was answered {answer.status_code}: {answer.text[:300]}")
        return dict(answer.json())

    def _command(self, name: str, *arguments: str) -> str:
        command = [str(counthall()), name, *arguments, "--data", str(self._data)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
        if done.returncode:
            raise HallNotFound(f"counthall {name}: {(done.stderr or done.stdout).strip()}")
        return done.stdout.strip()

    def _serve(self) -> None:
        log = self.folder / "serve.log"
        command = [str(counthall()), "serve", "--data", str(self._data), "--port", "0"]
        with log.open("w") as out:
            server = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        self._open.callback(stop, server)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and server.poll() is None:
            self.address = self.address or address_in(log.read_text())
            if self.address and is_ready(self.address):
                return
            time.sleep(0.05)
        raise HallNotFound(f"The hall was not served: {log.read_text().strip()[-500:]}")


def counthall() -> Path:
    """The command beside the Python that runs this.

    Raises:
        HallNotFound: it is not installed there.
    """
    command = Path(sys.executable).with_name("counthall")
    if not command.exists():
        raise HallNotFound(
            f"There is no {command}: install the project into this environment first."
        )
    return command


def address_in(words: str) -> str:
    """The address a server said it is on; empty before it has."""
    said = [word for word in words.split() if word.startswith("http://")]
    return said[0] if said and words.endswith("\n") else ""


def is_ready(address: str) -> bool:
    """Whether the server there says that it is ready."""
    try:
        answer = httpx.get(f"{address}/readyz", timeout=2, trust_env=False)
    except httpx.TransportError:
        return False
    return answer.status_code == httpx.codes.OK


def stop(process: "subprocess.Popen[Any]") -> None:
    """Have a process of ours end, in order if it can."""
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def bearer(token: str) -> dict[str, str]:
    """The header by which a machine client is known."""
    return {"Authorization": f"Bearer {token}"}


def units(asked: DocumentRequest) -> list[str]:
    """The ids of the units."""
    return [f"t{number}" for number in range(1, asked.tablets + 1)]


def boxes_of(unit: str) -> list[str]:
    """The boxes whose papers go to a unit."""
    return [f"{unit}-{number}" for number in range(1, BOXES_A_UNIT + 1)]


def papers_of(asked: DocumentRequest, unit_number: int) -> list[int]:
    """The papers in each box of a unit: together what its tablet will key, and a remainder."""
    papers = asked.bundles_of(unit_number) * BUNDLE + REMAINDER
    each, more = divmod(papers, BOXES_A_UNIT)
    return [each + (number < more) for number in range(BOXES_A_UNIT)]


def write_poll(folder: Path, asked: DocumentRequest) -> None:
    """A poll folder: one parliamentary contest, two boxes a unit, as many units as tablets."""
    folder.mkdir()
    facts = (
        'name = "A night under load"\ndate = 2026-05-07\nauthority = "Barchester"\n'
        'nation = "england"\nlanguages = ["en"]\n'
    )
    (folder / "poll.toml").write_text(facts, encoding="utf-8")
    names = units(asked)
    boxes = [
        (box, "station", f"Station {box}", f"Hall {box}", CONTEST, papers + 10)
        for number, unit in enumerate(names)
        for box, papers in zip(boxes_of(unit), papers_of(asked, number), strict=True)
    ]
    electorate = sum(box[-1] for box in boxes)
    contest = (CONTEST, "Barchester", "parliamentary", 1, electorate, BUNDLE)
    candidates = [
        (CONTEST, name, order, name.title(), "Jo") for order, name in enumerate(CANDIDATES, 1)
    ]
    tables: dict[str, Sequence[Sequence[object]]] = {
        "contests": [
            ("contest", "name", "kind", "seats", "electorate", "bundle_size"),
            contest,
        ],
        "candidates": [
            ("contest", "candidate", "ballot_order", "ballot_surname", "ballot_forenames"),
            *candidates,
        ],
        "boxes": [("box", "kind", "name", "place", "contests", "electorate"), *boxes],
        "units": [
            ("unit", "name", "contests"),
            *((unit, f"Table {unit}", CONTEST) for unit in names),
        ],
    }
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
