"""A small count by hand, in a real browser against a real server: from first bundle to board.

Verification, adjudication and the blind total go through the acts' interface; everything that the
supervisor and the officers do is done on their pages, by touch and by keyboard.
"""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, Route, expect, sync_playwright

from count.exchange import poll_folder
from count.premises import Premises
from count.roles import Role, Visitor
from count.signin import Door

CHROMIUM = Path("/usr/bin/chromium")
TABLET, DESK = (820, 1180), (1440, 900)
PATIENCE_MS = 15_000
PLAIN = "barchester.test"
"""This machine by a name for which a browser offers no Web Locks and no `randomUUID`: plain http."""
FLAGS = ["--no-sandbox", f"--host-resolver-rules=MAP {PLAIN} 127.0.0.1"]

POLL = {
    "poll.toml": 'name = "Barchester"\ndate = 2026-05-07\nauthority = "Barchester"\n'
    'nation = "england"\nlanguages = ["en"]\n',
    "contests.csv": "contest,name,kind,seats,electorate,bundle_size\n"
    "close,Cathedral Close,principal-area,1,400,25\n"
    "hill,Hill and Framley,principal-area,2,300,25\n",
    "candidates.csv": "contest,candidate,ballot_order,ballot_surname,ballot_forenames,party\n"
    "close,bold,1,BOLD,John,Reform League\nclose,grantly,2,GRANTLY,Theophilus,\n"
    "close,harding,3,HARDING,Septimus,\nhill,arabin,1,ARABIN,Francis,\n"
    "hill,crawley,2,CRAWLEY,Josiah,\nhill,slope,3,SLOPE,Obadiah,\n",
    "boxes.csv": "box,kind,name,place,contests,electorate\n"
    "b1,station,Close Hall,Hall,close,400\np1,postal,Postal box 1,,close,0\n"
    "b2,station,Framley Church,Church,hill,300\np2,postal,Postal box 2,,hill,0\n",
    "units.csv": "unit,name,contests\nt1,Table 1,close\nt2,Table 2,hill\n",
}
PEOPLE: dict[str, tuple[Role, str | None]] = {
    "Sue": ("supervisor", "t1"),
    "Sam": ("supervisor", "t2"),
    "Vera": ("verification", None),
    "Ada": ("adjudicator", None),
    "Ron": ("results", None),
    "Dan": ("deputy", None),
    "Rose": ("returning-officer", None),
}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no Chromium at {CHROMIUM}: apt install it"),
]


