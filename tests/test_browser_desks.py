"""Verification, adjudication and the returning officer's console, in a real browser, and by keyboard alone.

What is not under test goes through the acts' interface; what is, is done on the pages by those whose it is.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser_hall import (
    DESK,
    IN_A_BROWSER,
    PEOPLE,
    TABLET,
    Desk,
    Served,
    Ward,
    expect_text,
    figures_in,
    poll_folder_of_the_wards,
)

pytestmark = IN_A_BROWSER

SCHOOL = "school"
"""A contest of which two boxes stand in one school: what one has too many the other may have too few."""


def files() -> dict[str, str]:
    """Barchester, and Allington with two boxes in one place, one of them long expected."""
    due = datetime.now(UTC) - timedelta(minutes=90)
    poll = poll_folder_of_the_wards()
    head, *rows = poll["boxes.csv"].splitlines()
    boxes = [
        f"a1,station,Allington Hall,Allington School,{SCHOOL},400,{due:%Y-%m-%dT%H:%M:%SZ}",
        f"a2,station,Allington Gym,Allington School,{SCHOOL},400,",
        f"ap,postal,Allington post,,{SCHOOL},0,",
    ]
    lines = [f"{head},expected_by", *(f"{row}," for row in rows), *boxes]
    candidates = f"{SCHOOL},dale,1,DALE,Lily,\n{SCHOOL},eames,2,EAMES,John,\n"
    return poll | {
        "boxes.csv": "\n".join(lines),
        "contests.csv": poll["contests.csv"] + f"{SCHOOL},Allington,principal-area,1,800,25\n",
        "candidates.csv": poll["candidates.csv"] + candidates,
        "units.csv": poll["units.csv"] + f"t-school,Table School,{SCHOOL}\n",
    }


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(tmp_path_factory.mktemp("allington"), files(), PEOPLE)
    served.start()
    yield served
    served.kill()


class Keys:
    """A page worked by keyboard alone."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, selector: str) -> "Keys":
        """Go on with the tabulator until the keyboard is there."""
        wanted = self.page.locator(selector).first
        expect(wanted).to_be_visible()
        for _ in range(150):
            if wanted.evaluate("node => node === document.activeElement"):
                return self
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{selector} is not reached by keyboard")

    def type(self, selector: str, words: object) -> None:
        self.to(selector).page.keyboard.type(str(words))

    def press(self, selector: str, key: str = "Enter") -> None:
        self.to(selector).page.keyboard.press(key)


