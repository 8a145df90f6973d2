"""The pages of tables and desks: right for whoever opens them, harmless whatever a name holds."""

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware.base import BaseHTTPMiddleware

from count.poll.poll import Box, Candidate, Contest, Poll, PollFacts, Unit
from count.poll.roles import OFFICERS, ROLES, Role, Visitor
from count.web import assets, pages
from count.web.guarded_route import EVERYBODY, GuardedRoute
from display import render

NASTY = "<script>alert(1)</script>"
QUOTED = "\"><img src=x onerror='alert(1)'>"


def poll(nasty: str = "") -> Poll:
    """A hall with one seat in one contest, three in the other; `nasty` is put into every name."""
    facts = PollFacts(
        name=f"Barchester {nasty}",
        date=date(2026, 5, 7),
        authority="Barchester",
        nation="england",
        languages=["en"],
    )
    contests = [
        Contest(
            id=f"c{seats}",
            name=f"Ward of {seats} {nasty}",
            kind="principal-area",
            seats=seats,
            electorate=3000,
            bundle_size=25,
        )
        for seats in (1, 3)
    ]
    candidates = [
        Candidate(
            contest=contest.id,
            candidate=f"k{order}",
            ballot_order=order,
            ballot_surname=f"KHOO {nasty}",
            ballot_forenames=f"Heiko {order}",
            party=f"Party {nasty}",
            colour=nasty or "#1b4f9c",
        )
        for contest in contests
        for order in (2, 1)
    ]
    boxes = [
        Box(
            box="b1",
            kind="station",
            name=f"Hall {nasty}",
            contests=["c1", "c3"],
            electorate=[1500, 1500],
        )
    ]
    units = [
        Unit(unit=unit, name=f"Table {unit} {nasty}", contests=contests)
        for unit, contests in (("t1", ["c1"]), ("t2", ["c1", "c3"]))
    ]
    return Poll.of(facts, contests, candidates, boxes, units)


