"""Findings of the count: papers unaccounted for, piles that cannot be, units and doubtful papers open."""

from collections.abc import Iterable

from count.findings.finding import Finding, FindingKind, Rule, listed, papers, several
from count.ledger.effects.scanning import UNVERIFIED
from count.ledger.figures import UnitFigures
from count.ledger.standing import Standing, UnitStanding

PAPERS_UNACCOUNTED = FindingKind(
    "papers-unaccounted",
    "blocks",
    means="Verified papers are neither counted for a candidate nor rejected: they are still in a box, "
    "unsorted at a table, or doubtful. This is how votes were left out of declared results.",
    remedy="Bring every box to a unit and sort its papers; then search storage, floors, "
    "the verification arithmetic, rejected papers, bundles and part bundles.",
    law="reconcile",
    unfinished=True,
    overridable=False,
)


def papers_unaccounted(standing: Standing) -> Iterable[Finding]:
    """Papers in is papers out: every verified paper is counted for somebody or rejected."""
    left = standing.figures().unaccounted
    missing = sum(left.values())
    if missing:
        where = listed(f"{n:,} in {_place(standing, pile)}" for pile, n in left.items())
        yield PAPERS_UNACCOUNTED.found(
            standing.rules,
            f"{papers(missing)} verified but not accounted for: {where}.",
            piles=tuple(left),
            numbers={"papers": missing},
        )


def _place(standing: Standing, pile: str) -> str:
    """A pile as people call it."""
    where, name, *rest = pile.split("/")
    if where == "box":
        return f"box {name} (brought to no unit)"
    table = standing.units[name].name
    return f"{table} ({'with the adjudicator' if rest == ['doubtful'] else 'not sorted'})"


PAPERS_OVER = FindingKind(
    "papers-over",
    "blocks",
    means="A table has sorted more papers than were verified and brought to it.",
    remedy="Look for a bundle keyed twice or with a wrong number, and strike it; "
    "else recount the boxes that went there.",
    law="reconcile",
    overridable=False,
)

PILE_BELOW_ZERO = FindingKind(
    "pile-below-zero",
    "blocks",
    means="More papers were taken from a pile than were ever put on it.",
    remedy="Strike the act that took too many, or record the one that is missing.",
    law="reconcile",
    overridable=False,
)


def more_sorted(standing: Standing) -> Iterable[Finding]:
    """No more papers come out of a unit than were brought to it."""
    below = standing.figures().below_zero
    over = {p: -n for p, n in below.items() if p.startswith("unit/") and p.endswith("/unsorted")}
    if over:
        tables = listed(f"{n:,} at {standing.units[p.split('/')[1]].name}" for p, n in over.items())
        yield PAPERS_OVER.found(
            standing.rules,
            f"{papers(sum(over.values()))} more sorted than were verified and brought: {tables}.",
            piles=tuple(over),
            numbers={"papers": sum(over.values())},
        )
    for pile, held in below.items():
        if pile not in over and pile != UNVERIFIED:
            yield PILE_BELOW_ZERO.found(
                standing.rules,
                f"{papers(-held)} more went from pile {pile} than ever came to it.",
                piles=(pile,),
                numbers={"papers": -held},
                secret="/candidate/" in pile or "/block/" in pile,
            )


VOTES_ABOVE_PAPERS = FindingKind(
    "votes-above-papers",
    "blocks",
    means="All candidates together have more votes than the papers can give.",
    remedy="Look for a block or a sheet keyed twice or with a wrong number, and strike it.",
    law="reconcile",
    secret=True,
    overridable=False,
)


def candidate_above_papers(standing: Standing) -> Iterable[Finding]:
    """No candidate has more votes than there are papers, nor all together more than papers can give."""
    figures = standing.figures()
    places = [
        (f"unit/{name}", unit.name, figures.units[name].papers, figures.units[name])
        for name, unit in standing.units.items()
    ]
    for where, name, held, unit in places:
        yield from _above(standing, where, name, held, unit)
    for choice, candidate in enumerate(standing.candidates):
        if figures.votes[choice] > figures.verified:
            yield _too_many_votes(
                standing,
                "contest",
                "the contest",
                candidate,
                figures.votes[choice],
                figures.verified,
            )
    most = standing.votes_a_paper * figures.verified
    if sum(figures.votes) > most:
        yield VOTES_ABOVE_PAPERS.found(
            standing.rules,
            f"{sum(figures.votes):,} votes were counted, but {papers(figures.verified)} "
            f"with {several(standing.votes_a_paper, 'vote', 'votes')} each allow {most:,}.",
            numbers={"votes": sum(figures.votes), "papers": figures.verified},
        )


