"""Sums over the acts of a contest that stand: their papers, answers and boxes, without the fold.

Read from the ledger's entries and not from the fold's moves: what the second count counts.
"""

from collections.abc import Sequence

from count.ledger import acts
from count.ledger.effects.sorting import is_first
from count.ledger.entry import Entry
from count.ledger.fold import struck_among
from count.ledger.paper_source import MissingFile, PaperSource, heaps_again
from tally_core.plain import plurality as plain


def papers_that_stand(
    entries: Sequence[Entry], order: dict[str, int], paper_source: PaperSource | None = None
) -> list[plain.PaperLine]:
    """The papers of every act that stands, each in its unit's present attempt.

    `order` is each candidate's number on the ballot paper, from 0; `paper_source` has the files that were read.
    """
    struck = struck_among(entries)
    number: dict[str, int] = {}
    kept_lines: list[plain.PaperLine] = []
    for act in (entry.act for entry in entries if entry.id not in struck):
        if isinstance(act, acts.Recount):
            kept_lines = _after_recount(kept_lines, act, number)
        elif isinstance(act, acts.PapersRead):
            kept_lines += _of_file(act, number.setdefault("", len(number)), paper_source)
        elif is_first(act) and isinstance(act, acts.Sorted):
            unit = number.setdefault(act.unit, len(number))
            kept_lines += _of_first_preferences(act, unit, order)
        elif isinstance(act, acts.Bundle | acts.Block | acts.Sheet | acts.Adjudicated):
            kept_lines += _lines(act, number.setdefault(act.unit, len(number)), order)
    return kept_lines


def _of_file(
    act: acts.PapersRead, unit: int, paper_source: PaperSource | None
) -> list[plain.PaperLine]:
    """First preferences, counted paper by paper in the file read anew; none where it is astray."""
    first = first_preferences(act.file_digest, paper_source) if paper_source is not None else ()
    return [plain.Straight(unit, (who,), papers) for who, papers in enumerate(first) if papers]


def first_preferences(digest: str, paper_source: PaperSource) -> tuple[int, ...]:
    """First preferences of a file read anew, one figure a candidate; none where it is astray."""
    heaps = heaps_again(paper_source, digest)
    votes: dict[int, int] = {}
    for preferences, papers in heaps.items() if not isinstance(heaps, MissingFile) else ():
        votes[preferences[0]] = votes.get(preferences[0], 0) + papers
    return tuple(votes.get(who, 0) for who in range(max(votes, default=-1) + 1))


def _of_first_preferences(
    act: acts.Sorted, unit: int, order: dict[str, int]
) -> list[plain.PaperLine]:
    good = [plain.Straight(unit, (order[c],), papers) for c, papers in act.next.items() if papers]
    bad = [
        plain.Rejected(unit, papers, ground)
        for ground, papers in (act.rejected or {}).items()
        if papers
    ]
    return [*good, *bad]


def _after_recount(
    kept: list[plain.PaperLine], act: acts.Recount, number: dict[str, int]
) -> list[plain.PaperLine]:
    """Acts that still count after a recount sent the papers in scope back to be sorted again."""
    if not act.granted or act.kind == "bundle-check":
        return kept
    again = (
        {number.get(act.scope.unit)} if isinstance(act.scope, acts.OneUnit) else {*number.values()}
    )
    stays = plain.Rejected if act.kind == "full" else ()
    return [line for line in kept if line.unit not in again or isinstance(line, stays)]


def _lines(
    act: acts.Bundle | acts.Block | acts.Sheet | acts.Adjudicated, unit: int, order: dict[str, int]
) -> list[plain.PaperLine]:
    match act:
        case acts.Bundle():
            return [plain.Straight(unit, (order[act.candidate],), act.papers)]
        case acts.Block():
            return [plain.Straight(unit, tuple(order[c] for c in act.candidates), act.papers)]
        case acts.Sheet():
            votes = tuple(act.votes[candidate] for candidate in order)
            return [plain.MixedSheet(unit, act.papers, votes, act.unused)]
        case acts.Adjudicated():
            good = [
                plain.Straight(unit, tuple(order[c] for c in good.candidates), good.papers)
                for good in act.good
            ]
            bad = [plain.Rejected(unit, papers, ground) for ground, papers in act.rejected.items()]
            return [*good, *bad]


def verified_papers(entries: Sequence[Entry]) -> int:
    """The verified papers of a contest: the number each box was last verified at."""
    struck = struck_among(entries)
    proposed: dict[str, acts.BoxVerified] = {}
    boxes: dict[str, int] = {}
    for entry in entries:
        act = entry.act
        if isinstance(act, acts.BoxVerified) and entry.id not in struck:
            if entry.awaits is not None:
                proposed[entry.id] = act
            else:
                boxes[act.box] = act.papers
        elif isinstance(act, acts.Agreed) and act.to in proposed:
            boxes[proposed[act.to].box] = proposed[act.to].papers
    return sum(boxes.values())


def sorted_that_stand(entries: Sequence[Entry]) -> dict[str, list[acts.Sorted]]:
    """Papers sorted by next preference, by parcel: every act that stands, since its unit's last recount."""
    struck = struck_among(entries)
    kept: list[acts.Sorted] = []
    for act in (entry.act for entry in entries if entry.id not in struck):
        if isinstance(act, acts.Recount) and act.granted and act.kind != "bundle-check":
            scope = act.scope
            again = scope.unit if isinstance(scope, acts.OneUnit) else None
            kept = [each for each in kept if again not in (None, each.unit)]
        elif isinstance(act, acts.Sorted):
            kept.append(act)
    parcels: dict[str, list[acts.Sorted]] = {}
    for each in kept:
        parcels.setdefault(each.parcel, []).append(each)
    return parcels


def seats_that_stand(entries: Sequence[Entry]) -> acts.ConstituencySeats | None:
    """The seats won in constituencies as they were last stated and agreed to."""
    struck = struck_among(entries)
    proposed: dict[str, acts.ConstituencySeats] = {}
    stated = None
    for entry in entries:
        act = entry.act
        if isinstance(act, acts.ConstituencySeats) and entry.id not in struck:
            proposed[entry.id] = act
        elif isinstance(act, acts.Agreed) and act.to in proposed:
            stated = proposed[act.to]
    return stated
