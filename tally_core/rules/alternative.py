"""The alternative vote (instant run-off): one seat, one exclusion a round, until somebody has a majority.

Law, in our words: no statute uses it today; societies, parties and private ballots do. The rule
Parliament once wrote was rule 45A of the Parliamentary Elections Rules, in section 9 of the Parliamentary
Voting System and Constituencies Act 2011 (legislation.gov.uk/ukpga/2011/1/section/9/enacted), repealed after
the referendum without having been in force. By it, papers are sorted by first preference, and a candidate with
more votes than all others put together is elected [r 45A(2)]. Otherwise the candidate with fewest votes goes
out, and each of those papers goes to its next preference among the remaining, or out of the count [r 45A(3)];
again and again, until one has more votes than the other remaining candidates put together.

Silence
- Ties: rules of societies differ. Of candidates equal and lowest, the one with fewer votes at the latest
  earlier round at which they differed goes out, else one by lot, as in a Scottish council election with one
  seat. (Schedule 10, paragraph 7 to the Act of 2011 would have looked from the first round on.) Of three or
  more, those who share the lowest figure there go on to the rounds before.
- The last two equal: one of them goes out in the same way.
- A candidate left alone is elected, with a majority or, if no papers are left, without.
- Votes are whole; there is no quota.
"""

from collections.abc import Sequence
from typing import Final

from tally_core.lots import DrawnLots
from tally_core.outcome import (
    EXCLUDE,
    Lot,
    LotNeeded,
    LotNotAsked,
    PreferenceCount,
    PreferenceStage,
)
from tally_core.papers import Papers
from tally_core.preference_piles import PreferencePiles

VOTE: Final = 1
"""Units in a vote."""


def count(papers: Papers, lots: Sequence[Lot] = ()) -> PreferenceCount | LotNeeded | LotNotAsked:
    """Elect one candidate, or say which lot must be drawn first.

    lots: those drawn so far, in that order; each falls on one candidate. Raises OutOfBounds for more papers
    than `PreferencePiles` takes.
    """
    piles = PreferencePiles(papers, VOTE)
    drawn = DrawnLots(lots)
    remaining = list(range(papers.candidates))
    out_of_count = 0
    stages = [_stage(1, piles.votes, remaining)]
    while not stages[-1].elected:
        level = _lowest(remaining, stages)
        lot = None
        if len(level) > 1:
            question = LotNeeded(tuple(level), 1, EXCLUDE, len(stages) + 1)
            answer = drawn.answer(question)
            if not isinstance(answer, Lot):
                return answer
            lot, level = answer, list(answer.chosen)
        (out,) = level
        remaining.remove(out)
        out_of_count += piles.move(out, remaining)  # [r 45A(3)]
        stages.append(_stage(len(stages) + 1, piles.votes, remaining, out_of_count, out, lot))
    return drawn.unasked() or PreferenceCount(
        stages[-1].elected,
        tuple(stages),
        VOTE,
        papers.valid,
        tuple(stage.lot for stage in stages if stage.lot),
    )


def _lowest(remaining: list[int], stages: list[PreferenceStage]) -> list[int]:
    """Find who has fewest votes; of equal ones, who had fewest at the rounds before."""
    level = remaining
    for stage in reversed(stages):
        fewest = min(stage.totals[who] for who in level)
        level = [who for who in level if stage.totals[who] == fewest]
    return level


def _stage(
    number: int,
    votes: tuple[int, ...],
    remaining: list[int],
    out_of_count: int = 0,
    out: int | None = None,
    lot: Lot | None = None,
) -> PreferenceStage:
    """Write a round; whoever has a majority of the votes still in play is elected at it."""
    in_play = sum(votes)
    majority = [who for who in remaining if 2 * votes[who] > in_play]  # [r 45A(2)]
    first = out is None
    moved = () if out is None else (out,)
    return PreferenceStage(
        number,
        "first preferences" if first else "exclusion",
        "[r 45A(2)]" if first else "[r 45A(3)]",
        moved,
        None,
        votes,
        out_of_count,
        elected=tuple(remaining if len(remaining) == 1 else majority),
        excluded=moved,
        lot=lot,
    )