def _above(
    standing: Standing, where: str, name: str, held: int, unit: UnitFigures
) -> Iterable[Finding]:
    for choice, candidate in enumerate(standing.candidates):
        if unit.votes[choice] > held:
            yield _too_many_votes(standing, where, name, candidate, unit.votes[choice], held)


CANDIDATE_ABOVE_PAPERS = FindingKind(
    "candidate-above-papers",
    "blocks",
    means="One candidate has more votes than there are papers at a table, or in the whole contest.",
    remedy="Look for a block, sheet or bundle keyed with a wrong number, and strike it.",
    law="reconcile",
    secret=True,
    overridable=False,
)


def _too_many_votes(
    standing: Standing, where: str, name: str, candidate: str, votes: int, held: int
) -> Finding:
    pile = f"{where}/candidate/{candidate}" if where != "contest" else f"candidate/{candidate}"
    return CANDIDATE_ABOVE_PAPERS.found(
        standing.rules,
        f"{standing.names[candidate]} has {votes:,} votes in {name}, which has only {papers(held)}.",
        piles=(pile,),
        numbers={"votes": votes, "papers": held},
    )


UNIT_OPEN = FindingKind(
    "unit-open",
    "blocks",
    means="A table that had papers has not closed.",
    remedy="Finish each unit, have its totals claimed by a second person, and close it.",
    law="reconcile",
    unfinished=True,
    overridable=False,
)


def unit_open(standing: Standing) -> Iterable[Finding]:
    """Every unit that had papers is closed."""
    waiting = [unit for unit in standing.units.values() if unit.had_papers and not unit.closed]
    if waiting:
        yield UNIT_OPEN.found(
            standing.rules,
            f"{several(len(waiting), 'unit is', 'units are')} not closed: "
            f"{listed(unit.name for unit in waiting)}.",
            piles=tuple(f"unit/{unit.unit}" for unit in waiting),
            numbers={"units": len(waiting)},
        )


def claim_agrees(standing: Standing, unit: UnitStanding) -> bool | None:
    """Whether the newest blind total of a unit is what was keyed there; None if nobody claimed one.

    A candidate left out of the claim agrees only where the unit has no vote for that candidate.
    """
    if not unit.claims:
        return None
    claim, figures = unit.claims[-1], standing.figures().units[unit.unit]
    votes = all(
        claim.totals.get(candidate, 0) == figures.votes[choice]
        for choice, candidate in enumerate(standing.candidates)
    )
    unused = claim.unused is None or claim.unused == figures.unused
    return votes and unused and claim.rejected == figures.all_rejected


UNIT_TOTAL_DIFFERS = FindingKind(
    "unit-total-differs",
    "blocks",
    means="The second person's blind total of a table is not what was keyed there.",
    remedy="Count the piles against the entries; a third person compares both with the paper. "
    "After a second difference an officer looks.",
    law="reconcile",
)


def total_differs(standing: Standing) -> Iterable[Finding]:
    """The blind second total of each unit is what was keyed there."""
    for unit in standing.units.values():
        if claim_agrees(standing, unit) is False:
            often = len(unit.claims)
            yield UNIT_TOTAL_DIFFERS.found(
                standing.rules,
                f"The second total of {unit.name} differs from what was keyed there"
                + (f" ({often} claims)." if often > 1 else "."),
                piles=(f"unit/{unit.unit}",),
                numbers={"claims": often},
            )


DOUBTFUL_IN_FLIGHT = FindingKind(
    "doubtful-in-flight",
    "blocks",
    means="Doubtful papers wait for the adjudicator.",
    remedy="The adjudicator decides each: good, returned, or rejected on a ground.",
    law="reconcile",
    unfinished=True,
    overridable=False,
)


def doubtful_in_flight(standing: Standing) -> Iterable[Finding]:
    """Every doubtful paper has its decision."""
    figures = standing.figures()
    waiting = {name: unit.doubtful for name, unit in figures.units.items() if unit.doubtful > 0}
    if waiting:
        tables = listed(f"{n:,} from {standing.units[name].name}" for name, n in waiting.items())
        yield DOUBTFUL_IN_FLIGHT.found(
            standing.rules,
            f"{papers(sum(waiting.values()))} doubtful and not yet decided: {tables}.",
            piles=tuple(f"unit/{name}/doubtful" for name in waiting),
            numbers={"papers": sum(waiting.values())},
        )


RULES: tuple[Rule, ...] = (
    papers_unaccounted,
    more_sorted,
    candidate_above_papers,
    doubtful_in_flight,
    unit_open,
    total_differs,
)
