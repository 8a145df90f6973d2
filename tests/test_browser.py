"""A small count by hand, in a real browser against a real server: from first bundle to board.

Verification, adjudication and the blind total go through the acts' interface; everything that the
supervisor and the officers do is done on their pages, by touch and by keyboard.
"""

import contextlib
import json

import pytest
from playwright.sync_api import Browser, Error, Route, expect

from tests.browser_hall import (
    DESK,
    IN_A_BROWSER,
    PLAIN,
    TABLET,
    Desk,
    Served,
    Ward,
    expect_text,
)

pytestmark = IN_A_BROWSER


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
    sue.job("Doubtful papers")
    sue.page.get_by_label("Papers for the adjudicator").fill("3")
    sue.page.get_by_role("button", name="Send to the adjudicator").click()
    sue.did("3 doubtful papers to the adjudicator.")

    good = [{"candidates": ["harding"], "papers": 1}]
    rejected = {"too-many": 2}
    ward.act("Ada", "adjudicated", unit=ward.unit, good=good, returned=0, rejected=rejected)
    totals = {"bold": 57, "grantly": 50, "harding": 21}
    assert ward.act("Ron", "unit-total", unit=ward.unit, totals=totals, rejected=2)["agrees"]

    sue.job("Finish")
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
        expect(board).to_contain_text(words)
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
    sam.job("Mixed sheets")
    sam.page.get_by_label("Serial number").fill("S17")
    sam.page.get_by_label("Papers on the sheet").fill("20")
    # Enter goes on from field to field: ARABIN 18, CRAWLEY 12, and SLOPE is passed over.
    sam.page.get_by_label("ARABIN Francis").last.click()
    for keys in ("18", "12", ""):
        sam.page.keyboard.type(keys)
        sam.page.keyboard.press("Enter")
    sam.page.keyboard.type("9")
    expect_text(sam.page, "#cast", "= 39 · papers 20 × 2 votes = 40 · 1 short")
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
    sue.page.get_by_text("Who counted").click()
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
    sue.job("Correct")
    sue.page.get_by_role("button", name="Strike: 25 for BOLD John").click()
    sue.page.get_by_label("is struck").fill("It was GRANTLY's bundle")
    sue.page.get_by_role("button", name="Propose to strike it").click()
    sue.did("waits for a second person")
    sue.agrees_here("Dan")
    expect_text(sue.page, "#acts", "struck")
    expect_text(sue.page, "#owes", "Not sorted yet130")
    assert [(entry["act"], entry["by"]) for entry in ward.recorded("agreed")] == [("agreed", "Dan")]
    assert ward.recorded("struck")[0]["by"] == ward.sue


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
    expect(bold.locator("[data-full]")).to_have_text("1 full")
    expect(bold.get_by_label("Part")).to_have_value("7")
    bold.locator("[data-send]").click()
    sue.did("32 for BOLD John in 2 bundles. Unit: 32 of 130 papers accounted for.")
    sue.page.reload()
    expect(grantly.locator("[data-full]")).to_have_text("1 full")
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
    expect(page.locator("#paused")).to_be_empty()

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
    sue.job("Papers in and out")
    sue.page.get_by_label("To", exact=True).select_option("Relief table")
    sue.page.get_by_label("Papers not sorted yet").fill("30")
    sue.page.locator("#handed-reason").fill("It is late")
    sue.page.get_by_role("button", name="Check before handing over").click()
    sue.checked("Hand them over")
    sue.did(f"30 papers handed from {ward.table} to Relief table")
    sue.did("Unit: 0 of 80 papers accounted for.")
    assert ward.standing()["units"]["relief"]["papers"] == 30
    assert [*rose.faults, *sue.faults] == []
