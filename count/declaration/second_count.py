"""The second count: the plain one, from the acts themselves and not from the fold's moves.

It reads which acts stand, turns each into lines of paper, and has them counted by loops written from the law.
A fault in the fold or in a kernel is seen as a disagreement. Run when a result is shared or declared.
"""

from collections.abc import Sequence

from count.declaration.findings import Finding
from count.declaration.result import lots_drawn, outcome, terms_of
from count.ledger import acts
from count.ledger.entry import Entry
from count.ledger.fold import struck_among
from count.ledger.standing import Standing
from tally_core import plain
from tally_core.outcome import Outcome


def papers_that_stand(entries: Sequence[Entry], order: dict[str, int]) -> list[plain.PaperLine]:
    """The papers of every act that stands, each in its unit's present attempt.

    `order` is each candidate's number on the ballot paper, from 0.
    """
    struck = struck_among(entries)
    number: dict[str, int] = {}
    kept: list[plain.PaperLine] = []
    for act in (entry.act for entry in entries if entry.id not in struck):
        if isinstance(act, acts.Recount):
            kept = _after_recount(kept, act, number)
        elif isinstance(act, acts.Bundle | acts.Block | acts.Sheet | acts.Adjudicated):
            kept += _lines(act, number.setdefault(act.unit, len(number)), order)
    return kept


def _after_recount(
    kept: list[plain.PaperLine], act: acts.Recount, number: dict[str, int]
) -> list[plain.PaperLine]:
    """What still counts when the papers in scope went back to be sorted again."""
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
            return [plain.Sheet(unit, act.papers, votes, act.unused)]
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


def disagreement(standing: Standing) -> Finding | None:
    """The finding that the two counts differ, or None where they agree on every figure."""
    entries = tuple(standing.entries.values())
    seats, figures = standing.contest.seats, standing.figures()
    differ: list[str] = []
    try:
        second = plain.count_papers(
            papers_that_stand(entries, standing.choice), len(standing.candidates), seats
        )
    except (plain.ImpossibleLine, AssertionError) as fault:
        differ.append(str(fault) or "a line of papers that cannot be")
    else:
        once = {ground: n for ground, n in figures.rejected.items() if n}
        again = {ground: n for ground, n in second.rejected.items() if n}
        verified = verified_papers(entries)
        for what, first, other in (
            ("votes", figures.votes, second.votes),
            ("unused votes", figures.unused, second.unused),
            ("rejected papers", once, again),
            ("papers", figures.accounted, second.papers),
            ("verified papers", figures.verified, verified),
        ):
            if first != other:
                differ.append(f"{what}: {first} and {other}")
        if not _same_elected(standing, second.votes):
            differ.append("who is elected")
    if not differ:
        return None
    return Finding(
        "second-count-differs",
        "blocks",
        f"The second count does not agree with the first ({'; '.join(differ)}).",
        "Declare nothing. Keep the ledger, print the unit figures, and have the software examined.",
        standing.rules.reconcile_law,
        secret=True,
        overridable=False,
    )


def _same_elected(standing: Standing, votes: tuple[int, ...]) -> bool:
    once = outcome(standing)
    again = plain.most_votes(
        votes, standing.contest.seats, lots_drawn(standing), terms_of(standing)
    )
    if isinstance(once, Outcome) and isinstance(again, plain.Elected):
        return once.elected == again.candidates and once.terms == again.terms
    return once == again