class Served:
    """A hall in a process of its own, with a code and a token for everybody of `PEOPLE`."""

    def __init__(self, folder: Path) -> None:
        self.data, poll = folder / "hall", folder / "poll"
        poll.mkdir()
        for name, text in POLL.items():
            (poll / name).write_text(text, encoding="utf-8")
        reading = poll_folder.read(poll)
        assert reading.poll is not None, reading.faults
        premises = Premises.make(self.data, reading.poll, rehearsal=True)
        door = Door(premises.database)
        people = {name: Visitor(name, role, unit) for name, (role, unit) in PEOPLE.items()}
        self.codes = {name: door.issue_code(visitor) for name, visitor in people.items()}
        self.tokens = {name: door.issue_token(visitor) for name, visitor in people.items()}
        door.close()
        premises.close()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Serve, and come back when the hall is ready."""
        command = [sys.executable, "-c", "from count.cli import main; main()", "serve"]
        options = ["--data", str(self.data), "--port", str(self.port)]
        self.process = subprocess.Popen([*command, *options], start_new_session=True)
        for _ in range(600):
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
            self.process.wait()
            self.process = None

    def ask(self, who: str, path: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self.tokens[who]}"}
        data = None if body is None else json.dumps(body).encode()
        if data:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(f"{self.address}{path}", data, headers)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            raise AssertionError(f"{path}: {refused.read().decode()}") from None

    def act(self, who: str, contest: str, act: str, **fields: Any) -> Any:
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

    def recorded(self, act: str) -> list[dict[str, Any]]:
        acts: list[dict[str, Any]] = self.ask("Rose", "/api/ledger")["acts"]
        return [entry for entry in acts if entry["act"] == act]


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Served]:
    served = Served(tmp_path)
    served.start()
    yield served
    served.kill()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class Desk:
    """One person's own device."""

    def __init__(
        self,
        browser: Browser,
        hall: Served,
        name: str,
        size: tuple[int, int],
        host: str = "127.0.0.1",
    ) -> None:
        self.hall, self.name = hall, name
        context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        context.set_default_timeout(PATIENCE_MS)
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on(
            "console",
            lambda said: self.faults.append(said.text) if "Policy" in said.text else None,
        )
        self.page.goto(f"http://{host}:{hall.port}/")
        self.sign_in()

    def sign_in(self) -> None:
        self.page.get_by_label("Your name").fill(self.name)
        self.page.get_by_label("Your code").fill(self.hall.codes[self.name])
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(re.compile(r"/(unit|floor|boxes|adjudication|results|boards)"))

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
        expect(self.page.locator("#done")).to_contain_text(words, timeout=PATIENCE_MS)

    def sending(self, words: str) -> None:
        expect(self.page.locator("#sending")).to_contain_text(words, timeout=PATIENCE_MS)

    def decide(self, decision: str, check: str, yes: str) -> None:
        """Open a decision whose form needs nothing, check it, record it."""
        self.page.get_by_role("button", name=decision, exact=True).click()
        self.page.get_by_role("button", name=check).click()
        self.checked(yes)

    def checked(self, yes: str) -> None:
        """Say yes to the sentence that will be minuted."""
        self.page.locator(".check").get_by_role("button", name=yes).click()


def expect_text(page: Page, selector: str, words: str) -> None:
    expect(page.locator(selector)).to_contain_text(words, timeout=PATIENCE_MS)


def test_a_small_count_from_the_first_bundle_to_the_board(browser: Browser, hall: Served) -> None:
    hall.verified("close", "b1", 110)
    hall.verified("close", "p1", 20)

    sue = Desk(browser, hall, "Sue", TABLET)
    sue.mix("Close Hall", "Postal box 1")
    sue.did("Unit: 0 of 130 papers accounted for.")
    sue.bundles("bold", full=2, part=7)
    sue.did("57 for BOLD John in 3 bundles. Unit: 57 of 130 papers accounted for.")
    sue.bundles("grantly", full=2)
    sue.did("50 for GRANTLY Theophilus in 2 bundles. Unit: 107 of 130 papers accounted for.")
    sue.bundles("harding", full=0, part=20)
    sue.did("20 for HARDING Septimus. Unit: 127 of 130 papers accounted for.")
    sue.page.get_by_label("Papers for the adjudicator").fill("3")
    sue.page.get_by_role("button", name="Send to the adjudicator").click()
    sue.did("3 doubtful papers to the adjudicator.")

    good = [{"candidates": ["harding"], "papers": 1}]
    rejected = {"too-many": 2}
    hall.act("Ada", "close", "adjudicated", unit="t1", good=good, returned=0, rejected=rejected)
    totals = {"bold": 57, "grantly": 50, "harding": 21}
    assert hall.act("Ron", "close", "unit-total", unit="t1", totals=totals, rejected=2)["agrees"]

    expect_text(sue.page, "#close-words", "130 of 130 papers accounted for, 0 not sorted")
    sue.page.get_by_role("button", name="Close this unit").click()
    sue.checked("Close this unit")
    expect_text(sue.page, "#close-words", "This unit is closed")
    sue.sending("kept 0 · sent 0 · saved 7")

    rose = Desk(browser, hall, "Rose", DESK)
    rose.page.get_by_role("link", name="Cathedral Close").click()
    expect_text(rose.page, "#equation", "votes 128 + rejected 2 = verified 130 ✓")
    rose.decide("Close verification", "Check before closing", "Close verification")
    rose.did("Recorded: Verification of Cathedral Close is closed with 130 papers verified.")
    rose.page.get_by_role("button", name="Share the provisional result").click()
    rose.page.get_by_label("Candidates and agents who are told").fill("John Bold\nEleanor Bold")
    rose.page.get_by_role("button", name="Check before sharing").click()
    expect_text(rose.page, ".check", "shared with John Bold, Eleanor Bold")
    rose.checked("Share the provisional result")
    expect_text(rose.page, "#stage", "provisional")
    expect_text(rose.page, "main", "Nothing stands in the way.")
    rose.decide("Declare the result", "Check before declaring", "Propose this declaration")
    rose.did("It takes effect when a second person agrees.")

    dan = Desk(browser, hall, "Dan", DESK)
    expect_text(dan.page, "#waiting", "1 contest waits for Dan.")
    dan.page.get_by_role("link", name="Cathedral Close").click()
    dan.page.get_by_role("button", name="Agree", exact=True).click()
    expect_text(dan.page, ".check", "Declare the result of Cathedral Close")
    dan.checked("Agree and record")
    for desk in (dan, rose):
        expect_text(desk.page, "#stage", "declared")
        expect_text(desk.page, "#totals tr[data-candidate=bold]", "Elected")

    rose.page.get_by_role("button", name="Release a board").click()
    expect_text(rose.page, "#board", "Result: Cathedral Close")
    rose.page.get_by_label("Board", exact=True).select_option("Result: Cathedral Close")
    rose.page.get_by_role("button", name="Check before releasing").click()
    rose.checked("Release the board")
    rose.did("Recorded: The board")

    sue.page.get_by_role("link", name="Boards").click()
    sue.page.get_by_role("link", name="Result: Cathedral Close").click()
    board = sue.page.locator("body")
    for words in ("BOLD", "57", "GRANTLY", "50", "HARDING", "21"):
        expect(board).to_contain_text(words, timeout=PATIENCE_MS)
    assert [*sue.faults, *rose.faults, *dan.faults] == []


