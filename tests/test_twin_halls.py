"""Two halls that differ only in whom the papers are for, counted side by side over HTTP.

Whoever may not know for whom they are gets the same bytes from both: every address, every answer to what they
try themselves, every length and header. Masked is only what is of one hall alone: ids, digests, codes, times.
"""

import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.routing import Route

from tests.count.client import MAYORAL, House, Person, house
from tests.count.documents.reading import page_words

MASKS = (
    (re.compile(rb"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), b"<id>"),
    (re.compile(rb"\b[0-9a-f]{64}\b"), b"<digest>"),
    (re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"), b"<time>"),
    (re.compile(rb"\b\d\d:\d\d:\d\d\b"), b"<clock>"),
    (re.compile(rb'("board":"devices","epoch":1,"seq":)[0-9]+'), rb"\1<time>"),
    (re.compile(rb'(data-seq=")[0-9]{13}"'), rb'\1<time>"'),
    (re.compile(rb"second-preferences-[0-9a-f]{16}"), b"<parcel>"),
    (re.compile(rb'("seen" ?: ?")[0-9A-Z]{8}"'), rb'\1<code>"'),
)
PLACES = (("one", "t1", "progress"), ("one", "t2", "verification"), ("three", "t3", "result-one"))
HELP = {"document": "night", "folder": "pictures", "file": "none.png"}
BOARDS = ("turnout", "announcement", "recount", "devices", "pulse", "result-three")


def addresses(hall: House) -> list[str]:
    """Everything that can be read in a hall, whatever is added to it later."""
    routes = [
        route.path
        for route in hall.http.app.routes  # type: ignore[attr-defined]
        if isinstance(route, Route) and "GET" in (route.methods or ())
    ]
    assert len(routes) > 20
    paths = (
        path.format(contest=contest, unit=unit, board=board, device="1", **HELP)
        for path in routes
        for contest, unit, board in PLACES
    )
    boards = (f"{where}/{board}" for board in BOARDS for where in ("/api/boards", "/boards"))
    return [*dict.fromkeys(paths), *boards, "/boards/result-one?text=1"]


class Joined(Person):
    """A screen that joined the hall by a code: it has no token, only its own secret."""

    @property
    def bearer(self) -> dict[str, str]:
        return {"Cookie": f"counthall-device={self.token}"}


def joined(hall: House) -> Joined:
    """A screen on the wall of this hall."""
    asked = hall.http.post("/api/device", json={"kind": "screen"})
    secret = asked.cookies["counthall-device"]
    hall.http.cookies.clear()
    said = {"code": asked.json()["code"], "name": "North wall"}
    assert hall.dan.post("/api/devices", said).status_code == 201
    return Joined("North wall", "screen", secret, hall.http)


def masked(answer: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    """Everything an answer tells, but for what is of one hall only: ids, digests, codes and times."""
    body = answer.content
    if answer.headers.get("content-type") == "application/pdf":
        # What it says; its own times and digests are among its compressed parts.
        body = "\n".join(page_words(body)).encode()
    for mask, instead in MASKS:
        body = mask.sub(instead, body)
    headers = {k: v for k, v in answer.headers.items() if k not in ("date", "etag")}
    return answer.status_code, body, headers


class Twin:
    """One of two halls that are counted alike; `who` says whom each pile of the plan is for."""

    def __init__(self, hall: House, who: dict[str, Any]) -> None:
        self.hall, self.who = hall, who
        self.others = [
            hall.person("observer"),
            hall.person("screen"),
            hall.person("administrator"),
            hall.person("collator"),
            hall.vera,
            hall.sue("t2"),
            hall.person("adjudicator", name="Abel"),
            joined(hall),
        ]
        self.told: list[tuple[int, bytes, dict[str, str]]] = []

    def tells(self, *more: Person) -> list[tuple[str, str, tuple[int, bytes, dict[str, str]]]]:
        """Everything that everybody who may not know gets to read now."""
        return [
            (person.name, address, masked(person.get(address)))
            for person in (*self.others, *more)
            for address in addresses(self.hall)
        ]

    def tries(self, person: Person, contest: str, act: str, **fields: Any) -> None:
        """Something one of the others does, and what they are told."""
        self.told.append(masked(person.act(contest, act, **fields)))


def same(twins: tuple[Twin, Twin], *also: str) -> None:
    """Both twins tell everybody the same, and told them the same before."""
    first, second = (twin.tells(*(twin.hall.ron for _ in also)) for twin in twins)
    for one, other in zip(first, second, strict=True):
        assert one == other
    assert twins[0].told == twins[1].told


@pytest.fixture
def halls(tmp_path: Path) -> Iterator[tuple[House, House]]:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with house(tmp_path / "a") as one, house(tmp_path / "b") as other:
        yield one, other


def key(twin: Twin) -> str:
    """Everything up to the blind total of t1; gives the id of a bundle there."""
    hall, who = twin.hall, twin.who
    hall.verified("one", b1=60, b2=60)
    hall.sue("t1").does("one", "mixed", unit="t1", boxes=["b1", "b2"], papers={"b1": 50, "b2": 50})
    hall.sue("t2").does("one", "mixed", unit="t2", boxes=["b1", "b2"])
    first = str(uuid.uuid4())
    for candidate, papers in zip(who["piles"], (25, 25, 25, 10, 10), strict=True):
        hall.sue().does("one", "bundle", id=first, unit="t1", candidate=candidate, papers=papers)
        kept, first = first, str(uuid.uuid4())
    hall.sue().does("one", "doubtful", unit="t1", papers=5)
    good = [{"candidates": [who["good"]], "papers": 3}]
    rejected = {"official-mark": 2}
    hall.ada.does("one", "adjudicated", unit="t1", good=good, returned=0, rejected=rejected)
    return kept


PILES = {"piles": ["bold", "bold", "bold", "grantly", "harding"], "good": "bold"}
OTHER = {"piles": ["grantly", "grantly", "grantly", "bold", "harding"], "good": "grantly"}
PARTS = {"piles": ["bold", "bold", "grantly", "grantly", "grantly"], "good": "harding"}


def test_whoever_may_not_know_gets_the_same_bytes_whomever_the_papers_are_for(
    halls: tuple[House, House],
) -> None:
    """Another candidate leads, the good doubtful papers are another's, and one has two part bundles."""
    twins = (Twin(halls[0], PILES), Twin(halls[1], PARTS))
    bundles = [key(twin) for twin in twins]
    same(twins, "ron")  # the results desk keys blind: it too is told nothing yet

    # The others at work: what they are answered tells nothing either.
    for twin, bundle in zip(twins, bundles, strict=True):
        sam, vera = twin.hall.sue("t2"), twin.hall.vera
        twin.tries(sam, "one", "bundle", unit="t2", candidate="bold", papers=20)
        twin.tries(sam, "one", "bundle", unit="t1", candidate="bold", papers=20)
        twin.tries(sam, "one", "struck", strikes=bundle, reason="let me see")
        twin.tries(sam, "one", "agreed", to=bundle, seen="AAAAAAAA")
        twin.tries(vera, "one", "struck", strikes=bundle, reason="let me see")
        twin.tries(vera, "one", "declined", to=bundle)
        twin.tries(vera, "one", "box-received", box="b1")
        twin.tries(vera, "one", "explained", finding="part-bundles", piles=[], words="let me see")
        twin.tries(sam, "one", "explained", finding="candidate-above-papers", piles=[], words="?")
        twin.tries(sam, "one", "bundle", id=bundle, unit="t2", candidate="bold", papers=20)

    # A strike that waits for its second person names the pile, to those who may know it.
    for twin, bundle in zip(twins, bundles, strict=True):
        twin.hall.sue().proposes("one", "struck", strikes=bundle, reason="look again")
    same(twins, "ron")
    assert halls[0].dan.sees("one")["agreements"] != halls[1].dan.sees("one")["agreements"]


def test_nothing_leaks_from_the_blind_total_to_the_declaration_until_release(
    halls: tuple[House, House],
) -> None:
    twins = (Twin(halls[0], PILES), Twin(halls[1], OTHER))
    for twin in twins:
        key(twin)
    for twin in twins:
        hall, (most, least) = twin.hall, (twin.who["piles"][0], twin.who["piles"][3])
        hall.bundled("t2", harding=20)
        totals = {most: 78, least: 10, "harding": 10}
        wrong = {**totals, most: 77}
        hall.ron.does("one", "unit-total", unit="t1", totals=wrong, rejected=2)
    same(twins)
    for twin in twins:
        hall, (most, least) = twin.hall, (twin.who["piles"][0], twin.who["piles"][3])
        hall.claimed("one", "t1", {most: 78, least: 10, "harding": 10}, rejected=2)
        hall.claimed("one", "t2", {"harding": 20})
        hall.rose.does("one", "verification-closed")
        hall.shared("one")
    same(twins)
    for twin in twins:
        twin.hall.declared("one")
    same(twins)

    # The test can tell: once released, the same addresses tell who won.
    for twin in twins:
        twin.hall.rose.does("", "released", board="result", contest="one")
    first, second = (twin.tells() for twin in twins)
    differ = {address for (_, address, a), (_, _, b) in zip(first, second, strict=True) if a != b}
    assert {"/api/contests/one", "/api/boards/result-one", "/boards/result-one"} <= differ
    assert "/api/contests/three" not in differ


def test_a_tie_is_a_figure_of_candidates(halls: tuple[House, House]) -> None:
    """Counted to the end: in one hall two have equal votes, in the other not. Only officers know."""
    plans = ({"bold": 50, "grantly": 50}, {"bold": 75, "grantly": 25})
    twins = (Twin(halls[0], {}), Twin(halls[1], {}))
    for twin, votes in zip(twins, plans, strict=True):
        twin.hall.mixed("one", "t1", b1=60, b2=40)
        twin.hall.bundled("t1", **votes)
        twin.hall.claimed("one", "t1", votes)
        twin.hall.rose.does("one", "verification-closed")
        twin.tries(twin.hall.vera, "one", "explained", finding="lot-needed", piles=[], words="?")
    same(twins)
    needs = [twin.hall.rose.sees("one")["needs"] for twin in twins]
    assert needs[0] is not None
    assert needs[1] is None


def test_three_seats_keep_their_secret_too(halls: tuple[House, House]) -> None:
    swap = {
        "arabin": "thorne",
        "crawley": "slope",
        "dumbello": "arabin",
        "slope": "crawley",
        "thorne": "dumbello",
    }
    twins = (Twin(halls[0], {k: k for k in swap}), Twin(halls[1], swap))
    for twin in twins:
        hall, to = twin.hall, twin.who
        hall.mixed("three", "t3", b3=60, b4=40)
        sue = hall.sue("t3")
        pair = [to["arabin"], to["crawley"]]
        sue.does("three", "block", unit="t3", candidates=pair, papers=50, bundles=2)
        votes = {
            to["arabin"]: 25,
            to["crawley"]: 20,
            to["dumbello"]: 5,
            to["slope"]: 0,
            to["thorne"]: 1,
        }
        sue.does("three", "sheet", unit="t3", serial="S1", papers=25, votes=votes, unused=24)
        sue.does("three", "doubtful", unit="t3", papers=5)
        good = [{"candidates": [to["slope"]], "papers": 3}]
        fields = {"good": good, "returned": 0, "rejected": {"too-many": 2}, "in_part": 1}
        hall.ada.does("three", "adjudicated", unit="t3", **fields)
    same(twins, "ron")
    assert halls[0].rose.sees("three")["totals"] != halls[1].rose.sees("three")["totals"]


def test_a_second_count_tells_a_table_what_it_sorts_and_nobody_for_whom(tmp_path: Path) -> None:
    """In both halls the same papers are sorted for the same two: who leads, and who gains, is another's."""
    plans = (
        ({"bold": 50, "grantly": 45, "harding": 25}, {"bold": 4, "grantly": 9}),
        ({"bold": 46, "grantly": 49, "harding": 25}, {"bold": 12, "grantly": 1}),
    )
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with (
        house(tmp_path / "a", contests=MAYORAL) as one,
        house(tmp_path / "b", contests=MAYORAL) as other,
    ):
        twins = (Twin(one, {}), Twin(other, {}))
        for twin, (votes, _) in zip(twins, plans, strict=True):
            hall = twin.hall
            hall.mixed("one", "t1", b1=60, b2=60)
            hall.bundled("t1", **votes)
            hall.claimed("one", "t1", votes)
            hall.rose.does("one", "verification-closed")
            assert hall.sue("t2").sees("one")["needs"]["papers"]["papers"] == 25
            for person in (hall.vera, hall.ada, hall.person("observer"), hall.sue("t3")):
                assert person.sees("one").get("needs") is None
            twin.tries(hall.vera, "one", "sorted", unit="t1", parcel="p", next={}, none=1)
            twin.tries(hall.sue("t2"), "one", "sorted", unit="t2", parcel="p", next={}, none=1)
        same(twins)
        for twin, (_, received) in zip(twins, plans, strict=True):
            needs = twin.hall.sue().sees("one")["needs"]["papers"]
            fields = {"parcel": needs["parcel"], "next": received, "none": 7}
            twin.hall.sue().does("one", "sorted", unit="t1", **fields)
            fields = {"parcel": needs["parcel"], "next": {"bold": 3}, "none": 1}
            twin.tries(twin.hall.sue("t2"), "one", "sorted", unit="t2", **fields)
        same(twins)
        fields = {"next": {"bold": 1}, "none": 0}
        for twin in twins:
            parcel = twin.hall.rose.sees("one")["needs"]["papers"]["parcel"]
            twin.hall.sue("t2").does("one", "sorted", unit="t2", parcel=parcel, **fields)
            twin.hall.shared("one")
            twin.hall.declared("one")
        same(twins)
        assert one.rose.sees("one")["result"]["elected"] == ["bold"]
        assert one.rose.sees("one")["stages"] != other.rose.sees("one")["stages"]
