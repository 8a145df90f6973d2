"""The occasion on which an act is about to be recorded, and what every check asks of it first."""

from dataclasses import dataclass

from count.ledger import acts
from count.ledger.figure_codes import FigureCodes
from count.ledger.fold import units_of
from count.ledger.standing import Standing
from count.poll.roles import Visitor
from count.recording.refusals import NotNow, OtherAttempt


@dataclass(frozen=True, slots=True)
class Occasion:
    """An act about to be recorded: whose, when, in what standing, and the proposal it agrees to, if any."""

    standing: Standing
    visitor: Visitor
    at: str
    codes: FigureCodes
    agreeing_to: str | None = None


def open_contest(standing: Standing, act: acts.Act) -> None:
    """Whether anything of this kind may still be recorded in the contest."""
    if not act.built:
        raise NotNow(
            f"The hall cannot record {act.act} yet: collating the totals of areas is not built."
        )
    if act.after_declaring == "too" or _withdraws_a_release(standing, act):
        return
    if standing.cancelled is not None and not act.after_cancelling:
        raise NotNow("This contest was cancelled: nothing more is recorded in it.")
    declared = standing.declaration is not None
    if act.after_declaring == "only" and not declared:
        raise NotNow("This contest is not declared yet: strike the wrong act instead.")
    if declared and act.after_declaring == "never":
        raise NotNow(
            "This contest is declared, and a declaration is final: "
            "record an oral correction, corrected figures or papers found after."
        )


def _withdraws_a_release(standing: Standing, act: acts.Act) -> bool:
    """A board released by mistake is withdrawn whenever it is seen: no figure depends on it."""
    if not isinstance(act, acts.Struck):
        return False
    struck = standing.entries.get(act.strikes)
    return struck is not None and isinstance(struck.act, acts.Released)


def present_attempt(standing: Standing, act: acts.OfAttempt) -> None:
    """An act of an earlier count of the unit is refused: a tablet back from the dead posts into no recount."""
    units = units_of(act)
    present = standing.units[units[0]].attempt if units else standing.attempt
    if act.attempt != present:
        raise OtherAttempt(
            f"This belongs to count {act.attempt}; the unit is now at count {present}. "
            "Reload the page and key it again if the paper is still in front of you.",
            {"attempt": f"must be {present}"},
        )