def test_an_act_keyed_while_the_server_is_down_is_kept_and_saved_once(
    browser: Browser, hall: Served
) -> None:
    hall.verified("close", "b1", 110)
    hall.verified("close", "p1", 20)
    hall.act("Sue", "close", "mixed", unit="t1", boxes=["b1", "p1"])
    sue = Desk(browser, hall, "Sue", TABLET)
    expect(sue.row("bold")).to_be_visible()

    hall.kill()
    sue.bundles("bold", full=0, part=7)
    sue.did("7 for BOLD John. Kept")
    sue.sending("kept 1")
    with contextlib.suppress(
        Error
    ):  # Nobody serves the page: the tablet shows that it cannot load.
        sue.page.reload()

    hall.start()
    sue.page.goto(f"{hall.address}/unit/t1")
    if "/sign-in" in sue.page.url:
        sue.sign_in()
    sue.sending("kept 0 · sent 0 · saved 1")
    expect_text(sue.page, "form[data-candidate=bold]", "7")
    assert [entry["papers"] for entry in hall.recorded("bundle")] == [7]


@pytest.mark.parametrize("host", ["127.0.0.1", PLAIN])
def test_an_answer_that_was_lost_on_the_way_does_not_record_twice(
    browser: Browser, hall: Served, host: str
) -> None:
    hall.verified("close", "b1", 110)
    hall.verified("close", "p1", 20)
    hall.act("Sue", "close", "mixed", unit="t1", boxes=["b1", "p1"])
    sue = Desk(browser, hall, "Sue", TABLET, host)
    lost: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        if lost:
            route.continue_()
            return
        body = json.loads(route.request.post_data or "{}")
        hall.ask("Sue", "/api/contests/close/acts", body)
        lost.append(body["id"])
        route.abort()

    sue.page.route("**/api/contests/close/acts", lose_the_first_answer)
    sue.bundles("grantly", full=1)
    sue.did("25 for GRANTLY Theophilus. Unit: 25 of 130 papers accounted for.")
    assert [entry["id"] for entry in hall.recorded("bundle")] == lost


