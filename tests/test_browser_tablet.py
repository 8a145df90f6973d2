"""The tablet of a supervisor, in a real browser: by touch, by keys alone, and with the hall away."""

import contextlib
import os
import signal
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.browser_hall import (
    CHROMIUM,
    FLAGS,
    IN_A_BROWSER,
    PATIENCE_MS,
    PLAIN,
    TABLET,
    Desk,
    Served,
    Ward,
    expect_text,
    figures_in,
)

pytestmark = IN_A_BROWSER

SCREENS = {"tablet": TABLET, "on its side": (1180, 820), "phone": (390, 844), "laptop": (1366, 768)}
ZOOMED = {"200 %": (410, 590), "400 %": (320, 512)}
"""A tablet, and a laptop of 1280 by 1024, as a page zoomed so far sees them."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
KEPT = "This page is kept on this tablet"


def on_its_table(browser: Browser, ward: Ward, who: str | None = None) -> Desk:
    """The ward's tablet, with its supervisor signed in and the page kept for when the hall is away."""
    width, height = TABLET
    context = browser.new_context(viewport={"width": width, "height": height}, has_touch=True)
    desk = Desk(None, ward.hall, who or ward.sue, TABLET, context=context)
    expect_text(desk.page, "#offline", KEPT)
    return desk


def owes(page: Page, words: str, figure: str) -> None:
    expect_text(page, "#owes", f"{words}{figure}")


def bundles_of(ward: Ward) -> list[tuple[str, int]]:
    return [(entry["candidate"], entry["papers"]) for entry in ward.recorded("bundle")]


# ------------------------------------------------------------------------------------------- a whole ward


def test_a_whole_ward_is_counted_by_touch_on_one_tablet_that_goes_from_hand_to_hand(
    browser: Browser, ward: Ward
) -> None:
    ward.verified()
    sue = on_its_table(browser, ward)
    page = sue.page

    def tap(name: str) -> None:
        page.get_by_role("button", name=name, exact=True).tap()

    for box in ward.box_names:
        page.get_by_label(box).tap()
    tap("Papers are mixed and at this unit")
    sue.did("Unit: 0 of 130 papers accounted for.")
    # Papers have come: the rows are next, with nothing to be looked for.
    for name, full, part in (("BOLD John", 2, 7), ("GRANTLY Theophilus", 2, 0)):
        for _ in range(full):
            tap(f"One full bundle more for {name}")
        if part:
            page.get_by_label(f"Part bundle for {name}").fill(str(part))
        tap(f"Send {25 * full + part} for {name}")
        sue.did(f"{25 * full + part} for {name}")
    page.get_by_label("Part bundle for HARDING Septimus").fill("20")
    tap("Send 20 for HARDING Septimus")
    sue.did("20 for HARDING Septimus. Unit: 127 of 130 papers accounted for.")
    tap("Doubtful papers")
    page.get_by_label("Papers for the adjudicator").fill("3")
    tap("Send to the adjudicator")
    owes(page, "With the adjudicator", "3")
    good = [{"candidates": ["harding"], "papers": 1}]
    rejected = {"too-many": 2}
    ward.act("Ada", "adjudicated", unit=ward.unit, good=good, returned=0, rejected=rejected)
    owes(page, "Still owed", "0")

    tap("Finish")
    tap("Hand this tablet on for the second total")
    expect_text(page, "#handed", f"{ward.sue} handed this tablet on")
    # Whoever has the tablet now is nobody yet: no figure of the unit is to be had on it.
    assert "57" not in figures_in(page.content())
    page.goto(f"{ward.hall.address}/unit/{ward.unit}")
    page.wait_for_url("**/sign-in**")
    page.go_back()
    page.get_by_label("Your name").fill("Ron")
    page.get_by_label("Your code").fill(ward.hall.codes["Ron"])
    page.get_by_role("button", name="Sign in").tap()
    expect_text(page, "#unit-name", f"Total of {ward.table}")
    assert "57" not in figures_in(page.content())
    for label, figure in (("BOLD", 57), ("GRANTLY", 50), ("HARDING", 21), ("Rejected", 2)):
        page.locator("#total").get_by_label(label).fill(str(figure))
    tap("Send the unit's total")
    expect_text(page, "#done", "it agrees")
    tap(f"Give the tablet back to {ward.sue}")
    expect(page.get_by_label("Your name")).to_have_value(ward.sue)
    page.get_by_label("Your code").fill(ward.hall.codes[ward.sue])
    page.get_by_role("button", name="Sign in").tap()

    expect_text(page, "#owed", "✓ The second total agrees")
    page.locator("#close").get_by_role("button").tap()
    page.locator(".check").get_by_role("button", name="Close this unit").tap()
    expect_text(page, "#close-words", "This unit is closed")
    assert [entry["by"] for entry in ward.recorded("unit-total")] == ["Ron"]
    assert ward.standing()["units"][ward.unit]["state"] == "closed"
    assert sue.faults == []


