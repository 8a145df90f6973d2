"""The second count: the plain one, from the acts themselves and not from the fold's moves.

It reads which acts stand, turns each into lines of paper, and has them counted by loops written from the law.
A fault in the fold or in a kernel is seen as a disagreement. Run when a result is shared or declared.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from count.findings.finding import Finding, FindingKind
from count.ledger import acts
from count.ledger.effects.sorting import answer_to, answered
from count.ledger.entry import Entry
from count.ledger.standing import Standing
from count.systems.from_acts import papers_that_stand, sorted_that_stand, verified_papers
from count.systems.result import system_of
from tally_core.plain import plurality as plain

SECOND_COUNT_DIFFERS = FindingKind(
    "second-count-differs",
    "blocks",
    means="The second count, written apart from the first, does not agree with it.",
    remedy="Declare nothing. Keep the ledger, print the unit figures, and have the software examined.",
    law="reconcile",
    secret=True,
    overridable=False,
)


def disagreement(standing: Standing) -> Finding | None:
    """The finding that the two counts differ, or None where they agree on every figure."""
    entries = tuple(standing.entries.values())
    figures = standing.figures()
    differ: list[str] = []
    try:
        second = plain.count_papers(
            papers_that_stand(entries, standing.choice, standing.paper_source),
            len(standing.candidates),
            standing.votes_a_paper,
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
        differ += _sorted_differently(standing, entries)
        differ += system_of(standing).differs(standing, second.votes, entries)
    if not differ:
        return None
    return SECOND_COUNT_DIFFERS.found(
        standing.rules, f"The second count does not agree with the first ({'; '.join(differ)})."
    )


def _sorted_differently(standing: Standing, entries: tuple[Entry, ...]) -> Iterator[str]:
    """Parcels whose papers the acts sort otherwise than the fold has them."""
    again = sorted_that_stand(entries)
    for parcel in dict.fromkeys((*answered(standing), *again)):
        once = answer_to(standing, parcel)
        for what, papers, other in (
            ("by next preference", once.next, _summed(act.next for act in again.get(parcel, []))),
            ("without one", {"": once.none}, {"": sum(act.none for act in again.get(parcel, []))}),
            (
                "rejected",
                once.rejected,
                _summed(act.rejected or {} for act in again.get(parcel, [])),
            ),
        ):
            if {k: n for k, n in papers.items() if n} != {k: n for k, n in other.items() if n}:
                yield f"papers sorted, {what}: {dict(papers)} and {other}"


def _summed(
    columns: Iterable[Mapping[str, int]] | Iterable[Mapping[acts.Ground, int]],
) -> dict[str, int]:
    added: Counter[str] = Counter()
    for column in columns:
        added.update(dict(column))
    return dict(added)