def test_a_sheet_that_does_not_cast_is_not_sent_and_a_blank_is_not_a_zero(
    browser: Browser, hall: Served
) -> None:
    hall.verified("hill", "b2", 40)
    hall.verified("hill", "p2", 10)
    hall.act("Sam", "hill", "mixed", unit="t2", boxes=["b2", "p2"])
    sam = Desk(browser, hall, "Sam", TABLET)
    sam.page.get_by_label("Serial number").fill("S17")
    sam.page.get_by_label("Papers on the sheet").fill("20")
    # Enter goes on from field to field: ARABIN 18, CRAWLEY 12, and SLOPE is passed over.
    sam.page.get_by_label("ARABIN Francis").last.click()
    for keys in ("18", "12", ""):
        sam.page.keyboard.type(keys)
        sam.page.keyboard.press("Enter")
    sam.page.keyboard.type("9")
    expect_text(sam.page, "#cast", "= 39 · papers 20 × 2 seats = 40 · 1 short")
    send = sam.page.get_by_role("button", name="Send the sheet")
    send.click()
    expect_text(sam.page, "#sheet", "a blank is not a zero")
    sam.page.get_by_label("SLOPE Obadiah").last.fill("0")
    send.click()
    expect_text(sam.page, "#sheet", "does not cast")
    sam.page.get_by_label("Unused votes").fill("10")
    send.click()
    sam.did("Sheet S17, 20 papers. Unit: 20 of 50 papers accounted for.")
    assert [entry["votes"] for entry in hall.recorded("sheet")] == [
        {"arabin": 18, "crawley": 12, "slope": 0}
    ]


def test_a_refused_act_stays_until_it_is_seen_and_says_what_to_do_with_the_paper(
    browser: Browser, hall: Served
) -> None:
    hall.verified("close", "b1", 110)
    hall.verified("close", "p1", 20)
    hall.act("Sue", "close", "mixed", unit="t1", boxes=["b1", "p1"])
    taken = {"papers": 25, "slip": "A1"}
    hall.act("Sue", "close", "bundle", unit="t1", candidate="bold", **taken)
    sue = Desk(browser, hall, "Sue", TABLET)
    sue.page.get_by_label("Bundles carry a slip number").check()
    sue.row("grantly").get_by_label("Slip").fill("A1")
    sue.bundles("grantly", full=1)
    sue.did("Not recorded: 25 for GRANTLY Theophilus.")
    sue.page.reload()
    expect_text(sue.page, ".refusal", "Keep these papers apart")
    sue.sending("not recorded 1")
    sue.page.get_by_role("button", name="I have seen this").click()
    sue.sending("kept 0 · sent 0 · saved 0")
    expect(sue.page.locator(".refusal")).to_have_count(0)


def test_what_was_keyed_wrongly_is_struck_by_two_people_on_one_tablet(
    browser: Browser, hall: Served
) -> None:
    hall.verified("close", "b1", 110)
    hall.verified("close", "p1", 20)
    hall.act("Sue", "close", "mixed", unit="t1", boxes=["b1", "p1"])
    hall.act("Sue", "close", "bundle", unit="t1", candidate="bold", papers=25)
    sue = Desk(browser, hall, "Sue", TABLET)
    sue.page.get_by_text("Correct something keyed").click()
    sue.page.get_by_role("button", name="Strike: 25 for BOLD John").click()
    sue.page.get_by_label("is struck").fill("It was GRANTLY's bundle")
    sue.page.get_by_role("button", name="Propose to strike it").click()
    sue.did("waits for a second person")
    sue.page.get_by_text("The second person agrees here").click()
    sue.page.get_by_label("Name of the second person").fill("Dan")
    sue.page.get_by_label("Their code").fill(hall.codes["Dan"])
    sue.page.get_by_role("button", name="I have seen it and agree").click()
    expect_text(sue.page, "#acts", "struck")
    expect_text(sue.page, "#owes", "Not sorted yet130")
    assert [(entry["act"], entry["by"]) for entry in hall.recorded("agreed")] == [("agreed", "Dan")]
    assert hall.recorded("struck")[0]["by"] == "Sue"


