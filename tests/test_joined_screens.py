"""Screens on the wall of a real hall, in a real browser: joined by a code, told what to show, taken away."""

import re
import uuid
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser_hall import DESK, IN_A_BROWSER, PATIENCE_MS, TABLET, Desk, Served

pytestmark = IN_A_BROWSER
WALL = (1920, 1080)


class Screen:
    """A screen of its own: nobody is signed in at it."""

    def __init__(self, browser: Browser, hall: Served, at: str = "/screen") -> None:
        width, height = WALL if at == "/screen" else TABLET
        context = browser.new_context(viewport={"width": width, "height": height})
        context.set_default_timeout(PATIENCE_MS)
        self.page: Page = context.new_page()
        self.faults: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.goto(hall.address + at)

    @property
    def code(self) -> str:
        shown = self.page.locator(".code, #code")
        expect(shown).to_have_text(re.compile(r"^\w{3} \w{3}$"))
        return shown.inner_text()

    def shows(self, words: str, where: str = "h1") -> None:
        expect(self.page.locator(where).first).to_contain_text(words)


def keeper(browser: Browser, hall: Served) -> Desk:
    """A deputy at the page of devices."""
    dan = Desk(browser, hall, "Dan", DESK, at="/sign-in?next=/devices")
    dan.page.wait_for_url("**/devices")
    return dan


def join(dan: Desk, code: str, name: str, table: str = "") -> None:
    dan.page.get_by_label("Code on the device").fill(code)
    dan.page.get_by_label("Name, as people will call it").fill(name)
    if table:
        dan.page.get_by_label("Table, for a tablet").select_option(label=table)
    dan.page.get_by_role("button", name="Join it to the hall").click()
    dan.did(f"{name} has joined the hall.")


def listed(dan: Desk, name: str) -> Locator:
    return dan.page.locator(".device").filter(has=dan.page.get_by_role("heading", name=name))


def joined(screen: Screen) -> None:
    """It shows some board, whichever has the wall at the moment."""
    expect(screen.page.locator(".board")).to_be_visible()


def announced(hall: Served, words: str) -> None:
    hall.ask("Rose", "/api/acts", {"id": str(uuid.uuid4()), "act": "announced", "words": words})


def test_a_screen_from_its_code_to_the_wall_and_away(browser: Browser, hall: Served) -> None:
    screen, dan = Screen(browser, hall), keeper(browser, hall)
    join(dan, screen.code.lower(), "North wall")
    joined(screen)
    own = listed(dan, "North wall")
    expect(own.locator("[data-touch]")).to_contain_text("in touch")

    # An announcement takes the wall; nobody touches the screen.
    announced(hall, "The result for Goshen in ten minutes.")
    screen.shows("The result for Goshen in ten minutes.", ".said-words")

    # It is set for its place in the hall, and pinned: the text is as large as the back row needs.
    own.get_by_text("Set this screen").click()
    own.get_by_label("Back row, metres").fill("15")
    own.get_by_label("Screen, inches across").fill("70")
    own.get_by_label("Light or dark").select_option("dark")
    own.get_by_label("Pinned").select_option("progress")
    own.get_by_role("button", name="Set the screen so").click()
    dan.did("North wall is set.")
    screen.shows("Progress of the count")
    expect(screen.page.locator("html")).to_have_attribute("data-theme", "dark")
    # The board comes first and is fitted then: 357 × distance / height of a 70-inch screen, less a little.
    screen.page.wait_for_function(
        "parseFloat(getComputedStyle(document.documentElement).fontSize) >= 0.9 * 357 * 15 / 872 * 10.8",
    )

    own.get_by_role("button", name="Take away").click()
    own.get_by_role("button", name="Yes, it goes dark").click()
    dan.did("North wall was taken away.")
    screen.shows("This screen was taken off the hall")
    expect(screen.page.locator("#touch")).to_be_empty()
    screen.page.reload()
    screen.shows("This screen was taken off the hall")
    screen.page.get_by_role("button", name="Show a new code").click()
    assert screen.code
    assert screen.faults == dan.faults == []


