"""What the count can find: papers unaccounted for, piles that cannot be, units and doubtful papers open."""

from collections.abc import Iterable

from count.findings.finding import Finding, Rule, listed, papers, several
from count.ledger.effects.scanning import UNVERIFIED
from count.ledger.figures import UnitFigures
from count.ledger.standing import Standing, UnitStanding


def papers_unaccounted(standing: Standing) -> Iterable[Finding]:
    """Papers in is papers out: every verified paper is counted for somebody or rejected."""
    left = standing.figures().unaccounted
    missing = sum(left.values())
    if missing:
        where = listed(f"{n:,} in {_place(standing, pile)}" for pile, n in left.items())
        yield Finding(
            "papers-unaccounted",
            "blocks",
            f"{papers(missing)} verified but not accounted for: {where}.",
            "Bring every box to a unit and sort its papers; then search storage, floors, "
            "the verification arithmetic, rejected papers, bundles and part bundles.",
            standing.rules.reconcile_law,
            piles=tuple(left),
            numbers={"papers": missing},
            unfinished=True,
            overridable=False,
        )


def _place(standing: Standing, pile: str) -> str:
    """A pile as people call it."""
    where, name, *rest = pile.split("/")
    if where == "box":
        return f"box {name} (brought to no unit)"
    table = standing.units[name].name
    return f"{table} ({'with the adjudicator' if rest == ['doubtful'] else 'not sorted'})"


