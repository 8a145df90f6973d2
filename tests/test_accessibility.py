"""Every page and state by the rules of WCAG 2.2 AA, as far as axe can tell, by day and night, and by reflow."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from count.tally.command import order, run
from tests.browser_hall import IN_A_BROWSER
from tests.gallery import OUT, VIEWS, Gallery, Looking, View

pytestmark = IN_A_BROWSER

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ALL = {"runOnly": {"type": "tag", "values": LEVELS}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gallery]:
    hung = Gallery(tmp_path_factory.mktemp("gallery"))
    yield hung
    hung.close()


@pytest.fixture(scope="module")
def looking(gallery: Gallery, chromium: Browser) -> Iterator[Looking]:
    looks = Looking(gallery, chromium, (1280, 900))
    yield looks
    looks.away()


def faults(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe finds, a line each: the rule, where, and what is wrong."""
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_a_page_can_be_used_by_everybody(looking: Looking, view: View) -> None:
    page = looking.at(view)
    assert faults(page, ALL) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page, COLOURS) == []


@pytest.mark.parametrize(
    "name",
    [
        "floor",
        "contest-shared",
        "unit",
        "boxes",
        "declaration",
        "statement",
        "rejected",
        "provisional",
    ],
)
def test_a_page_magnified_four_times_is_read_without_scrolling_sideways(
    looking: Looking, name: str
) -> None:
    """WCAG 2.2, 1.4.10: 1280 pixels at 400 % are 320."""
    page = looking.at(next(view for view in VIEWS if view.name == name))
    page.set_viewport_size({"width": 320, "height": 512})
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert over <= 0


def test_a_fault_in_a_page_is_found(looking: Looking) -> None:
    page = looking.at(View("sign-in", OUT, "/sign-in"))
    page.evaluate("""() => {
        document.querySelector("label").remove();
        document.querySelector("button").style.color = "#9ab";
    }""")
    found = " ".join(faults(page, ALL))
    assert "label: #name" in found
    assert "color-contrast: button" in found


def test_the_report_of_a_count_can_be_read_by_everybody(chromium: Browser, tmp_path: Path) -> None:
    blt, report = tmp_path / "ward.blt", tmp_path / "report.html"
    blt.write_text('3 1\n5 1 0\n4 2 1 0\n2 3 2 0\n0\n"Ann"\n"Bob"\n"Cyd"\n"Ward"\n')
    asked = order("scotland", None, None, False)
    assert run([blt], asked, True, io.StringIO(), io.StringIO(), report) == 0
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto(report.as_uri())
    assert faults(page, ALL) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page, COLOURS) == []
    page.close()
