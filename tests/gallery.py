"""A hall with a contest in every state, and the list of its pages: for whoever looks at them or measures them.

The wards stand still: nobody keys while they are looked at.
"""

import json
import urllib.request
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from count.poll.roles import Role
from tests.browser_hall import PATIENCE_MS, Served, expect_text

WARDS: dict[str, tuple[str, int]] = {
    "quiet": ("Afon Ŵen and Tŷ Gwyn", 1),
    "differs": ("Barchester St Ewold’s", 1),
    "counting": ("Cathedral Close", 1),
    "several": ("Crabtree Canonicorum and Crabtree Parva", 3),
    "missing": ("Eiderdown", 1),
    "ready": ("Framley", 1),
    "shared": ("Goshen", 1),
    "tie": ("Hogglestock", 1),
    "again": ("Plumstead Episcopi", 1),
    "waiting": ("Puddingdale", 1),
    "declared": ("Spoonhill", 1),
    "seats": ("Stogpingum", 3),
    "cancelled": ("Ullathorne", 1),
    "mayor": ("Barsetshire Combined Authority", 1),
    "second": ("Silverbridge Combined Authority", 1),
}
"""Each contest's name and seats, by the state in which it is: most votes, but for two mayors."""
MAYORS = ("mayor", "second")
TRANSFERABLE: dict[str, tuple[str, int]] = {
    "parcels": ("Glen Uffley", 3),
    "stages": ("Strath Silver", 3),
}
"""The same for a poll in Scotland, where votes are transferable."""

CANDIDATES: tuple[tuple[str, str, str, str, str], ...] = (
    ("arabin", "ARABIN", "Francis", "Liberal Democrats", "#FAA61A"),
    ("bold", "BOLD", "John", "Labour Party", "#E4003B"),
    ("crawley", "CRAWLEY", "Josiah Septimus Fitzwilliam", "", ""),
    ("grantly", "GRANTLY", "Theophilus", "Conservative and Unionist Party", "#0087DC"),
    ("harding", "HARDING", "Siân Ŵyn", "Green Party", "#02A95B"),
    ("oriel", "O’RIEL-PLANTAGENET", "Caleb", "Barchester Residents’ Association, Against the Bypass", ""),
    ("slope", "SLOPE", "Obadiah", "Independent", "#808080"),
)  # fmt: skip

PEOPLE: Mapping[str, tuple[Role, str | None]] = {
    "Vera": ("verification", None),
    "Ada": ("adjudicator", None),
    "Ron": ("results", None),
    "Dan": ("deputy", None),
    "Rose": ("returning-officer", None),
    "Olga": ("observer", None),
    "Ned": ("administrator", None),
}

STATION, POSTAL = 110, 20
"""Papers in each ward's ballot box and in its postal box."""


def people_of(wards: Mapping[str, tuple[str, int]]) -> dict[str, tuple[Role, str | None]]:
    """Those who work everywhere, and a supervisor at each ward's table."""
    tables: dict[str, tuple[Role, str | None]] = {
        f"Sue {ward}": ("supervisor", f"t-{ward}") for ward in wards
    }
    return {**PEOPLE, **tables}


