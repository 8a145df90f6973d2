"""The page of the declaration: for officers until it is declared and released, then for everybody signed in."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from count.roles import OFFICERS, ROLES
from tests.count.client import House, house

PROVISIONAL = "PROVISIONAL FIGURES, NOT A DECLARATION"
TOTALS = {"bold": 75, "grantly": 25}


def counted(made: House) -> House:
    made.mixed("one", "t1", b1=60, b2=40)
    made.bundled("t1", **TOTALS)
    made.rose.does("one", "verification-closed")
    made.claimed("one", "t1", TOTALS)
    return made


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A contest that is counted and not yet declared."""
    with house(tmp_path_factory.mktemp("hall")) as made:
        yield counted(made)


def readers(hall: House, contest: str = "one") -> set[str]:
    people = {role: hall.person(role, unit="t1" if role == "supervisor" else "") for role in ROLES}
    answers = {role: who.get(f"/declaration/{contest}") for role, who in people.items()}
    assert {answer.status_code for answer in answers.values()} <= {200, 403}
    for answer in answers.values():
        assert answer.status_code == 200 or "75" not in answer.text
    return {role for role, answer in answers.items() if answer.status_code == 200}


def test_before_the_declaration_it_is_for_officers_and_says_what_it_is_not(hall: House) -> None:
    assert readers(hall) == OFFICERS
    page = hall.rose.get("/declaration/one").text
    assert PROVISIONAL in page
    assert "Declaration of result" not in page
    assert "elected</td>" not in page.casefold()


def test_the_sheet_keeps_to_the_content_security_policy(hall: House) -> None:
    page = hall.rose.get("/declaration/one").text
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)
    scripts = re.findall(r"<script([^>]*)>", page)
    assert all("src=" in script or "application/json" in script for script in scripts)


def test_there_is_no_sheet_of_what_there_is_not(hall: House) -> None:
    assert hall.rose.get("/declaration/nothing").status_code == 404


def test_once_declared_and_released_everybody_reads_the_same_sheet(tmp_path: Path) -> None:
    with house(tmp_path) as one:
        counted(one).shared("one")
        assert "would be elected" in one.rose.get("/declaration/one").text
        one.declared("one")
        assert readers(one) == OFFICERS, "declared, but not to be shown yet"
        one.dan.does("one", "released", board="result-one")
        assert readers(one) == set(ROLES)
        page = one.person("observer").get("/declaration/one").text
        assert PROVISIONAL not in page
        assert page.index("BOLD John") < page.index("GRANTLY") < page.index("HARDING")
        assert "And I declare that John BOLD is duly elected for Cathedral Close." in page
        assert "seventy-five" in page
        declaring = next(entry for entry in one.ledger() if entry["act"] == "declared")
        assert re.findall(r"[0-9a-f]{64}", page) == [declaring["digest"]]
        assert "REHEARSAL" in page


def test_a_name_is_words_and_never_markup(tmp_path: Path) -> None:
    nasty = "<script>alert(1)</script>"
    names = f"contest,candidate,ballot_order,ballot_surname,party\none,a,1,{nasty},{nasty}\none,b,2,B,\n"
    names += "three,c,1,C,\nthree,d,2,D,\nthree,e,3,E,\nthree,f,4,F,\n"
    with house(tmp_path, candidates=names) as made:
        page = made.rose.get("/declaration/one").text
        assert nasty not in page
        assert "&lt;script&gt;" in page
