"""Which acts of a contest somebody is shown to correct them: those that this person could have struck."""

from collections.abc import Iterator

from count.hall.books import Books
from count.ledger import acts
from count.ledger.entry import Entry
from count.ledger.fold import units_of
from count.ledger.standing import Standing
from count.poll.roles import Visitor
from count.recording.permissions import may_record


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
    """What belongs to an earlier count of its unit stays as it is, and so does a recount that began."""
    if isinstance(act, acts.Recount):
        return not act.granted or act.kind == "bundle-check"
    units = units_of(act)
    if isinstance(act, acts.OfAttempt) and units:
        return act.attempt == standing.units[units[0]].attempt
    return True