def press_until(page: Page, key: str, selector: str) -> None:
    """Go on by one key until the keyboard is there, as somebody without a mouse does."""
    for _ in range(60):
        page.keyboard.press(key)
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", selector):
            return
    raise AssertionError(f"{key} never comes to {selector}")


def test_a_whole_ward_is_counted_by_keys_alone(browser: Browser, ward: Ward) -> None:
    ward.verified()
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    keys = page.keyboard
    page.goto(ward.hall.address)
    expect(page.get_by_label("Your name")).to_be_focused()
    keys.type(ward.sue)
    keys.press("Tab")
    keys.type(ward.hall.codes[ward.sue])
    keys.press("Enter")
    page.wait_for_url("**/unit/**")
    expect(page.locator("#mixable li")).to_have_count(2)
    for box in ward.boxes:
        press_until(page, "Tab", f"#mix-{box}")
        keys.press("Space")
    press_until(page, "Enter", "#mixed button")
    keys.press("Enter")
    owes(page, "Not sorted yet", "130")

    press_until(page, "Tab", "#part-c1")
    for key in ("+", "+", "+", "-", "7", "Enter", "Enter"):
        keys.press(key)
    expect_text(page, "#done", "57 for BOLD John in 3 bundles. Unit: 57 of 130")
    expect(page.locator("#part-c1")).to_be_focused()
    # Enter on a row that holds nothing goes to the next row; ↓ and ↑ go to and fro.
    keys.press("Enter")
    expect(page.locator("#part-c2")).to_be_focused()
    keys.press("ArrowDown")
    keys.press("ArrowUp")
    keys.press("ArrowDown")
    expect(page.locator("#part-c3")).to_be_focused()
    keys.type("2")
    keys.type("1x")
    keys.press("Shift+Enter")
    expect_text(page, "#done", "21 for HARDING Septimus. Unit: 78 of 130")
    keys.press("ArrowUp")
    for key in ("+", "+", "Shift+Enter"):
        keys.press(key)
    expect_text(page, "#done", "50 for GRANTLY Theophilus in 2 bundles. Unit: 128 of 130")
    press_until(page, "Shift+Tab", "#jobs button[aria-controls=doubtful-job]")
    keys.press("Enter")
    press_until(page, "Tab", "#doubtful-papers")
    keys.type("2")
    keys.press("Shift+Enter")
    owes(page, "Not sorted yet", "0")
    rejected = {"too-many": 2}
    ward.act("Ada", "adjudicated", unit=ward.unit, good=[], returned=0, rejected=rejected)
    totals = {"bold": 57, "grantly": 50, "harding": 21}
    assert ward.act("Ron", "unit-total", unit=ward.unit, totals=totals, rejected=2)["agrees"]
    press_until(page, "Shift+Tab", "#jobs button[aria-controls=finish-job]")
    keys.press("Enter")
    expect_text(page, "#owed", "✓ The second total agrees")
    press_until(page, "Tab", "#close button")
    keys.press("Enter")
    press_until(page, "Tab", ".check button.act")
    keys.press("Enter")
    expect_text(page, "#close-words", "This unit is closed")
    assert bundles_of(ward) == [("bold", 50), ("bold", 7), ("harding", 21), ("grantly", 50)]


# --------------------------------------------------------------------------------------- the hall is away


