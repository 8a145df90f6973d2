"""The result of a contest by its law, as its figures stand: who is elected, or what must be known first.

Which system counts a contest is data of the rulebook; each system is a module of `count.systems`.
"""

from collections.abc import Sequence
from functools import cache
from pkgutil import resolve_name

from count.law.systems import SYSTEMS
from count.ledger.standing import Standing
from count.systems.system import Counted, RuleAnswer, RuleOutcome, System, TellsMargin
from tally_core.margins.margin import Margin


@cache
def counting(name: str) -> System:
    """The module that counts by a system of the rulebook, as its row says."""
    found: System = resolve_name(SYSTEMS[name].hall)
    return found


def system_of(standing: Standing) -> System:
    """The system that counts this contest. One that this version does not count never passes the gate."""
    return counting(standing.rules.system if standing.counted_here else "plurality")


def rule_answer(standing: Standing, votes: Sequence[int] | None = None) -> RuleAnswer:
    """The rule's answer on the figures as they now stand, or on corrected `votes` in their place.

    Asked for many times between two acts, and worked out once; a file of papers is looked at every time.
    """
    system = system_of(standing)
    if votes is not None:
        return system.rule_answer(standing, votes)
    if standing.read:
        return system.rule_answer(standing, standing.figures().votes)
    return standing.once("told", lambda: system.rule_answer(standing, standing.figures().votes))


def outcome(standing: Standing) -> RuleOutcome:
    """The same, without how the rule came to it."""
    return rule_answer(standing).says


def elected(standing: Standing) -> Counted | None:
    """The elected; None while the rule waits for something, or a lot was not asked for."""
    if standing.contest.uncontested:
        return Counted(standing.candidates)
    says = outcome(standing)
    return says if isinstance(says, Counted) else None


def margin(standing: Standing) -> Margin | None:
    """The margin of the result: papers that must be wrong to change it; None where votes do not tell."""
    system = system_of(standing)
    if not standing.counted_here or not isinstance(system, TellsMargin):
        return None
    votes = standing.figures().votes
    return standing.once("margin", lambda: system.margin(standing, votes))


def majority(standing: Standing) -> int | None:
    """The lead of the one with most votes; None where seats are several, or votes do not say it."""
    votes = sorted(standing.figures().votes)
    alone = standing.contest.seats == 1 and standing.rules.voting_system.most_votes
    if not alone or standing.contest.uncontested or len(votes) < 2:
        return None
    return votes[-1] - votes[-2]
