"""Second counts and seats won elsewhere, on the pages that supervisors and officers work with."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from count.poll.roles import Role
from tests.browser_hall import DESK, IN_A_BROWSER, TABLET, Desk, Served, expect_text

pytestmark = IN_A_BROWSER

FILES = {
    "poll.toml": 'name = "Barchester"\ndate = 2026-10-01\nauthority = "Barchester"\n'
    'nation = "england"\nlanguages = ["en"]\n',
    "contests.csv": "contest,name,kind,seats,electorate,bundle_size,system\n"
    "mayor,Barchester Mayor,mayor,1,400,25,supplementary\n"
    "list,London list,gla-list,3,400,25,\n",
    "candidates.csv": "contest,candidate,ballot_order,ballot_surname,ballot_forenames\n"
    "mayor,arabin,1,ARABIN,Francis\nmayor,bold,2,BOLD,John\n"
    "mayor,crawley,3,CRAWLEY,Josiah\nmayor,grantly,4,GRANTLY,Theophilus\n"
    "list,red,1,Reform League,\nlist,blue,2,Church and Crown,\nlist,quill,3,QUILL,Ada\n",
    "lists.csv": "contest,candidate,position,surname,forenames\n"
    "list,red,1,ROE,Jane\nlist,red,2,LAW,Tom\nlist,blue,1,EARL,Amy\nlist,blue,2,DUKE,Ben\n",
    "boxes.csv": "box,kind,name,place,contests,electorate\n"
    "b1,station,School,School,mayor,200\nb2,station,Hospital,Hospital,mayor,200\n"
    "x1,station,Church,Church,list,200\nx2,station,Chapel,Chapel,list,200\n",
    "units.csv": "unit,name,contests\nt1,Table 1,mayor\nt2,Table 2,mayor\nt3,Table 3,list\n",
}
PEOPLE: dict[str, tuple[Role, str | None]] = {
    "Sue": ("supervisor", "t1"),
    "Sam": ("supervisor", "t2"),
    "Tim": ("supervisor", "t3"),
    "Vera": ("verification", None),
    "Ron": ("results", None),
    "Dan": ("deputy", None),
    "Rose": ("returning-officer", None),
}


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = Served(tmp_path_factory.mktemp("barchester"), FILES, PEOPLE)
    served.start()
    yield served
    served.kill()


def counted(hall: Served, contest: str, who: str, unit: str, votes: dict[str, int]) -> None:
    """Every paper of a contest bundled at one table, the table claimed and closed."""
    boxes = {"mayor": ("b1", "b2"), "list": ("x1", "x2")}[contest]
    half = sum(votes.values()) // 2
    for box, papers in zip(boxes, (half, sum(votes.values()) - half), strict=True):
        hall.verified(contest, box, papers)
    hall.act("Dan", contest, "verification-closed")
    hall.act(who, contest, "mixed", unit=unit, boxes=list(boxes))
    for candidate, papers in votes.items():
        fields: dict[str, Any] = {"candidate": candidate, "papers": papers}
        hall.act(who, contest, "bundle", unit=unit, bundles=-(-papers // 25), **fields)
    hall.act("Ron", contest, "unit-total", unit=unit, totals=votes, rejected=0)
    hall.act(who, contest, "unit-closed", unit=unit)


def test_a_second_count_from_the_tables_to_the_officers_page(
    browser: Browser, hall: Served
) -> None:
    first = {"arabin": 80, "bold": 60, "crawley": 40, "grantly": 20}
    counted(hall, "mayor", "Sue", "t1", first)
    rose = Desk(browser, hall, "Rose", DESK, at="/contest/mayor")
    expect_text(rose.page, "#sorting-now", "60 papers of CRAWLEY Josiah, GRANTLY Theophilus")
    expect_text(rose.page, "#stages-rows", "ARABIN Francis80")

    sue = Desk(browser, hall, "Sue", TABLET)
    expect_text(sue.page, "#sorting-heading", "CRAWLEY Josiah and GRANTLY Theophilus")
    expect_text(sue.page, "#sorting-words", "At this table: 40 of CRAWLEY Josiah")
    expect(sue.page.get_by_label("CRAWLEY Josiah", exact=False).last).to_be_hidden()
    sue.page.locator("#next-1").fill("5")
    send = sue.page.get_by_role("button", name="Send what was sorted")
    send.click()
    expect_text(sue.page, "#sorting", "a blank is not a zero")
    sue.page.locator("#next-2").fill("30")
    sue.page.locator("#next-none").fill("15")
    sue.page.locator("#second-too-many").fill("2")
    expect_text(sue.page, "#sorted-cast", "52 papers in all")
    send.click()
    sue.did("Sorted by next preference: ARABIN Francis 5, BOLD John 30, none 15.")
    expect_text(sue.page, "#sorting-owes", "Not sorted yet8")

    # Sam's table counted nothing and sorts with them; more than is left is asked about first.
    sam = Desk(browser, hall, "Sam", TABLET)
    expect_text(sam.page, "#sorting-owes", "Sorted everywhere52")
    for field, n in (("#next-1", "1"), ("#next-2", "8"), ("#next-none", "0")):
        sam.page.locator(field).fill(n)
    sam.page.get_by_role("button", name="Send what was sorted").click()
    expect_text(sam.page, "#sorting [data-asking]", "9 papers, but only 8")
    sam.page.get_by_role("button", name="Change it").click()
    sam.page.locator("#next-2").fill("7")
    sam.page.get_by_role("button", name="Send what was sorted").click()
    sam.did("BOLD John 7")

    expect_text(rose.page, "#stages-heads", "Total of both counts")
    expect_text(rose.page, "#stages-rows", "BOLD John603797 would be elected")
    expect(rose.page.locator("#sorting-now")).to_be_hidden()
    expect(sam.page.locator("#sort-job")).to_be_hidden()
    assert [*rose.faults, *sue.faults, *sam.faults] == []


def test_seats_won_elsewhere_are_stated_by_two_officers(browser: Browser, hall: Served) -> None:
    counted(hall, "list", "Tim", "t3", {"red": 100, "blue": 60, "quill": 45})
    rose = Desk(browser, hall, "Rose", DESK, at="/contest/list")
    rose.page.get_by_role("button", name="State the seats won", exact=False).first.click()
    form = rose.page.locator('[data-form="constituency-seats"]')
    form.get_by_label("Reform League").first.fill("1")
    form.get_by_role("button", name="Check before stating").click()
    expect_text(rose.page, '[data-form="constituency-seats"]', "a blank is not a zero")
    form.get_by_label("Church and Crown").first.fill("0")
    form.get_by_label("ROE Jane").check()
    form.get_by_role("button", name="Check before stating").click()
    rose.checked("Propose these seats")
    rose.did("Proposed")
    rose.agrees_here("Dan")
    expect_text(rose.page, "#stages-rows", "Reform League5050")
    expect_text(rose.page, "#clear", "Nothing stands in the way.")
    standing = hall.ask("Rose", "/api/contests/list")
    assert [stage["elected"] for stage in standing["stages"]] == [["blue"], ["red"], ["quill"]]
    assert rose.faults == []