def test_a_hundred_bundles_keyed_while_the_hall_is_away_are_recorded_once_each(
    browser: Browser, ward: Ward
) -> None:
    hall = ward.hall
    for box, papers in zip(ward.boxes, (300, 20), strict=True):
        hall.verified(ward.contest, box, papers)
    ward.keyed("mixed", boxes=list(ward.boxes))
    sue = on_its_table(browser, ward)
    page, keys = sue.page, sue.page.keyboard
    sue.bundles("bold", full=1)
    sue.did("Unit: 25 of 320 papers accounted for.")

    hall.kill()
    candidates = ("bold", "grantly", "harding")
    keyed: list[tuple[str, int]] = []
    for number in range(100):
        if number in (33, 66):
            # Nobody serves this page now: the tablet has it, and what was last heard, marked as such.
            page.reload()
            expect_text(page, "#bands", "Out of touch with the hall. Last heard at")
            owes(page, "Accounted for", "25")
        candidate, papers = candidates[number % 3], 1 + number // 3 % 2
        sue.row(candidate).get_by_label("Part").focus()
        keys.type(str(papers))
        keys.press("Shift+Enter")
        expect_text(page, "#sending", f"kept {number + 1} · sent 0")
        keyed.append((candidate, papers))
    whole = sum(papers for _, papers in keyed)
    owes(page, "Not sorted yet", f"{295 - whole} +{whole} kept")
    expect_text(page, "form[data-candidate=bold]", "kept")

    hall.start()
    # The hall was killed, and nobody signs in again: the tables' sessions outlive it.
    sue.sending("kept 0 · sent 0")
    owes(page, "Accounted for", str(25 + whole))
    expect(page.locator("#bands .band")).to_have_count(0)
    entries = ward.recorded("bundle")
    assert [(e["candidate"], e["papers"]) for e in entries] == [("bold", 25), *keyed]
    assert len({entry["id"] for entry in entries}) == 101
    assert {entry["by"] for entry in entries} == {ward.sue}
    assert sue.faults == []


