"""A small count by hand, in a real browser against a real server: from first bundle to board.

Verification, adjudication and the blind total go through the acts' interface; everything that the
supervisor and the officers do is done on their pages, by touch and by keyboard.
"""

import contextlib
import itertools
import json
import os
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

WARDS = (
    "Cathedral Close", "Crabtree Parva", "Eiderdown", "Goshen", "Plumstead", "Puddingdale",
    "Spoonhill", "Stogpingum", "Ullathorne", "Uffley",
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
        for name, text in poll_folder_of_the_wards().items():
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


class Ward:
    """One ward of one seat, with a table of its own."""

    def __init__(self, hall: Served, number: int) -> None:
        self.hall, self.name = hall, WARDS[number - 1]
        self.contest, self.unit, self.sue = f"w{number}", f"t{number}", f"Sue {number}"
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


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(tmp_path_factory.mktemp("barchester"))
    served.start()
    yield served
    served.kill()


_numbers = itertools.count(1)


@pytest.fixture
def ward(hall: Served) -> Ward:
    """A ward in which nothing has happened yet."""
    return Ward(hall, next(_numbers))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def devices(browser: Browser) -> Iterator[None]:
    """Whoever sat down for a test goes home after it."""
    yield
    for device in browser.contexts:
        device.close()


class Desk:
    """One person's own device."""

    def __init__(
        self,
        browser: Browser,
        hall: Served,
        name: str,
        size: tuple[int, int],
        host: str = "127.0.0.1",
        at: str = "/",
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
        self.page.goto(f"http://{host}:{hall.port}{at}")
        self.sign_in()

    def sign_in(self) -> None:
        self.page.get_by_label("Your name").fill(self.name)
        self.page.get_by_label("Your code").fill(self.hall.codes[self.name])
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(lambda url: "/sign-in" not in url)

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


def expect_text(page: Page, selector: str, words: str) -> None:
    expect(page.locator(selector)).to_contain_text(words, timeout=PATIENCE_MS)


def test_a_small_count_from_the_first_bundle_to_the_board(browser: Browser, ward: Ward) -> None:
    ward.verified()

    sue = Desk(browser, ward.hall, ward.sue, TABLET)
    sue.mix(*ward.box_names)
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
    ward.act("Ada", "adjudicated", unit=ward.unit, good=good, returned=0, rejected=rejected)
    totals = {"bold": 57, "grantly": 50, "harding": 21}
    assert ward.act("Ron", "unit-total", unit=ward.unit, totals=totals, rejected=2)["agrees"]

    expect_text(sue.page, "#close-words", "130 of 130 papers accounted for, 0 not sorted")
    sue.page.get_by_role("button", name="Close this unit").click()
    sue.checked("Close this unit")
    expect_text(sue.page, "#close-words", "This unit is closed")
    sue.sending("kept 0 · sent 0 · saved 7")

    rose = Desk(browser, ward.hall, "Rose", DESK)
    rose.page.get_by_role("link", name=ward.name).click()
    expect_text(rose.page, "#equation", "votes 128 + rejected 2 = verified 130 ✓")
    rose.decide("Close verification", "Check before closing", "Close verification")
    rose.did(f"Recorded: Verification of {ward.name} is closed with 130 papers verified.")
    rose.page.get_by_role("button", name="Share the provisional result").click()
    rose.page.get_by_label("Candidates and agents who are told").fill("John Bold\nEleanor Bold")
    rose.page.get_by_role("button", name="Check before sharing").click()
    expect_text(rose.page, ".check", "shared with John Bold, Eleanor Bold")
    rose.checked("Share the provisional result")
    expect_text(rose.page, "#stage", "provisional")
    expect_text(rose.page, "main", "Nothing stands in the way.")
    rose.decide("Declare the result", "Check before declaring", "Propose this declaration")
    rose.did("It takes effect when a second person agrees.")

    dan = Desk(browser, ward.hall, "Dan", DESK)
    expect_text(dan.page, "#waiting", "1 contest waits for Dan.")
    dan.page.get_by_role("link", name=ward.name).click()
    dan.page.get_by_role("button", name="Agree", exact=True).click()
    expect_text(dan.page, ".check", f"Declare the result of {ward.name}")
    dan.checked("Agree and record")
    for desk in (dan, rose):
        expect_text(desk.page, "#stage", "declared")
        expect_text(desk.page, "#totals tr[data-candidate=bold]", "Elected")

    rose.page.get_by_role("button", name="Put a slip of the tongue right").click()
    rose.page.get_by_label("What was said, and").fill("BOLD has 57 votes, not 75")
    rose.page.get_by_role("button", name="Check before recording").click()
    rose.checked("Record the correction")
    expect_text(rose.page, "#after", "BOLD has 57 votes, not 75")
    rose.page.get_by_role("button", name="Release a board").click()
    expect_text(rose.page, "#board", f"Result: {ward.name}")
    rose.page.get_by_label("Board", exact=True).select_option(f"Result: {ward.name}")
    rose.page.get_by_role("button", name="Check before releasing").click()
    rose.checked("Release the board")
    rose.did("Recorded: The board")

    sue.page.get_by_role("link", name="Boards").click()
    sue.page.get_by_role("link", name=f"Result: {ward.name}").click()
    board = sue.page.locator("body")
    for words in ("BOLD", "57", "GRANTLY", "50", "HARDING", "21"):
        expect(board).to_contain_text(words, timeout=PATIENCE_MS)
    sue.page.goto(f"{ward.hall.address}/declaration/{ward.contest}")
    expect_text(sue.page, ".sheet", f"I declare that John BOLD is duly elected for {ward.name}.")
    expect_text(sue.page, ".sheet", "BOLD has 57 votes, not 75")
    assert [*sue.faults, *rose.faults, *dan.faults] == []


def test_an_act_keyed_while_the_server_is_down_is_kept_and_saved_once(
    browser: Browser, ward: Ward
) -> None:
    ward.mixed()
    sue = Desk(browser, ward.hall, ward.sue, TABLET)
    expect(sue.row("bold")).to_be_visible()

    ward.hall.kill()
    sue.bundles("bold", full=0, part=7)
    sue.did("7 for BOLD John. Kept")
    sue.sending("kept 1")
    with contextlib.suppress(
        Error
    ):  # Nobody serves the page: the tablet shows that it cannot load.
        sue.page.reload()

    ward.hall.start()
    sue.page.goto(f"{ward.hall.address}/unit/{ward.unit}")
    if "/sign-in" in sue.page.url:
        sue.sign_in()
    sue.sending("kept 0 · sent 0 · saved 1")
    expect_text(sue.page, "form[data-candidate=bold]", "7")
    assert [entry["papers"] for entry in ward.recorded("bundle")] == [7]


@pytest.mark.parametrize("host", ["127.0.0.1", PLAIN])
def test_an_answer_that_was_lost_on_the_way_does_not_record_twice(
    browser: Browser, ward: Ward, host: str
) -> None:
    ward.mixed()
    sue = Desk(browser, ward.hall, ward.sue, TABLET, host)
    lost: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        if lost:
            route.continue_()
            return
        body = json.loads(route.request.post_data or "{}")
        ward.hall.ask(ward.sue, f"/api/contests/{ward.contest}/acts", body)
        lost.append(body["id"])
        route.abort()

    sue.page.route(f"**/api/contests/{ward.contest}/acts", lose_the_first_answer)
    sue.bundles("grantly", full=1)
    sue.did("25 for GRANTLY Theophilus. Unit: 25 of 130 papers accounted for.")
    assert [entry["id"] for entry in ward.recorded("bundle")] == lost


def test_a_sheet_that_does_not_cast_is_not_sent_and_a_blank_is_not_a_zero(
    browser: Browser, hall: Served
) -> None:
    hall.verified("hill", "b-hill", 40)
    hall.verified("hill", "p-hill", 10)
    hall.act("Sam", "hill", "mixed", unit="t-hill", boxes=["b-hill", "p-hill"])
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
    acts = hall.ask("Rose", "/api/ledger")["acts"]
    assert [entry["votes"] for entry in acts if entry["act"] == "sheet"] == [
        {"arabin": 18, "crawley": 12, "slope": 0}
    ]


def test_a_refused_act_stays_until_it_is_seen_and_says_what_to_do_with_the_paper(
    browser: Browser, ward: Ward
) -> None:
    ward.mixed()
    taken = {"papers": 25, "slip": "A1"}
    ward.keyed("bundle", candidate="bold", **taken)
    sue = Desk(browser, ward.hall, ward.sue, TABLET)
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
    browser: Browser, ward: Ward
) -> None:
    ward.mixed()
    ward.keyed("bundle", candidate="bold", papers=25)
    sue = Desk(browser, ward.hall, ward.sue, TABLET)
    sue.page.get_by_text("Correct something keyed").click()
    sue.page.get_by_role("button", name="Strike: 25 for BOLD John").click()
    sue.page.get_by_label("is struck").fill("It was GRANTLY's bundle")
    sue.page.get_by_role("button", name="Propose to strike it").click()
    sue.did("waits for a second person")
    sue.agrees_here("Dan")
    expect_text(sue.page, "#acts", "struck")
    expect_text(sue.page, "#owes", "Not sorted yet130")
    assert [(entry["act"], entry["by"]) for entry in ward.recorded("agreed")] == [("agreed", "Dan")]
    assert ward.recorded("struck")[0]["by"] == ward.sue


def test_the_desks_verify_decide_and_claim_by_hand_and_blind(browser: Browser, ward: Ward) -> None:
    box = ward.boxes[0]
    vera = Desk(browser, ward.hall, "Vera", DESK, at=f"/boxes?contest={ward.contest}")
    page = vera.page
    page.get_by_role("button", name=f"{ward.name} Hall ({box})").click()
    page.get_by_role("button", name="The box is in the hall").click()
    vera.did(f"{box} received. Saved.")
    page.get_by_text("Ballot paper account", exact=True).click()
    keyed = {"First number": 1, "Last number": 120, "Unused, as stated": 10, "Spoilt, as stated": 0}
    for label, figure in {**keyed, "Papers the account says": 110}.items():
        page.get_by_label(label).fill(str(figure))
    page.get_by_role("button", name="Record the account").click()
    vera.did(f"Account of {box}: 110 stated. Saved.")
    page.get_by_text("Count of the box", exact=True).click()
    page.get_by_label("Papers found in the box").fill("111")
    page.get_by_label("Counted by").fill("Mary")
    page.get_by_label("Checked by").fill("Nell")
    page.get_by_role("button", name="Record the count").click()
    vera.did(f"Count of {box}. Saved.")
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
    vera.did(f"{box} verified at 111 papers: waits for a second person.")
    ward.agreed()
    ward.hall.verified(ward.contest, ward.boxes[1], 20)
    ward.keyed("mixed", boxes=list(ward.boxes))
    for papers, bundles in ((125, 5), (3, 1)):
        ward.keyed("bundle", candidate="bold", papers=papers, bundles=bundles)
    ward.keyed("doubtful", papers=3)

    ada = Desk(browser, ward.hall, "Ada", TABLET, at=f"/adjudication?contest={ward.contest}")
    ada.page.get_by_role("button", name=f"{ward.table}: 3 papers").click()
    ada.page.get_by_label("Papers in this batch").fill("3")
    ada.page.get_by_label("HARDING Septimus").fill("1")
    ada.page.get_by_label("back to the unit").fill("0")
    ada.page.get_by_label("voting for more candidates").fill("1")
    record = ada.page.get_by_role("button", name="Record the decisions")
    record.click()
    expect_text(ada.page, "#decision", "do not come to the papers of the batch")
    ada.page.get_by_label("voting for more candidates").fill("2")
    record.click()
    ada.did(f"{ward.table}: Decided: 1 good, 0 returned, 2 rejected. Saved.")

    ron = Desk(browser, ward.hall, "Ron", TABLET, at=f"/results?contest={ward.contest}")
    for bold, answer in ((127, "it differs"), (128, "it agrees")):
        ron.page.get_by_role("button", name=ward.table).click()
        keys = (bold, 0, 1, 2)
        for figure in keys:
            ron.page.keyboard.type(str(figure))
            ron.page.keyboard.press("Enter")
        ron.page.keyboard.press("Enter")
        ron.did(answer)
    assert ward.standing()["units"][ward.unit]["claim"] == "agrees"
    strike_a_claim(ron, ward)
    assert ward.recorded("struck")[0]["by"] == "Ron"
    assert [*vera.faults, *ada.faults, *ron.faults] == []


def strike_a_claim(ron: Desk, ward: Ward) -> None:
    """The claim that differed is withdrawn where it was keyed, with a second person at the same tablet."""
    ron.page.get_by_text("Correct something keyed").click()
    claims = ron.page.locator("#acts li")
    expect(claims).to_have_count(2, timeout=PATIENCE_MS)
    claims.last.get_by_role("button").click()
    ron.page.get_by_label("is struck").fill("Keyed from the wrong sheet")
    ron.page.get_by_role("button", name="Propose to strike it").click()
    expect_text(ron.page, "#agreements", f"Strike: a blind total of {ward.table}")
    ron.agrees_here("Dan")
    expect_text(ron.page, "#acts", "struck")


def test_a_draft_survives_a_reload_and_no_draft_is_offered_twice(
    browser: Browser, ward: Ward
) -> None:
    ward.mixed()
    sue = Desk(browser, ward.hall, ward.sue, TABLET)
    bold, grantly = sue.row("bold"), sue.row("grantly")
    for row in (bold, grantly):
        row.get_by_role("button", name="One full bundle more").click()
    bold.get_by_label("Part").fill("7")
    sue.page.reload()
    expect(bold.locator("[data-full]")).to_have_text("1 full", timeout=PATIENCE_MS)
    expect(bold.get_by_label("Part")).to_have_value("7")
    bold.locator("[data-send]").click()
    sue.did("32 for BOLD John in 2 bundles. Unit: 32 of 130 papers accounted for.")
    sue.page.reload()
    expect(grantly.locator("[data-full]")).to_have_text("1 full", timeout=PATIENCE_MS)
    expect(bold.locator("[data-full]")).to_have_text("0 full")
    again = {"kind": "full", "asked_by": "Dr Grantly", "granted": True, "reason": "It is close"}
    ward.act("Rose", "recount", scope={"unit": ward.unit}, **again)
    sue.did("Count 2 of this unit begins")
    expect(grantly.locator("[data-full]")).to_have_text("0 full")
    sue.page.reload()
    expect_text(sue.page, "#owes", "Not sorted yet130")
    expect(grantly.locator("[data-full]")).to_have_text("0 full")
    assert sum(entry["papers"] for entry in ward.recorded("bundle")) == 32


def test_officers_suspend_the_count_set_a_box_aside_and_add_a_table(
    browser: Browser, ward: Ward
) -> None:
    ward.hall.verified(ward.contest, ward.boxes[0], 110)
    rose = Desk(browser, ward.hall, "Rose", DESK)
    page = rose.page
    page.get_by_role("button", name="Suspend").click()
    page.get_by_label("What is suspended").fill(ward.table)
    page.get_by_label("Reason").fill("A fire alarm")
    page.get_by_role("button", name="Check before suspending").click()
    rose.checked("Suspend")
    expect_text(page, "#paused", f"Suspended: {ward.table}. A fire alarm")
    rose.decide("Resume", "Check before resuming", "Resume")
    expect(page.locator("#paused")).to_be_empty(timeout=PATIENCE_MS)

    page.get_by_role("link", name=ward.name).click()
    page.get_by_text("Boxes, units, and cancelling the poll").click()
    page.get_by_role("button", name="A box was not used").click()
    page.locator("#not-used-box").select_option(ward.boxes[1])
    page.locator("#not-used-reason").fill("No postal vote came back")
    page.get_by_role("button", name="Check before proposing").click()
    rose.checked("Propose this")
    expect_text(page, "#agreements", f"Box {ward.boxes[1]} was not used")
    ward.agreed()
    expect_text(page, "#boxes", "not used")
    page.get_by_role("button", name="Add a unit").click()
    page.get_by_label("Short name of the unit").fill("relief")
    page.get_by_label("What it is called").last.fill("Relief table")
    page.get_by_role("button", name="Check before adding").click()
    rose.checked("Add this unit")
    expect_text(page, "#units", "Relief table")

    ward.keyed("mixed", boxes=[ward.boxes[0]])
    sue = Desk(browser, ward.hall, ward.sue, TABLET)
    sue.page.get_by_text("Hand papers to another unit").click()
    sue.page.get_by_label("To", exact=True).select_option("Relief table")
    sue.page.get_by_label("Papers not sorted yet").fill("30")
    sue.page.locator("#handed-reason").fill("It is late")
    sue.page.get_by_role("button", name="Check before handing over").click()
    sue.checked("Hand them over")
    sue.did("30 papers handed from")
    sue.did("Unit: 0 of 80 papers accounted for.")
    assert ward.standing()["units"]["relief"]["papers"] == 30
    assert [*rose.faults, *sue.faults] == []
