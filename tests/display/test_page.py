"""The page on the wall, in a real browser: live, readable from the back row, and loud when old."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from typing import TypeVar

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, WebSocketRoute, async_playwright, expect

from display.boards import (
    Bar,
    Bars,
    Board,
    Column,
    Figure,
    Figures,
    Notice,
    Pile,
    Piles,
    Row,
    Step,
    Steps,
    Table,
    Tile,
    Tiles,
    Words,
)
from display.hub import Frame
from display.render import STATIC
from tests.browser_hall import CHROMIUM, IN_A_BROWSER, PATIENCE_MS
from tests.display.made_up import ALL, Hall, frame, serving

Test = TypeVar("Test", bound=Callable[..., object])


def in_browser(test: Test) -> Test:
    """Mark a test that needs a browser; all share one, and its event loop."""
    for mark in (
        *IN_A_BROWSER,
        pytest.mark.asyncio(loop_scope="module"),
    ):
        test = mark(test)
    return test


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield started
        await started.close()


@pytest_asyncio.fixture(loop_scope="module")
async def wall(chromium: Browser) -> AsyncIterator[Page]:
    """A screen of 1920 by 1080 on which nothing may go wrong unseen."""
    page = await chromium.new_page(viewport={"width": 1920, "height": 1080})
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    page.on(
        "console",
        lambda said: (
            faults.append(said.text)
            if said.type == "error" and "WebSocket connection" not in said.text
            else None
        ),
    )
    yield page
    await page.close()
    assert faults == []


@pytest_asyncio.fixture(loop_scope="module")
async def hall() -> AsyncIterator[Hall]:
    async with serving(Hall()) as served:
        yield served


def words(board: str, said: str, seq: int, epoch: int = 1) -> Frame:
    return Frame(Board(board, "Notice", "", (Words((said,)),)), epoch, seq)


async def looked_at(hall: Hall) -> None:
    """Wait until a screen has joined."""
    async with asyncio.timeout(PATIENCE_MS / 1000):
        while True:
            if hall.hub.screens:
                return
            await asyncio.sleep(0.01)


@in_browser
async def test_the_newest_picture_appears_and_an_older_one_never(hall: Hall, wall: Page) -> None:
    hall.hub.show(words("notice", "First", 1))
    await wall.goto(f"{hall.http}/boards/notice")
    await expect(wall.locator(".first")).to_have_text("First")

    hall.hub.show(words("notice", "Third", 3))
    await expect(wall.locator(".first")).to_have_text("Third")
    hall.hub.show(words("notice", "Second", 2))
    hall.hub.show(words("notice", "Another hall's past", 9, epoch=0))
    hall.hub.show(words("notice", "Fourth", 4))
    await expect(wall.locator(".first")).to_have_text("Fourth")
    await expect(wall.locator(".foot")).to_contain_text("entry 4")
    await expect(wall.locator("#touch")).to_be_empty()


@in_browser
async def test_a_name_is_shown_as_written_and_runs_nothing(hall: Hall, wall: Page) -> None:
    name = "<img src=x onerror=alert(1)><script>alert(2)</script>\"' style='color:red"
    await wall.goto(f"{hall.http}/boards/notice")
    await expect(wall.locator(".nothing")).to_be_visible()
    hall.hub.show(Frame(Board("notice", name, name, (Words((name,)),), (name,)), 1, 1))

    await expect(wall.locator("h1")).to_have_text(name)
    await expect(wall.locator(".first")).to_have_text(name)
    assert await wall.locator("img, #board script, #board [style*=color]").count() == 0
    assert await wall.title() == name


@in_browser
async def test_a_lost_server_is_loud_and_a_new_one_is_found_again(wall: Page) -> None:
    async with serving(Hall()) as first:
        first.hub.show(words("notice", "Before", 1))
        await wall.goto(f"{first.http}/boards/notice")
        await expect(wall.locator(".first")).to_have_text("Before")
    await expect(wall.locator("#touch")).to_have_text(
        re.compile(r"^Out of touch since \d\d:\d\d:\d\d: this picture may be old\.$")
    )
    assert await wall.evaluate("getComputedStyle(board).filter") == "grayscale(1)"

    again = Hall()
    again.hub.show(words("notice", "After", 1, epoch=2))
    async with serving(again, first.port):
        await expect(wall.locator(".first")).to_have_text("After")
        await expect(wall.locator("#touch")).to_be_empty()
        assert await wall.evaluate("getComputedStyle(board).filter") == "none"


class Between:
    """Stands between a screen and the hub, and lets answers to beats through only when told so."""

    def __init__(self) -> None:
        self.lets_answers_through = True
        self.answers: asyncio.Queue[None] = asyncio.Queue()

    def __call__(self, route: WebSocketRoute) -> None:
        def passed_on(said: str | bytes) -> None:
            answer = "beat" in str(said)[:10]
            if self.lets_answers_through or not answer:
                route.send(said)
                if answer:
                    self.answers.put_nowait(None)

        route.connect_to_server().on_message(passed_on)


@in_browser
async def test_a_server_that_no_longer_answers_beats_is_out_of_touch(
    hall: Hall, wall: Page
) -> None:
    between = Between()
    await wall.route_web_socket(re.compile("/live/"), between)
    await wall.clock.install(time=0)
    hall.hub.show(words("notice", "Before", 1))
    await wall.goto(f"{hall.http}/boards/notice")
    await between.answers.get()
    await wall.clock.pause_at(5)
    await wall.clock.run_for(5_000)
    await between.answers.get()
    between.lets_answers_through = False
    await wall.clock.run_for(11_000)
    await expect(wall.locator("#touch")).to_be_empty()
    await wall.clock.run_for(3_000)
    await expect(wall.locator("#touch")).to_contain_text("Out of touch since")

    between.lets_answers_through = True
    for _ in range(100):
        await wall.clock.run_for(500)
        if not between.answers.empty():
            break
    await expect(wall.locator("#touch")).to_be_empty()


@in_browser
async def test_a_hub_that_knows_less_than_the_screen_is_no_proof(hall: Hall, wall: Page) -> None:
    """A standby that lags must not make an old picture look new, nor be believed at once."""
    hall.hub.show(words("notice", "Old", 3))
    await wall.clock.install()

    def ahead(route: WebSocketRoute) -> None:
        server = route.connect_to_server()
        frame = words("notice", "New", 5).text.decode()
        server.on_message(lambda said: route.send(said))
        route.send(frame)

    await wall.route_web_socket(re.compile("/live/"), ahead)
    await wall.goto(f"{hall.http}/boards/notice")
    await expect(wall.locator(".first")).to_have_text("New")
    await wall.clock.run_for(14_000)

    await expect(wall.locator(".first")).to_have_text("New")
    await expect(wall.locator("#touch")).to_contain_text("Out of touch since")


@in_browser
async def test_a_right_withdrawn_takes_the_picture_away(hall: Hall, wall: Page) -> None:
    hall.hub.show(words("notice", "Not for long", 1))
    await wall.goto(f"{hall.http}/boards/notice")
    await expect(wall.locator(".first")).to_be_visible()
    await looked_at(hall)
    hall.forbidden.add("notice")

    await expect(wall.locator("#touch")).to_have_text("This screen may no longer show this board.")
    await expect(wall.locator(".first")).to_have_count(0)
    hall.forbidden.clear()
    await expect(wall.locator(".first")).to_have_text("Not for long")


# What fits

LONG = Table(
    "Votes",
    (Column("Candidate"), Column("Description"), Column("Votes", figures=True)),
    tuple(
        Row((f"CANDIDATE {row}, Alexandra", "A description", 1_234_567 - row), "#02A95B")
        for row in range(40)
    ),
    "A note that must be seen.",
)
SEEN = """() => [...document.querySelectorAll('.item')].filter((item) => {
  const box = item.getBoundingClientRect(), view = item.closest('.paged').getBoundingClientRect();
  return !item.classList.contains('off') && box.height > 0 &&
    box.bottom <= view.bottom + 1 && box.right <= view.right + 1 && box.bottom <= innerHeight;
}).map((item) => item.dataset.key)"""
SHOWN = "() => [...document.querySelectorAll('.item:not(.off)')].map((item) => item.dataset.key)"
SCROLLS = """() => {
  const page = document.documentElement, parts = document.querySelector('.parts');
  return page.scrollHeight > innerHeight || page.scrollWidth > innerWidth ||
    parts.scrollHeight > parts.clientHeight + 1;
}"""


@in_browser
@pytest.mark.parametrize(("width", "height", "scale"), [(1920, 1080, 100), (1280, 720, 140)])
async def test_a_long_list_is_turned_by_the_page_and_every_row_is_seen_once(
    hall: Hall, wall: Page, width: int, height: int, scale: int
) -> None:
    await wall.set_viewport_size({"width": width, "height": height})
    hall.hub.show(Frame(Board("result", "Long", "", (LONG,)), 1, 1))
    await wall.goto(f"{hall.http}/boards/result?scale={scale}")
    label = wall.locator(".pages")
    await expect(label).to_have_text(re.compile(r"^1 of \d+$"))
    pages = int((await label.inner_text()).split()[-1])

    seen: list[str] = []
    for page in range(1, pages + 1):
        await expect(label).to_have_text(f"{page} of {pages}")
        assert not await wall.evaluate(SCROLLS)
        shown = await wall.evaluate(SHOWN)
        assert shown == await wall.evaluate(SEEN)
        seen += shown
        await wall.keyboard.press("ArrowRight")
    assert seen == [row.cells[0] for row in LONG.rows]
    await expect(label).to_have_text(f"1 of {pages}")


@in_browser
async def test_pages_stand_for_ten_seconds_and_can_be_held(hall: Hall, wall: Page) -> None:
    await wall.clock.install(time=0)
    hall.hub.show(Frame(Board("result", "Long", "", (LONG,)), 1, 1))
    await wall.goto(f"{hall.http}/boards/result")
    label = wall.locator(".pages")
    await expect(label).to_have_text(re.compile("^1 of"))
    await wall.clock.pause_at(5)
    await wall.keyboard.press("ArrowLeft")
    await wall.keyboard.press("ArrowRight")
    await wall.clock.run_for(10_000)
    await expect(label).to_have_text(re.compile("^1 of"))
    await wall.clock.run_for(2_500)
    await expect(label).to_have_text(re.compile("^2 of"))

    hall.hub.show(Frame(Board("result", "Long", "", (LONG,)), 1, 2))
    await expect(wall.locator(".foot")).to_contain_text("entry 2")
    await expect(label).to_have_text(re.compile("^2 of"))

    await wall.keyboard.press("Space")
    await expect(wall.get_by_role("button", name="Let the pages turn")).to_be_visible()
    await wall.clock.run_for(60_000)
    await expect(label).to_have_text(re.compile(r"^2 of \d+, held$"))
    await wall.locator("#board").click()
    await wall.clock.run_for(12_500)
    await expect(label).to_have_text(re.compile(r"^3 of \d+$"))


@in_browser
async def test_every_board_of_a_hall_fits_its_screen(hall: Hall, wall: Page) -> None:
    tiles = tuple(Tile(f"Polling place {n}", "verified", "verified", "1,204") for n in range(8))
    boards = (*ALL, Board("tiles", "Tiles", "", (Tiles("Boxes", tiles),)))
    hall.names = tuple(board.board for board in boards)
    for board in boards:
        hall.hub.show(Frame(board, 1, 1))
        await wall.goto(f"{hall.http}/boards/{board.board}")
        await expect(wall.locator("html")).to_have_class("wall")
        assert not await wall.evaluate(SCROLLS)
        await expect(wall.locator("#pause")).to_be_hidden()
        await expect(wall.locator(".foot")).to_be_in_viewport(ratio=1)


PEOPLE = tuple(
    f"{surname}, {names} {n}"
    for n in range(6)
    for surname, names in (
        ("ADEYEMI", "Grace Olufunmilayo"), ("BAXTER", "Tom"),
        ("CARTWRIGHT-HUGHES-PLANTAGENET", "Elizabeth Anne"), ("DAVIES", "Siân"), ("EL-SAYED", "Youssef"),
    )
)  # fmt: skip


def piles(count: int, line: int = 0) -> Piles:
    """So many candidates, some with long names, in ballot order."""
    made = tuple(
        Pile(name, 12_000 - n * 311, 12_000 - n * 311, "A Description As Long As The Law Lets One Be",
             "12.3%", "#02A95B", "ELECTED" if n < 3 else "")
        for n, name in enumerate(PEOPLE[:count])
    )  # fmt: skip
    return Piles(
        "Ballot order", made, 12_000, "Votes", "Share", line, "Quota 4,000" if line else ""
    )


READ_OUT = Figures(tuple(Figure(name, 71_233) for name in ("Majority", "Electorate", "Rejected")))
HARD = (
    Board("long", "Thirty candidates for the Borough of Barchester", "Poll", (piles(30), READ_OUT),
          ("REHEARSAL", "DECLARED"), "02:14:03"),
    Board("stages", "Castle ward", "Four seats", (
        Steps("Stages", tuple(Step(f"Stage {n}", "Transfer", piles(8, 4_000)) for n in range(1, 8))),
        READ_OUT), ("DECLARED",), "02:14:03"),
    Board("boxes", "Verification", "12 of 90 boxes verified", (READ_OUT, Tiles("Boxes", tuple(
        Tile(f"Box {n}", "verified", "verified", "1,204 papers", "St Mary’s Church Hall and Annexe")
        for n in range(90)))),
        ("PROVISIONAL",), "23:01:00"),
    Board("said", "Announcement", "Poll", (
        Notice("The result for Cathedral Close will be declared in ten minutes. " * 4, "02:04"),
        *(Notice("Counting begins at tables 1 to 12.", "23:40") for _ in range(3)))),
    Board("turnout", "Turnout", "all contests", (Bars("By electorate", tuple(
        Bar(f"{name} and Parva with Canonicorum", 5_432, 11_204, "5,432 of 11,204\nprovisional, 4 of 9 boxes",
            figure="48.48%") for name in PEOPLE[:12])),), ("PROVISIONAL",), "23:01:00"),
)  # fmt: skip
SIZES = ((1920, 1080), (3840, 2160), (1080, 1920), (1280, 720), (1024, 768))
CUT_OFF = """() => [...document.querySelectorAll('.item:not(.off), .said-words, .figure, .marks, h1')]
  .filter((item) => {
    const box = item.getBoundingClientRect();
    const view = (item.closest('.paged') ?? document.body).getBoundingClientRect();
    return box.bottom > view.bottom + 2 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
  }).map((item) => item.className + ' ' + item.textContent.slice(0, 40))"""


@in_browser
@pytest.mark.parametrize("query", ["", "?distance=15&diagonal=70"], ids=["usual", "far"])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_nothing_scrolls_and_nothing_is_cut_off_at_any_size(
    hall: Hall, wall: Page, size: tuple[int, int], query: str
) -> None:
    """Every page of every hard board: long names, thirty candidates, ninety boxes, seven stages."""
    await wall.set_viewport_size({"width": size[0], "height": size[1]})
    hall.names = tuple(board.board for board in HARD)
    for board in HARD:
        hall.hub.show(Frame(board, 1, 1))
        await wall.goto(f"{hall.http}/boards/{board.board}{query}")
        await expect(wall.locator("html")).to_have_class(re.compile(r"\bwall\b"))
        label = wall.locator(".pages:not([hidden])").first
        pages = int((await label.inner_text()).split()[2]) if await label.count() else 1
        for _ in range(pages):
            assert not await wall.evaluate(SCROLLS), board.board
            assert await wall.evaluate(CUT_OFF) == [], board.board
            await wall.keyboard.press("ArrowRight")
        await expect(wall.locator(".foot")).to_be_in_viewport(ratio=1)


@in_browser
async def test_text_is_as_large_as_the_back_row_needs(hall: Hall, wall: Page) -> None:
    """15 m from a 70-inch screen of 16:9, which is 872 mm high: 6.14 hundredths of its height."""
    hall.hub.show(Frame(Board("result", "Castle", "", (piles(30),)), 1, 1))
    size = "parseFloat(getComputedStyle(document.querySelector('.pile .name')).fontSize)"
    await wall.goto(f"{hall.http}/boards/result?distance=15&diagonal=70")
    await expect(wall.locator(".pages")).to_have_text(re.compile("^1 of"))
    far = await wall.evaluate(size)
    assert 0.92 * 66.35 <= far <= 66.4
    rows = len(await wall.evaluate(SHOWN))
    await wall.goto(f"{hall.http}/boards/result?distance=5&diagonal=70")
    await expect(wall.locator(".pages")).to_have_text(re.compile("^1 of"))
    assert await wall.evaluate(size) < far / 2
    assert len(await wall.evaluate(SHOWN)) > 2 * rows, "more rows a page where they can be read"


@in_browser
async def test_stages_follow_each_other_in_one_place(hall: Hall, wall: Page) -> None:
    hall.names = ("stages",)
    hall.hub.show(Frame(HARD[1], 1, 1))
    await wall.goto(f"{hall.http}/boards/stages")
    await expect(wall.locator(".pages")).to_have_text("1 of 7")
    tops = "[...document.querySelectorAll('.step:not(.off) .pile')].map((p) => p.getBoundingClientRect().top)"
    first = await wall.evaluate(tops)
    await wall.keyboard.press("ArrowRight")
    await expect(wall.locator(".step:not(.off) h3")).to_contain_text("Stage 2")
    assert await wall.evaluate(tops) == first, "only what moved moves"
    assert await wall.locator(".step:not(.off)").count() == 1


@in_browser
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("board", [*HARD, *ALL], ids=lambda board: board.board)
async def test_a_board_can_be_read_by_everybody(
    hall: Hall, wall: Page, board: Board, theme: str
) -> None:
    """WCAG 2.2 AA, as far as axe can tell."""
    hall.names = (board.board,)
    hall.hub.show(Frame(board, 1, 1))
    await wall.emulate_media(reduced_motion="reduce")
    await wall.goto(f"{hall.http}/boards/{board.board}?theme={theme}")
    await expect(wall.locator(".board")).to_be_visible()
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    found = await Axe().run(wall, options={"runOnly": {"type": "tag", "values": tags}})
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found.response["violations"]] == []


@in_browser
async def test_nothing_moves_where_motion_is_not_wanted(hall: Hall, wall: Page) -> None:
    await wall.emulate_media(reduced_motion="reduce")
    hall.names = ("stages",)
    hall.hub.show(Frame(HARD[1], 1, 1))
    await wall.goto(f"{hall.http}/boards/stages")
    await expect(wall.locator(".pages")).to_have_text("1 of 7")
    await wall.keyboard.press("ArrowRight")
    await expect(wall.locator(".pages")).to_have_text("2 of 7")
    assert await wall.evaluate("document.getAnimations().length") == 0


@in_browser
async def test_a_small_or_magnified_window_is_one_page_that_scrolls(hall: Hall, wall: Page) -> None:
    await wall.set_viewport_size({"width": 480, "height": 800})
    hall.hub.show(Frame(Board("result", "Long", "", (LONG,)), 1, 1))
    await wall.goto(f"{hall.http}/boards/result")

    await expect(wall.locator("html")).not_to_have_class("wall")
    await expect(wall.locator("#pause")).to_be_hidden()
    assert len(await wall.evaluate(SHOWN)) == 40
    assert await wall.evaluate("document.documentElement.scrollHeight > innerHeight")


@in_browser
async def test_what_changed_is_marked_and_what_did_not_is_still(hall: Hall, wall: Page) -> None:
    def floor(state: str) -> Tiles:
        return Tiles("", (Tile("Library", state, state), Tile("School", "late", "late")))  # type: ignore[arg-type]

    hall.hub.show(frame(1, 1, "Progress", floor("received")))
    await wall.goto(f"{hall.http}/boards/progress")
    await expect(wall.locator(".tile.received")).to_be_visible()
    hall.hub.show(frame(2, 1, "Progress", floor("verified")))

    await expect(wall.locator(".tile.verified")).to_have_class(re.compile("fresh"))
    await expect(wall.locator(".tile.late")).not_to_have_class(re.compile("fresh"))


# Colour (WCAG 2.2, 1.4.3 and 1.4.11), read from the stylesheet


def themes() -> dict[str, dict[str, str]]:
    """The colours of the light theme, and of both ways to the dark one."""
    css = (STATIC / "tokens.css").read_text()
    found = re.findall(r":root([^{]*)\{([^}]*)\}", css)
    named = [
        (way.strip(), dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", rules)))
        for way, rules in found
    ]
    light = named[0][1]
    return {way or "light": light | rules for way, rules in named}


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_both_ways_to_the_dark_theme_are_the_same() -> None:
    light, preferred, chosen = themes().values()

    assert preferred == chosen != light


@pytest.mark.parametrize("theme", themes())
@pytest.mark.parametrize("colour", ["ink", "quiet", "now", "going", "wait", "mind", "good", "stop"])
def test_every_word_can_be_read_on_its_ground(theme: str, colour: str) -> None:
    colours = themes()[theme]

    assert contrast(colours[colour], colours["paper"]) >= 4.5
    assert contrast(colours[colour], colours["sheet"]) >= 4.5
    assert contrast(colours["ink"], colours["room"]) >= 3
    assert contrast(colours["ink"], colours["drafted"]) >= 7
    assert contrast(colours["field"], colours["paper"]) >= 3


@pytest.mark.parametrize(("ground", "least"), [("now", 4.5), ("stop", 4.5), ("warn", 7)])
def test_words_on_a_coloured_ground_can_be_read(ground: str, least: float) -> None:
    for colours in themes().values():
        assert contrast(colours[f"on-{ground}"], colours[ground]) >= least
