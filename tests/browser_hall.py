"""Halls, wards and devices for tests in a real browser: what every such test sits down with.

The fixtures `hall`, `ward` and `browser` are in tests/conftest.py.
"""

import contextlib
import itertools
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import expect as expect_later
from playwright.sync_api import Browser, BrowserContext, Page, expect

from count.access.credentials import Credentials
from count.formats import poll_folder
from count.poll.roles import Role, Visitor
from count.storage.hall_directory import HallDirectory
from tests.programs import ended, tied

CHROMIUM = Path(shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium")
TABLET, DESK = (820, 1180), (1440, 900)
PATIENCE_MS = 60_000
"""How long a page may take for what it is waited for, with every core busy: nothing is slower by it."""
for each in (expect, expect_later):
    each.set_options(timeout=PATIENCE_MS)
PLAIN = "barchester.test"
"""This machine by a name for which a browser offers no Web Locks and no `randomUUID`: plain http."""
FLAGS = ["--no-sandbox", f"--host-resolver-rules=MAP {PLAIN} 127.0.0.1"]

WARDS = (
    "Cathedral Close", "Crabtree Parva", "Eiderdown", "Goshen", "Plumstead", "Puddingdale",
    "Spoonhill", "Stogpingum", "Ullathorne", "Uffley", "Hogglestock", "Silverbridge",
)  # fmt: skip
"""Wards of one seat, one for each test: they share a server and touch no paper of each other."""
PAPERS = (110, 20)
"""In the ballot box and in the postal box of each ward."""


def poll_folder_of_the_wards() -> dict[str, str]:
    """Each ward with its boxes and its table, and Hill and Framley with two seats."""
    numbered = list(enumerate(WARDS, start=1))
    several = "Hill and Framley,principal-area,2,300,25\n"
    return {
        "poll.toml": 'name = "Barchester"\ndate = 2026-05-07\nauthority = "Barchester"\n'
        'nation = "england"\nlanguages = ["en"]\n',
        "contests.csv": "contest,name,kind,seats,electorate,bundle_size\n"
        + "".join(f"w{n},{name},principal-area,1,400,25\n" for n, name in numbered)
        + f"hill,{several}",
        "candidates.csv": "contest,candidate,ballot_order,ballot_surname,ballot_forenames,party\n"
        + "".join(
            f"w{n},bold,1,BOLD,John,Reform League\nw{n},grantly,2,GRANTLY,Theophilus,\n"
            f"w{n},harding,3,HARDING,Septimus,\n"
            for n, _ in numbered
        )
        + "hill,arabin,1,ARABIN,Francis,\nhill,crawley,2,CRAWLEY,Josiah,\nhill,slope,3,SLOPE,Obadiah,\n",
        "boxes.csv": "box,kind,name,place,contests,electorate\n"
        + "".join(
            f"b{n},station,{name} Hall,Hall {n},w{n},400\np{n},postal,{name} post,,w{n},0\n"
            for n, name in numbered
        )
        + "b-hill,station,Framley Church,Church,hill,300\np-hill,postal,Framley post,,hill,0\n",
        "units.csv": "unit,name,contests\n"
        + "".join(f"t{n},Table {n},w{n}\n" for n, _ in numbered)
        + "t-hill,Table Hill,hill\n",
    }


PEOPLE: dict[str, tuple[Role, str | None]] = {
    "Sam": ("supervisor", "t-hill"),
    "Vera": ("verification", None),
    "Ada": ("adjudicator", None),
    "Ron": ("results", None),
    "Dan": ("deputy", None),
    "Rose": ("returning-officer", None),
    **{f"Sue {n}": ("supervisor", f"t{n}") for n in range(1, len(WARDS) + 1)},
    **{f"Sid {n}": ("supervisor", f"t{n}") for n in range(1, len(WARDS) + 1)},
}

IN_A_BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists() and "COUNTHALL_NEED_BROWSER" not in os.environ,
        reason=f"no Chromium at {CHROMIUM}: apt install it",
    ),
]
"""The `pytestmark` of a module of such tests.

Continuous integration sets COUNTHALL_NEED_BROWSER: without a browser they fail there instead of being skipped.
"""


