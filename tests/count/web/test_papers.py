"""Handing in a file of papers over HTTP: who may, what is kept, and what is said of a file that is not."""

import gzip
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from count.poll.roles import Role
from count.web import guard
from tests.count.client import SMALL, House, Person, house

WARD = (
    b"3,2,\n5,1,2,\n3,2,\n1,3,1,\n"
    b'"Candidate 1","Jane Roe","A (A)",\n"Candidate 2","Bo Tan","B (B)",\n'
    b'"Candidate 3","Cy Low","C (C)",\n"Ward 4",\n'
)
DIGEST = hashlib.sha256(WARD).hexdigest()
POLL: dict[str, Any] = {
    "contests": (
        "contest,name,kind,seats,electorate,bundle_size\n"
        "ward,Ward 4,scottish-local,2,400,25\nother,Ward 5,scottish-local,2,400,25\n"
    ),
    "candidates": (
        "contest,candidate,ballot_order,ballot_surname,ballot_forenames\n"
        + "".join(
            f"{ward},{name},{order},{surname},{forename}\n"
            for ward in ("ward", "other")
            for order, (name, surname, forename) in enumerate(
                [("roe", "ROE", "Jane"), ("tan", "TAN", "Bo"), ("low", "LOW", "Cy")]
                if ward == "ward"
                else [("khoo", "KHOO", "Al"), ("lim", "LIM", "Bea"), ("ng", "NG", "Ced")],
                start=1,
            )
        )
    ),
    "boxes": (
        "box,kind,name,place,contests,electorate\nb1,station,Hall,Hall,ward,400\n"
        "b2,station,School,School,other,400\n"
    ),
    "units": "unit,name,contests\nt1,Table 1,ward\nt2,Table 2,other\n",
}


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[House]:
    facts = SMALL["poll.toml"].replace('"england"', '"scotland"')
    with house(tmp_path, poll=facts, **POLL) as open_hall:
        yield open_hall


def hand_in(who: Person, data: bytes, contest: str = "ward") -> httpx.Response:
    return who.http.put(f"/api/contests/{contest}/papers", content=data, headers=who.bearer)


def kept(tmp_path: Path) -> list[str]:
    (folder,) = tmp_path.rglob("papers")
    return sorted(os.listdir(folder))


def test_a_file_is_kept_and_its_digest_told_but_no_figure(hall: House, tmp_path: Path) -> None:
    answer = hand_in(hall.ron, WARD)
    assert answer.status_code == 201
    assert answer.json() == {"file_digest": DIGEST, "papers": 9, "names_differ": []}
    assert hand_in(hall.ron, WARD).json() == answer.json()
    assert kept(tmp_path) == [DIGEST]
    assert hand_in(hall.ron, gzip.compress(WARD)).json()["papers"] == 9


def test_only_those_who_read_papers_hand_them_in(hall: House) -> None:
    readers: tuple[Role, ...] = ("results", "deputy", "returning-officer", "administrator")
    others: tuple[Role, ...] = ("observer", "screen", "verification", "adjudicator", "collator")
    for role in others:
        assert hand_in(hall.person(role), WARD).status_code == 403
    assert hand_in(hall.sue("t1"), WARD).status_code == 403
    for role in readers:
        assert hand_in(hall.person(role), WARD).status_code == 201
    bound = hall.person("results", name="Ray", contest="other")
    assert hand_in(bound, WARD).status_code == 403


def test_another_contests_file_and_a_broken_one_are_not_kept(hall: House, tmp_path: Path) -> None:
    wrong = hand_in(hall.ron, WARD, "other")
    assert wrong.status_code == 422
    assert "nobody whom the file names stands in this contest" in wrong.json()["faults"]
    broken = hand_in(hall.ron, WARD.replace(b"3,2,\n1", b"3,9,\n1"))
    assert broken.status_code == 422
    assert broken.json()["refused"] == "malformed"
    assert broken.json()["faults"][0].startswith("line 3: ")
    assert hand_in(hall.ron, b"").status_code == 422
    assert hand_in(hall.ron, gzip.compress(WARD)[:-9]).status_code == 422
    assert hand_in(hall.ron, WARD, "nowhere").status_code == 404
    assert kept(tmp_path) == []


def test_too_large_a_file_is_refused_before_it_is_read(
    hall: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert guard.largest_body("/api/contests/ward/papers") > 100_000_000
    assert guard.largest_body("/api/contests/ward/acts") == guard.LARGEST_BODY
    monkeypatch.setattr("count.web.guard.LARGEST_FILE", 50)
    assert hand_in(hall.ron, WARD).status_code == 413
    monkeypatch.setattr("count.storage.paper_store.LARGEST_FILE", 50)

    def pieces() -> Iterator[bytes]:  # without a length that could be looked at before
        yield WARD

    answer = hall.ron.http.post(
        "/api/contests/ward/papers", content=pieces(), headers=hall.ron.bearer
    )
    assert answer.status_code == 422
    assert "larger than 50 bytes" in answer.json()["faults"][0]