def finished(ward: Ward, bold: int = 70, attempt: int = 1) -> None:
    """The ward's papers counted, claimed and closed: so many for Bold, 10 for Harding, the rest for Grantly."""
    figures = {"bold": bold, "grantly": 120 - bold, "harding": 10}
    for candidate, papers in figures.items():
        size = {"papers": papers, "bundles": -(-papers // 25), "attempt": attempt}
        ward.keyed("bundle", candidate=candidate, **size)
    claimed: dict[str, Any] = {"totals": figures, "rejected": 0, "attempt": attempt}
    assert ward.act("Ron", "unit-total", unit=ward.unit, **claimed)["agrees"]
    ward.keyed("unit-closed", attempt=attempt)


def ready(ward: Ward) -> None:
    """Everything done but what officers decide."""
    ward.mixed()
    finished(ward)


def shared(ward: Ward) -> None:
    """The provisional result is shared."""
    ready(ward)
    ward.act("Rose", "verification-closed")
    ward.act("Rose", "provisional", told=["John Bold"], seen=ward.standing()["seen"])


# ------------------------------------------------------------------------------------------ verification


def test_a_box_past_its_time_is_late_at_the_desk_and_on_the_floor_until_it_is_here(
    browser: Browser, hall: Served
) -> None:
    vera = Desk(browser, hall, "Vera", DESK, at=f"/boxes?contest={SCHOOL}")
    expect_text(vera.page, "#states", "Late: 1")
    expect_text(vera.page, "[data-state=late]", "Allington Hall (a1)")
    expect_text(vera.page, "[data-state=late]", "1 h 3")
    rose = Desk(browser, hall, "Rose", DESK)
    expect_text(rose.page, "#late-heading", "1 box is late")
    rose.page.locator("#late summary").click()
    rose.page.get_by_role("link", name="a1, Allington Hall").click()
    expect_text(rose.page, "#box-state", "late")
    rose.page.get_by_role("button", name="The box is in the hall").click()
    rose.did("a1 received. Saved.")
    expect(vera.page.locator("[data-state=late]")).to_have_count(0)
    expect_text(vera.page, "[data-state=received]", "Allington Hall (a1)")
    rose.page.get_by_role("link", name="Floor").click()
    expect_text(rose.page, "#floor", "Allington")
    expect(rose.page.locator("#late")).to_be_hidden()
    assert [*vera.faults, *rose.faults] == []


def test_a_box_that_differs_goes_up_the_ladder_by_keyboard_alone(
    browser: Browser, hall: Served
) -> None:
    people = {"counted_by": "Mary", "checked_by": "Nell"}
    account: dict[str, Any] = {"stated": 40, "ranges": [[1, 50]], "unused": 10, "spoilt": 0}
    hall.act("Vera", SCHOOL, "account", box="a1", **account)
    hall.act("Vera", SCHOOL, "box-counted", box="a1", papers=39, **people)

    vera = Desk(browser, hall, "Vera", DESK, at=f"/boxes?contest={SCHOOL}")
    keys = Keys(vera.page)
    expect_text(vera.page, "#states", "Allington Gym (a2)")
    keys.type("#find", "a2")
    vera.page.keyboard.press("Enter")
    expect(vera.page.locator("#box-name")).to_be_focused()
    keys.press("[data-act=box-received] button")
    vera.did("a2 received. Saved.")
    for selector, figure in {
        "#ranges input:first-of-type": 51, "#ranges .field:last-child input": 100,
        "#unused": 10, "#spoilt": 0, "#stated": 41,
    }.items():  # fmt: skip
        keys.type(selector, figure)
    expect_text(
        vera.page, "#account-cast", "given out 50 − unused 10 = issued 40 − spoilt 0 = expected 40"
    )
    expect_text(vera.page, "#account-off", "states 1 paper more than its own figures make")
    keys.press("[data-act=account] button.act")
    vera.did("Account of a2: 41 stated. Saved.")
    count(vera, keys, 41)
    expect_text(vera.page, "#box-state", "differs")
    keys.press("#again")
    count(vera, keys, 41)
    expect_text(vera.page, "[data-part=counted] [data-state]", "counted 2 times")
    seen = figures_in(vera.page.locator("#desk").inner_text())
    assert "41" not in seen, "a second count is blind"

    keys.press("#show-figures")
    expect_text(vera.page, "#box-figures", "Variance+1")
    ladder = vera.page.locator("#ladder")
    expect(ladder).to_contain_text("It states 41 papers; its figures make 40 papers")
    expect(ladder).to_contain_text("Counts 1 and 2 found the same.")
    keys.press("#rung-packets", "Space")
    keys.type("#rung-packets-found", "nothing but the log")
    keys.press("#with-a1", "Space")
    expect(ladder).to_contain_text("Allington Hall (a1): −1, which cancels this one")
    keys.press("#verify")
    expect_text(vera.page, ".check", "is verified at 41 papers: 1 paper more than its account says")
    keys.press(".check button.act")
    vera.did("a2 verified at 41 papers: waits for a second person.")

    keys.press("#agreements summary")
    keys.type("#agreements input[type=text]", "Dan")
    keys.type("#agreements input[type=password]", hall.codes["Dan"])
    keys.press("#agreements button.act")
    expect_text(vera.page, "[data-state=verified]", "Allington Gym (a2)")
    box = hall.ask("Vera", f"/api/contests/{SCHOOL}")["boxes"]["a2"]
    assert (box["verified"], box["variance"]) == (41, 1)
    assert box["note"] == (
        "The account states 41 papers, its own figures make 40 papers. "
        "Other packets and the log searched: nothing but the log. Counts 1 and 2 agree. Nets out with a1."
    )
    assert vera.faults == []


def count(vera: Desk, keys: Keys, papers: int) -> None:
    """A count of the box that is open, keyed by keyboard."""
    keys.type("#counted", papers)
    keys.type("#counted_by", "Mary")
    keys.type("#checked_by", "Nell")
    keys.press("[data-act=box-counted] button.act")
    vera.did("Count of a2. Saved.")


def test_the_desks_verify_decide_and_claim_by_hand_and_blind(browser: Browser, ward: Ward) -> None:
    box = ward.boxes[0]
    vera = Desk(browser, ward.hall, "Vera", DESK, at=f"/boxes?contest={ward.contest}")
    page = vera.page
    page.get_by_role("link", name=f"{ward.name} Hall ({box})").click()
    page.get_by_role("button", name="The box is in the hall").click()
    vera.did(f"{box} received. Saved.")
    keyed = {"First number": 1, "Last number": 120, "Unused, as stated": 10, "Spoilt, as stated": 0}
    for label, figure in {**keyed, "Papers the account says": 110}.items():
        page.get_by_label(label).fill(str(figure))
    page.get_by_role("button", name="Record the account").click()
    vera.did(f"Account of {box}: 110 stated. Saved.")
    page.get_by_label("Papers found in the box").fill("111")
    page.get_by_label("Counted by").fill("Mary")
    page.get_by_label("Checked by").fill("Nell")
    page.get_by_role("button", name="Record the count").click()
    vera.did(f"Count of {box}. Saved.")
    expect_text(page, "#box-state", "differs")
    # Whoever counts this box again must not read what was found before, nor what is expected.
    seen = figures_in(page.locator("main").inner_text())
    assert "111" not in seen
    assert "110" not in seen
    page.get_by_role("button", name="Show the figures of this box").click()
    expect_text(page, "#box-figures", "Count 1111")
    expect(page.get_by_label("Verified papers")).to_have_value("111")
    page.get_by_role("textbox", name="Note, needed where it differs").fill("One was not issued")
    page.get_by_role("button", name="Check before verifying").click()
    vera.checked("Propose to verify")
    vera.did(f"{box} verified at 111 papers: waits for a second person.")
    ward.agreed()
    ward.hall.verified(ward.contest, ward.boxes[1], 20)
    ward.keyed("mixed", boxes=list(ward.boxes))
    for papers, bundles in ((125, 5), (3, 1)):
        ward.keyed("bundle", candidate="bold", papers=papers, bundles=bundles)
    ward.keyed("doubtful", papers=3)

    ada = Desk(browser, ward.hall, "Ada", TABLET, at=f"/adjudication?contest={ward.contest}")
    ada.page.get_by_role("button", name=f"{ward.table}: 3 papers").click()
    expect(ada.page.get_by_label("Papers in this batch")).to_have_value("3")
    ada.page.get_by_label("HARDING Septimus").fill("1")
    ada.page.get_by_label("back to the unit").fill("0")
    ada.page.get_by_label("voting for more candidates").fill("1")
    record = ada.page.get_by_role("button", name="Record the decisions")
    record.click()
    expect_text(ada.page, "#decision", "do not come to the papers of the batch")
    ada.page.get_by_label("voting for more candidates").fill("2")
    record.click()
    ada.did(f"{ward.table}: Decided: 1 good, 0 returned, 2 rejected (2 too many). Saved.")

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
    expect(claims).to_have_count(2)
    claims.last.get_by_role("button").click()
    ron.page.get_by_label("is struck").fill("Keyed from the wrong sheet")
    ron.page.get_by_role("button", name="Propose to strike it").click()
    expect_text(ron.page, "#agreements", f"Strike: a blind total of {ward.table}")
    ron.agrees_here("Dan")
    expect_text(ron.page, "#acts", "struck")


# ---------------------------------------------------------------------------------------- doubtful papers


def test_batches_wait_the_oldest_first_and_objections_are_kept_with_the_decision(
    browser: Browser, ward: Ward
) -> None:
    ward.mixed()
    for papers in (3, 2):
        ward.keyed("doubtful", papers=papers)
    ada = Desk(browser, ward.hall, "Ada", DESK, at=f"/adjudication?contest={ward.contest}")
    page, waiting = ada.page, ada.page.locator("#waiting li")
    expect(waiting).to_have_count(2)
    expect(waiting.first).to_contain_text(f"{ward.table}: 3 papers")
    waiting.first.get_by_role("button").click()
    expect_text(page, "#grounds-law", "rule")
    page.get_by_label("unmarked or").fill("3")
    expect_text(page, "#cast", "= 3 · batch 3 ✓")
    page.get_by_label("voting for more candidates").fill("1")
    expect_text(page, "#cast", "batch 3 · 1 too many")
    page.get_by_label("unmarked or").fill("2")
    page.get_by_label("back to the unit").fill("0")
    page.get_by_label("Rejections objected to").fill("1")
    page.get_by_role("button", name="Record the decisions").click()
    ada.did("0 good, 0 returned, 3 rejected")
    ada.did("1 objected to. Saved.")
    expect(waiting).to_have_count(1)
    expect(waiting.first).to_contain_text(f"{ward.table}: 2 papers")
    expect_text(page, "#acts", "3 rejected (1 too many, 2 unmarked or void), 1 objected to")
    assert ward.recorded("adjudicated")[0]["objections"] == 1
    assert ada.faults == []


# --------------------------------------------------------------------------------------- the whole contest


def test_what_is_missing_is_said_with_one_link_to_where_it_was_last_seen(
    browser: Browser, ward: Ward
) -> None:
    ward.mixed()
    ward.keyed("bundle", candidate="bold", papers=100, bundles=4)
    ward.keyed("doubtful", papers=4)
    rose = Desk(browser, ward.hall, "Rose", DESK, at=f"/contest/{ward.contest}")
    expect_text(rose.page, "#missing", "30 papers verified, not accounted for yet")
    seen = rose.page.locator("#last-seen li")
    expect(seen).to_have_count(2)
    expect(seen.first).to_contain_text(f"26 at {ward.table}: not sorted")
    seen.last.get_by_role("link").click()
    expect_text(rose.page, "#batch-heading", f"{ward.table}: 4 papers with you")
    rose.page.go_back()
    closed = rose.page.locator(".finding", has_text="1 unit is not closed")
    closed.get_by_role("link", name=f"Go to {ward.table}").click()
    rose.page.wait_for_url(f"**/unit/{ward.unit}?contest={ward.contest}")
    assert rose.faults == []


def test_a_recount_is_checked_before_it_is_granted_and_counts_stand_side_by_side(
    browser: Browser, ward: Ward
) -> None:
    shared(ward)
    rose = Desk(browser, ward.hall, "Rose", DESK, at=f"/contest/{ward.contest}")
    page = rose.page
    expect_text(page, "#shared", "by Rose with John Bold")
    page.get_by_role("button", name="Decide on a recount").click()
    expect(page.get_by_role("heading", name="Votes, in the order")).to_be_hidden()
    page.locator("#kind").select_option("full")
    page.get_by_label("Asked by").fill("Dr Grantly")
    page.get_by_label("Granted").check()
    page.locator("#recount-reason").fill("It is far")
    page.get_by_role("button", name="Check before deciding").click()
    page.get_by_role("button", name="Change: Reason").click()
    expect(page.locator("#recount-reason")).to_be_focused()
    page.locator("#recount-reason").fill("It is close")
    page.get_by_role("button", name="Check before deciding").click()
    words = f"A recount of {ward.name}, asked for by Dr Grantly, is granted: It is close"
    expect_text(page, ".check", words)
    rose.checked("Grant the recount")
    rose.did(f"Recorded: {words}")
    expect_text(page, "#stage", "count 2")
    finished(ward, bold=68, attempt=2)
    expect_text(page, "#units-heading", "1 of 1 closed")
    rows = page.locator("#attempts tr")
    expect(rows.nth(1)).to_have_text("BOLD John7068−2")
    expect(rows.nth(2)).to_have_text("GRANTLY Theophilus5052+2")
    page.locator("#minutes-heading").click()
    expect_text(page, "#minutes", "Recount asked for by Dr Grantly, granted: It is close")
    assert rose.faults == []


def test_two_officers_on_two_devices_declare_by_keyboard_alone(
    browser: Browser, ward: Ward
) -> None:
    ready(ward)
    rose = Desk(browser, ward.hall, "Rose", DESK, at=f"/contest/{ward.contest}")
    dan = Desk(browser, ward.hall, "Dan", DESK, at=f"/contest/{ward.contest}")
    keys, his = Keys(rose.page), Keys(dan.page)
    expect_text(rose.page, "#equation", "votes 130 + rejected 0 = verified 130 ✓")
    keys.press("[data-decision=verification-closed]")
    keys.press("[data-form=verification-closed] button.act")
    keys.press(".check button.act")
    rose.did(f"Recorded: Verification of {ward.name} is closed")
    keys.press("[data-decision=provisional]")
    keys.type("#told", "John Bold")
    keys.press("[data-form=provisional] button.act")
    expect_text(rose.page, ".check", "BOLD John70")
    keys.press(".check button.act")
    expect_text(rose.page, "#stage", "provisional")
    keys.press("[data-decision=declared]")
    keys.press("[data-form=declared] button.act")
    keys.press(".check button.act")
    rose.did("It takes effect when a second person agrees.")

    expect_text(dan.page, "#agreements", f"Declare the result of {ward.name}")
    his.press("#agreements form button.act")
    for figure in ("BOLD John70", "GRANTLY Theophilus50", "HARDING Septimus10"):
        expect_text(dan.page, ".check", figure)
    his.press(".check button.act")
    for desk in (rose, dan):
        expect_text(desk.page, "#stage", "declared")
        expect_text(desk.page, "#totals tr[data-candidate=bold]", "Elected")
    assert [*rose.faults, *dan.faults] == []


def test_two_officers_on_one_device_decline_once_and_then_declare(
    browser: Browser, ward: Ward
) -> None:
    shared(ward)
    rose = Desk(browser, ward.hall, "Rose", TABLET, at=f"/contest/{ward.contest}")
    rose.decide("Declare the result", "Check before declaring", "Propose this declaration")
    rose.page.get_by_role("button", name="Withdraw it").click()
    expect(rose.page.locator("#agreements")).to_be_empty()
    rose.decide("Declare the result", "Check before declaring", "Propose this declaration")
    expect_text(rose.page, "#agreements", f"Declare the result of {ward.name}")
    rose.agrees_here("Rose")
    expect_text(rose.page, "#agreements", "Nobody seconds themselves")
    rose.page.get_by_label("Name of the second person").fill("Dan")
    rose.page.get_by_label("Their code").fill(ward.hall.codes["Dan"])
    rose.page.get_by_role("button", name="I have seen it and agree").click()
    expect_text(rose.page, "#stage", "declared")
    assert ward.standing()["result"]["seconded_by"] == "Dan"
    assert rose.faults == []


def test_a_finding_is_overridden_with_its_reason_and_the_declaration_prints_it(
    browser: Browser, ward: Ward
) -> None:
    station, postal = ward.boxes
    ward.hall.verified(ward.contest, station, 110)
    ward.act("Vera", "account", box=postal, stated=20)
    people = {"counted_by": "Mary", "checked_by": "Nell"}
    ward.act("Vera", "box-counted", box=postal, papers=21, **people)
    ward.act("Vera", "box-verified", box=postal, papers=20)
    ward.keyed("mixed", boxes=list(ward.boxes))
    finished(ward)
    ward.act("Rose", "verification-closed")
    rose = Desk(browser, ward.hall, "Rose", DESK, at=f"/contest/{ward.contest}")
    page = rose.page
    expect_text(page, "#blocking", f"Box {postal} is verified at 20, but 21 found makes 21.")
    page.get_by_role("button", name="Override findings").click()
    page.get_by_label(f"Box {postal} is verified at 20").check()
    page.locator("#override-reason").fill("The sealed packet was counted with them")
    page.get_by_role("button", name="Check before overriding").click()
    rose.checked("Propose to override")
    rose.agrees_here("Dan")
    expect(page.get_by_text("Nothing stands in the way.")).to_be_visible()
    page.get_by_role("button", name="Share the provisional result").click()
    page.get_by_label("Candidates and agents who are told").fill("John Bold")
    page.get_by_role("button", name="Check before sharing").click()
    rose.checked("Share the provisional result")
    expect_text(page, "#stage", "provisional")
    rose.decide("Declare the result", "Check before declaring", "Propose this declaration")
    expect_text(page, "#agreements", "Declare the result")
    rose.agrees_here("Dan")
    expect_text(page, "#stage", "declared")
    page.goto(f"{ward.hall.address}/declaration/{ward.contest}")
    expect_text(page, ".sheet", "The sealed packet was counted with them")
    assert rose.faults == []