People = Mapping[str, tuple[Role, str | None]]
"""Each person's role and unit, by name."""


class Served:
    """A hall in a process of its own, with a code and a token for each of its people.

    Without `files` it is Barchester with its wards and `PEOPLE`.
    """

    def __init__(
        self, folder: Path, files: Mapping[str, str] | None = None, people: People = PEOPLE
    ) -> None:
        self.data, poll = folder / "hall", folder / "poll"
        poll.mkdir()
        for name, text in (files or poll_folder_of_the_wards()).items():
            (poll / name).write_text(text, encoding="utf-8")
        reading = poll_folder.read(poll)
        assert reading.poll is not None, reading.faults
        hall_directory = HallDirectory.make(self.data, reading.poll, rehearsal=True)
        credentials = Credentials(hall_directory.database)
        visitors = {name: Visitor(name, role, unit) for name, (role, unit) in people.items()}
        self.codes = {name: credentials.issue_code(visitor) for name, visitor in visitors.items()}
        self.tokens = {name: credentials.issue_token(visitor) for name, visitor in visitors.items()}
        credentials.close()
        hall_directory.close()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None
        self._numbers = itertools.count(1)

    def next_ward(self) -> "Ward":
        """A ward of Barchester in which nothing has happened yet."""
        return Ward(self, next(self._numbers))

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Serve, and come back when the hall is ready."""
        options = ("--data", self.data, "--port", self.port)
        self.process = tied("serve", *options, start_new_session=True)
        for _ in range(PATIENCE_MS // 50):
            assert self.process.poll() is None, "the server ended"
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.address}/readyz", timeout=2)
                return
            time.sleep(0.05)
        raise AssertionError("the server did not become ready")

    def kill(self) -> None:
        """End the server as a power cut would."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            ended(self.process)
            self.process = None

    def ask(self, who: str, path: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self.tokens[who]}"}
        data = None if body is None else json.dumps(body).encode()
        if data:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(f"{self.address}{path}", data, headers)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_MS / 1000) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"{path}: {refused.read().decode()}") from None

    def act(self, who: str, contest: str, act: str, /, **fields: Any) -> Any:
        body = {"id": str(uuid.uuid4()), "act": act, **fields}
        return self.ask(who, f"/api/contests/{contest}/acts", body)

    def verified(self, contest: str, box: str, papers: int) -> None:
        """A box that holds what its account says."""
        account: dict[str, Any] = {"stated": papers}
        if box.startswith("b"):
            account |= {"ranges": [[1, papers + 10]], "unused": 10, "spoilt": 0}
        self.act("Vera", contest, "account", box=box, **account)
        self.act("Vera", contest, "box-received", box=box)
        people = {"counted_by": "Mary", "checked_by": "Nell"}
        self.act("Vera", contest, "box-counted", box=box, papers=papers, **people)
        self.act("Vera", contest, "box-verified", box=box, papers=papers)


class Ward:
    """One ward of one seat, with a table of its own."""

    def __init__(self, hall: Served, number: int) -> None:
        self.hall, self.name = hall, WARDS[number - 1]
        self.contest, self.unit = f"w{number}", f"t{number}"
        self.sue, self.sid = f"Sue {number}", f"Sid {number}"
        self.table, self.boxes = f"Table {number}", (f"b{number}", f"p{number}")
        self.box_names = (f"{self.name} Hall", f"{self.name} post")

    def act(self, who: str, act: str, **fields: Any) -> Any:
        return self.hall.act(who, self.contest, act, **fields)

    def keyed(self, act: str, **fields: Any) -> Any:
        """An act at the ward's own table, by its supervisor."""
        return self.act(self.sue, act, unit=self.unit, **fields)

    def verified(self) -> None:
        for box, papers in zip(self.boxes, PAPERS, strict=True):
            self.hall.verified(self.contest, box, papers)

    def mixed(self) -> None:
        self.verified()
        self.keyed("mixed", boxes=list(self.boxes))

    def standing(self, who: str = "Rose") -> Any:
        return self.hall.ask(who, f"/api/contests/{self.contest}")

    def agreed(self, who: str = "Dan") -> None:
        """Somebody agrees to the one proposal that waits."""
        (proposal,) = self.standing(who)["agreements"]
        self.act(who, "agreed", to=proposal["id"], seen=proposal["seen"])

    def recorded(self, act: str) -> list[dict[str, Any]]:
        acts: list[dict[str, Any]] = self.hall.ask("Rose", "/api/ledger")["acts"]
        return [e for e in acts if e["act"] == act and e["contest"] == self.contest]


