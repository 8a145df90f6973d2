"""Referendums and neighbourhood plans: the hall's side of them.

The answers stand where candidates would, and a paper is for one of them. What is declared is an answer, or
that a plan is or is not to be made; nobody is elected, and equal answers are never parted by lot.

Silence
- Which answer of a neighbourhood plan is yes: the one so called (its id or its words on the ballot paper,
  in English or Welsh); where none is, the first on the ballot paper.
- Equal answers of a referendum: no instrument here has a lot drawn or names the answer that then stands, so
  that no answer has a majority, and that is declared.
- An additional referendum of businesses is a contest of its own: whether the plan is made by both together
  is the authority's to say.
"""

from collections.abc import Iterator, Sequence

from count.ledger.entry import Entry
from count.ledger.standing import Standing
from count.poll.names import folded
from count.systems.system import Counted, RuleAnswer, lots_drawn
from tally_core.margins.margin import Margin
from tally_core.margins.questions import of_threshold
from tally_core.outcome import PLAN_MADE, LotNotAsked
from tally_core.plain import questions as plain_questions
from tally_core.rules import questions

PLANS = frozenset({"neighbourhood-plan"})
"""Kinds of poll that need more than half of the votes for yes."""
YES = frozenset({"yes", "ydw", "ie", "oes", "dylai"})


class Referendum:
    """One vote a paper, for an answer."""

    def rule_answer(self, standing: Standing, votes: Sequence[int]) -> RuleAnswer:
        lots = lots_drawn(standing)
        if lots:
            return RuleAnswer(LotNotAsked(lots[0], None))
        if standing.contest.kind in PLANS and len(votes) == 2:
            yes = yes_of(standing)
            plan = questions.neighbourhood_plan([votes[yes], votes[1 - yes]])
            carried = plan.outcome == PLAN_MADE
            against = 1 - yes if votes[1 - yes] > votes[yes] else None
            return RuleAnswer(
                Counted(_answer(standing, yes if carried else against), carried=carried)
            )
        result = questions.referendum(votes)
        return RuleAnswer(
            Counted(_answer(standing, result.answer), carried=result.answer is not None)
        )

    def margin(self, standing: Standing, votes: Sequence[int]) -> Margin | None:
        if standing.contest.kind in PLANS and len(votes) == 2:
            yes = yes_of(standing)
            plan = questions.neighbourhood_plan([votes[yes], votes[1 - yes]])
            return of_threshold(plan.residents)
        return of_threshold(questions.referendum(votes).majority)

    def differs(
        self, standing: Standing, votes: tuple[int, ...], entries: Sequence[Entry]
    ) -> Iterator[str]:
        says = self.rule_answer(standing, standing.figures().votes).says
        if not isinstance(says, Counted):
            return
        papers = [answer for answer, given in enumerate(votes) for _ in range(given)]
        if standing.contest.kind in PLANS and len(votes) == 2:
            yes = yes_of(standing)
            plan = plain_questions.neighbourhood_plan([answer == yes for answer in papers])
            carried = plan.outcome == PLAN_MADE
        else:
            carried = plain_questions.referendum(papers, len(votes)).answer is not None
        # A paper for each answer in turn is taken away: whatever is left has more than the other.
        answer = plain_questions.referendum(papers, len(votes)).answer
        if says != Counted(_answer(standing, answer), carried=carried):
            yield "the answer"


def yes_of(standing: Standing) -> int:
    """The number of the answer that is yes."""
    for number, candidate in enumerate(standing.candidates):
        if YES & {folded(candidate), folded(standing.names[candidate])}:
            return number
    return 0


def _answer(standing: Standing, number: int | None) -> tuple[str, ...]:
    return () if number is None else (standing.candidates[number],)


REFERENDUM = Referendum()
