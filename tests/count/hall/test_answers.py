"""What somebody is told: their act's number, what it led to, and how things stand."""

from typing import Any

import pytest

from count.hall.answers import Answers
from count.hall.books import Books
from count.ledger.entry import Entry
from count.poll.roles import Visitor
from tests.count.halls import (
    EVERYBODY,
    OBI,
    OLIVE,
    ROSE,
    SUE,
    VERA,
    WARD,
    Said,
    Story,
    body,
    bringing,
    bundle,
    counting,
    night,
    verification,
)


def teller(said: list[Said]) -> tuple[Answers, Entry]:
    """Somebody who tells of a night so far, and its newest entry."""
    story = Story().tell_all(said)
    books = Books(story.poll, story.entries)
    return Answers(books, story.codes, story.at, rehearsal=True), story.entries[-1]


def answer(said: list[Said], visitor: Visitor = OLIVE) -> dict[str, Any]:
    tells, entry = teller(said)
    return tells.answer(entry, "d1", visitor)


ON_THE_TABLE = [*verification(), *bringing()]


def test_an_answer_has_the_number_the_digest_the_findings_and_the_standing() -> None:
    said = answer([*ON_THE_TABLE, (SUE, bundle("mead", 25))])
    assert set(said) == {"seq", "digest", "findings", "standing"}
    assert (said["seq"], said["digest"]) == (len(ON_THE_TABLE) + 1, "d1")
    assert said["standing"]["totals"]["mead"] == 25
    assert said["standing"]["rehearsal"] is True


def test_an_answer_names_what_concerns_the_act_and_not_the_work_still_to_be_done() -> None:
    assert answer([*ON_THE_TABLE, (SUE, bundle("mead", 25))])["findings"] == []
    over = answer([*ON_THE_TABLE, (SUE, bundle("mead", 125))])
    assert {f["code"] for f in over["findings"]} == {"papers-over", "candidate-above-papers"}
    elsewhere = answer(
        [*ON_THE_TABLE, (SUE, bundle("mead", 125)), (VERA, body("account", box="b1", stated=60))]
    )
    assert elsewhere["findings"] == []
    variance = answer([*ON_THE_TABLE, (VERA, body("account", box="b1", stated=59))])
    assert [f["code"] for f in variance["findings"]] == ["box-variance"]


def test_an_answer_tells_nobody_more_than_looking_does() -> None:
    said = [*ON_THE_TABLE, (SUE, bundle("mead", 125))]
    for visitor in EVERYBODY:
        tells, entry = teller(said)
        answered = tells.answer(entry, "d1", visitor)
        assert answered["standing"] == tells.standing(WARD, visitor)
        secret = "candidate-above-papers" in {f["code"] for f in answered["findings"]}
        assert secret is (visitor.officer or visitor is SUE), visitor.role


@pytest.mark.parametrize(("mead", "agrees"), [(50, True), (51, False)])
def test_whoever_claims_a_total_hears_whether_it_agrees(mead: int, agrees: bool) -> None:
    total = {"totals": {"mead": mead, "amin": 41, "khoo": 26}, "rejected": 3}
    said = [*ON_THE_TABLE, *counting(), (ROSE, body("unit-total", unit="t1", **total))]
    answered = answer(said, ROSE)
    assert answered["agrees"] is agrees
    assert ("totals" in answered["standing"]["units"]["t1"]) is agrees


def test_a_proposal_says_that_it_awaits_agreement_and_what_was_seen() -> None:
    tells, entry = teller([(VERA, body("box-verified", box="b1", papers=61))])
    assert tells.answer(entry, "d1", VERA) == {
        "awaits": "agreement",
        "seq": 1,
        "digest": "d1",
        "seen": entry.awaits,
    }


def test_an_act_of_the_whole_hall_has_no_standing() -> None:
    story = Story()
    entry = story.tell(OLIVE, "announced", words="Ten minutes.")._replace(contest="")
    tells = Answers(Books(story.poll, [entry]), story.codes, story.at, rehearsal=False)
    assert tells.answer(entry, "d1", OLIVE) == {
        "seq": 1,
        "digest": "d1",
        "findings": [],
        "standing": {},
    }


def test_what_was_found_is_asked_once() -> None:
    tells, _ = teller(night())
    assert tells.found(WARD) is tells.found(WARD)
    assert tells.standing(WARD, OBI)["findings"] == tells.standing(WARD, ROSE)["findings"]
