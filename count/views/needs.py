"""Needs and stages of a contest, as the interface carries them and as somebody may see them.

A lot and the stages of a count tell candidates' figures: they are for those who see all of them. Papers that
are to be sorted are known to officers and to the supervisors whose tables count the contest, who could not
sort them otherwise; what was sorted at a table, to its own supervisor.
"""

from typing import NotRequired

from typing_extensions import TypedDict

from count.ledger.effects.sorting import answer_to
from count.ledger.standing import Standing
from count.poll.roles import Visitor
from count.systems.stage_words import change_text, figure_text
from count.systems.system import Counted, RuleQuestion, SeatsNeeded, SortingNeeded, StageShown
from tally_core.exact import in_units, votes_text
from tally_core.outcome import LotNeeded

Figures = dict[str, int]
"""A whole number for each candidate, ground of rejection, box or unit."""


class GroundShape(TypedDict):
    """A head of rejection in the words of the rules."""

    ground: str
    words: str
    law: NotRequired[str]


class SortedSoFarShape(TypedDict):
    """Papers of a parcel sorted so far, everywhere or at one unit."""

    next: Figures
    none: int
    rejected: Figures
    papers: int


class LotNeededShape(TypedDict):
    """A lot the rule waits for."""

    among: list[str]
    to: str
    seats: int


StackShape = TypedDict("StackShape", {"candidate": str, "from": str, "papers": int})
"""One stack on a table, and the parcel it came from (`from` is a word of Python's own)."""


class ParcelNeededShape(TypedDict):
    """A parcel that waits to be sorted by next preference."""

    parcel: str
    value: str
    papers: int
    next_for: list[str]
    of: list[str]
    parts: list[StackShape]
    sorted: int
    grounds: list[GroundShape]
    so_far: NotRequired[SortedSoFarShape]


class SeatsNeededShape(TypedDict):
    """Seats won in constituencies that have not been stated yet."""

    candidates: list[str]
    declared_here: NotRequired[Figures]
    constituencies: NotRequired[list[str]]


class NeedsShape(TypedDict, total=False):
    """The one thing that the rule waits for."""

    lot: LotNeededShape
    papers: ParcelNeededShape
    seats: SeatsNeededShape


class MovedShape(TypedDict):
    """Papers that moved together at a stage."""

    value: str
    papers: int
    transferable: int


class MovedAtStageShape(TypedDict, total=False):
    """Papers that moved at a stage; nothing where a system's stages move none."""

    of: list[str]
    quota: str | None
    changes: list[str]
    moved: list[MovedShape]
    lot: list[str]


class StageShape(MovedAtStageShape):
    """One stage of a count: figures as decimal text, empty for those out of account."""

    stage: int
    title: str
    rule: str
    figures: list[str]
    rest: list[list[str]]
    elected: list[str]
    excluded: list[str]


class SeatShape(TypedDict):
    """A seat that a list won, and who takes it."""

    candidate: str
    place: int | None
    name: str


class ElectedShape(TypedDict):
    """The elected, or the decision."""

    elected: list[str]
    terms: list[int]
    seats: NotRequired[list[SeatShape]]
    carried: NotRequired[bool]


def needs(standing: Standing, visitor: Visitor, question: RuleQuestion | None) -> NeedsShape | None:
    """The question the rule waits for; None where it waits for nothing that this visitor may know."""
    match question:
        case LotNeeded() if visitor.officer:
            among = [standing.candidates[c] for c in question.candidates]
            return {"lot": {"among": among, "to": question.to, "seats": question.seats}}
        case SortingNeeded() if visitor.officer or sorts(standing, visitor):
            return {"papers": _papers(standing, visitor, question)}
        case SeatsNeeded() if visitor.officer:
            return {"seats": {"candidates": list(question.candidates)}}
        case _:
            return None


def sorts(standing: Standing, visitor: Visitor) -> bool:
    """Whether this is a supervisor of a table that counts the contest."""
    return visitor.role == "supervisor" and visitor.unit in standing.units


def _papers(standing: Standing, visitor: Visitor, needed: SortingNeeded) -> ParcelNeededShape:
    done = answer_to(standing, needed.parcel)
    grounds = standing.rules.grounds if needed.first else standing.rules.second_grounds
    said: ParcelNeededShape = {
        "parcel": needed.parcel,
        "value": votes_text(in_units(needed.value, needed.unit), needed.unit),
        "papers": needed.papers,
        "next_for": list(needed.next_for),
        "of": list(needed.of),
        "parts": [
            {"candidate": part.candidate, "from": part.came_from, "papers": part.papers}
            for part in needed.parts
        ],
        "sorted": done.papers,
        "grounds": [{"ground": g.code, "words": g.words} for g in grounds],
    }
    if visitor.officer:
        said["so_far"] = so_far(standing, needed.parcel)
    elif visitor.unit is not None:
        said["so_far"] = so_far(standing, needed.parcel, visitor.unit)
    return said


def so_far(standing: Standing, parcel: str, unit: str | None = None) -> SortedSoFarShape:
    """Papers of a parcel sorted so far, everywhere or at one unit."""
    answer = answer_to(standing, parcel, unit)
    return {
        "next": dict(answer.next),
        "none": answer.none,
        "rejected": dict(answer.rejected),
        "papers": answer.papers,
    }


def stages(shown: tuple[StageShown, ...]) -> list[StageShape]:
    """The stages of a count, figures as decimal text and empty where somebody is out of account."""
    return [
        {
            "stage": stage.number,
            "title": stage.title,
            "rule": stage.rule,
            "figures": [figure_text(figure, stage.unit) for figure in stage.figures],
            "rest": [[words, votes_text(votes, stage.unit)] for words, votes in stage.rest],
            "elected": list(stage.elected),
            "excluded": list(stage.excluded),
            **_moved(stage),
        }
        for stage in shown
    ]


def _moved(stage: StageShown) -> MovedAtStageShape:
    """Papers that moved at a stage; nothing for systems whose stages move no papers."""
    unit = stage.unit
    if stage.quota is None and not stage.changes:
        return {}
    return {
        "of": list(stage.of),
        "quota": None if stage.quota is None else votes_text(stage.quota, unit),
        "changes": [change_text(votes, unit) for votes in stage.changes],
        "moved": [
            {
                "value": votes_text(each.value, unit),
                "papers": each.papers,
                "transferable": each.transferable,
            }
            for each in stage.moved
        ],
        "lot": list(stage.lot),
    }


def result(counted: Counted) -> ElectedShape:
    """The elected, or the decision."""
    said: ElectedShape = {"elected": list(counted.elected), "terms": list(counted.terms)}
    if counted.seats:
        said["seats"] = [
            {"candidate": seat.candidate, "place": seat.place, "name": seat.name}
            for seat in counted.seats
        ]
    if counted.carried is not None:
        said["carried"] = counted.carried
    return said