def more_sorted(standing: Standing) -> Iterable[Finding]:
    """No more papers come out of a unit than were brought to it."""
    below = standing.figures().below_zero
    over = {p: -n for p, n in below.items() if p.startswith("unit/") and p.endswith("/unsorted")}
    if over:
        tables = listed(f"{n:,} at {standing.units[p.split('/')[1]].name}" for p, n in over.items())
        yield Finding(
            "papers-over",
            "blocks",
            f"{papers(sum(over.values()))} more sorted than were verified and brought: {tables}.",
            "Look for a bundle keyed twice or with a wrong number, and strike it; "
            "else recount the boxes that went there.",
            standing.rules.reconcile_law,
            piles=tuple(over),
            numbers={"papers": sum(over.values())},
            overridable=False,
        )
    for pile, held in below.items():
        if pile not in over and pile != UNVERIFIED:
            yield Finding(
                "pile-below-zero",
                "blocks",
                f"{papers(-held)} more went from pile {pile} than ever came to it.",
                "Strike the act that took too many, or record the one that is missing.",
                standing.rules.reconcile_law,
                piles=(pile,),
                numbers={"papers": -held},
                secret="/candidate/" in pile or "/block/" in pile,
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
        yield Finding(
            "votes-above-papers",
            "blocks",
            f"{sum(figures.votes):,} votes were counted, but {papers(figures.verified)} "
            f"with {several(standing.votes_a_paper, 'vote', 'votes')} each allow {most:,}.",
            "Look for a block or a sheet keyed twice or with a wrong number, and strike it.",
            standing.rules.reconcile_law,
            numbers={"votes": sum(figures.votes), "papers": figures.verified},
            secret=True,
            overridable=False,
        )


def _above(
    standing: Standing, where: str, name: str, held: int, unit: UnitFigures
) -> Iterable[Finding]:
    for choice, candidate in enumerate(standing.candidates):
        if unit.votes[choice] > held:
            yield _too_many_votes(standing, where, name, candidate, unit.votes[choice], held)


def _too_many_votes(
    standing: Standing, where: str, name: str, candidate: str, votes: int, held: int
) -> Finding:
    pile = f"{where}/candidate/{candidate}" if where != "contest" else f"candidate/{candidate}"
    return Finding(
        "candidate-above-papers",
        "blocks",
        f"{standing.names[candidate]} has {votes:,} votes in {name}, which has only {papers(held)}.",
        "Look for a block, sheet or bundle keyed with a wrong number, and strike it.",
        standing.rules.reconcile_law,
        piles=(pile,),
        numbers={"votes": votes, "papers": held},
        secret=True,
        overridable=False,
    )


def unit_open(standing: Standing) -> Iterable[Finding]:
    """Every unit that had papers is closed."""
    waiting = [unit for unit in standing.units.values() if unit.had_papers and not unit.closed]
    if waiting:
        yield Finding(
            "unit-open",
            "blocks",
            f"{several(len(waiting), 'unit is', 'units are')} not closed: "
            f"{listed(unit.name for unit in waiting)}.",
            "Finish each unit, have its totals claimed by a second person, and close it.",
            standing.rules.reconcile_law,
            piles=tuple(f"unit/{unit.unit}" for unit in waiting),
            numbers={"units": len(waiting)},
            unfinished=True,
            overridable=False,
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


def total_differs(standing: Standing) -> Iterable[Finding]:
    """The blind second total of each unit is what was keyed there."""
    for unit in standing.units.values():
        if claim_agrees(standing, unit) is False:
            often = len(unit.claims)
            yield Finding(
                "unit-total-differs",
                "blocks",
                f"The second total of {unit.name} differs from what was keyed there"
                + (f" ({often} claims)." if often > 1 else "."),
                "Count the piles against the entries; a third person compares both with the paper. "
                "After a second difference an officer looks.",
                standing.rules.reconcile_law,
                piles=(f"unit/{unit.unit}",),
                numbers={"claims": often},
            )


def doubtful_in_flight(standing: Standing) -> Iterable[Finding]:
    """Every doubtful paper has its decision."""
    figures = standing.figures()
    waiting = {name: unit.doubtful for name, unit in figures.units.items() if unit.doubtful > 0}
    if waiting:
        tables = listed(f"{n:,} from {standing.units[name].name}" for name, n in waiting.items())
        yield Finding(
            "doubtful-in-flight",
            "blocks",
            f"{papers(sum(waiting.values()))} doubtful and not yet decided: {tables}.",
            "The adjudicator decides each: good, returned, or rejected on a ground.",
            standing.rules.reconcile_law,
            piles=tuple(f"unit/{name}/doubtful" for name in waiting),
            numbers={"papers": sum(waiting.values())},
            unfinished=True,
            overridable=False,
        )


def mixing_rule(standing: Standing) -> Iterable[Finding]:
    """A box's papers are mixed with another ballot box's before votes are counted."""
    together = standing.rules.mixing.kind == "all-together"
    for unit in standing.units.values():
        kinds = [standing.boxes[box].kind for box in dict.fromkeys(unit.boxes)]
        if not kinds:
            continue
        stations = kinds.count("station")
        short = stations < 2 and not (stations == 1 and "postal" in kinds)
        if together or not short:
            continue
        yield Finding(
            "not-mixed",
            "explain",
            f"{unit.name} got papers of {listed(dict.fromkeys(unit.boxes))} only: "
            "they are not mixed with another ballot box's.",
            "Mix them with another ballot box before the votes are counted, or say why not.",
            standing.rules.mixing.law,
            piles=(f"unit/{unit.unit}",),
            numbers={"boxes": len(kinds)},
        )


def part_bundles(standing: Standing) -> Iterable[Finding]:
    """One part bundle a candidate and unit: a second is a bundle of a wrong size."""
    for unit in standing.units.values():
        parts = {c: n for c, n in unit.part_bundles.items() if n > 1}
        if parts:
            yield Finding(
                "part-bundles",
                "explain",
                f"{unit.name} has more than one part bundle for "
                f"{listed(standing.names[c] for c in parts)}.",
                "Make full bundles of them, or say that they were checked as they are.",
                standing.rules.reconcile_law,
                piles=tuple(f"unit/{unit.unit}/candidate/{c}" for c in parts),
                numbers={"bundles": sum(parts.values())},
                secret=True,
            )


def strangers(standing: Standing) -> Iterable[Finding]:
    """Whoever made or checked a bundle or a count is on the list of people."""
    for name, where in standing.unlisted_names.items():
        yield Finding(
            "person-unknown",
            "explain",
            f"{name} is not on the list of people ({listed(sorted(where))}).",
            "Look for a misspelt name, or say who this is.",
            standing.rules.reconcile_law,
            piles=tuple(sorted(where)),
        )


def checked_by_another(standing: Standing) -> Iterable[Finding]:
    """Every figure is checked by somebody else."""
    if standing.unchecked:
        places = tuple(dict.fromkeys(standing.unchecked))
        yield Finding(
            "not-checked-by-another",
            "explain",
            f"Made and checked by the same person at {listed(places)}.",
            "Have somebody else check it, or say why not.",
            standing.rules.reconcile_law,
            piles=places,
            numbers={"times": len(standing.unchecked)},
        )


RULES: tuple[Rule, ...] = (
    papers_unaccounted,
    more_sorted,
    candidate_above_papers,
    doubtful_in_flight,
    unit_open,
    total_differs,
    mixing_rule,
    part_bundles,
    strangers,
    checked_by_another,
)
