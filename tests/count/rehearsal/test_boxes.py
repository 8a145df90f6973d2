"""Boxes come through the door in an order of their own; those with each other's papers are settled together."""

from count.rehearsal.answer import Night
from count.rehearsal.boxes import jobs, verify_all
from count.rehearsal.people import Crew
from count.rehearsal.room import Room
from tests.count.rehearsal.conftest import Play


def test_every_box_comes_once_and_with_those_whose_papers_are_in_it(answer: Night) -> None:
    found = jobs(Room(answer, Crew((), ())))
    boxes = [box for job in found for box in job]
    assert sorted(boxes) == sorted({b for k in answer.contests.values() for b in k.boxes})
    strays = [stray for known in answer.contests.values() for stray in known.strays]
    assert strays
    for stray in strays:
        assert any(stray.found_in in job and stray.belongs_to in job for job in found)


async def test_after_verification_every_box_holds_what_is_known(play: Play, answer: Night) -> None:
    async with play(answer) as playing:
        room = playing.room
        await verify_all(room)
        assert all(event.is_set() for event in room.verified.values())
        for known in answer.contests.values():
            boxes = (await room.officer().look(known.contest))["boxes"]
            for box in known.boxes.values():
                said = boxes[box.box]
                assert said["verified"] == box.held
                assert said["counted"][-1] == box.found
                assert said["expected"] == box.stated - box.retrieved
                assert said["note"] == (box.note or None)
