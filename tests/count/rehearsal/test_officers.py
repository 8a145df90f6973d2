"""Officers see each contest through: ties are drawn, and what nobody can put right is said."""

from dataclasses import replace
from pathlib import Path

import pytest
from starlette.applications import Starlette

from count.poll.poll import Poll
from count.poll.roles import Visitor
from count.rehearsal.answer import Boxful, Known, Night, Pile, Table
from count.rehearsal.evening import play as play_it
from count.rehearsal.evening import seats
from count.rehearsal.officers import Stuck
from count.rehearsal.verdict import against
from tests.count.folders import CANDIDATES, CONTESTS, good
from tests.count.rehearsal.conftest import Play

TIED = Known(
    "close",
    1,
    ("bold", "grantly", "harding"),
    boxes={
        "b1": Boxful("b1", postal=False, held=30, found=30, stated=30),
        "b2": Boxful("b2", postal=False, held=20, found=20, stated=20),
        "p1": Boxful("p1", postal=True, held=0, found=0, stated=0),
    },
    tables={
        "t1": Table(
            "t1",
            {"b1": 30, "b2": 20},
            (
                Pile(("bold",), 10, "T1-1"),
                Pile(("grantly",), 20, "T1-2"),
                Pile(("harding",), 20, "T1-3"),
            ),
            (),
            (),
        )
    },
    whole=frozenset({"b1", "b2"}),
)


@pytest.fixture
def close(tmp_path: Path) -> Poll:
    """One contest with one seat, two stations and a postal box."""
    only = "\n".join(row for row in CONTESTS.splitlines() if not row.startswith("hill"))
    names = "\n".join(row for row in CANDIDATES.splitlines() if not row.startswith("hill"))
    boxes = (
        "box,kind,name,place,contests,electorate\n"
        "b1,station,Hall,,close,900\nb2,station,School,,close,900\np1,postal,Postal,,close,0\n"
    )
    units = "unit,name,contests\nt1,Table 1,close\n"
    return good(tmp_path, contests=only, candidates=names, boxes=boxes, units=units)


async def test_equal_votes_are_decided_by_a_lot_that_is_recorded(play: Play, close: Poll) -> None:
    async with play(Night(close, 1, {"close": TIED})) as playing:
        await play_it(playing.room, seats(playing.room))
        officer = playing.room.officer("returning-officer")
        assert await against(TIED, officer) == []
        standing = await officer.look("close")
        assert standing["result"]["elected"] == ["grantly"]
        [lot] = standing["lots"]
        assert (lot["among"], lot["chosen"]) == (["grantly", "harding"], ["grantly"])


async def test_a_paper_that_is_nowhere_is_waited_for_and_then_said(play: Play, close: Poll) -> None:
    one_lost = replace(TIED.tables["t1"], piles=TIED.tables["t1"].piles[:2])
    lost = replace(TIED, tables={"t1": one_lost})
    async with play(Night(close, 1, {"close": lost})) as playing:
        with pytest.raises(ExceptionGroup) as stopped:
            await play_it(playing.room, seats(playing.room), give_up=0.2)
        [fault] = stopped.value.exceptions
        assert isinstance(fault, Stuck)
        assert "close: 20 papers verified but not accounted for" in str(fault)


async def test_results_are_released_once_declared(play: Play, answer: Night) -> None:
    told: list[str] = []
    async with play(answer) as playing:
        playing.room.tell = told.append
        await play_it(playing.room, seats(playing.room))
        assert len(told) == len(answer.contests)
        boards = (await playing.client.get("/api/boards", headers=_screen(playing.app))).json()
        names = {board["board"] for board in boards["boards"]}
        assert {f"result-{contest}" for contest in answer.contests} <= names


def _screen(app: Starlette) -> dict[str, str]:
    return {
        "Authorization": f"Bearer {app.state.credentials.issue_token(Visitor('Wall', 'screen'))}"
    }
