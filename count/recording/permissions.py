"""Permissions: who may record which act, and who may second it.

The returning officer and the deputies may record whatever supervisors, verification staff and the results
desk may; they decide doubtful papers only when they sign in as the adjudicator they were appointed to be
(Parliamentary Elections Rules, rule 47(3), RPA 1983 Sch. 1: the decision is the returning officer's, and a
deputy needs an appointment for it).
"""

from count.ledger.acts import VOCABULARY, kind_of
from count.poll.roles import RETURNING_OFFICER, Visitor

MAY_RECORD: dict[str, frozenset[str]] = {name: kind.by for name, kind in VOCABULARY.items()}
"""The roles that may record each act, as its class says."""


def may_record(
    visitor: Visitor, act: str, contest: str | None, unit: str | None, units: tuple[str, ...] = ()
) -> bool:
    """Whether this person could ever record this act: looking at its name and its unit only.

    A supervisor records for the supervisor's own unit; a blind total of a unit is claimed by anyone but its
    own supervisor. `units` are the two ends of papers handed from table to table: one must be the supervisor's.
    """
    kind = kind_of(act)
    if kind is None or visitor.role not in kind.by:
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
    kind = kind_of(act)
    if kind is not None and kind.by == RETURNING_OFFICER:
        return visitor.officer
    if act == "adjudicated" and visitor.officer:
        return True
    return may_record(visitor, act, contest, unit, units)
