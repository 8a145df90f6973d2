"""An open ledger: read again from its rows it stands as it stood, and sent twice an act is one act."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from count.hall.books import Books
from count.ledger import acts
from tests.count.hall.entries import anew
from tests.count.halls import (
    DORA,
    EVERYBODY,
    OLIVE,
    PARISH,
    SUE,
    VERA,
    WARD,
    OpenHall,
    body,
    bundle,
    night,
    open_hall,
)
from tests.count.ledger.test_fold import same


async def test_the_same_act_sent_again_is_the_same_act(table: OpenHall) -> None:
    posted = bundle("mead", 25)
    first = await table.post(SUE, posted)
    await table.post(SUE, bundle("amin", 25))
    again = await table.post(SUE, posted)
    assert (first.status, again.status) == (201, 200)
    assert (again.body["seq"], again.body["digest"]) == (first.body["seq"], first.body["digest"])
    assert (await table.show())["totals"] == {"mead": 25, "amin": 25, "khoo": 0}


async def test_a_hundred_copies_at_once_are_one_act(table: OpenHall) -> None:
    posted, before = bundle("mead", 25), table.hall.chain.seq
    answers = await asyncio.gather(*(table.post(SUE, posted) for _ in range(100)))
    assert sorted(answer.status for answer in answers) == [200] * 99 + [201]
    assert {(answer.body["seq"], answer.body["digest"]) for answer in answers} == {
        (before + 1, answers[0].body["digest"])
    }
    assert table.hall.chain.seq == before + 1
    assert (await table.show())["totals"]["mead"] == 25


async def test_an_id_is_not_used_for_another_act(table: OpenHall) -> None:
    posted = bundle("mead", 25)
    await table.post(SUE, posted)
    for other in (
        {**posted, "papers": 24},
        {**posted, "candidate": "amin"},
        {**posted, "attempt": 2},
        {**posted, "slip": "M-1"},
        {**body("doubtful", unit="t1", papers=1), "id": posted["id"]},
    ):
        assert "id" in (await table.refused("id-reused", SUE, other)).fields
    assert (await table.post(SUE, {**posted, "attempt": 1, "bundles": 1})).status == 200
    assert (await table.post(SUE, {**posted, "id": posted["id"].upper()})).status == 200


async def test_an_id_is_not_used_in_another_contest(hall: OpenHall) -> None:
    posted = body("verification-closed", reason="late")
    await hall.post(DORA, posted, WARD)
    await hall.refused("id-reused", DORA, posted, PARISH)


async def test_time_never_goes_back_in_the_ledger(hall: OpenHall) -> None:
    for step in (0, -7200, 60, -60):
        hall.clock.forward(seconds=step)
        await hall.tell(VERA, "account", box="b1", stated=60)
    times = [entry.at for entry in hall.hall.books.entries.values()]
    assert times == sorted(times)


@pytest.mark.parametrize("seats", [1, 3])
async def test_a_hall_opened_again_stands_as_it_stood(tmp_path: Path, seats: int) -> None:
    async with open_hall(tmp_path, seats) as hall:
        await hall.tell_all(night(seats))
        await hall.two(SUE, DORA, "struck", strikes=bundle_of(hall).id, reason="keyed twice")
        await hall.tell(VERA, "box-verified", box="b1", papers=61)
        before = {who.name: await hall.show(who) for who in EVERYBODY}
        head = hall.hall.chain.head
        assert same(hall.hall.standings[WARD], anew(hall))
    async with open_hall(tmp_path) as again:
        assert again.hall.chain.head == head
        assert {who.name: await again.show(who) for who in EVERYBODY} == before
        assert same(again.hall.standings[WARD], anew(again))


def bundle_of(hall: OpenHall) -> Any:
    return next(e for e in hall.hall.books.entries.values() if e.act.act in ("bundle", "block"))


async def test_live_and_folded_anew_agree_after_every_act(tmp_path: Path) -> None:
    async with open_hall(tmp_path, 3) as hall:
        for who, posted in night(3):
            await hall.post(who, posted)
            assert same(hall.hall.standings[WARD], anew(hall)), posted["act"]
        for strikes in [e.id for e in list(hall.hall.books.entries.values())[-12:]]:
            await hall.two(OLIVE, DORA, "struck", strikes=strikes, reason="keyed wrongly")
            assert same(hall.hall.standings[WARD], anew(hall))


async def test_the_reach_of_an_act_is_asked_once(
    table: OpenHall, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, reach = [], Books.reach

    def noted(books: Books, act: acts.Act, contest: str) -> tuple[str, ...]:
        asked.append(act.act)
        return reach(books, act, contest)

    monkeypatch.setattr(Books, "reach", noted)
    await table.post(SUE, bundle("mead", 25))
    await table.post(VERA, body("box-received", box="b2"))
    assert asked == ["bundle", "box-received"]
