"""The last gate: what stands in the way of a provisional result and of the declaration.

A declared result is final; nothing after it can be recounted. So everything is asked here, at once, and
every answer that stands in the way is given with its remedy.
"""

from collections.abc import Iterable

from count.findings import (
    of_count,
    of_questions,
    of_scanning,
    of_tables,
    of_verification,
)
from count.findings.finding import Finding, FindingKind, Rule, closed_by_words, listed, several
from count.findings.second_count import disagreement
from count.ledger.effects.sorting import answer_to
from count.ledger.standing import Standing
from count.systems.result import outcome, rule_answer
from count.systems.system import Counted, RuleQuestion, SortingNeeded, Uncounted
from tally_core.outcome import LotNotAsked

EQUATION_FAILS = FindingKind(
    "equation-fails",
    "blocks",
    means="Votes, unused votes and rejected papers do not make up the verified papers although "
    "every pile balances: the software itself is at fault.",
    remedy="Declare nothing. Print the unit figures and have the software examined.",
    law="reconcile",
    secret=True,
    overridable=False,
)


def equation(standing: Standing) -> Iterable[Finding]:
    """Votes and rejected papers are the verified papers; with several votes a paper, times those.

    Votes + unused votes + each × rejected = each × verified, less papers handed to other areas. Asked
    only where the piles balance, since then it cannot fail unless an act was folded wrongly.
    """
    figures, each = standing.figures(), standing.votes_a_paper
    entered = sum(box.inflow for box in standing.boxes.values())
    if figures.below_zero or figures.accounted + figures.handed_over != entered:
        return
    cast = sum(figures.votes) + figures.unused + each * figures.all_rejected
    owed = each * (entered - figures.handed_over)
    if cast != owed:
        yield EQUATION_FAILS.found(
            standing.rules,
            f"Votes and rejected papers come to {cast:,}, but the verified papers make {owed:,}.",
            numbers={"cast": cast, "owed": owed},
        )


SYSTEM_NOT_COUNTED = FindingKind(
    "system-not-counted",
    "blocks",
    means="The law says a voting system for this contest that this version cannot count.",
    remedy="Verify the papers here; count and declare this contest by the paper procedure.",
    law="reconcile",
    overridable=False,
)


def not_counted_here(standing: Standing) -> Iterable[Finding]:
    """A voting system that this version does not count is never declared by it."""
    if not standing.counted_here:
        yield SYSTEM_NOT_COUNTED.found(
            standing.rules, f"This version does not count by {standing.rules.system}."
        )


WHILE_COUNTING: tuple[Rule, ...] = (
    *of_verification.RULES,
    *of_count.RULES,
    *of_tables.RULES,
    *of_scanning.RULES,
    equation,
    not_counted_here,
)


AGREEMENT_OPEN = FindingKind(
    "agreement-open",
    "blocks",
    means="An act that needs two people still waits for the second one.",
    remedy="Have a second person agree or decline each of them.",
    law="reconcile",
    unfinished=True,
    overridable=False,
)


def _agreements(standing: Standing, at: str, except_proposal: str | None) -> Iterable[Finding]:
    """No proposal waits for its second person."""
    waiting = [entry for entry in standing.open_proposals(at) if entry.id != except_proposal]
    if waiting:
        names = listed(f"{entry.act.act} (by {entry.by})" for entry in waiting)
        yield AGREEMENT_OPEN.found(
            standing.rules,
            f"{several(len(waiting), 'proposal waits', 'proposals wait')} for a second person: {names}.",
            numbers={"proposals": len(waiting)},
        )


PROVISIONAL_NEEDED = FindingKind(
    "provisional-needed",
    "blocks",
    means="Candidates and agents have not been told the present figures, so nobody could ask for a recount.",
    remedy="Share it with the candidates and agents, and give them time to ask for a recount.",
    law="recount",
    unfinished=True,
    overridable=False,
)


def _provisional(standing: Standing) -> Iterable[Finding]:
    """The provisional result is shared before the declaration, and is what is declared."""
    if standing.shared is None:
        yield PROVISIONAL_NEEDED.found(
            standing.rules,
            "The provisional result has not been shared, or the figures changed since it was.",
        )


def findings(
    standing: Standing, at: str, *, except_proposal: str | None = None, counted_twice: bool = False
) -> tuple[Finding, ...]:
    """Everything found about a contest, as it stands at this time.

    `except_proposal` is the proposal that is itself being decided. With `counted_twice` the second count is
    run too.
    """
    if standing.contest.uncontested:
        return tuple(_agreements(standing, at, except_proposal))
    found = [
        closed_by_words(standing, finding) for rule in WHILE_COUNTING for finding in rule(standing)
    ]
    if not any(finding.severity == "blocks" and not finding.overridden for finding in found):
        # What the rule asks means something only once every paper has its place.
        found += of_questions.questions(standing)
    found += of_questions.not_asked(standing)
    found += _agreements(standing, at, except_proposal)
    if counted_twice:
        differ = disagreement(standing)
        found += [differ] if differ is not None else []
    found += _provisional(standing)
    return tuple(found)


def in_the_way(
    standing: Standing,
    at: str,
    *,
    except_proposal: str | None = None,
    for_provisional: bool = False,
) -> tuple[Finding, ...]:
    """Findings in the way of declaring, or of sharing the provisional result; none where it may be done."""
    found = findings(standing, at, except_proposal=except_proposal, counted_twice=True)
    return blocking(found, for_provisional=for_provisional)


def blocking(found: Iterable[Finding], *, for_provisional: bool = False) -> tuple[Finding, ...]:
    """Findings that stand in the way of declaring, or of sharing the provisional result."""
    return tuple(
        finding
        for finding in found
        if finding.stands_in_the_way
        and not (for_provisional and finding.code == "provisional-needed")
    )


def needs(
    standing: Standing, at: str, found: Iterable[Finding] | None = None
) -> RuleQuestion | None:
    """The question that the rule waits for, once no other of the findings in `found` is in its way.

    Where papers may be sorted by first preference, those at the tables are asked for at once.
    """
    if standing.contest.uncontested:
        return None
    lying = [parcel for parcel in rule_answer(standing).asked if parcel.first]
    if lying and lying[0].papers > answer_to(standing, lying[0].parcel).papers:
        return lying[0]
    found = findings(standing, at) if found is None else found
    if not any(finding.code in of_questions.QUESTIONS for finding in found):
        return None
    says = outcome(standing)
    return None if isinstance(says, Counted | LotNotAsked | Uncounted) else says


def open_to_sorting(standing: Standing) -> dict[str, SortingNeeded]:
    """The parcels for which sorting may be recorded: all that the rule asked for, once the first count is done.

    A parcel that is sorted already stays open: who sorted more papers than there are says so. First preferences
    may be recorded while they are counted.
    """
    asked = {parcel.parcel: parcel for parcel in rule_answer(standing).asked}
    found = (closed_by_words(standing, f) for rule in WHILE_COUNTING for f in rule(standing))
    if any(finding.stands_in_the_way for finding in found):
        return {name: parcel for name, parcel in asked.items() if parcel.first}
    return asked