def poll_folder(nation: str, wards: Mapping[str, tuple[str, int]]) -> dict[str, str]:
    """The files of the poll: a ballot box, a postal box and a table for each ward."""
    staff = people_of(wards).items()
    people = "".join(f"{name},{role},{unit or ''}\n" for name, (role, unit) in staff)
    return {
        "poll.toml": 'name = "Barchester and District"\ndate = 2026-07-02\nauthority = "Barchester"\n'
        f'nation = "{nation}"\nlanguages = ["en"]\n',
        "contests.csv": "contest,name,kind,seats,electorate,bundle_size\n"
        + "".join(
            f"{ward},{name},{_kind(nation, ward)},{seats},400,25\n"
            for ward, (name, seats) in wards.items()
        ),
        "candidates.csv": "contest,candidate,ballot_order,ballot_surname,ballot_forenames,party,colour\n"
        + "".join(
            f'{ward},{id},{at},{surname},{names},"{party}",{colour}\n'
            for ward in wards
            for at, (id, surname, names, party, colour) in enumerate(CANDIDATES, start=1)
        ),
        "boxes.csv": "box,kind,name,place,contests,electorate\n"
        + "".join(
            f"b-{w},station,{name} Village Hall,{name} Hall,{w},400\np-{w},postal,{name} post,,{w},0\n"
            for w, (name, _) in wards.items()
        ),
        "units.csv": "unit,name,contests\n"
        + "".join(f"t-{w},Table {n},{w}\n" for n, w in enumerate(wards, start=1)),
        "people.csv": f"name,role,unit\n{people}Mary,staff,\nNell,staff,\n",
    }


def _kind(nation: str, ward: str) -> str:
    if nation == "scotland":
        return "scottish-local"
    return "combined-authority-mayor" if ward in MAYORS else "principal-area"


class Gallery:
    """Two halls, served: one in England, and one in Scotland, where votes are transferable."""

    def __init__(self, folder: Path) -> None:
        self.rooms: dict[str, Room] = {}
        try:
            for nation, wards in (("england", WARDS), ("scotland", TRANSFERABLE)):
                (folder / nation).mkdir()
                self.rooms[nation] = Room(folder / nation, nation, wards)
            self.rooms["england"].said()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        for room in self.rooms.values():
            room.hall.kill()


