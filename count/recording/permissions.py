"""Who may record which act, and who may second it.

The returning officer and the deputies may record whatever supervisors, verification staff and the results
desk may; they decide doubtful papers only when they sign in as the adjudicator they were appointed to be
(Parliamentary Elections Rules, rule 47(3), RPA 1983 Sch. 1: the decision is the returning officer's, and a
deputy needs an appointment for it).
"""

from count.poll.roles import OFFICERS, Visitor

_VERIFICATION = frozenset({"verification", *OFFICERS})


_SUPERVISOR = frozenset({"supervisor", *OFFICERS})


_FLOOR = frozenset({"supervisor", "verification", *OFFICERS})


_RESULTS = frozenset({"results", *OFFICERS})


_RETURNING_OFFICER = frozenset({"returning-officer"})


_COLLATION = frozenset({"collator", *OFFICERS})


_ANY_RECORDER = frozenset(
    {"supervisor", "verification", "results", "adjudicator", "collator", *OFFICERS}
)


MAY_RECORD: dict[str, frozenset[str]] = {
    "account": _VERIFICATION,
    "box-received": _VERIFICATION,
    "box-counted": _VERIFICATION,
    "strayed": _VERIFICATION,
    "handed-over": _VERIFICATION,
    "retrieved": _VERIFICATION,
    "box-verified": _VERIFICATION,
    "box-added": OFFICERS,
    "box-not-used": OFFICERS,
    "unit-added": OFFICERS,
    "verification-closed": OFFICERS,
    "mixed": _FLOOR,
    "handed": _SUPERVISOR,
    "bundle": _SUPERVISOR,
    "block": _SUPERVISOR,
    "sheet": _SUPERVISOR,
    "doubtful": _SUPERVISOR,
    "adjudicated": frozenset({"adjudicator"}),
    "papers-read": _RESULTS,
    "sorted": _SUPERVISOR,
    "unit-total": frozenset({"results", "supervisor", *OFFICERS}),
    "unit-closed": _SUPERVISOR,
    "constituency-seats": OFFICERS,
    "explained": _FLOOR,
    "struck": _ANY_RECORDER,
    "provisional": OFFICERS,
    "recount": OFFICERS,
    "lot": _RETURNING_OFFICER,
    "overridden": _RETURNING_OFFICER,
    "declared": _RETURNING_OFFICER,
    "released": OFFICERS,
    "oral-correction": _RETURNING_OFFICER,
    "corrected": _RETURNING_OFFICER,
    "found-after": _RETURNING_OFFICER,
    "cancelled": _RETURNING_OFFICER,
    "survivors": _COLLATION,
    "submitted": _COLLATION,
    "read-back": _COLLATION,
    "accepted": _COLLATION,
    "directed": _COLLATION,
    "published": _COLLATION,
    "announced": OFFICERS,
    "attended": OFFICERS,
    "paused": OFFICERS,
    "resumed": OFFICERS,
    "agreed": _ANY_RECORDER,
    "declined": _ANY_RECORDER,
}
"""The roles that may record each act. A second person is judged by the act seconded (`may_second`)."""


def may_record(
    visitor: Visitor, act: str, contest: str | None, unit: str | None, units: tuple[str, ...] = ()
) -> bool:
    """Whether this person could ever record this act: looking at its name and its unit only.

    A supervisor records for the supervisor's own unit; a blind total of a unit is claimed by anyone but its
    own supervisor. `units` are the two ends of papers handed from table to table: one must be the supervisor's.
    """
    if visitor.role not in MAY_RECORD.get(act, frozenset()):
        return False
    if visitor.contest is not None and contest not in (None, visitor.contest):
        return False
    if visitor.role != "supervisor":
        return True
    if units:
        return visitor.unit in units
    if unit is None:
        return True
    return (unit != visitor.unit) if act == "unit-total" else (unit == visitor.unit)


def may_second(
    visitor: Visitor, act: str, contest: str | None, unit: str | None, units: tuple[str, ...] = ()
) -> bool:
    """Whether this person may agree to, or decline, somebody else's proposal of this act.

    An act of the returning officer is seconded by a deputy or by another returning officer; every other act
    by somebody who might have recorded it. Officers may also second the withdrawal of an adjudication, since
    that decides no paper.
    """
    if MAY_RECORD.get(act) == _RETURNING_OFFICER:
        return visitor.officer
    if act == "adjudicated" and visitor.officer:
        return True
    return may_record(visitor, act, contest, unit, units)
