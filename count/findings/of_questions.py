"""Findings of open questions: a lot, papers to be sorted, seats won elsewhere; and answers not asked for.

A question means something only once every paper has its place, so it is found when nothing else blocks; an
answer to a question that is no longer asked is found at once, and blocks until it is struck.
"""

from collections.abc import Iterable

from count.findings.finding import Finding, FindingKind, listed, papers
from count.ledger.effects.sorting import answer_to, answered
from count.ledger.standing import Standing
from count.systems.result import rule_answer
from count.systems.system import RuleAnswer, SeatsNeeded, SortingNeeded
from tally_core.outcome import LotNeeded, LotNotAsked

QUESTIONS = frozenset({"lot-needed", "papers-to-sort", "seats-needed"})
"""The findings that are questions of the rule."""


def questions(standing: Standing) -> Iterable[Finding]:
    """The question that the rule waits for, as a finding."""
    says = rule_answer(standing).says
    if isinstance(says, LotNeeded):
        yield _lot_needed(standing, says)
    elif isinstance(says, SortingNeeded):
        yield _papers_to_sort(standing, says)
    elif isinstance(says, SeatsNeeded):
        yield _seats_needed(standing, says)


LOT_NOT_ASKED = FindingKind(
    "lot-not-asked",
    "blocks",
    means="A lot was recorded for a tie that is no longer there.",
    remedy="Strike the lot.",
    law="lot",
    secret=True,
    overridable=False,
)


def not_asked(standing: Standing) -> Iterable[Finding]:
    """Answers to what the figures do not ask, or ask no longer; and parcels sorted into more than they hold."""
    if not (standing.lots or standing.sorted):
        return
    now = rule_answer(standing)
    if isinstance(now.says, LotNotAsked):
        yield LOT_NOT_ASKED.found(
            standing.rules, "A lot is recorded that the figures no longer ask for."
        )
    yield from _not_asked(standing, now)
    yield from _over(standing, now)


LOT_NEEDED = FindingKind(
    "lot-needed",
    "blocks",
    means="Candidates have equal votes and the law leaves it to a lot.",
    remedy="Consider a recount; then the returning officer draws the lot in view and records it.",
    law="lot",
    secret=True,
    overridable=False,
)


def _lot_needed(standing: Standing, lot: LotNeeded) -> Finding:
    names = listed(standing.names[standing.candidates[c]] for c in lot.candidates)
    what = LOT_FOR.get(lot.to, lot.to)
    return LOT_NEEDED.found(
        standing.rules,
        f"Equal votes: {names}, with {lot.seats} to be decided for {what}.",
        piles=tuple(f"candidate/{standing.candidates[c]}" for c in lot.candidates),
        numbers={"seats": lot.seats},
    )


LOT_FOR = {"elect": "a seat", "longer-term": "the longer term"}
"""What a lot decides, in words."""


PAPERS_TO_SORT = FindingKind(
    "papers-to-sort",
    "blocks",
    means="The rule needs papers sorted by their next preference before it can go on.",
    remedy="Supervisors sort them for the candidates who remain, and record what they sorted.",
    law="reconcile",
    secret=True,
    unfinished=True,
    overridable=False,
)


def _papers_to_sort(standing: Standing, needed: SortingNeeded) -> Finding:
    done = answer_to(standing, needed.parcel).papers
    of = listed(standing.names[c] for c in needed.of)
    return PAPERS_TO_SORT.found(
        standing.rules,
        f"{papers(needed.papers)} of {of} are to be sorted by next preference: {done:,} are recorded.",
        piles=(f"parcel/{needed.parcel}",),
        numbers={"papers": needed.papers, "sorted": done},
    )


SEATS_NEEDED = FindingKind(
    "seats-needed",
    "blocks",
    means="The seats that parties won in constituencies are not recorded, and lists are shared out after them.",
    remedy="Record them from the constituency declarations, with a second person.",
    law="declaration",
    unfinished=True,
    overridable=False,
)


def _seats_needed(standing: Standing, needed: SeatsNeeded) -> Finding:
    return SEATS_NEEDED.found(
        standing.rules,
        "The seats won in the constituencies are not stated: they count against the lists.",
        numbers={"lists": len(needed.candidates)},
    )


SORTED_NOT_ASKED = FindingKind(
    "sorted-not-asked",
    "blocks",
    means="Papers were sorted for a question that later corrections have changed.",
    remedy="Strike what was sorted, and sort as the figures now ask; or put right what changed them.",
    law="reconcile",
    secret=True,
    overridable=False,
)


def _not_asked(standing: Standing, now: RuleAnswer) -> Iterable[Finding]:
    asked = {parcel.parcel for parcel in now.asked}
    for parcel in answered(standing):
        if parcel not in asked:
            yield SORTED_NOT_ASKED.found(
                standing.rules,
                f"{papers(answer_to(standing, parcel).papers)} were sorted for a question that the figures "
                "no longer ask.",
                piles=(f"parcel/{parcel}",),
            )


PARCEL_OVER = FindingKind(
    "parcel-over",
    "blocks",
    means="More papers are recorded as sorted from a parcel than it holds.",
    remedy="Look for a figure keyed twice or wrongly, and strike it.",
    law="reconcile",
    secret=True,
    overridable=False,
)


def _over(standing: Standing, now: RuleAnswer) -> Iterable[Finding]:
    for parcel in now.asked:
        done = answer_to(standing, parcel.parcel).papers
        if done > parcel.papers:
            yield PARCEL_OVER.found(
                standing.rules,
                f"{done:,} papers are recorded as sorted of a parcel of {parcel.papers:,}.",
                piles=(f"parcel/{parcel.parcel}",),
                numbers={"papers": done - parcel.papers},
            )
