"""The whole surface, role by role: which address answers whom with what, and who may ever record which act."""

import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from count.ledger import acts
from count.poll.roles import ROLES
from count.web.health import METRICS
from tests.count.client import MAYORAL, House, Person, house

OFFICERS = {"deputy", "returning-officer"}
EVERY = set(ROLES)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A hall that is counting: t1 has keyed, nothing is declared or released."""
    with house(tmp_path_factory.mktemp("hall")) as made:
        made.mixed("one", "t1", b1=60, b2=40)
        made.bundled("t1", bold=25, grantly=10)
        made.sue().does("one", "doubtful", unit="t1", papers=5)
        good = [{"candidates": ["bold"], "papers": 2}]
        rejected = {"official-mark": 1}
        made.ada.does("one", "adjudicated", unit="t1", good=good, returned=2, rejected=rejected)
        yield made


@pytest.fixture
def one(tmp_path: Path) -> Iterator[House]:
    """A hall of which a test may declare everything."""
    with house(tmp_path) as made:
        yield made


def person(hall: House, role: str) -> Person:
    """Whoever works in this role; the supervisor is of t1."""
    return hall.person(role, unit="t1" if role == "supervisor" else "")  # type: ignore[arg-type]


def entries(hall: House) -> str:
    """How many entries the ledger has, as the server's own figures say."""
    (line,) = re.findall(r"^counthall_entries_total \d+$", hall.rose.get("/metrics").text, re.M)
    return str(line)


def roles_with(hall: House, status: int, path: str) -> set[str]:
    """The roles that get this status at an address."""
    return {role for role in ROLES if person(hall, role).get(path).status_code == status}


# ------------------------------------------------------------------------------------------ addresses by role


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/api/contests", EVERY),
        ("/api/contests/one", EVERY),
        ("/api/me", EVERY),
        ("/api/boards", EVERY),
        ("/api/openapi.json", EVERY),
        ("/healthz", EVERY),
        ("/readyz", EVERY),
        ("/metrics", EVERY),
        ("/sign-in", EVERY),
        ("/boards", EVERY),
        ("/api/ledger", {"returning-officer"}),
        ("/api/ledger?after=3", {"returning-officer"}),
        ("/api/contests/one/units/t1/acts", OFFICERS | {"supervisor", "adjudicator"}),
        ("/api/contests/one/units/t2/acts", OFFICERS | {"adjudicator"}),
        ("/api/contests/one/statement", EVERY - {"administrator", "screen"}),
        ("/api/boards/progress", EVERY),
        ("/api/boards/verification", EVERY - {"administrator", "screen"}),
        ("/api/boards/result-one", OFFICERS),
        ("/api/boards/pulse", EVERY - {"screen"}),
        ("/boards/progress", EVERY),
        ("/boards/result-one", OFFICERS),
        ("/api/boards/turnout", EVERY - {"administrator", "screen"}),
        ("/api/boards/announcement", EVERY),
        ("/api/boards/recount", EVERY),
        ("/api/boards/devices", OFFICERS | {"administrator"}),
        ("/api/boards/device-1", set()),
        ("/api/device", EVERY),
        ("/api/devices", OFFICERS | {"administrator"}),
        ("/devices", OFFICERS | {"administrator"}),
        ("/screen", EVERY),
        ("/enrol", EVERY),
        ("/floor", OFFICERS),
        ("/contest/one", OFFICERS),
        ("/unit/t1", OFFICERS | {"supervisor"}),
        ("/boxes", OFFICERS | {"verification"}),
        ("/adjudication", OFFICERS | {"adjudicator"}),
        ("/results", OFFICERS | {"results", "supervisor"}),
    ],
)
def test_who_may_use_which_address(hall: House, path: str, allowed: set[str]) -> None:
    assert roles_with(hall, 200, path) == allowed
    assert roles_with(hall, 403, path) == EVERY - allowed


@pytest.mark.parametrize(
    "path",
    [
        "/api/contests/nothing",
        "/api/contests/nothing/units/t1/acts",
        "/api/contests/one/units/nothing/acts",
        "/api/contests/one/units/t3/acts",  # counts the other contest
        "/api/boards/nothing",
        "/api/boards/result-nothing",
        "/contest/nothing",
        "/unit/nothing",
    ],
)
def test_what_there_is_not(hall: House, path: str) -> None:
    assert hall.rose.get(path).status_code == 404


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "", "٣", "1" * 16, "1;drop"])
def test_a_page_of_the_ledger_begins_after_a_number(hall: House, after: str) -> None:
    assert hall.rose.get(f"/api/ledger?after={after}").status_code == 422