def kill_browser_in(profile: Path) -> None:
    """End a browser as a dead battery does; it is known by the directory it keeps its things in."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (process / "cmdline").read_bytes().decode(errors="replace")
            if f"--user-data-dir={profile}" in command and "--type=" not in command:
                os.kill(int(process.name), signal.SIGKILL)


def tablet_in(browser: Browser, profile: Path) -> BrowserContext:
    width, height = TABLET
    return browser.browser_type.launch_persistent_context(
        profile,
        executable_path=CHROMIUM,
        args=FLAGS,
        viewport={"width": width, "height": height},
    )


def test_a_tablet_that_dies_with_the_hall_away_has_its_outbox_and_its_drafts_when_it_wakes(
    browser: Browser, ward: Ward, tmp_path: Path
) -> None:
    ward.mixed()
    sue = Desk(None, ward.hall, ward.sue, TABLET, context=tablet_in(browser, tmp_path))
    expect_text(sue.page, "#offline", KEPT)
    ward.hall.kill()
    sue.bundles("grantly", full=1)
    sue.sending("kept 1")
    bold = sue.row("bold")
    bold.get_by_role("button", name="One full bundle more").click()
    bold.get_by_label("Part").fill("7")
    sue.job("Doubtful papers")
    sue.page.get_by_label("Papers for the adjudicator").fill("2")
    # Nothing is in hand any more: the device's database has every draft.
    sue.page.wait_for_function(
        "(sessionStorage.getItem('counthall-writing-drafts') ?? '{}') === '{}'"
    )
    kill_browser_in(tmp_path)
    with contextlib.suppress(Error):
        sue.context.close()

    context = tablet_in(browser, tmp_path)
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    try:
        page.goto(f"{ward.hall.address}/unit/{ward.unit}")
        expect_text(page, "#sending", "kept 1 · sent 0")
        expect(page.locator("form[data-candidate=bold] [data-full]")).to_have_text("1 full")
        expect(page.locator("#part-c1")).to_have_value("7")
        page.locator("#jobs").get_by_role("button", name="Doubtful papers").click()
        expect(page.get_by_label("Papers for the adjudicator")).to_have_value("2")
        ward.hall.start()
        # A browser writes a cookie down half a minute late: she may have to sign in again, nothing more.
        out = page.get_by_role("link", name="Sign in again")
        through = page.locator("#sending").filter(has_text="kept 0 · sent 0")
        expect(out.or_(through)).to_be_visible()
        if out.is_visible():
            out.click()
            page.get_by_label("Your name").fill(ward.sue)
            page.get_by_label("Your code").fill(ward.hall.codes[ward.sue])
            page.get_by_role("button", name="Sign in").click()
        expect(through).to_be_visible()
        # What was kept is saved; a draft is never sent by itself.
        owes(page, "Accounted for", "25")
        assert bundles_of(ward) == [("grantly", 25)]
        expect(page.locator("#part-c1")).to_have_value("7")
    finally:
        context.close()


def test_nothing_of_somebody_who_left_is_on_the_tablet_also_while_the_hall_is_away(
    browser: Browser, ward: Ward
) -> None:
    ward.mixed()
    ward.keyed("bundle", candidate="bold", papers=25)
    sue = on_its_table(browser, ward)
    page, at = sue.page, sue.page.url
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in**")
    assert page.evaluate("caches.keys()") == [
        name for name in page.evaluate("caches.keys()") if "pages" not in name
    ]
    ward.hall.kill()
    try:
        page.goto(at)
        expect_text(page, "h1", "Out of touch with the hall")
        assert ward.name not in page.content()
    finally:
        ward.hall.start()


def test_over_plain_http_the_page_says_that_it_cannot_be_loaded_again(
    browser: Browser, ward: Ward
) -> None:
    ward.mixed()
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://{PLAIN}:{ward.hall.port}/sign-in")
    expect_text(page, "#plain", "cannot be loaded again while the hall is away")
    context.close()
    sue = Desk(browser, ward.hall, ward.sue, TABLET, PLAIN)
    expect_text(sue.page, "#offline", "cannot be loaded again while the hall is away")
    # All else works: the draft outlives the reload, the act is saved.
    sue.row("bold").get_by_role("button", name="One full bundle more").click()
    sue.page.reload()
    sue.row("bold").locator("[data-send]").click()
    sue.did("25 for BOLD John. Unit: 25 of 130 papers accounted for.")


# ------------------------------------------------------------------------------- two people, two counts


def test_two_people_at_one_unit_see_each_others_acts_at_once(browser: Browser, ward: Ward) -> None:
    ward.mixed()
    sue, sid = on_its_table(browser, ward), on_its_table(browser, ward, ward.sid)
    sue.bundles("bold", full=1)
    owes(sid.page, "Accounted for", "25")
    expect(sid.row("bold").locator("[data-total]")).to_have_text("25")
    sid.bundles("bold", full=0, part=3)
    sid.did("3 for BOLD John. Unit: 28 of 130 papers accounted for.")
    expect(sue.row("bold").locator("[data-total]")).to_have_text("28")
    # Sue strikes Sid's bundle, and Sid agrees on her own tablet: each signed in as herself.
    sue.job("Correct")
    sue.page.get_by_role("button", name="Strike: 3 for BOLD John").click()
    sue.page.get_by_label("is struck").fill("Counted again: it was four")
    sue.page.get_by_role("button", name="Propose to strike it").click()
    sid.page.get_by_role("button", name="Agree", exact=True).click()
    sid.checked("Agree and record")
    for desk in (sue, sid):
        owes(desk.page, "Accounted for", "25")
    assert [entry["by"] for entry in ward.recorded("agreed")] == [ward.sid]


def test_a_draft_of_an_earlier_count_is_shown_as_such_and_never_taken_for_a_new_one(
    browser: Browser, ward: Ward
) -> None:
    ward.mixed()
    sue = on_its_table(browser, ward)
    row, left_over = sue.row("bold"), sue.page.locator("#left-over")
    row.get_by_role("button", name="One full bundle more").click()
    row.get_by_label("Part").fill("7")
    again = {"kind": "full", "asked_by": "Dr Grantly", "granted": True, "reason": "It is close"}
    ward.act("Rose", "recount", scope={"unit": ward.unit}, **again)
    sue.did("Count 2 of this unit begins")
    for _ in range(2):
        expect(left_over).to_contain_text("32 papers for BOLD John: 1 full and a part of 7.")
        expect(left_over).to_contain_text("Count 1, keyed at")
        expect(row.locator("[data-full]")).to_have_text("0 full")
        expect(row.get_by_label("Part")).to_have_value("")
        sue.page.reload()
    left_over.get_by_role("button", name="I have seen this").click()
    expect(left_over).to_be_hidden()
    sue.page.reload()
    owes(sue.page, "Not sorted yet", "130")
    expect(left_over).to_be_hidden()
    assert ward.recorded("bundle") == []


# ------------------------------------------------------------------------------------ slips of the hand


def paste(page: Page, selector: str, text: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    page.locator(selector).focus()
    page.keyboard.press("Control+v")


def test_slips_of_the_hand_are_asked_about_once_and_never_refused(
    browser: Browser, ward: Ward
) -> None:
    for box, papers in zip(ward.boxes, (380, 20), strict=True):
        ward.hall.verified(ward.contest, box, papers)
    ward.keyed("mixed", boxes=list(ward.boxes))
    sue = on_its_table(browser, ward)
    page, keys, bold = sue.page, sue.page.keyboard, sue.row("bold")
    more = bold.get_by_role("button", name="One full bundle more")

    # Figures only, and a part is less than a bundle.
    paste(page, "#part-c1", "seven")
    expect(bold).to_contain_text("Only digits can be put in here.")
    expect(page.locator("#part-c1")).to_have_value("")
    keys.type("25")
    keys.press("Shift+Enter")
    expect(bold).to_contain_text("A part is below 25")
    # The whole field is selected on arrival: keying replaces.
    page.locator("#part-c2").focus()
    page.locator("#part-c1").focus()
    keys.type("9")
    expect(page.locator("#part-c1")).to_have_value("9")
    keys.press("Shift+Enter")
    sue.did("9 for BOLD John. Unit: 9 of 400")
    # The same part once more is asked about: it may be the same bundle.
    keys.type("9")
    keys.press("Shift+Enter")
    expect(bold).to_contain_text("A part of 9 papers for BOLD John was sent from here before.")
    expect(bold.get_by_role("button", name="Change it")).to_be_focused()
    bold.get_by_role("button", name="Yes, send 9").click()
    sue.did("Unit: 18 of 400")
    sue.row("grantly").get_by_label("Part").fill("8")
    sue.row("grantly").locator("[data-send]").click()
    sue.did("Unit: 26 of 400")
    # Ten times what is usual: asked; changed; asked no more.
    for _ in range(4):
        more.click()
    bold.locator("[data-send]").click()
    expect(bold).to_contain_text("ten times what is usually sent from here (about 9)")
    bold.get_by_role("button", name="Change it").click()
    for _ in range(3):
        bold.get_by_role("button", name="One full bundle fewer").click()
    bold.locator("[data-send]").click()
    sue.did("25 for BOLD John. Unit: 51 of 400")
    # A step past the papers that are here is stopped, until somebody says that they are there.
    for _ in range(14):
        more.click()
    expect(bold.locator("[data-full]")).to_have_text("13 full")
    expect(bold).to_contain_text("350 papers, but only 349 here are not sorted yet.")
    bold.get_by_role("button", name="They are in my hand: go past").click()
    more.click()
    expect(bold.locator("[data-full]")).to_have_text("14 full")
    for _ in range(14):
        bold.get_by_role("button", name="One full bundle fewer").click()
    # A digit left out.
    sue.job("Doubtful papers")
    page.get_by_label("Papers for the adjudicator").fill("34")
    page.get_by_role("button", name="Send to the adjudicator").click()
    expect_text(page, "#doubtful", "that is the 349 still here with a digit left out")
    page.get_by_label("Papers for the adjudicator").fill("3")
    expect(page.locator("#doubtful .asking")).to_be_hidden()
    page.get_by_role("button", name="Send to the adjudicator").click()
    owes(page, "With the adjudicator", "3")
    assert Counter(bundles_of(ward)) == Counter(
        {("bold", 9): 2, ("grantly", 8): 1, ("bold", 25): 1}
    )


# ------------------------------------------------------------------------------ to be seen, and not seen


def test_a_tablet_that_nobody_touches_covers_its_figures_and_keeps_the_draft(
    browser: Browser, ward: Ward
) -> None:
    ward.mixed()
    context = browser.new_context(viewport={"width": TABLET[0], "height": TABLET[1]})
    context.clock.install()
    sue = Desk(None, ward.hall, ward.sue, TABLET, context=context)
    sue.bundles("bold", full=1)
    sue.did("25 for BOLD John. Unit: 25 of 130")
    sue.row("grantly").get_by_role("button", name="One full bundle more").click()
    context.clock.fast_forward("03:01")
    expect(sue.page.get_by_role("heading", name=f"{ward.table} is covered")).to_be_visible()
    for seen in ("#done", "#owes", "#bundles"):
        expect(sue.page.locator(seen)).to_be_hidden()
    sue.page.get_by_role("button", name=f"Go on as {ward.sue}").click()
    expect(sue.row("grantly").locator("[data-full]")).to_have_text("1 full")
    expect(sue.row("bold").locator("[data-total]")).to_have_text("25")


SMALL = """() => [...document.querySelectorAll("button, select, summary, input, nav a")]
    .filter((node) => node.checkVisibility() && !node.closest(".unseen"))
    .map((node) => [node, (node.type === "checkbox" ? node.closest("label, p") : node).getBoundingClientRect()])
    .filter(([node, box]) => box.height < 47.5 || box.width < 47.5)
    .map(([node, box]) => `${node.tagName} ${node.id} ${node.textContent} ${box.width} x ${box.height}`)"""
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def jobs_of(desk: Desk) -> list[str]:
    return desk.page.locator("#jobs li:not([hidden])").all_inner_texts()


def looked_at(desk: Desk, state: str) -> list[str]:
    """What is wrong with how a page is to be read and used, in one of its states, scrolled to its end."""
    desk.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    found = Axe().run(desk.page, options={"runOnly": {"type": "tag", "values": RULES}})
    faults = [f"{state}: {v['id']}: {v['nodes'][0]['html']}" for v in found.response["violations"]]
    faults += [f"{state}: too small: {small}" for small in desk.page.evaluate(SMALL)]
    wider = desk.page.evaluate(WIDER)
    return faults + ([f"{state}: {wider} px too wide"] if wider else [])


def every_state(desk: Desk, screen: str) -> list[str]:
    faults = []
    for job in jobs_of(desk):
        desk.job(job)
        faults += looked_at(desk, f"{screen}, {job}")
    return faults


@pytest.mark.parametrize("screen", [*SCREENS, *ZOOMED])
def test_every_job_is_to_be_read_and_touched_on_every_screen(
    browser: Browser, looked: tuple[Ward, Ward], screen: str
) -> None:
    faults = []
    for ward, sheets in ((looked[0], False), (looked[1], True)):
        size = {**SCREENS, **ZOOMED}[screen]
        who = "Sam" if sheets else ward.sue
        desk = Desk(browser, ward.hall, who, size)
        expect_text(desk.page, "#owes", "Not sorted yet")
        faults += every_state(desk, screen)
        if not sheets:
            faults += in_trouble(desk, screen)
    assert faults == []


def in_trouble(desk: Desk, screen: str) -> list[str]:
    """A fault beside a field, a question, a step too far, a correction, the curtain."""
    page, row = desk.page, desk.row("bold")
    desk.job("Bundles")
    page.get_by_text("Who counted").click()
    page.get_by_label("Bundles carry a slip number").check()
    row.get_by_label("Part").fill("30")
    row.locator("[data-send]").click()
    expect(row).to_contain_text("A part is below 25")
    for _ in range(5):
        desk.row("grantly").get_by_role("button", name="One full bundle more").click()
    expect(desk.row("grantly")).to_contain_text("Count them again")
    faults = looked_at(desk, f"{screen}, a slip")
    desk.job("Correct")
    page.get_by_role("button", name="Strike: 25 for BOLD John").click()
    faults += looked_at(desk, f"{screen}, a strike")
    page.get_by_role("button", name="Cover the figures").click()
    return faults + looked_at(desk, f"{screen}, covered")


@pytest.fixture(scope="module")
def looked(hall: Served) -> tuple[Ward, Any]:
    """A ward of one seat and a ward of two, in which something happened already."""
    ward = hall.next_ward()
    ward.mixed()
    ward.keyed("bundle", candidate="bold", papers=25)
    hall.verified("hill", "b-hill", 40)
    hall.verified("hill", "p-hill", 10)
    hall.act("Sam", "hill", "mixed", unit="t-hill", boxes=["b-hill", "p-hill"])
    return ward, ward


@pytest.mark.parametrize("media", ["dark", "forced colours", "less motion"])
def test_every_job_is_to_be_read_in_other_lights(
    browser: Browser, looked: tuple[Ward, Ward], media: str
) -> None:
    desk = Desk(browser, looked[0].hall, looked[0].sue, TABLET)
    match media:
        case "dark":
            desk.page.emulate_media(color_scheme="dark")
        case "forced colours":
            desk.page.emulate_media(forced_colors="active")
        case _:
            desk.page.emulate_media(reduced_motion="reduce")
    expect_text(desk.page, "#owes", "Not sorted yet105")
    assert every_state(desk, media) == []
