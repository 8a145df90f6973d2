"""The acts that a visitor may record now in a contest: by role, by the contest's kind, and as the count stands.

Pages offer what stands here and nothing else. Acts that answer an earlier one are said beside that one: an
open agreement by its `may_second`, a strike by the list of acts to strike. Whether the fields fit (this box,
that unit) is told when the act is recorded.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from count.findings import gate
from count.findings.finding import Finding
from count.ledger import acts
from count.ledger.figure_codes import FigureCodes
from count.ledger.standing import Standing
from count.ledger.validation import lacking
from count.poll.roles import Visitor
from count.recording import Occasion, check
from count.recording.occasion import open_contest
from count.recording.permissions import may_record
from count.recording.refusals import Refused
from count.systems.system import RuleQuestion
from tally_core.outcome import LotNeeded

NOBODY = "00000000-0000-4000-8000-000000000000"
"""The id of an act that is only asked about."""


@dataclass(frozen=True, slots=True)
class Present:
    """A contest as one visitor finds it: how it stands, everything found, and what its rule waits for."""

    standing: Standing
    visitor: Visitor
    at: str
    codes: FigureCodes
    found: tuple[Finding, ...]
    question: RuleQuestion | None

    def allows(self, act: acts.Act) -> bool:
        """Whether the hall would record this act now."""
        try:
            check(Occasion(self.standing, self.visitor, self.at, self.codes), act)
        except Refused:
            return False
        return True


def may(present: Present) -> list[str]:
    """The names of these acts, in the order of the vocabulary."""
    lacks = lacking(present.standing.contest, present.standing.rules)
    return [
        name
        for name, kind in acts.VOCABULARY.items()
        if not any(lacks[need] for need in kind.needs) and _may(present, name, kind)
    ]


def _may(present: Present, name: str, kind: type[acts.Act]) -> bool:
    standing, visitor = present.standing, present.visitor
    if kind.reaches in ("hall", "earlier-act"):
        return False
    if not may_record(visitor, name, standing.contest.id, None) or _of_another_unit(present, kind):
        return False
    try:
        open_contest(standing, kind.model_construct(id=NOBODY, act=name))
    except Refused:
        return False
    occasion = OCCASIONS.get(name)
    return occasion is None or occasion(present)


def _of_another_unit(present: Present, kind: type[acts.Act]) -> bool:
    """Whether the act is of a unit, and the visitor's own unit does not count this contest."""
    if present.visitor.role != "supervisor" or present.visitor.unit in present.standing.units:
        return False
    return any(place.what == "unit" for place in acts.places(kind))


def _verification_closed(present: Present) -> bool:
    return present.allows(
        acts.VerificationClosed(id=NOBODY, act="verification-closed", reason="asked")
    )


def _box_not_used(present: Present) -> bool:
    return any(
        present.allows(acts.BoxNotUsed(id=NOBODY, act="box-not-used", box=box, reason="asked"))
        for box in present.standing.boxes
    )


def _explained(present: Present) -> bool:
    told = (f for f in present.found if f.may_be_told(present.visitor))
    return any(finding.severity == "explain" for finding in told)


def _recount(present: Present) -> bool:
    return present.allows(
        acts.Recount(
            id=NOBODY,
            act="recount",
            scope=acts.WholeContest(contest=True),
            kind="bundle-check",
            asked_by="somebody",
            granted=True,
            reason="asked",
        )
    )


def _lot(present: Present) -> bool:
    return isinstance(present.question, LotNeeded)


def _overridden(present: Present) -> bool:
    return any(f.severity == "blocks" and f.overridable for f in present.found)


def _provisional(present: Present) -> bool:
    # The second count may take seconds: it is run when somebody records the act, never for a look at a page.
    return not gate.blocking(present.found, for_provisional=True)


def _declared(present: Present) -> bool:
    return not gate.blocking(present.found)


OCCASIONS: Mapping[str, Callable[[Present], bool]] = {
    "verification-closed": _verification_closed,
    "box-not-used": _box_not_used,
    "explained": _explained,
    "recount": _recount,
    "lot": _lot,
    "overridden": _overridden,
    "provisional": _provisional,
    "declared": _declared,
}
"""Acts that hang on more than the stage of the contest."""