def test_a_supervisor_is_shown_to_their_own_unit(hall: House) -> None:
    sue = person(hall, "supervisor")
    answer = hall.http.get("/unit/t2", headers=sue.bearer, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/unit/t1")


@pytest.mark.parametrize("role", ROLES)
def test_everybody_is_led_to_a_page_they_may_open(hall: House, role: str) -> None:
    answer = person(hall, role).get("/")
    assert answer.status_code == 200
    assert answer.url.path == person(hall, role).get("/api/me").json()["home"]


# ------------------------------------------------------------------------------------ who may record which act

RECORDERS: dict[str, set[str]] = {
    "account": {"verification"},
    "box-received": {"verification"},
    "box-counted": {"verification"},
    "strayed": {"verification"},
    "handed-over": {"verification"},
    "retrieved": {"verification"},
    "box-verified": {"verification"},
    "box-added": set(),
    "box-not-used": set(),
    "unit-added": set(),
    "verification-closed": set(),
    "mixed": {"supervisor", "verification"},
    "handed": {"supervisor"},
    "bundle": {"supervisor"},
    "block": {"supervisor"},
    "sheet": {"supervisor"},
    "doubtful": {"supervisor"},
    "papers-read": {"results"},
    "sorted": {"supervisor"},
    "unit-total": {"results", "supervisor"},
    "unit-closed": {"supervisor"},
    "explained": {"supervisor", "verification"},
    "provisional": set(),
    "recount": set(),
    "released": set(),
    "constituency-seats": set(),
    "announced": set(),
    "attended": set(),
    "paused": set(),
    "resumed": set(),
    "survivors": {"collator"},
    "submitted": {"collator"},
    "read-back": {"collator"},
    "accepted": {"collator"},
    "directed": {"collator"},
    "published": {"collator"},
    # Whoever could have recorded the act that is struck, agreed to or declined.
    "struck": {"verification", "supervisor", "adjudicator", "results", "collator"},
    "agreed": {"verification", "supervisor", "adjudicator", "results", "collator"},
    "declined": {"verification", "supervisor", "adjudicator", "results", "collator"},
}
"""Who may record an act besides the officers, who may record all of these."""
RETURNING_OFFICERS = {
    "lot", "overridden", "declared", "oral-correction", "corrected", "found-after", "cancelled",
}  # fmt: skip


@pytest.mark.parametrize("act", sorted(acts.VOCABULARY))
def test_who_may_record_which_act(hall: House, act: str) -> None:
    """Everybody else is refused before anything else of the act is looked at."""
    if act in RETURNING_OFFICERS:
        allowed = {"returning-officer"}
    elif act == "adjudicated":
        allowed = {"adjudicator"}
    else:
        allowed = RECORDERS[act] | OFFICERS
    before = entries(hall)
    for role in ROLES:
        answer = person(hall, role).act("one", act, no_such_field=1)
        expected = 422 if role in allowed else 403
        assert (answer.status_code, role) == (expected, role), answer.text
        if expected == 403:
            assert answer.json()["refused"] == "who"
            assert answer.json()["fields"] == {}
    assert entries(hall) == before


@pytest.mark.parametrize(
    "act", ["mixed", "bundle", "doubtful", "sorted", "unit-closed", "block", "sheet"]
)
def test_a_supervisor_records_for_one_unit(hall: House, act: str) -> None:
    assert hall.sue("t1").act("one", act, unit="t1", no_such_field=1).status_code == 422
    assert hall.sue("t1").act("one", act, unit="t2", no_such_field=1).status_code == 403
    assert hall.sue("t2").act("one", act, unit="t1", no_such_field=1).status_code == 403


def test_a_blind_total_is_claimed_by_another_supervisor(hall: House) -> None:
    assert hall.sue("t1").act("one", "unit-total", unit="t1").status_code == 403
    assert hall.sue("t2").act("one", "unit-total", unit="t1").status_code == 422


def test_papers_are_handed_over_by_either_supervisor_and_by_no_third(hall: House) -> None:
    ends = {"from_unit": "t1", "to_unit": "t2"}
    assert hall.sue("t1").act("one", "handed", **ends).status_code == 422
    assert hall.sue("t2").act("one", "handed", **ends).status_code == 422
    assert hall.sue("t3").act("one", "handed", **ends).status_code == 403


def test_an_officer_decides_doubtful_papers_only_as_the_adjudicator(hall: House) -> None:
    decided = {"unit": "t1", "good": [], "returned": 1, "rejected": {}}
    assert hall.rose.act("one", "adjudicated", **decided).status_code == 403
    assert hall.dan.act("one", "adjudicated", **decided).status_code == 403
    appointed = hall.person("adjudicator", name="Dan")
    answer = appointed.act("one", "adjudicated", **{**decided, "returned": 0})
    assert answer.status_code == 422


# -------------------------------------------------------------------------------------- what each role is told

SECRET_KEYS = {"totals", "unused", "provisional", "result"}


def told(hall: House, role: str) -> dict[str, Any]:
    return person(hall, role).sees("one")


def test_the_standing_has_the_keys_of_the_contract(hall: House) -> None:
    standing = told(hall, "returning-officer")
    for key in (
        "contest", "state", "attempt", "electorate", "verified", "accounted", "totals", "rejected",
        "unused", "findings", "needs", "seen", "units", "boxes",
    ):  # fmt: skip
        assert key in standing, key
    for key in (
        "name", "kind", "system", "seats", "bundle_size", "rehearsal", "candidates", "grounds",
        "unaccounted", "doubtful", "handed_over", "turnout", "agreements", "provisional",
        "verification_closed", "uncontested", "result",
    ):  # fmt: skip
        assert key in standing, key
    assert standing["contest"] == "one"
    assert standing["state"] == "counting"
    assert (standing["verified"], standing["accounted"], standing["unaccounted"]) == (100, 38, 62)
    assert standing["totals"] == {"bold": 27, "grantly": 10, "harding": 0}
    assert standing["rejected"] == {"official-mark": 1}
    assert standing["turnout"] == {"papers": 100, "electorate": 400, "percent": "25.00"}
    assert [c["candidate"] for c in standing["candidates"]] == ["bold", "grantly", "harding"]
    assert re.fullmatch(r"[0-9A-Z]{8}", standing["seen"])
    unit = standing["units"]["t1"]
    assert (unit["state"], unit["papers"], unit["accounted"], unit["unsorted"]) == (
        "open",
        100,
        38,
        62,
    )
    assert unit["totals"] == {"bold": 27, "grantly": 10, "harding": 0}
    box = standing["boxes"]["b1"]
    assert (box["state"], box["expected"], box["counted"], box["verified"]) == (
        "verified",
        60,
        [60],
        60,
    )


@pytest.mark.parametrize("role", sorted(EVERY - OFFICERS))
def test_no_figure_of_a_candidate_is_told_before_release(hall: House, role: str) -> None:
    """But to officers, and to a supervisor of the supervisor's own unit."""
    standing = told(hall, role)
    assert not SECRET_KEYS & set(standing)
    assert standing["candidates"], "the names are no secret"
    for name, unit in standing.get("units", {}).items():
        own = role == "supervisor" and name == "t1"
        assert ("totals" in unit) == own, name
        assert ("unused" in unit) == own, name


def test_progress_is_no_secret_in_the_hall_and_box_figures_are_for_those_who_watch(
    hall: House,
) -> None:
    for role in sorted(EVERY - {"administrator"}):
        standing = told(hall, role)
        assert (standing["verified"], standing["accounted"]) == (100, 38)
        assert standing["units"]["t1"]["accounted"] == 38
        assert ("boxes" in standing) == (role != "screen"), role


def test_whoever_runs_the_machines_is_told_no_figure(hall: House) -> None:
    standing = told(hall, "administrator")
    for key in (
        "verified",
        "accounted",
        "totals",
        "rejected",
        "units",
        "boxes",
        "findings",
        "turnout",
    ):
        assert key not in standing


def test_the_code_over_the_figures_is_the_same_for_every_role(hall: House) -> None:
    watching = EVERY - {"administrator", "screen"}  # who are told of progress alone, or of nothing
    codes = {told(hall, role)["seen"] for role in sorted(watching)}
    assert len(codes) == 1


def test_an_answer_tells_no_more_than_the_standing_does(one: House) -> None:
    one.mixed("one", "t1", b1=60, b2=40)
    said = one.sue().does("one", "bundle", unit="t1", candidate="bold", papers=25)
    assert re.fullmatch(r"[0-9a-f]{64}", said["digest"])
    assert "totals" not in said["standing"]
    assert said["standing"]["units"]["t1"]["totals"]["bold"] == 25
    said = one.ron.does("one", "unit-total", unit="t1", totals={"bold": 24}, rejected=0)
    assert said["agrees"] is False
    assert "totals" not in said["standing"]["units"]["t1"], "a differing claim unlocks nothing"
    said = one.ron.does("one", "unit-total", unit="t1", totals={"bold": 25}, rejected=0)
    assert said["agrees"] is True
    assert said["standing"]["units"]["t1"]["totals"]["bold"] == 25
    assert "totals" not in said["standing"]
    # Another bundle, and the claim agrees no more.
    one.sue().does("one", "bundle", unit="t1", candidate="bold", papers=25)
    assert "totals" not in one.ron.sees("one")["units"]["t1"]


def test_the_acts_of_a_unit_are_for_those_who_may_correct_them(hall: House) -> None:
    path = "/api/contests/one/units/t1/acts"
    for reader in (hall.sue(), hall.dan):
        said = reader.get(path).json()["acts"]
        assert [e["seq"] for e in said] == sorted((e["seq"] for e in said), reverse=True)
        assert {e["act"] for e in said} == {"mixed", "bundle", "doubtful", "adjudicated"}
        assert all(e["struck"] is False for e in said)
        assert all({"seq", "id", "act", "by", "at"} <= set(e) for e in said)
    assert {e["act"] for e in hall.ada.get(path).json()["acts"]} == {"adjudicated"}
    other = hall.person("adjudicator", name="Abel")
    assert other.get(path).json()["acts"] == []


# ------------------------------------------------------------------------------------------------- the ledger


def test_the_ledger_is_in_order_and_says_who_did_what(hall: House) -> None:
    entries = hall.ledger()
    assert [e["seq"] for e in entries] == list(range(1, len(entries) + 1))
    assert [e["at"] for e in entries] == sorted(e["at"] for e in entries)
    for entry in entries:
        assert {"seq", "id", "act", "contest", "at", "by", "digest"} <= set(entry)
        assert str(uuid.UUID(entry["id"])) == entry["id"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", entry["at"])
    bundle = next(e for e in entries if e["act"] == "bundle")
    assert (bundle["contest"], bundle["by"], bundle["unit"], bundle["papers"]) == (
        "one", "Sue t1", "t1", 25,
    )  # fmt: skip
    last = entries[-1]["seq"]
    assert hall.rose.get(f"/api/ledger?after={last - 1}").json()["acts"] == entries[-1:]
    assert hall.rose.get(f"/api/ledger?after={last}").json() == {"acts": []}


# --------------------------------------------------------------------------------------------------- the boards


def boards(who: Person) -> set[str]:
    return {board["board"] for board in who.get("/api/boards").json()["boards"]}


def test_each_role_is_offered_the_boards_it_may_see(hall: House) -> None:
    for role in ROLES:
        who = person(hall, role)
        offered = boards(who)
        for board in ("progress", "verification", "result-one", "result-three"):
            seen = who.get(f"/api/boards/{board}").status_code == 200
            assert (board in offered) == seen, (role, board)
        assert "pulse" not in offered, "it is no picture"


def test_a_frame_is_what_the_contract_says(hall: House) -> None:
    for board in ("progress", "verification", "result-one"):
        frame = hall.rose.get(f"/api/boards/{board}").json()
        assert set(frame) == {"board", "epoch", "seq", "html", "data"}
        assert (frame["board"], frame["epoch"]) == (board, 1)
        assert 0 <= frame["seq"] <= len(hall.ledger())
        assert "REHEARSAL" in frame["html"]


@pytest.mark.parametrize(
    ("where", "fields"),
    [
        ("", {"board": "result", "contest": "one"}),
        ("", {"board": "result-one"}),
        ("", {"board": "result"}),
        ("one", {"board": "result"}),
        ("one", {"board": "result-one"}),
    ],
)
@pytest.mark.parametrize("early", [True, False], ids=["before", "after"])
def test_a_result_is_shown_once_declared_and_released_in_whatever_order(
    one: House, where: str, fields: dict[str, str], early: bool
) -> None:
    wall, board = one.person("screen"), "/api/boards/result-one"
    if early:
        one.rose.does(where, "released", **fields)
        assert "BOLD" not in wall.get(board).text
    one.mixed("one", "t1", b1=60, b2=40)
    one.bundled("t1", bold=75, grantly=25)
    one.rose.does("one", "verification-closed")
    one.claimed("one", "t1", {"bold": 75, "grantly": 25})
    one.shared("one")
    one.declared("one")
    if not early:
        assert wall.get(board).status_code == 403
        assert "BOLD" not in one.dan.get(board).text, "declared, but not to be shown yet"
        assert "totals" not in one.person("observer").sees("one")
        one.dan.does(where, "released", **fields)
    frame = wall.get(board)
    assert frame.status_code == 200
    assert "BOLD" in frame.text
    assert "ELECTED" in frame.text
    assert "75" in frame.text
    assert one.person("observer").sees("one")["totals"] == {"bold": 75, "grantly": 25, "harding": 0}
    assert one.person("observer").sees("one")["result"]["elected"] == ["bold"]
    assert "result-one" in boards(wall)


def test_a_real_hall_says_rehearsal_nowhere(tmp_path: Path) -> None:
    with house(tmp_path, rehearsal=False) as made:
        assert made.rose.sees("one")["rehearsal"] is False
        assert "REHEARSAL" not in made.rose.get("/api/boards/progress").text


# ---------------------------------------------------------------------------------------------- for machines


def test_the_description_covers_the_contract_and_every_reference_in_it_holds(hall: House) -> None:
    said = hall.http.get("/api/openapi.json").json()
    assert said["openapi"].startswith("3.1")
    for path in (
        "/api/contests/{contest}/acts", "/api/acts", "/api/contests", "/api/contests/{contest}",
        "/api/ledger", "/api/boards", "/api/boards/{board}", "/live/{board}", "/healthz", "/readyz",
        "/metrics",
    ):  # fmt: skip
        assert path in said["paths"], path
    names = said["paths"]["/api/acts"]["post"]["requestBody"]["content"]["application/json"][
        "schema"
    ]["discriminator"]["mapping"]
    assert set(names) == set(acts.VOCABULARY)
    schemas = said["components"]["schemas"]
    for ref in re.findall(r'"#/components/schemas/(\w+)"', hall.http.get("/api/openapi.json").text):
        assert ref in schemas, ref


def test_metrics_tell_nothing_of_an_election(hall: House) -> None:
    answer = hall.http.get("/metrics")
    assert answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    lines = answer.text.splitlines()
    assert len(lines) == 3 * len(METRICS)
    for name, (kind, words) in METRICS.items():
        helped, typed, figure, *lines = lines
        assert helped == f"# HELP counthall_{name} {words}"
        assert typed == f"# TYPE counthall_{name} {kind}"
        assert re.fullmatch(rf"counthall_{name} \d+", figure), figure
        assert name.endswith("_total") is (kind == "counter")


def test_contests_are_listed_with_their_state(hall: House) -> None:
    assert hall.person("screen").get("/api/contests").json() == {
        "contests": [
            {
                "contest": "one",
                "name": "Cathedral Close",
                "state": "counting",
                "units": ["t1", "t2"],
            },
            {"contest": "three", "name": "Hill and Framley", "state": "verifying", "units": ["t3"]},
        ]
    }


# ------------------------------------------------------------------------------------------ second counts


@pytest.fixture
def mayoral(tmp_path: Path) -> Iterator[House]:
    """A mayor's first count is done: nobody has more than half, and 25 papers are to be sorted."""
    with house(tmp_path, contests=MAYORAL) as opened:
        votes = {"bold": 50, "grantly": 45, "harding": 25}
        opened.mixed("one", "t1", b1=60, b2=60)
        opened.bundled("t1", **votes)
        opened.claimed("one", "t1", votes)
        opened.rose.does("one", "verification-closed")
        yield opened


def codes(hall: House) -> set[str]:
    """The findings that stand in the way, but for what an officer has still to share."""
    found = hall.rose.sees("one")["findings"]
    return {f["code"] for f in found if f["severity"] == "blocks"} - {"provisional-needed"}


def test_papers_to_sort_are_a_need_of_the_contest(mayoral: House) -> None:
    needs = mayoral.rose.sees("one")["needs"]["papers"]
    asked = {name: needs[name] for name in ("value", "papers", "next_for", "of", "sorted")}
    assert asked == {
        "value": "1", "papers": 25, "next_for": ["bold", "grantly"], "of": ["harding"], "sorted": 0,
    }  # fmt: skip
    assert codes(mayoral) == {"papers-to-sort"}
    answer = mayoral.rose.act("one", "provisional", told=["agents"], seen="AAAAAAAA")
    assert answer.json()["refused"] == "gate"


def test_what_is_sorted_must_be_asked_for_and_by_a_unit_of_the_contest(mayoral: House) -> None:
    parcel = mayoral.rose.sees("one")["needs"]["papers"]["parcel"]
    fields: dict[str, Any] = {"next": {"bold": 5}, "none": 0}

    def sort(person: Person, **changed: Any) -> tuple[int, str, set[str]]:
        said = {"unit": "t1", "parcel": parcel, **fields, **changed}
        answer = person.act("one", "sorted", **said)
        body = answer.json()
        return answer.status_code, body.get("refused", ""), set(body.get("fields", {}))

    sue, dan = mayoral.sue(), mayoral.dan
    assert sort(mayoral.sue("t2")) == (403, "who", set()), "another table's supervisor"
    assert sort(mayoral.sue("t3"), unit="t3") == (422, "malformed", {"unit"}), "another contest's"
    assert sort(dan, unit="t3") == (422, "malformed", {"unit"})
    assert sort(sue, parcel="second-preferences-0") == (409, "state", {"parcel"})
    assert sort(sue, next={"harding": 5}) == (409, "state", {"next"}), "who is out gets no papers"
    assert sort(sue, next={"nobody": 5}) == (422, "malformed", {"next"})
    assert sort(sue, rejected={"official-mark": 1, "no-first-preference": 1})[:2] == (
        422,
        "malformed",
    )
    assert sort(sue, next={}, none=0) == (422, "malformed", {"none"})
    assert sort(sue, attempt=2) == (409, "attempt", {"attempt"})
    assert mayoral.rose.sees("one")["needs"]["papers"]["sorted"] == 0, (
        "nothing refused left a trace"
    )


def test_a_parcel_sorted_over_its_papers_blocks_until_one_act_is_struck(mayoral: House) -> None:
    parcel = mayoral.rose.sees("one")["needs"]["papers"]["parcel"]
    one, two = str(uuid.uuid4()), str(uuid.uuid4())
    mayoral.sue().does("one", "sorted", id=one, unit="t1", parcel=parcel, next={"bold": 20}, none=0)
    mayoral.sue("t2").does(
        "one", "sorted", id=two, unit="t2", parcel=parcel, next={"grantly": 5}, none=5
    )
    assert codes(mayoral) == {"papers-to-sort", "parcel-over"}
    proposed = mayoral.sue("t2").proposes("one", "struck", strikes=two, reason="five are table 1's")
    mayoral.dan.agrees("one", proposed)
    assert codes(mayoral) == {"papers-to-sort"}
    mayoral.sue("t2").does("one", "sorted", unit="t2", parcel=parcel, next={"grantly": 5}, none=0)
    assert codes(mayoral) == set()
    mayoral.shared("one")
    assert mayoral.declared("one")["standing"]["result"]["elected"] == ["bold"]
    titles = [stage["title"] for stage in mayoral.rose.sees("one")["stages"]]
    assert titles == ["First count", "Second preferences", "Total of both counts"]


def test_a_bundle_struck_after_the_second_count_takes_its_question_away(mayoral: House) -> None:
    parcel = mayoral.rose.sees("one")["needs"]["papers"]["parcel"]
    mayoral.sue().does("one", "sorted", unit="t1", parcel=parcel, next={"bold": 20}, none=5)
    assert codes(mayoral) == set()
    bundle = next(act["id"] for act in mayoral.ledger() if act["act"] == "bundle")
    mayoral.dan.agrees(
        "one", mayoral.sue().proposes("one", "struck", strikes=bundle, reason="wrong")
    )
    assert {"sorted-not-asked", "papers-unaccounted"} <= codes(mayoral)
    answer = mayoral.rose.act(
        "one", "overridden", findings=["sorted-not-asked"], reason="it is fine"
    )
    assert answer.json()["refused"] == "gate"
