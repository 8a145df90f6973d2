"""Strikes of what was said to the whole hall, by two people, whatever the contests do."""

from pathlib import Path

from tests.count.halls import DORA, OLIVE, SUE, WARD, body, open_hall


async def test_a_release_for_all_contests_is_withdrawn_by_two_people(tmp_path: Path) -> None:
    async with open_hall(tmp_path) as hall:
        made = await hall.tell(DORA, "released", None, board="result")
        assert hall.hall.hall_standing.is_released("result-ward")
        id = str(hall.hall.books.of_hall[-1].id)
        assert made.status == 201
        asked = await hall.tell(DORA, "struck", None, strikes=id, reason="too early")
        assert (asked.status, asked.body["awaits"]) == (202, "agreement")
        proposal = hall.hall.books.of_hall[-1].id
        assert hall.hall.hall_standing.is_released("result-ward"), "one person withdraws nothing"
        agreed = await hall.tell(OLIVE, "agreed", None, to=proposal, seen=asked.body["seen"])
        assert agreed.status == 201
        assert not hall.hall.hall_standing.is_released("result-ward")
        await hall.refused("state", OLIVE, body("struck", strikes=id, reason="again"), None)


async def test_nobody_withdraws_alone_unseen_or_without_the_right(tmp_path: Path) -> None:
    async with open_hall(tmp_path) as hall:
        await hall.tell(DORA, "announced", None, words="Doors are open.")
        id = hall.hall.books.of_hall[-1].id
        await hall.refused(
            "who", SUE, body("struck", strikes=id, reason="not hers to strike"), None
        )
        asked = await hall.tell(DORA, "struck", None, strikes=id, reason="wrong door")
        proposal = hall.hall.books.of_hall[-1].id
        seen = asked.body["seen"]
        await hall.refused("who", DORA, body("agreed", to=proposal, seen=seen), None)
        await hall.refused("who", SUE, body("agreed", to=proposal, seen=seen), None)
        await hall.refused("stale", OLIVE, body("agreed", to=proposal, seen="00000000"), None)
        await hall.refused("state", OLIVE, body("struck", strikes=id, reason="asked already"), None)
        declined = await hall.tell(DORA, "declined", None, to=proposal)
        assert declined.status == 201
        await hall.refused("state", OLIVE, body("agreed", to=proposal, seen=seen), None)
        assert [said.words for said in hall.hall.hall_standing.announcements] == ["Doors are open."]


async def test_a_released_board_of_a_declared_contest_can_be_withdrawn(tmp_path: Path) -> None:
    async with open_hall(tmp_path) as hall:
        await hall.declare()
        await hall.tell(DORA, "released", WARD, board="result-ward")
        id = hall.hall.books.of_hall[-1].id
        assert hall.hall.result_released(WARD)
        await hall.two(DORA, OLIVE, "struck", WARD, strikes=id, reason="not announced yet")
        assert not hall.hall.result_released(WARD)
        assert hall.hall.standings[WARD].state == "declared"
