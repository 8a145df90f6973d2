"""Refusals: an act that may not be recorded. Few, and each says in plain words what to do.

A refused act leaves no trace in the ledger and its id stays free. What stands but must be put right is not
a refusal but a finding (`count.findings.finding`).
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from count.findings.finding import Finding


class Refused(Exception):
    """This act may not be recorded. `kind` and `status` are what a client acts upon."""

    kind: ClassVar[str]
    status: ClassVar[int] = 409

    def __init__(
        self,
        words: str,
        fields: Mapping[str, str] | None = None,
        findings: Sequence["Finding"] = (),
    ) -> None:
        super().__init__(words)
        self.words = words
        self.fields = dict(fields or {})
        self.findings = tuple(findings)

    def answer(self) -> dict[str, Any]:
        """The refusal as the wire carries it."""
        return {
            "refused": self.kind,
            "words": self.words,
            "fields": self.fields,
            "findings": [finding.as_dict() for finding in self.findings],
        }


class NotThisPerson(Refused):
    """This person may never record this act here."""

    kind = "who"
    status = 403


class MalformedAct(Refused):
    """The act is not well formed; `fields` names every fault."""

    kind = "malformed"
    status = 422


class IdReused(Refused):
    """The id is already in the ledger with other content."""

    kind = "id-reused"


class NotNow(Refused):
    """The count does not stand so that this act could be recorded."""

    kind = "state"


class OtherAttempt(Refused):
    """The act belongs to another numbered count of the unit than the present one."""

    kind = "attempt"


class Stale(Refused):
    """The figures that this person saw are no longer the figures."""

    kind = "stale"


class AtTheGate(Refused):
    """Something stands in the way of a provisional result or a declaration; `findings` says what."""

    kind = "gate"