def test_a_screen_outlives_the_server_and_comes_back_by_itself(
    browser: Browser, hall: Served
) -> None:
    screen, dan = Screen(browser, hall), keeper(browser, hall)
    join(dan, screen.code, "East wall")
    joined(screen)
    hall.kill()
    screen.shows("Out of touch since", "#touch")
    hall.start()
    expect(screen.page.locator("#touch")).to_be_empty()
    announced(hall, "We are back.")
    screen.shows("We are back.", ".said-words")
    screen.page.reload()
    screen.shows("We are back.", ".said-words")
    assert screen.faults == []


def test_a_code_that_nobody_typed_ends_with_the_server_and_another_is_shown(
    browser: Browser, hall: Served
) -> None:
    screen = Screen(browser, hall)
    before = screen.code
    hall.kill()
    hall.start()
    expect(screen.page.locator(".code")).not_to_have_text(before, timeout=2 * PATIENCE_MS)
    dan = keeper(browser, hall)
    join(dan, screen.code, "West wall")
    joined(screen)


def test_boards_follow_each_other_and_can_be_held(browser: Browser, tmp_path: Path) -> None:
    """In a hall of its own, in which nothing is announced."""
    hall = Served(tmp_path)
    hall.start()
    try:
        _follow(browser, hall)
    finally:
        hall.kill()


def _follow(browser: Browser, hall: Served) -> None:
    screen, dan = Screen(browser, hall), keeper(browser, hall)
    screen.page.clock.install()
    join(dan, screen.code, "Stage")
    for board in ("verification", "turnout"):
        body = {"id": str(uuid.uuid4()), "act": "released", "board": board}
        hall.ask("Rose", "/api/acts", body)
    (mine,) = hall.ask("Dan", "/api/devices")["devices"]
    settings = {"boards": ["turnout", "progress"], "hold": 10}
    hall.ask("Dan", f"/api/devices/{mine['id']}", {"settings": settings})

    def stays(title: str, seconds: int) -> None:
        for _ in range(seconds):
            screen.shows(title)
            screen.page.clock.run_for(1_000)

    pause = screen.page.get_by_role("button", name="Pause the pages")
    expect(pause).to_be_visible()
    title = screen.page.locator("h1").inner_text()
    other = {"Turnout": "Progress of the count", "Progress of the count": "Turnout"}[title]
    for _ in range(60):
        if other in screen.page.locator("h1").inner_text():
            break
        screen.page.clock.run_for(1_000)
    screen.shows(other)
    pause.click()
    stays(other, 90)
    screen.page.get_by_role("button", name="Let the pages turn").click()
    screen.page.clock.run_for(60_000)
    assert screen.faults == []


def test_a_tablet_is_given_a_table_and_offers_its_people(browser: Browser, hall: Served) -> None:
    tablet, dan = Screen(browser, hall, "/enrol"), keeper(browser, hall)
    join(dan, tablet.code, "Tablet 3", "Table 3")
    tablet.page.wait_for_url("**/sign-in")
    tablet.shows("Table 3", "#tablet")
    assert tablet.faults == []


@pytest.mark.parametrize("board", ["verification", "progress", "turnout"])
def test_a_board_as_text_is_the_same_words_and_follows_the_hall(
    browser: Browser, hall: Served, board: str
) -> None:
    dan = Desk(browser, hall, "Dan", DESK)
    dan.page.goto(f"{hall.address}/boards/{board}")
    expect(dan.page.locator(".board")).to_be_visible()
    keys = "() => [...document.querySelectorAll('[data-key]')].map((item) => item.dataset.key)"
    drawn = dan.page.evaluate(keys)
    dan.page.goto(f"{hall.address}/boards/{board}?text=1")
    expect(dan.page.locator(".board")).to_be_visible()
    assert dan.page.evaluate(keys) == drawn
    assert dan.page.locator("#board svg:visible").count() == 0
    expect(dan.page.get_by_role("status")).to_have_count(1)
    ward = hall.next_ward()
    hall.verified(ward.contest, ward.boxes[1], 20)
    words = {"verification": "verified", "progress": "20", "turnout": "5.00%"}[board]
    expect(dan.page.locator("#board")).to_contain_text(words)
    assert dan.faults == []