class Room:
    """A hall with every ward brought to the state that its id names."""

    def __init__(self, folder: Path, nation: str, wards: Mapping[str, tuple[str, int]]) -> None:
        self.wards, self.transferable = wards, nation == "scotland"
        self.hall = Served(folder, poll_folder(nation, wards), people_of(wards))
        self.hall.start()
        try:
            for ward in wards:
                if ward != "quiet":
                    self._bring(ward)
        except BaseException:
            self.hall.kill()
            raise

    def act(self, who: str, ward: str, act: str, /, **fields: Any) -> Any:
        return self.hall.act(who, ward, act, **fields)

    def keyed(self, ward: str, act: str, /, **fields: Any) -> Any:
        return self.act(f"Sue {ward}", ward, act, unit=f"t-{ward}", **fields)

    def standing(self, ward: str) -> Any:
        return self.hall.ask("Rose", f"/api/contests/{ward}")

    def agreed(self, ward: str, who: str = "Dan") -> None:
        (proposal,) = self.standing(ward)["agreements"]
        self.act(who, ward, "agreed", to=proposal["id"], seen=proposal["seen"])

    def _bring(self, ward: str) -> None:
        if ward == "differs":
            self._differs(ward)
            return
        self.hall.verified(ward, f"b-{ward}", STATION)
        self.hall.verified(ward, f"p-{ward}", POSTAL)
        self.keyed(ward, "mixed", boxes=[f"b-{ward}", f"p-{ward}"])
        if self._many(ward):
            self._several(ward)
        else:
            self._single(ward)
        if ward in ("counting", "several", "missing"):
            return
        if ward == "cancelled":
            self.act("Rose", ward, "cancelled", reason="A candidate died before the declaration")
            self.agreed(ward)
            return
        self._closed(ward)
        if ward in ("second", "stages"):
            self._sorted(ward)
        if ward in ("ready", "tie", "mayor", "parcels"):
            return
        self.act("Rose", ward, "provisional", told=["candidates", "election agents"],
                 seen=self.standing(ward)["seen"])  # fmt: skip
        if ward == "again":
            why = {
                "asked_by": "Theophilus Grantly",
                "granted": True,
                "reason": "A margin of ten votes",
            }
            self.act("Rose", ward, "recount", scope={"contest": True}, kind="full", **why)
            self.keyed(ward, "bundle", candidate="bold", papers=25, attempt=2)
        elif ward in ("waiting", "declared", "seats", "second", "stages"):
            self.act("Rose", ward, "declared", seen=self.standing(ward)["seen"])
            if ward != "waiting":
                self.agreed(ward)
                self.act("Rose", ward, "released", board="result", contest=ward)

    def said(self) -> None:
        """Words to the hall, and a screen on its wall that is out of touch."""
        for words in (
            "Boxes from the north have arrived.",
            "The result for Goshen in ten minutes.",
        ):
            body = {"id": str(uuid.uuid4()), "act": "announced", "words": words}
            self.hall.ask("Rose", "/api/acts", body)
        asked = urllib.request.Request(
            f"{self.hall.address}/api/device",
            json.dumps({"kind": "screen"}).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(asked, timeout=PATIENCE_MS / 1000) as answer:
            code = json.load(answer)["code"]
        self.hall.ask("Ned", "/api/devices", {"code": code, "name": "North wall"})

    def _many(self, ward: str) -> bool:
        """Whether a paper has several votes."""
        return self.wards[ward][1] > 1 and not self.transferable

    def _sorted(self, ward: str) -> None:
        """Every parcel that is asked for: one paper in three names nobody else, the others go on in turn."""
        while asked := (self.standing(ward)["needs"] or {}).get("papers"):
            takers, papers = asked["next_for"], asked["papers"]
            going = papers - papers // 3
            even, over = divmod(going, len(takers))
            shares = {who: even + (at < over) for at, who in enumerate(takers)}
            fields = {"parcel": asked["parcel"], "next": shares, "none": papers // 3}
            self.keyed(ward, "sorted", **fields)

    def _differs(self, ward: str) -> None:
        box = f"b-{ward}"
        account = {"ranges": [[1, 120]], "unused": 10, "spoilt": 0}
        self.act("Vera", ward, "account", box=box, stated=STATION, **account)
        self.act("Vera", ward, "box-received", box=box)
        for _ in range(2):
            people = {"counted_by": "Mary", "checked_by": "Nell"}
            self.act("Vera", ward, "box-counted", box=box, papers=108, **people)
        note = "Counted twice alike; the station log says two voters left with their papers"
        self.act("Vera", ward, "box-verified", box=box, papers=108, note=note)

    def _single(self, ward: str) -> None:
        sums = {"arabin": 26, "bold": 40, "crawley": 4, "grantly": 30, "harding": 20, "oriel": 5}
        if ward == "tie":
            sums |= {"bold": 35, "grantly": 35}
        if ward == "missing":
            sums["bold"] = 15
        for candidate, papers in sums.items():
            bundles, made = -(-papers // 25), {"made_by": "Mary", "checked_by": "Nell"}
            if ward != "counting" or candidate not in ("arabin", "grantly"):
                self.keyed(
                    ward, "bundle", candidate=candidate, papers=papers, bundles=bundles, **made
                )
        self.keyed(ward, "doubtful", papers=5)
        if ward != "counting":
            self._adjudicated(ward, good=[{"candidates": ["slope"], "papers": 2}])

    def _several(self, ward: str) -> None:
        self.keyed(ward, "block", candidates=["arabin", "bold", "crawley"], papers=50, bundles=2)
        self.keyed(ward, "block", candidates=["grantly"], papers=25)
        votes = dict(zip((id for id, *_ in CANDIDATES), (9, 12, 4, 11, 9, 3, 2), strict=True))
        self.keyed(ward, "sheet", serial="S101", papers=20, votes=votes, unused=10)
        if ward != "several":
            self.keyed(ward, "sheet", serial="S102", papers=20, votes=votes, unused=10)
            self.keyed(ward, "block", candidates=["slope", "oriel"], papers=10)
        self.keyed(ward, "doubtful", papers=5)
        if ward != "several":
            self._adjudicated(
                ward, good=[{"candidates": ["slope", "oriel"], "papers": 2}], in_part=1
            )

    def _adjudicated(self, ward: str, **decided: Any) -> None:
        grounds = [each["ground"] for each in self.standing(ward)["grounds"]]
        rejected = {grounds[1]: 2, grounds[-1]: 1}
        self.act(
            "Ada", ward, "adjudicated", unit=f"t-{ward}", returned=0, rejected=rejected, **decided
        )

    def _closed(self, ward: str) -> None:
        unit = self.standing(ward)["units"][f"t-{ward}"]
        claim = {"totals": unit["totals"], "rejected": 3}
        if self._many(ward):
            claim["unused"] = unit["unused"]
        self.act("Ron", ward, "unit-total", unit=f"t-{ward}", **claim)
        self.keyed(ward, "unit-closed")
        elsewhere = "St Ewold’s is counted again: it shares no station with this ward"
        self.act("Rose", ward, "verification-closed", reason=elsewhere)


@dataclass(frozen=True, slots=True)
class View:
    """A page in a state: who looks, where, and what they do there first."""

    name: str
    who: str
    path: str
    does: Callable[[Page], None] = lambda page: None
    nation: str = "england"


def _keys(page: Page) -> None:
    row = page.locator("form[data-candidate=arabin]")
    row.get_by_role("button", name="One full bundle more").click()
    row.get_by_label("Part").fill("1")


def _slips(page: Page) -> None:
    page.locator("form[data-candidate=arabin]").get_by_label("Part").fill("99")
    page.keyboard.press("Enter")


def _opens(page: Page) -> None:
    """Everything that is folded away."""
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")


def _decides(decision: str) -> Callable[[Page], None]:
    """An officer who has begun to decide."""

    def begins(page: Page) -> None:
        page.locator(f"[data-decision={decision}]").click()

    return begins


def _turns_to(job: str) -> Callable[[Page], None]:
    """A supervisor who turns to another job at the same table."""

    def turns(page: Page) -> None:
        page.get_by_role("button", name=job, exact=True).click()

    return turns


def _wrong_code(page: Page) -> None:
    page.get_by_label("Your name").fill("Rose")
    page.get_by_label("Your code").fill("not the code")
    page.get_by_role("button", name="Sign in").click()
    expect_text(page, "main", "do not belong together")


def _code_is_shown(page: Page) -> None:
    expect(page.locator(".code")).to_be_visible()


def _sets_a_screen(page: Page) -> None:
    page.get_by_text("Set this screen").first.click()


OUT = ""
"""Nobody: somebody who has not signed in."""

VIEWS: tuple[View, ...] = (
    View("sign-in", OUT, "/sign-in"),
    View("sign-in-refused", OUT, "/sign-in", _wrong_code),
    View("floor", "Rose", "/floor"),
    *(View(f"contest-{ward}", "Rose", f"/contest/{ward}") for ward in WARDS),
    View("unit-nothing", "Sue quiet", "/unit/t-quiet"),
    View("unit", "Sue counting", "/unit/t-counting"),
    View("unit-drafted", "Sue counting", "/unit/t-counting", _keys),
    View("unit-fault", "Sue counting", "/unit/t-counting", _slips),
    View("unit-several", "Sue several", "/unit/t-several"),
    View("unit-again", "Sue again", "/unit/t-again"),
    View("unit-closed", "Sue declared", "/unit/t-declared"),
    View("contest-opened", "Rose", "/contest/shared", _opens),
    *(View(f"contest-{w}", "Rose", f"/contest/{w}", nation="scotland") for w in TRANSFERABLE),
    View("decides-provisional", "Rose", "/contest/ready", _decides("provisional")),
    View("decides-recount", "Rose", "/contest/shared", _decides("recount")),
    View("decides-declared", "Rose", "/contest/shared", _decides("declared")),
    View("decides-lot", "Rose", "/contest/tie", _decides("lot")),
    View("decides-overridden", "Rose", "/contest/missing", _decides("overridden")),
    View("agrees", "Dan", "/contest/waiting", _opens),
    View("unit-sorting", "Sue mayor", "/unit/t-mayor"),
    View("unit-parcels", "Sue parcels", "/unit/t-parcels", nation="scotland"),
    View("unit-finish", "Sue counting", "/unit/t-counting", _turns_to("Finish")),
    View("unit-correct", "Sue counting", "/unit/t-counting", _turns_to("Correct")),
    View("boxes", "Vera", "/boxes"),
    View("boxes-opened", "Vera", "/boxes?contest=quiet", _opens),
    View("boxes-differs", "Vera", "/boxes?contest=differs"),
    View("adjudication", "Ada", "/adjudication?contest=counting"),
    View("adjudication-several", "Ada", "/adjudication?contest=several"),
    View("results", "Ron", "/results?contest=counting"),
    View("statement", "Rose", "/statement/differs"),
    View("declaration-draft", "Rose", "/declaration/shared"),
    View("declaration", "Rose", "/declaration/declared"),
    View("declaration-seats", "Rose", "/declaration/seats"),
    View("stages", "Rose", "/stages/stages", nation="scotland"),
    View("stages-second", "Rose", "/stages/second"),
    View("rejected", "Rose", "/rejected/declared"),
    View("rejected-waiting", "Ada", "/rejected/counting"),
    View("provisional", "Rose", "/provisional/shared"),
    View("boards", "Rose", "/boards"),
    View("board-verification", "Olga", "/boards/verification"),
    View("board-progress", "Olga", "/boards/progress"),
    View("board-result", "Olga", "/boards/result-declared"),
    View("board-result-seats", "Olga", "/boards/result-seats"),
    View("board-result-stages", "Olga", "/boards/result-stages", nation="scotland"),
    View("board-result-second", "Olga", "/boards/result-second"),
    View("board-turnout", "Olga", "/boards/turnout"),
    View("board-announcement", "Olga", "/boards/announcement"),
    View("board-recount", "Olga", "/boards/recount"),
    View("board-as-text", "Olga", "/boards/verification?text=1"),
    View("board-result-as-text", "Olga", "/boards/result-declared?text=1"),
    View("devices", "Ned", "/devices", _sets_a_screen),
    View("screen", OUT, "/screen", _code_is_shown),
    View("enrol", OUT, "/enrol"),
    *(View(f"help-{name}", OUT, f"/help/{name}") for name in ("index", "night", "poll-folder")),
    View("help-design", OUT, "/help/design"),
)


class Looking:
    """Somebody who looks at one view after another, as whoever each is for."""

    def __init__(self, gallery: Gallery, browser: Browser, size: tuple[int, int]) -> None:
        self.rooms, self.browser = gallery.rooms, browser
        self.size = ViewportSize(width=size[0], height=size[1])
        self._devices: dict[tuple[str, str], BrowserContext] = {}
        self._page: Page | None = None

    def at(self, view: View, scheme: str = "light") -> Page:
        """The page of a view, when everything on it has arrived and been done."""
        if self._page is not None:
            self._page.close()
        page = self._page = self._device(view).new_page()
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(self.rooms[view.nation].hall.address + view.path, wait_until="networkidle")
        view.does(page)
        return page

    def away(self) -> None:
        for device in self._devices.values():
            device.close()

    def _device(self, view: View) -> BrowserContext:
        who, hall = view.who, self.rooms[view.nation].hall
        if (view.nation, who) not in self._devices:
            device = self._devices[view.nation, who] = self.browser.new_context(
                viewport=self.size, reduced_motion="reduce"
            )
            device.set_default_timeout(PATIENCE_MS)
            if who:
                answer = device.request.post(
                    f"{hall.address}/api/sign-in",
                    data=json.dumps({"name": who, "code": hall.codes[who]}),
                    headers={"Content-Type": "application/json", "Origin": hall.address},
                )
                assert answer.ok, answer.text()
        return self._devices[view.nation, who]