class Desk:
    """One person's own device: a new one of this size, or one that was made before (`context`)."""

    def __init__(
        self,
        browser: Browser | None,
        hall: Served,
        name: str,
        size: tuple[int, int],
        host: str = "127.0.0.1",
        at: str = "/",
        context: BrowserContext | None = None,
    ) -> None:
        self.hall, self.name = hall, name
        if context is None:
            assert browser is not None
            context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        context.set_default_timeout(PATIENCE_MS)
        self.context = context
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on(
            "console",
            lambda said: self.faults.append(said.text) if "Policy" in said.text else None,
        )
        self.page.goto(f"http://{host}:{hall.port}{at}")
        self.sign_in()

    def sign_in(self) -> None:
        self.page.get_by_label("Your name").fill(self.name)
        self.page.get_by_label("Your code").fill(self.hall.codes[self.name])
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(lambda url: "/sign-in" not in url)

    def job(self, name: str) -> None:
        """Bring one of a unit's jobs into view."""
        self.page.locator("#jobs").get_by_role("button", name=name, exact=True).click()

    def row(self, candidate: str) -> Any:
        return self.page.locator(f"form[data-candidate={candidate}]")

    def bundles(self, candidate: str, full: int, part: int | None = None) -> None:
        """Step up full bundles by touch; key a part and send by keyboard, else with a hasty tap."""
        row = self.row(candidate)
        for _ in range(full):
            row.get_by_role("button", name="One full bundle more").click()
        if part is not None:
            row.get_by_label("Part").click()
            self.page.keyboard.type(str(part))
            self.page.keyboard.press("Enter")
            self.page.keyboard.press("Enter")
        else:
            row.locator("[data-send]").dblclick()

    def mix(self, *boxes: str) -> None:
        for box in boxes:
            self.page.get_by_label(box).check()
        self.page.get_by_role("button", name="Papers are mixed").click()

    def did(self, words: str) -> None:
        expect(self.page.locator("#done")).to_contain_text(words)

    def sending(self, words: str) -> None:
        expect(self.page.locator("#sending")).to_contain_text(words)

    def agrees_here(self, second: str) -> None:
        """A second person agrees at this device, as themselves."""
        self.page.get_by_text("The second person agrees here").click()
        self.page.get_by_label("Name of the second person").fill(second)
        self.page.get_by_label("Their code").fill(self.hall.codes[second])
        self.page.get_by_role("button", name="I have seen it and agree").click()

    def decide(self, decision: str, check: str, yes: str) -> None:
        """Open a decision whose form needs nothing, check it, record it."""
        self.page.get_by_role("button", name=decision, exact=True).click()
        self.page.get_by_role("button", name=check).click()
        self.checked(yes)

    def checked(self, yes: str) -> None:
        """Say yes to the sentence that will be minuted."""
        self.page.locator(".check").get_by_role("button", name=yes).click()


def figures_in(text: str) -> set[str]:
    """The figures in a text. A time of day is none, nor are digits in a name or a digest."""
    without_times = re.sub(r"\d\d:\d\d(:\d\d)?", "", text)
    return set(re.findall(r"(?<![\w.-])\d[\d,]*(?![\w-])", without_times))


def expect_text(page: Page, selector: str, words: str) -> None:
    expect(page.locator(selector)).to_contain_text(words)
