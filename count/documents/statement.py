"""The statement as to verification, drawn from how every contest of the hall stands.

It is worked out over the whole hall at once, since a paper found in the wrong box leaves one line and arrives
on another: none is made or lost on the way.
"""

from collections.abc import Iterable

from count.findings.finding import Finding
from count.ledger.boxes import BoxStanding
from count.ledger.standing import Standing
from verification.reconcile import BoxLine, reconcile
from verification.statement import Statement, statement


def lines_of(standings: Iterable[Standing]) -> tuple[list[BoxLine], list[str]]:
    """Every box of every contest as a line, and the boxes' names by number.

    A box recorded as not used is a line of no papers.
    """
    boxes: dict[str, int] = {}
    places: dict[str, int] = {}
    lines: list[BoxLine] = []
    for number, standing in enumerate(standings):
        for box in standing.boxes.values():
            at = boxes.setdefault(box.box, len(boxes))
            place = places.setdefault(box.place, len(places))
            lines.append(_line(number, at, place, box))
    return lines, list(boxes)


def _line(contest: int, box: int, place: int, standing: BoxStanding) -> BoxLine:
    if standing.not_used is not None:
        return BoxLine(contest, box, place, expected=0, counted=0, verified=0)
    return BoxLine(
        contest,
        box,
        place,
        expected=standing.expected if standing.listed else 0,
        counted=standing.counts[-1].papers if standing.counts else None,
        strays_out=standing.strays_out,
        strays_in=standing.strays_in,
        handed_over=0 if standing.keeps_handed_over else standing.handed_over,
        verified=standing.verified if standing.listed or standing.settled else 0,
    )


def statement_of(
    contest: str, standings: dict[str, Standing], found: Iterable[Finding]
) -> Statement:
    """The statement of one contest, with the words that explain each variance."""
    lines, boxes = lines_of(standings.values())
    number = list(standings).index(contest)
    words: dict[int, str] = {}
    for finding in found:
        for pile in finding.piles:
            if finding.explained and pile.startswith("box/"):
                at = boxes.index(pile.removeprefix("box/"))
                words[at] = "; ".join(filter(None, (words.get(at), finding.explained)))
    for at, box in enumerate(boxes):
        not_used = getattr(standings[contest].boxes.get(box), "not_used", None)
        if not_used:
            words[at] = f"Not used: {not_used}"
    of = standings[contest].contest
    return statement(
        number,
        lines,
        reconcile(lines, len(standings)),
        title=of.name,
        boxes=boxes,
        electorate=of.electorate,
        explanations=words,
    )
