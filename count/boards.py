"""From standings to what the screens show: verification, progress, and declared results.

What a board holds may be seen by everybody who may see that board, so no board holds a candidate's figure
before the result is declared and the board released. Nothing is added up here: every figure is the fold's.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from count.declaration.result import elected
from count.ledger.boxes import BoxStanding
from count.ledger.floor import PROGRESS, RESULT, VERIFICATION, Floor, result_board
from count.ledger.standing import Standing
from count.poll import Poll, by_number
from count.roles import Visitor
from display.boards import (
    Bar,
    Bars,
    Board,
    Column,
    Figure,
    Figures,
    Row,
    State,
    Table,
    Tile,
    Tiles,
    Words,
)
from display.hub import Frame
from verification.statement import turnout_text

PULSE = "pulse"
"""Not a picture: tells pages which contests changed, so that they need not ask again and again."""

MAY_SEE: dict[str, frozenset[str]] = {
    PULSE: frozenset(
        {"verification", "supervisor", "adjudicator", "results", "deputy", "returning-officer",
         "collator", "observer", "administrator"}
    ),
    PROGRESS: frozenset(
        {"verification", "supervisor", "adjudicator", "results", "deputy", "returning-officer",
         "collator", "observer", "administrator", "screen"}
    ),
    VERIFICATION: frozenset(
        {"verification", "supervisor", "adjudicator", "results", "deputy", "returning-officer",
         "collator", "observer"}
    ),
    RESULT: frozenset({"deputy", "returning-officer"}),
}  # fmt: skip
"""Who may see each kind of board before it is released; released ones are for everybody signed in."""


class UndeclaredBoard(RuntimeError):
    """A board does not say who may see it: the server does not start."""


def kind_of(board: str) -> str:
    """The kind of a board: result boards are of one kind, one a contest."""
    return RESULT if board.startswith(f"{RESULT}-") else board


def require_declared(boards: Iterable[str]) -> None:
    """Refuse to start with a board that does not say who may see it.

    Raises:
        UndeclaredBoard: naming it.
    """
    for board in boards:
        if kind_of(board) not in MAY_SEE:
            raise UndeclaredBoard(f"the board {board} does not say who may see it")


def board_names(poll: Poll) -> dict[str, str]:
    """Every board with a picture, and its title."""
    titles = {VERIFICATION: "Verification", PROGRESS: "Progress"}
    return titles | {result_board(c.id): f"Result: {c.name}" for c in poll.contests}


def may_see(visitor: Visitor | None, board: str, floor: Floor) -> bool:
    """Whether this visitor may see a board now."""
    if visitor is None:
        return False
    kind = kind_of(board)
    if visitor.role in MAY_SEE[kind]:
        return True
    return kind != PULSE and visitor.role != "administrator" and floor.is_released(board)


def clock_of(at: str) -> str:
    """The time of an entry as a screen shows it."""
    return at[11:19]


class Pulse(Frame):
    """A frame whose data only says at which entry each contest last changed."""

    def __init__(self, contests: dict[str, int], epoch: int, seq: int) -> None:
        super().__init__(Board(PULSE, "Pulse", "", ()), epoch, seq)
        object.__setattr__(self, "contests", contests)

    contests: dict[str, int]

    @cached_property
    def html(self) -> str:
        return ""

    @cached_property
    def data(self) -> dict[str, Any]:
        return {"contests": self.contests}


def verification(standings: Iterable[Standing], updated: str, marks: tuple[str, ...]) -> Board:
    """Every box a tile, and what is verified of each contest."""
    standings = [s for s in standings if not s.contest.uncontested]
    boxes: dict[str, list[BoxStanding]] = {}
    for standing in standings:
        for box in standing.boxes.values():
            if box.listed:
                boxes.setdefault(box.box, []).append(box)
    rows = tuple(
        Row(
            (
                standing.contest.name,
                f"{sum(b.done for b in standing.boxes.values())} of {len(standing.boxes)}",
                standing.figures().verified,
                turnout_text(standing.figures().verified, standing.contest.electorate) or "–",
            )
        )
        for standing in standings
    )
    columns = (
        Column("Contest"),
        Column("Boxes", figures=True),
        Column("Papers verified", figures=True),
        Column("Turnout", figures=True),
    )
    done = sum(all(b.done for b in of) for of in boxes.values())
    return Board(
        VERIFICATION,
        "Verification",
        f"{done} of {len(boxes)} boxes verified",
        (
            Table(
                "Contests",
                columns,
                rows,
                note="Turnout is provisional until every box is verified.",
            ),
            Tiles("Boxes", tuple(_tile(boxes[box]) for box in sorted(boxes, key=by_number))),
        ),
        marks=marks,
        updated=updated,
    )


def _tile(of: list[BoxStanding]) -> Tile:
    """A box over all the contests whose papers it holds."""
    first = of[0]
    state: State
    if all(box.not_used is not None for box in of):
        state, word = "not-used", "not used"
    elif all(box.done for box in of):
        state, word = "verified", "verified"
    elif any(box.counts or box.verified is not None for box in of):
        state, word = "open", "being counted"
    elif any(box.received_at for box in of):
        state, word = "received", "received"
    else:
        state, word = "waiting", "expected"
    verified = sum(box.verified or 0 for box in of)
    detail = f"{verified:,} papers" if state == "verified" else first.name
    return Tile(first.box, word, state, detail)


def progress(
    standings: Iterable[Standing], floor: Floor, updated: str, marks: tuple[str, ...]
) -> Board:
    """How much of each contest is accounted for; never for whom."""
    standings = list(standings)
    contests = tuple(
        Bar(
            standing.contest.name,
            max(standing.figures().accounted, 0),
            standing.figures().verified,
            _progress_words(standing),
        )
        for standing in standings
    )
    units = tuple(_units(standings))
    parts: list[Bars | Words] = []
    if floor.announcements:
        parts.append(Words((floor.announcements[-1].words,)))
    if floor.paused:
        parts.append(
            Words(tuple(f"Paused: {scope} ({why})" for scope, why in floor.paused.items()))
        )
    parts.append(Bars("Papers accounted for", contests))
    if units:
        parts.append(Bars("Tables", units))
    declared = sum(s.state == "declared" for s in standings)
    return Board(
        PROGRESS,
        "Progress of the count",
        f"{declared} of {len(standings)} contests declared",
        tuple(parts),
        marks=marks,
        updated=updated,
    )


def _progress_words(standing: Standing) -> str:
    figures = standing.figures()
    if standing.contest.uncontested:
        return "uncontested"
    state = {"provisional": "counted"}.get(standing.state, standing.state)
    again = f", count {standing.attempt}" if standing.attempt > 1 else ""
    return f"{figures.accounted:,} of {figures.verified:,} · {state}{again}"


def _units(standings: Iterable[Standing]) -> Iterator[Bar]:
    standings = list(standings)
    often = Counter(name for standing in standings for name in standing.units)
    for standing in standings:
        for name, unit in standing.units.items():
            if unit.had_papers and standing.state not in ("declared", "cancelled"):
                figures = standing.figures().units[name]
                done = f"{figures.accounted:,} of {figures.papers:,}"
                yield Bar(
                    f"{unit.name} · {standing.contest.name}" if often[name] > 1 else unit.name,
                    max(figures.accounted, 0),
                    max(figures.papers, 0),
                    f"{done} · closed" if unit.closed else done,
                )


def result(
    standing: Standing, poll: Poll, released: bool, updated: str, marks: tuple[str, ...]
) -> Board:
    """The declared result of one contest, in ballot order, once it is declared and released."""
    contest = standing.contest
    name = result_board(contest.id)
    who = elected(standing) if standing.state == "declared" and released else None
    if who is None:
        words = (
            "Cancelled." if standing.state == "cancelled" else "No result has been declared yet."
        )
        return Board(name, contest.name, poll.facts.name, (Words((words,)),), marks, updated)
    figures = standing.figures()
    rows = tuple(
        Row(
            (candidate.display_name, candidate.description or candidate.party, votes)
            if not contest.uncontested
            else (candidate.display_name, candidate.description or candidate.party, "–"),
            swatch=candidate.colour,
            mark="ELECTED" if candidate.candidate in who.elected else "",
        )
        for candidate, votes in zip(poll.candidates[contest.id], figures.votes, strict=True)
    )
    columns = (Column("Candidate"), Column("Description"), Column("Votes", figures=True))
    parts: list[Table | Figures] = [Table("In the order of the ballot paper", columns, rows)]
    if not contest.uncontested:
        parts.append(
            Figures(
                (
                    Figure("Electorate", contest.electorate),
                    Figure("Papers verified", figures.verified),
                    Figure("Rejected", figures.all_rejected),
                    Figure("Turnout", turnout_text(figures.verified, contest.electorate) or "–"),
                )
            )
        )
    return Board(name, contest.name, poll.facts.name, tuple(parts), (*marks, "DECLARED"), updated)
