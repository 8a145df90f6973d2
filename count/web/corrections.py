"""Acts of a contest that somebody is shown to correct: those that this person could have struck."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from count.hall.books import Books
from count.ledger import acts
from count.ledger.entry import Entry
from count.ledger.fold import units_of
from count.ledger.standing import Standing
from count.poll.roles import ADJUDICATORS, RECORDERS, SUPERVISORS, Visitor
from count.recording.permissions import may_record
from count.views.sentences import in_full
from count.web import wire
from count.web.described import Answer, Described, Query
from count.web.guarded_route import GuardedRoute, Operation, refused_who
from count.web.ledger import act_view
from count.web.request import NO_CONTEST, Json, hall_of, no_contest, visitor_of

CORRECTIONS = 200
"""Acts in a list from which one is chosen to be struck."""


def strikable(books: Books, contest: str, visitor: Visitor) -> Iterator[Entry]:
    """The acts that this visitor may strike, newest first; those that were struck already among them."""
    standing, entries = books.standings[contest], books.of_contest[contest]
    agreed = {entry.act.to for entry in entries if isinstance(entry.act, acts.Agreed)}
    for entry in reversed(entries):
        took_effect = entry.awaits is None or entry.id in agreed
        if took_effect and _of_this_count(standing, entry.act) and shown(contest, visitor, entry):
            yield entry


def shown(contest: str, visitor: Visitor, entry: Entry) -> bool:
    """Whether this is an act of the visitor's own work, and tells nothing that the visitor may not see.

    Blind totals and adjudicators' decisions are shown to whoever made them, so that a second one stays
    blind; verification staff are shown acts of boxes; a supervisor those of the own unit.
    """
    act = entry.act
    if not act.strikable:
        return False
    if visitor.officer:
        return act.act == "adjudicated" or may_record(visitor, act.act, contest, None)
    if isinstance(act, acts.Explained):
        return _explains_own_work(visitor, act)
    unit = next(iter(units_of(act)), None)
    if not may_record(visitor, act.act, contest, unit):
        return False
    match visitor.role:
        case "supervisor":
            return unit is not None and act.act != "unit-total"
        case "results" | "adjudicator":
            return visitor.same_person(entry.by)
        case _:
            return True


def _explains_own_work(visitor: Visitor, act: acts.Explained) -> bool:
    if not act.piles or not may_record(visitor, act.act, None, None):
        return False
    own = "box/" if visitor.role == "verification" else f"unit/{visitor.unit}/"
    return all(f"{pile}/".startswith(own) for pile in act.piles)


def _of_this_count(standing: Standing, act: acts.Act) -> bool:
    """Whether an act belongs to the present count: earlier ones stay as they are, and so does a recount."""
    if isinstance(act, acts.Recount):
        return not act.granted or act.kind == "bundle-check"
    units = units_of(act)
    if isinstance(act, acts.OfAttempt) and units:
        return act.attempt == standing.units[units[0]].attempt
    return True


def _keyed(standing: Standing, entry: Entry) -> dict[str, Any]:
    """An entry to choose from: with its sentence, and whether it is struck."""
    sentence = in_full(standing, entry.act)
    return {**act_view(entry), "sentence": sentence, "struck": entry.id in standing.struck}


async def acts_of_unit(request: Request) -> Response:
    """`GET /api/contests/{contest}/units/{unit}/acts`: newest first, to find what to strike."""
    hall, visitor = hall_of(request), visitor_of(request)
    name, unit = request.path_params["contest"], request.path_params["unit"]
    if name not in hall.sealed.contest_ids or unit not in hall.standings[name].units:
        return no_contest()
    own = visitor.role == "supervisor" and visitor.unit == unit
    mine = visitor.role == "adjudicator"
    if not (visitor.officer or own or mine):
        return refused_who("These acts are for the unit's own supervisor and the officers.", 403)
    async with hall.steady():
        standing = hall.standings[name]
        entries = [
            e
            for e in hall.books.acts_of_unit(name, unit)
            # Adjudicators see their own decisions; the second total is nobody's at the table.
            if (not mine or (e.act.act == "adjudicated" and visitor.same_person(e.by)))
            and (visitor.officer or e.act.act != "unit-total")
        ][:CORRECTIONS]
        return Json({"acts": [_keyed(standing, e) for e in entries]})


async def acts_to_strike(request: Request) -> Response:
    """`GET /api/contests/{contest}/acts`: what this visitor may strike, newest first, 200 at most.

    With `?of=contest` without what was recorded of one unit: a unit's acts are read at the unit.
    """
    hall, visitor, name = hall_of(request), visitor_of(request), request.path_params["contest"]
    if name not in hall.sealed.contest_ids:
        return no_contest()
    all_units = request.query_params.get("of") != "contest"
    async with hall.steady():
        standing = hall.standings[name]
        entries = (
            entry
            for entry in strikable(hall.books, name, visitor)
            if all_units or not units_of(entry.act)
        )
        acts = [_keyed(standing, e) for e in islice(entries, CORRECTIONS)]
    return Json({"acts": acts})


_OWN_ACTS = Answer(f"At most {CORRECTIONS} acts, the newest first.", wire.OwnActs)
ACTS_TO_STRIKE = Operation(
    acts_to_strike,
    RECORDERS,
    Described(
        "listOwnActs",
        "acts",
        "The acts of a contest that this visitor may strike.",
        {200: _OWN_ACTS, 404: NO_CONTEST},
        query=(
            Query(
                "of",
                "`contest` leaves out what was recorded of one unit; else all are listed.",
                {"type": "string"},
            ),
        ),
    ),
)
ROUTES = (
    GuardedRoute(
        "/api/contests/{contest}/units/{unit}/acts",
        get=Operation(
            acts_of_unit,
            SUPERVISORS | ADJUDICATORS,
            Described(
                "listActsOfUnit",
                "acts",
                "The acts of one unit, for its supervisor, adjudicators and officers.",
                {
                    200: _OWN_ACTS,
                    404: Answer("There is no such contest or unit.", wire.NotDone),
                },
            ),
        ),
    ),
)
