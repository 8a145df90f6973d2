"""Who is shown which recorded acts to correct them, and that nobody learns more by it than they may see."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from count.poll.roles import ROLES
from tests.count.client import House, Person, house

RECORDERS = set(ROLES) - {"administrator", "observer", "screen"}
ABOUT_BOXES = {"account", "box-received", "box-counted", "box-verified"}


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """t1 and t2 have counted; two of the results desk and two adjudicators were at work."""
    with house(tmp_path_factory.mktemp("hall")) as made:
        made.mixed("one", "t1", b1=60)
        made.mixed("one", "t2", b2=40)
        made.bundled("t1", bold=25)
        made.bundled("t2", grantly=25)
        made.sue("t1").does("one", "doubtful", unit="t1", papers=2)
        decided = {"unit": "t1", "good": [], "returned": 0, "rejected": {"too-many": 1}}
        for name in ("Ada", "Abel"):
            made.person("adjudicator", name=name).does("one", "adjudicated", **decided)
        made.ron.does("one", "unit-total", unit="t1", totals={"bold": 25}, rejected=2)
        rita = made.person("results", name="Rita")
        rita.does("one", "unit-total", unit="t2", totals={"grantly": 25}, rejected=0)
        made.sue("t1").does("one", "unit-total", unit="t2", totals={"grantly": 24}, rejected=0)
        yield made


@pytest.fixture
def one(tmp_path: Path) -> Iterator[House]:
    """A hall in which a test may strike what it likes."""
    with house(tmp_path) as made:
        yield made


def acts(who: Person, query: str = "") -> list[dict[str, Any]]:
    answer = who.get(f"/api/contests/one/acts{query}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["acts"]
    return found


def names(who: Person, query: str = "") -> set[str]:
    return {act["act"] for act in acts(who, query)}


def test_recorders_may_ask_and_nobody_else(hall: House) -> None:
    people = {role: hall.person(role, unit="t1" if role == "supervisor" else "") for role in ROLES}
    asked = {role: who.get("/api/contests/one/acts").status_code for role, who in people.items()}
    assert {role for role, status in asked.items() if status == 200} == RECORDERS
    assert {status for role, status in asked.items() if role not in RECORDERS} == {403}
    assert hall.rose.get("/api/contests/nothing/acts").status_code == 404


def test_verification_staff_see_acts_of_boxes_and_what_was_mixed(hall: House) -> None:
    assert names(hall.vera) == ABOUT_BOXES | {"mixed"}


def test_the_results_desk_sees_only_blind_totals_of_its_own(hall: House) -> None:
    assert [(act["act"], act["unit"], act["by"]) for act in acts(hall.ron)] == [
        ("unit-total", "t1", "Ron")
    ]


def test_a_supervisor_sees_the_own_unit_but_no_blind_total(hall: House) -> None:
    """Not even the total that this supervisor claimed of another unit: an officer strikes that."""
    found = acts(hall.sue("t1"))
    assert {act["act"] for act in found} == {"mixed", "bundle", "doubtful"}
    assert {act["unit"] for act in found} == {"t1"}


def test_adjudicators_see_their_own_decisions(hall: House) -> None:
    for name in ("Ada", "Abel"):
        found = acts(hall.person("adjudicator", name=name))
        assert [(act["act"], act["by"]) for act in found] == [("adjudicated", name)]


def test_officers_see_everything_newest_first(hall: House) -> None:
    for officer in (hall.rose, hall.dan):
        found = acts(officer)
        assert {act["act"] for act in found} == ABOUT_BOXES | {
            "mixed", "bundle", "doubtful", "adjudicated", "unit-total",
        }  # fmt: skip
        numbers = [act["seq"] for act in found]
        assert numbers == sorted(numbers, reverse=True)
        assert not any(act["struck"] for act in found)
        assert names(officer, "?of=contest") == ABOUT_BOXES


def test_somebody_bound_to_another_contest_sees_nothing_of_this_one(hall: House) -> None:
    bound = hall.person("verification", name="Val", contest="three")
    assert acts(bound) == []


def test_what_is_struck_says_so_and_what_only_waits_is_not_there(one: House) -> None:
    one.verified("one", b1=60)
    wrong = one.vera.act("one", "box-verified", box="b1", papers=61)
    assert wrong.status_code == 202
    counted = next(act for act in acts(one.vera) if act["act"] == "box-counted")
    proposed = one.vera.proposes("one", "struck", strikes=counted["id"], reason="misread")
    assert [act["papers"] for act in acts(one.vera) if act["act"] == "box-verified"] == [60]
    one.dan.agrees("one", proposed)
    struck = {act["id"] for act in acts(one.vera) if act["struck"]}
    assert struck == {counted["id"]}
    assert "struck" not in names(one.rose), "a strike is never struck"


def test_a_deputy_is_not_offered_what_only_the_returning_officer_may_strike(one: House) -> None:
    one.mixed("one", "t1", b1=60, b2=40)
    one.bundled("t1", bold=50, grantly=50)
    one.rose.does("one", "verification-closed")
    one.claimed("one", "t1", {"bold": 50, "grantly": 50})
    among = ["bold", "grantly"]
    drawn = {"among": among, "chosen": ["bold"], "to": "elect", "method": "straws"}
    one.rose.does("one", "lot", **drawn, witnesses=["Dr Grantly"])
    assert "lot" in names(one.rose)
    assert "lot" not in names(one.dan)
    assert {"verification-closed", "unit-closed"} <= names(one.dan)


def test_the_acts_of_an_earlier_count_are_read_but_not_struck(one: House) -> None:
    one.mixed("one", "t1", b1=60)
    one.bundled("t1", bold=25)
    again = {"kind": "full", "asked_by": "Dr Grantly", "granted": True, "reason": "close"}
    one.rose.does("one", "recount", scope={"unit": "t1"}, **again)
    assert not {"bundle", "mixed", "recount"} & names(one.rose)
    one.sue().does("one", "bundle", unit="t1", candidate="bold", papers=24, attempt=2)
    assert [act["papers"] for act in acts(one.sue())] == [24]


def test_whoever_is_shown_an_act_may_propose_to_strike_it(one: House) -> None:
    one.mixed("one", "t1", b1=60)
    one.bundled("t1", bold=25)
    one.sue().does("one", "doubtful", unit="t1", papers=1)
    decided = {"good": [], "returned": 0, "rejected": {"too-many": 1}}
    one.ada.does("one", "adjudicated", unit="t1", **decided)
    one.ron.does("one", "unit-total", unit="t1", totals={"bold": 25}, rejected=1)
    for who in (one.ron, one.ada, one.sue(), one.vera):
        for act in acts(who):
            proposed = who.proposes("one", "struck", strikes=act["id"], reason="a test")
            one.rose.does("one", "declined", to=proposed[0])