def test_the_desks_verify_decide_and_claim_by_hand_and_blind(
    browser: Browser, hall: Served
) -> None:
    vera = Desk(browser, hall, "Vera", DESK)
    page = vera.page
    page.get_by_role("button", name="Close Hall (b1)").click()
    page.get_by_role("button", name="The box is in the hall").click()
    vera.did("b1 received. Saved.")
    page.get_by_text("Ballot paper account", exact=True).click()
    keyed = {"First number": 1, "Last number": 120, "Unused, as stated": 10, "Spoilt, as stated": 0}
    for label, figure in {**keyed, "Papers the account says": 110}.items():
        page.get_by_label(label).fill(str(figure))
    page.get_by_role("button", name="Record the account").click()
    vera.did("Account of b1: 110 stated. Saved.")
    page.get_by_text("Count of the box", exact=True).click()
    page.get_by_label("Papers found in the box").fill("111")
    page.get_by_label("Counted by").fill("Mary")
    page.get_by_label("Checked by").fill("Nell")
    page.get_by_role("button", name="Record the count").click()
    vera.did("Count of b1. Saved.")
    expect_text(page, "#box-state", "counted")
    # Whoever counts this box again must not read what was found before, nor what is expected.
    seen = page.locator("main").inner_text()
    assert "111" not in seen
    assert "110" not in seen
    page.get_by_text("Compare the figures and verify").click()
    page.get_by_role("button", name="Show the figures of this box").click()
    expect_text(page, "#box-figures", "Count 1111")
    page.get_by_label("Verified papers").fill("111")
    page.get_by_role("textbox", name="Note, needed where it differs").fill("One was not issued")
    page.get_by_role("button", name="Record as verified").click()
    vera.did("b1 verified at 111 papers: waits for a second person.")
    (proposal,) = hall.ask("Dan", "/api/contests/close")["agreements"]
    hall.act("Dan", "close", "agreed", to=proposal["id"], seen=proposal["seen"])
    hall.verified("close", "p1", 20)
    hall.act("Sue", "close", "mixed", unit="t1", boxes=["b1", "p1"])
    for papers, bundles in ((125, 5), (3, 1)):
        hall.act(
            "Sue", "close", "bundle", unit="t1", candidate="bold", papers=papers, bundles=bundles
        )
    hall.act("Sue", "close", "doubtful", unit="t1", papers=3)

    ada = Desk(browser, hall, "Ada", TABLET)
    ada.page.get_by_role("button", name="Table 1: 3 papers").click()
    ada.page.get_by_label("Papers in this batch").fill("3")
    ada.page.get_by_label("HARDING Septimus").fill("1")
    ada.page.get_by_label("back to the unit").fill("0")
    ada.page.get_by_label("voting for more candidates").fill("1")
    record = ada.page.get_by_role("button", name="Record the decisions")
    record.click()
    expect_text(ada.page, "#decision", "do not come to the papers of the batch")
    ada.page.get_by_label("voting for more candidates").fill("2")
    record.click()
    ada.did("Table 1: Decided: 1 good, 0 returned, 2 rejected. Saved.")

    ron = Desk(browser, hall, "Ron", TABLET)
    for bold, answer in ((127, "it differs"), (128, "it agrees")):
        ron.page.get_by_role("button", name="Table 1").click()
        keys = (bold, 0, 1, 2)
        for figure in keys:
            ron.page.keyboard.type(str(figure))
            ron.page.keyboard.press("Enter")
        ron.page.keyboard.press("Enter")
        ron.did(answer)
    assert hall.ask("Rose", "/api/contests/close")["units"]["t1"]["claim"] == "agrees"
    assert [*vera.faults, *ada.faults, *ron.faults] == []
