"""The recorder: one act at a time, durable before it is seen, and a bad one alone in its misfortune."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from count.hall.hall import Hall, NoSuchContest
from count.poll.roles import Visitor
from count.recording.refusals import NotThisPerson
from tests.count.hall.entries import last
from tests.count.halls import (
    ADA,
    COLIN,
    DORA,
    EVERYBODY,
    OBI,
    OLIVE,
    PARISH,
    ROSE,
    RUTH,
    SAM,
    SUE,
    VERA,
    WARD,
    OpenHall,
    block,
    body,
    bringing,
    bundle,
    counting,
    night,
    open_hall,
    sheet,
    small_poll,
    verification,
    verifying,
)

# ------------------------------------------------------------------------------------- one act, answered


async def test_an_act_is_answered_with_its_number_digest_findings_and_standing(
    table: OpenHall,
) -> None:
    answer = await table.post(SUE, bundle("mead", 25))
    assert answer.status == 201
    assert set(answer.body) >= {"seq", "digest", "findings", "standing"}
    assert answer.body["seq"] == table.hall.chain.seq
    assert answer.body["digest"] == table.hall.digest(table.hall.books.entries[last(table).id])
    assert answer.body["standing"]["units"]["t1"]["totals"]["mead"] == 25
    assert answer.body["findings"] == []


async def test_the_answer_names_what_the_act_led_to_in_plain_words(table: OpenHall) -> None:
    answer = await table.post(SUE, bundle("mead", 125))
    assert {f["code"] for f in answer.body["findings"]} == {"papers-over", "candidate-above-papers"}


async def test_a_whole_night_is_declared(hall: OpenHall) -> None:
    await hall.declare()
    shown = await hall.show()
    assert shown["state"] == "declared"
    assert shown["result"]["elected"] == ["mead"]
    assert (shown["result"]["declared_by"], shown["result"]["seconded_by"]) == (
        OLIVE.name,
        DORA.name,
    )


@pytest.mark.parametrize("seats", [2, 3])
async def test_a_whole_night_of_several_seats_is_declared(tmp_path: Path, seats: int) -> None:
    async with open_hall(tmp_path, seats) as hall:
        await hall.declare(seats)
        assert (await hall.show())["result"]["elected"] == ["mead", "amin", "baker"][:seats]


# ----------------------------------------------------------------------------------- in which order asked


async def test_what_is_wrong_is_asked_in_one_order(table: OpenHall) -> None:
    """No such contest, then never this person, then malformed, then not now."""
    wrong = body("bundle", unit="t2", candidate="nobody", papers=-1)
    with pytest.raises(NoSuchContest):
        await table.post(OBI, wrong, contest="moon")
    await table.refused("who", OBI, wrong)
    await table.refused("who", SUE, wrong)
    refused = await table.refused("malformed", SAM, wrong)
    assert set(refused.fields) == {"candidate", "papers"}
    await table.refused("state", SAM, bundle("mead", 5, unit="t2"))


async def test_who_may_never_is_told_so_looking_only_at_the_act_and_its_unit(
    table: OpenHall,
) -> None:
    for who in EVERYBODY:
        if who.role in ("observer", "screen", "administrator", "collator", "results"):
            await table.refused("who", who, {"act": "bundle", "unit": "t1"})
    await table.refused("malformed", SUE, {"act": "bundle", "unit": "t1"})


@pytest.mark.parametrize(
    "posted", [{}, {"act": 5}, {"act": ["bundle"]}, {"act": "set"}, {"act": None}]
)
async def test_what_is_no_act_is_malformed(hall: OpenHall, posted: dict[str, Any]) -> None:
    for contest in (WARD, None):
        refused = await hall.refused("malformed", OLIVE, posted, contest)
        assert "act" in refused.fields


# -------------------------------------------------------------------------------------- sent once or often


async def test_a_refused_act_leaves_no_trace_and_its_id_stays_free(table: OpenHall) -> None:
    posted, before = bundle("mead", 25), await table.show()
    await table.refused("who", OBI, posted)
    await table.refused("malformed", SUE, {**posted, "papers": 0})
    await table.refused("attempt", SUE, {**posted, "attempt": 2})
    assert await table.show() == before
    assert (await table.post(SUE, posted)).status == 201


async def test_an_act_that_fitted_once_may_be_resent_when_it_no_longer_would(
    hall: OpenHall,
) -> None:
    chapel = body("box-added", box="b9", kind="station", name="Chapel", contests=[WARD], electorate=80,
                  reason="left off")  # fmt: skip
    proposed = await hall.post(DORA, chapel, None)
    await hall.tell(OLIVE, "agreed", None, to=chapel["id"], seen=proposed.body["seen"])
    assert (await hall.post(DORA, chapel, None)).status == 200
    table = body("unit-added", unit="t9", name="Table 9", contests=[WARD])
    assert [(await hall.post(DORA, table)).status for _ in range(2)] == [201, 200]
    await hall.refused("malformed", DORA, {**table, "id": body("x")["id"]})


# -------------------------------------------------------------------------- nothing before it is durable


async def test_whoever_watches_is_told_of_every_contest_a_batch_touched(hall: OpenHall) -> None:
    told: list[frozenset[str]] = []
    hall.hall.watch(lambda of, contests: told.append(contests))
    await hall.tell(VERA, "account", box="b1", stated=60)
    await hall.tell(VERA, "box-received", box="b2")
    await hall.tell(DORA, "announced", None, words="Ten minutes.")
    with pytest.raises(NotThisPerson):
        await hall.tell(OBI, "announced", None, words="Ten minutes.")
    assert told == [frozenset({WARD}), frozenset({WARD, PARISH}), frozenset()]


async def test_nobody_is_told_of_an_act_that_was_resent(table: OpenHall) -> None:
    posted = bundle("mead", 25)
    await table.post(SUE, posted)
    told: list[frozenset[str]] = []
    table.hall.watch(lambda of, contests: told.append(contests))
    await table.post(SUE, posted)
    assert told == []


# ---------------------------------------------------------------------------------------- two people


async def test_a_proposal_awaits_agreement_and_says_what_was_seen(hall: OpenHall) -> None:
    posted = body("box-verified", box="b1", papers=61)
    proposed = await hall.post(VERA, posted)
    assert proposed.status == 202
    assert set(proposed.body) == {"awaits", "seq", "digest", "seen"}
    assert proposed.body["awaits"] == "agreement"
    again = await hall.post(VERA, posted)
    assert (again.status, again.body) == (200, proposed.body)
    agreed = await hall.tell(DORA, "agreed", to=posted["id"], seen=proposed.body["seen"])
    assert agreed.status == 201
    settled = await hall.post(VERA, posted)
    assert settled.status == 200
    assert "awaits" not in settled.body
    assert (await hall.show())["verified"] == 61


async def test_a_proposal_lapses_by_the_time_of_the_later_act(hall: OpenHall) -> None:
    posted = body("box-verified", box="b1", papers=61)
    seen = (await hall.post(VERA, posted)).body["seen"]
    hall.clock.forward(minutes=14, seconds=59)
    assert "awaits" in (await hall.post(VERA, posted)).body
    hall.clock.forward(seconds=1)
    assert "awaits" not in (await hall.post(VERA, posted)).body
    await hall.refused("state", DORA, body("agreed", to=posted["id"], seen=seen))
    assert (await hall.show())["agreements"] == []


async def test_agreement_may_be_posted_to_the_contest_or_to_the_hall(hall: OpenHall) -> None:
    for contest in (WARD, None):
        posted = body("box-verified", box="b1", papers=61)
        seen = (await hall.post(VERA, posted)).body["seen"]
        agreeing = body("agreed", to=posted["id"], seen=seen)
        await hall.refused("state", DORA, {**agreeing, "id": body("x")["id"]}, PARISH)
        assert (await hall.post(DORA, agreeing, contest)).status == 201


async def test_nothing_in_this_hall_to_agree_to_or_strike(hall: OpenHall) -> None:
    unknown = "0f8fad5b-d9cb-469f-a165-70867728950e"
    for contest in (WARD, None):
        await hall.refused("state", DORA, body("agreed", to=unknown, seen="x"), contest)
        await hall.refused("state", DORA, body("declined", to=unknown), contest)
        await hall.refused("state", DORA, body("struck", strikes=unknown, reason="x"), contest)


# ---------------------------------------------------------------------- acts of several contests, and of none


async def test_a_box_comes_in_for_every_contest_whose_papers_it_holds(hall: OpenHall) -> None:
    await hall.tell(VERA, "box-received", None, box="b2")
    for contest in (WARD, PARISH):
        assert (await hall.show(OLIVE, contest))["boxes"]["b2"]["state"] == "received"


async def test_a_box_not_used_is_not_used_for_all_its_contests(hall: OpenHall) -> None:
    await hall.two(DORA, OLIVE, "box-not-used", None, box="b2", reason="shut")
    for contest in (WARD, PARISH):
        assert (await hall.show(OLIVE, contest))["boxes"]["b2"]["state"] == "not-used"


async def test_a_box_with_papers_of_one_contest_was_used_for_the_other_too(hall: OpenHall) -> None:
    counted = {"papers": 12, "counted_by": "Kit Moss", "checked_by": "Lee Dunn"}
    await hall.tell(VERA, "box-counted", PARISH, box="b2", **counted)
    await hall.refused("state", DORA, body("box-not-used", box="b2", reason="shut"), WARD)
    await hall.refused("state", DORA, body("box-not-used", box="b2", reason="shut"), None)


async def test_a_box_added_in_the_night_is_verified_like_any_other(hall: OpenHall) -> None:
    chapel = {"box": "b9", "kind": "station", "name": "Chapel", "contests": [WARD, PARISH],
              "electorate": [80, 20], "reason": "left off"}  # fmt: skip
    await hall.refused("malformed", VERA, body("account", box="b9", stated=7))
    await hall.two(DORA, RUTH, "box-added", None, **chapel)
    await hall.tell_all(verifying("b9", 7))
    await hall.tell_all(verifying("b9", 3), PARISH)
    assert (await hall.show())["verified"] == 7
    assert (await hall.show(OLIVE, PARISH))["verified"] == 3


async def test_papers_of_the_ward_found_in_the_parishs_box(hall: OpenHall) -> None:
    await hall.tell(VERA, "strayed", box="x1", to_box="b1", papers=2, reason="wrong box")
    assert (await hall.show())["boxes"]["b1"]["strays_in"] == 2
    assert hall.hall.standings[PARISH].boxes["x1"].foreign == 2
    stray = last(hall)
    await hall.two(VERA, DORA, "struck", strikes=stray.id, reason="they were the parish's")
    assert (await hall.show())["boxes"]["b1"]["strays_in"] == 0
    assert hall.hall.standings[PARISH].boxes["x1"].foreign == 0


async def test_what_is_said_to_the_hall_has_no_contest(hall: OpenHall) -> None:
    answer = await hall.tell(DORA, "announced", None, words="Ten minutes.")
    assert (answer.status, answer.body["standing"], answer.body["findings"]) == (201, {}, [])
    assert hall.hall.hall_standing.announcements[0].words == "Ten minutes."


async def test_a_release_shows_everybody_the_declared_result(hall: OpenHall) -> None:
    await hall.declare()
    assert not hall.hall.result_released(WARD)
    assert "totals" not in await hall.show(OBI)
    await hall.post(DORA, body("released", board="result", contest=WARD), None)
    assert hall.hall.result_released(WARD)
    assert (await hall.show(OBI))["totals"] == {"mead": 50, "amin": 41, "khoo": 26}


async def test_a_release_for_one_contest_may_be_struck(hall: OpenHall) -> None:
    await hall.post(DORA, body("released", board="result", contest=WARD), None)
    await hall.two(DORA, OLIVE, "struck", None, strikes=last(hall).id, reason="too early")
    assert not hall.hall.result_released(WARD)


# -------------------------------------------------------------------------------------------- secrecy


async def test_the_one_who_claims_a_total_hears_only_whether_it_agrees(hall: OpenHall) -> None:
    await hall.tell_all([*verification(), *bringing(), *counting()])
    wrong = await hall.tell(ROSE, "unit-total", unit="t1", totals={"mead": 51}, rejected=3)
    assert wrong.body["agrees"] is False
    assert "totals" not in wrong.body["standing"]["units"]["t1"]
    assert "totals" not in wrong.body["standing"]
    right = {"mead": 50, "amin": 41, "khoo": 26}
    answer = await hall.tell(ROSE, "unit-total", unit="t1", totals=right, rejected=3)
    assert answer.body["agrees"] is True
    assert answer.body["standing"]["units"]["t1"]["totals"] == right
    assert "totals" not in answer.body["standing"]


async def test_an_answer_shows_no_more_than_looking_would(table: OpenHall) -> None:
    await table.post(SUE, bundle("mead", 25))
    doubtful = await table.tell(DORA, "doubtful", unit="t1", papers=5)
    assert doubtful.body["standing"] == await table.show(DORA)
    decided: dict[str, Any] = {"unit": "t1", "good": [], "returned": 0, "rejected": {"too-many": 1}}
    answer = await table.tell(ADA, "adjudicated", **decided)
    assert answer.body["standing"] == await table.show(ADA)
    assert "totals" not in answer.body["standing"]["units"]["t1"]


async def test_the_code_is_the_same_for_every_role(hall: OpenHall) -> None:
    await hall.tell_all(night())
    codes = {(await hall.show(who)).get("seen") for who in EVERYBODY} - {None}
    assert len(codes) == 1


# --------------------------------------------------------------------------------- time, and opened again


async def test_a_real_hall_does_not_say_rehearsal_and_a_rehearsal_does(tmp_path: Path) -> None:
    async with open_hall(tmp_path) as hall:
        assert (await hall.show())["rehearsal"] is True


async def test_two_contests_are_counted_beside_each_other(hall: OpenHall) -> None:
    await hall.tell_all([*verification(), *bringing()])
    await hall.tell_all([*verifying("b2", 30), *verifying("x1", 0)], PARISH)
    await hall.tell(VERA, "mixed", PARISH, unit="t2", boxes=["b2", "x1"])
    await hall.tell(SAM, "bundle", PARISH, unit="t2", candidate="owen", papers=25)
    await hall.post(SUE, bundle("mead", 25))
    assert (await hall.show())["totals"]["mead"] == 25
    assert (await hall.show(OLIVE, PARISH))["totals"] == {"owen": 25, "abbot": 0}
    await hall.refused("who", SUE, body("bundle", unit="t2", candidate="owen", papers=1), PARISH)


async def test_slips_and_serials_are_unique_in_a_batch_as_well(tmp_path: Path) -> None:
    async with open_hall(tmp_path, 3) as hall:
        await hall.tell_all([*verification(), *bringing()])
        answers = await asyncio.gather(
            *(hall.post(SUE, sheet("S1", 25, {"mead": n}, 3)) for n in range(5)),
            *(hall.post(SUE, block(["mead"], 5, slip="M-1")) for _ in range(5)),
            return_exceptions=True,
        )
        assert [getattr(a, "status", None) for a in answers].count(201) == 2


async def test_a_collator_and_an_administrator_record_nothing_at_the_tables(
    table: OpenHall,
) -> None:
    for who in (COLIN, Visitor("Ned", "administrator")):
        await table.refused("who", who, bundle("mead", 25))


async def test_a_hall_is_made_of_its_sealed_poll(hall: OpenHall) -> None:
    assert isinstance(hall.hall, Hall)
    assert hall.hall.sealed.seal() == small_poll().seal()
