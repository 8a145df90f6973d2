"""Progress boards: boxes verified, turnout, papers accounted for; never for whom.

Nothing is added up here but papers over boxes and contests: every figure is the fold's.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from count.boards.audience import PULSE
from count.boards.kinds import BoardKind
from count.ledger.boxes import BoxStanding
from count.ledger.hall_standing import HallStanding
from count.ledger.standing import Standing
from count.poll.local_time import clock
from count.poll.poll import by_number
from count.poll.roles import SIGNED_IN, WATCHERS
from display.boards import Bar, Bars, Board, Figure, Figures, Part, State, Tile, Tiles, Words
from display.hub import Message
from verification.statement import turnout_text

PROVISIONAL = "PROVISIONAL"


class Pulse(Message):
    """A frame that only says at which entry each contest last changed."""

    def __init__(self, contests: dict[str, int], epoch: int, seq: int) -> None:
        super().__init__(PULSE, {"contests": contests}, epoch, seq)


def verification(
    standings: Iterable[Standing], updated: str, marks: tuple[str, ...], at: str = ""
) -> Board:
    """Every box a tile; `at` is the present time, by which a box that is not there yet may be late."""
    standings = [s for s in standings if not s.contest.uncontested]
    boxes = _boxes(standings)
    done = sum(_done(of) for of in boxes.values())
    tiles = tuple(_tile(boxes[box], at) for box in sorted(boxes, key=by_number))
    return Board(
        VERIFICATION.name,
        "Verification",
        f"{done:,} of {len(boxes):,} boxes verified",
        (Figures(_how_many(tiles, standings)), Tiles("Boxes", tiles)),
        marks=marks if done == len(boxes) else (*marks, PROVISIONAL),
        updated=updated,
    )


VERIFICATION = BoardKind(
    "verification",
    "Verification",
    place=10,
    who=WATCHERS,
    make=lambda now: verification(now.standings, now.updated, now.marks, now.at),
)


def _how_many(tiles: Iterable[Tile], standings: Iterable[Standing]) -> tuple[Figure, ...]:
    states = Counter(tile.state for tile in tiles)
    return (
        Figure("Still to come", states["waiting"] + states["late"]),
        Figure("Received", states["received"]),
        Figure("Being counted", states["open"]),
        Figure("Verified", states["verified"]),
        Figure("Papers verified", sum(s.figures().verified for s in standings)),
    )


def _boxes(standings: list[Standing]) -> dict[str, list[BoxStanding]]:
    """Each listed box, over all the contests whose papers it holds."""
    boxes: dict[str, list[BoxStanding]] = {}
    for standing in standings:
        for box in standing.boxes.values():
            if box.listed:
                boxes.setdefault(box.box, []).append(box)
    return boxes


def _done(of: list[BoxStanding]) -> bool:
    return all(box.done for box in of)


def _tile(of: list[BoxStanding], at: str) -> Tile:
    """A box over all the contests whose papers it holds."""
    first = of[0]
    due = clock(first.expected_by, seconds=False) if first.expected_by else ""
    place = first.name if first.name != first.box else ""
    detail = ""
    state: State
    if all(box.not_used is not None for box in of):
        state, word = "not-used", "not used"
    elif _done(of):
        state, word = "verified", "verified"
        detail = f"{sum(box.verified or 0 for box in of):,} papers"
    elif any(box.counts or box.verified is not None for box in of):
        state, word = "open", "being counted"
    elif any(box.received_at for box in of):
        state, word = "received", "received"
    elif due and at[:19] >= first.expected_by[:19]:
        state, word, detail = "late", "late", f"due {due}"
    else:
        state, word = "waiting", "expected"
        detail = f"due {due}" if due else ""
    return Tile(first.box, word, state, detail, place)


def turnout(standings: Iterable[Standing], updated: str, marks: tuple[str, ...]) -> Board:
    """Papers verified by electorate, a contest a line; provisional until all its boxes are verified.

    Rejected papers are among those verified: turnout by valid papers is told with the result, by that name.
    """
    standings = [s for s in standings if not s.contest.uncontested]
    whole = sum(_all_verified(standing) for standing in standings)
    bars = tuple(
        Bar(
            standing.contest.name,
            standing.figures().verified,
            standing.contest.electorate,
            _turnout_words(standing),
            figure=turnout_text(standing.figures().verified, standing.contest.electorate) or "–",
        )
        for standing in standings
    )
    return Board(
        TURNOUT.name,
        "Turnout",
        "papers verified, of the electorate",
        (Bars("Each contest by its own electorate; rejected papers included", bars),),
        marks=marks if whole == len(standings) else (*marks, PROVISIONAL),
        updated=updated,
    )


TURNOUT = BoardKind(
    "turnout",
    "Turnout",
    place=20,
    who=WATCHERS,
    make=lambda now: turnout(now.standings, now.updated, now.marks),
)


def _all_verified(standing: Standing) -> bool:
    return all(box.done for box in standing.boxes.values())


def _turnout_words(standing: Standing) -> str:
    papers = f"{standing.figures().verified:,} of {standing.contest.electorate:,}"
    if _all_verified(standing):
        return f"{papers}\nevery box verified"
    done = sum(box.done for box in standing.boxes.values())
    return f"{papers}\nprovisional, {done:,} of {len(standing.boxes):,} boxes"


def progress(
    standings: Iterable[Standing], hall_standing: HallStanding, updated: str, marks: tuple[str, ...]
) -> Board:
    """Papers of each contest that are accounted for; never for whom."""
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
    parts: list[Part] = []
    if hall_standing.paused:
        parts.append(
            Words(tuple(f"Paused: {scope} ({why})" for scope, why in hall_standing.paused.items()))
        )
    parts.append(Bars("Papers accounted for", contests))
    if units:
        parts.append(Bars("Tables", units))
    declared = sum(s.state == "declared" for s in standings)
    return Board(
        PROGRESS.name,
        "Progress of the count",
        f"{declared} of {len(standings)} contests declared",
        tuple(parts),
        marks=marks,
        updated=updated,
    )


# How far the papers have come is for everybody in the hall.
PROGRESS = BoardKind(
    "progress",
    "Progress",
    place=30,
    who=SIGNED_IN,
    make=lambda now: progress(now.standings, now.hall_standing, now.updated, now.marks),
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
