"""Secrecy of figures: who may see which before they are released."""

from count.poll.roles import Visitor


def sees_all_figures(visitor: Visitor) -> bool:
    """Officers see every candidate's figures of every unit, released or not."""
    return visitor.officer


def sees_unit_figures(visitor: Visitor, unit: str, claim_agrees: bool) -> bool:
    """Whether this person may see one unit's candidate figures before release.

    A supervisor sees the supervisor's own unit; the results desk a unit once the own blind claim of it agrees.
    """
    if visitor.officer:
        return True
    if visitor.role == "supervisor":
        return visitor.unit == unit
    return visitor.role == "results" and claim_agrees


def sees_verification(visitor: Visitor) -> bool:
    """Whether this person may see box by box figures of verification (no secret to anyone in the hall)."""
    return visitor.role not in ("administrator", "screen")