class Client:
    """Opens pages of an app, one after the other."""

    def __init__(self, app: Starlette) -> None:
        self.app = app

    def get(self, path: str) -> httpx.Response:
        return asyncio.run(self._get(path))

    async def _get(self, path: str) -> httpx.Response:
        transport = httpx.ASGITransport(app=self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://hall") as client:
            return await client.get(path)


def hall(visitor: Visitor | None, *, rehearsal: bool = False, nasty: str = "") -> Client:
    """An app of nothing but the pages, in which everybody who comes is this visitor."""

    async def as_visitor(request, call_next):  # type: ignore[no-untyped-def]
        request.state.visitor = visitor
        return await call_next(request)

    app = Starlette(routes=pages.PAGES)
    app.add_middleware(BaseHTTPMiddleware, dispatch=as_visitor)
    app.state.hall = SimpleNamespace(poll=poll(nasty), rehearsal=rehearsal)
    app.state.devices = SimpleNamespace(of=lambda secret: None)
    return Client(app)


def someone(role: Role) -> Visitor:
    return Visitor("Sue Quiverful", role, unit="t2" if role == "supervisor" else None)


def _may_open(role: Role, page: GuardedRoute) -> bool:
    who = page.operations["GET"].who
    return who == EVERYBODY or role in who


def _visits() -> Iterator[tuple[Role, str]]:
    for page in pages.PAGES:
        if page.path == "/":
            continue
        path = page.path.replace("{unit}", "t2").replace("{contest}", "c3")
        for role in (role for role in ROLES if _may_open(role, page)):
            yield role, path
            if page.path not in ("/sign-in", "/floor", "/boards", "/contest/{contest}"):
                yield role, f"{path}?contest=c3"


VISITS = tuple(_visits())
STATIC = {"web": assets.STATIC_FOLDER, "display": render.STATIC}
"""Every page for every role that may open it, in each of its shapes."""


@dataclass
class Read(HTMLParser):
    """What a page is made of, as far as these tests ask."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    data: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._labels = 0
        self.wrapped: list[dict[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        self._labels += tag == "label"
        if self._labels:
            self.wrapped.append(given)

    def handle_endtag(self, tag: str) -> None:
        self._labels -= tag == "label"

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][1].get("id") == "page" and not self.data:
            self.data = data
        self.text.append(data)

    def having(self, attribute: str) -> list[str]:
        return [given[attribute] for _, given in self.tags if attribute in given]


def read(html: str) -> Read:
    page = Read()
    page.feed(html)
    return page


@pytest.mark.parametrize(("role", "path"), VISITS)
def test_a_page_opens_for_its_role_and_is_whole(role: Role, path: str) -> None:
    answer = hall(someone(role)).get(path)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    page = read(answer.text)
    assert ("html", {"lang": "en"}) in page.tags
    served = [link for link in page.having("src") + page.having("href") if "/static/" in link]
    assert f"{assets.PLACE}/shared/desk.css" in served
    for link in served:
        _, _, room, *rest = link.split("/")
        place = [part for part in rest if part != assets.VERSION]
        assert STATIC[room].joinpath(*place).is_file(), link
    ids = page.having("id")
    assert len(ids) == len(set(ids))
    assert set(page.having("aria-labelledby")) <= set(ids)
    assert "#main" in page.having("href")


@pytest.mark.parametrize(("role", "path"), VISITS)
def test_a_page_keeps_to_the_content_security_policy(role: Role, path: str) -> None:
    page = read(hall(someone(role)).get(path).text)
    assert not [tag for tag, _ in page.tags if tag == "style"]
    assert not page.having("style")
    assert not [name for _, given in page.tags for name in given if name.startswith("on")]
    for tag, given in page.tags:
        if tag == "script":
            assert given.get("type") == "application/json" or given.get("src")


@pytest.mark.parametrize(("role", "path"), VISITS)
def test_every_field_has_a_label_and_is_keyed_as_text(role: Role, path: str) -> None:
    page = read(hall(someone(role)).get(path).text)
    labelled = set(page.having("for"))
    for tag, given in page.tags:
        if tag not in ("input", "select", "textarea"):
            continue
        assert given.get("id") in labelled or given in page.wrapped, given
        assert given.get("type") != "number"
        if tag == "input" and given["type"] == "text":
            assert given.get("autocomplete") == "off"
        if "data-count" in given:
            assert given["inputmode"] == "numeric"


@pytest.mark.parametrize("nasty", [NASTY, QUOTED])
@pytest.mark.parametrize(("role", "path"), VISITS)
def test_a_name_is_words_and_never_markup(role: Role, path: str, nasty: str) -> None:
    plain = read(hall(someone(role)).get(path).text)
    html = hall(someone(role), nasty=nasty).get(path).text
    page = read(html)
    assert nasty not in html
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in plain.tags]
    assert json.loads(page.data).keys() == json.loads(plain.data).keys()


def test_a_visitors_own_name_is_words_too() -> None:
    visitor = Visitor(NASTY, "supervisor", unit="t2")
    page = read(hall(visitor).get("/unit/t2").text)
    assert json.loads(page.data)["visitor"]["name"] == NASTY
    assert [given.get("src") for tag, given in page.tags if tag == "script"] == [
        f"{assets.PLACE}/unit/unit.js",
        None,
    ]


@pytest.mark.parametrize("path", ["/unit/t2", "/boxes", "/adjudication", "/results"])
def test_candidates_stand_in_the_order_of_the_ballot_paper(path: str) -> None:
    html = hall(someone("returning-officer")).get(path).text
    assert path == "/boxes" or html.index("Heiko 1") < html.index("Heiko 2")


def test_bundles_are_for_one_seat_and_blocks_and_sheets_for_several() -> None:
    client = hall(someone("supervisor"))
    one, several = (read(client.get(f"/unit/t2?contest=c{s}").text).having("id") for s in (1, 3))
    assert "bundles" in one
    assert not {"block", "sheet"} & set(one)
    assert {"block", "sheet"} <= set(several)
    assert "bundles" not in several


@pytest.mark.parametrize("rehearsal", [True, False])
@pytest.mark.parametrize(("role", "path"), VISITS)
def test_a_rehearsal_says_so_on_every_page(role: Role, path: str, rehearsal: bool) -> None:
    html = hall(someone(role), rehearsal=rehearsal).get(path).text
    assert ("REHEARSAL" in html) is rehearsal


@pytest.mark.parametrize("role", ROLES)
def test_everybody_begins_on_a_page_that_they_may_open(role: Role) -> None:
    visitor = someone(role)
    client = hall(visitor)
    assert client.get("/").headers["location"] == pages.home(visitor)
    assert client.get(pages.home(visitor)).status_code == 200
    opens = [p for p in pages.PAGES if p.path.replace("{unit}", "t2") == pages.home(visitor)]
    assert [_may_open(role, page) for page in opens] == [True]


def test_homes_are_as_the_work_is() -> None:
    homes: dict[str, str] = {role: pages.home(someone(role)) for role in ROLES}
    assert homes.pop("supervisor") == "/unit/t2"
    assert {homes.pop(role) for role in OFFICERS} == {"/floor"}
    assert homes.pop("verification") == "/boxes"
    assert homes.pop("adjudicator") == "/adjudication"
    assert homes.pop("results") == "/results"
    assert set(homes.values()) == {"/boards"}


def test_nobody_is_sent_to_sign_in() -> None:
    client = hall(None)
    assert client.get("/").headers["location"] == "/sign-in"
    assert client.get("/sign-in").status_code == 200


@pytest.mark.parametrize("wanted", ["/contest/c1", "/boxes?contest=c1", "/statement/c3", "/ŵy"])
def test_signing_in_remembers_where_one_was_going(wanted: str) -> None:
    html = hall(None).get(f"/sign-in?next={quote(wanted)}").text
    assert json.loads(read(html).data)["next"] == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "", "contest/c1", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
        "/\t/evil.example", "/\n/evil.example", " //evil.example", "https://evil.example/",
        "javascript:alert(1)",
        "/", "/sign-in", "/sign-in?next=/sign-in", "/api/sign-out", "/" + "a" * 500,
    ],
)  # fmt: skip
def test_signing_in_leads_to_no_other_site_and_in_no_circle(wanted: str) -> None:
    html = hall(None).get(f"/sign-in?next={quote(wanted)}").text
    assert json.loads(read(html).data)["next"] is None


def test_a_supervisor_who_strays_is_brought_back_to_the_own_unit() -> None:
    assert hall(someone("supervisor")).get("/unit/t1").headers["location"] == "/unit/t2"
    assert hall(someone("deputy")).get("/unit/t1").status_code == 200


@pytest.mark.parametrize(
    "path", ["/unit/t9", "/unit/t1?contest=c3", "/contest/c9", "/boxes?contest=c9"]
)
def test_what_is_not_in_the_hall_has_no_page(path: str) -> None:
    assert hall(someone("returning-officer")).get(path).status_code == 404


def test_someone_bound_to_a_contest_begins_there() -> None:
    bound = Visitor("Ada", "adjudicator", contest="c3")
    assert json.loads(read(hall(bound).get("/adjudication").text).data)["contest"] == "c3"
    assert hall(bound).get("/adjudication?contest=c1").status_code == 404


# ------------------------------------------------------------------------------------- the modules

MODULES = sorted(assets.STATIC_FOLDER.rglob("*.js"))
IMPORT = re.compile(r'^import (?:\{([^}]*)\}|\* as \w+) from "([^"]+)"', re.MULTILINE)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_a_module_imports_what_is_there(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    for names, path in IMPORT.findall(text):
        display = path.removeprefix("/static/display/")
        file = module.parent / path if display == path else STATIC["display"] / display
        imported = file.read_text(encoding="utf-8")
        for name in filter(None, (name.strip() for name in names.split(","))):
            assert re.search(rf"export (async )?(function|const|class) {name}\b", imported), name
    assert text.count("import ") == len(IMPORT.findall(text))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_a_module_never_makes_markup_of_words(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    sinks = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc"
    assert not re.search(sinks, text)
