"""Most votes, one seat or several: the hall's side of it."""

from collections.abc import Iterator, Sequence

from count.ledger.entry import Entry
from count.ledger.standing import Standing
from count.systems.system import Counted, RuleAnswer, RuleOutcome, lots_drawn
from tally_core.margins.margin import Margin
from tally_core.margins.plurality import of_plurality
from tally_core.outcome import Outcome
from tally_core.plain import plurality as plain
from tally_core.rules import plurality


class Plurality:
    """Most votes: a paper has as many votes as there are seats, and those with most are elected."""

    def rule_answer(self, standing: Standing, votes: Sequence[int]) -> RuleAnswer:
        found = plurality.count(
            votes, standing.contest.seats, lots_drawn(standing), terms_of(standing)
        )
        says: RuleOutcome = found if not isinstance(found, Outcome) else _counted(standing, found)
        return RuleAnswer(says)

    def margin(self, standing: Standing, votes: Sequence[int]) -> Margin | None:
        return of_plurality(votes, standing.contest.seats)

    def differs(
        self, standing: Standing, votes: tuple[int, ...], entries: Sequence[Entry]
    ) -> Iterator[str]:
        once = self.rule_answer(standing, standing.figures().votes).says
        again = plain.most_votes(
            votes, standing.contest.seats, lots_drawn(standing), terms_of(standing)
        )
        if isinstance(again, plain.Elected):
            who = tuple(standing.candidates[c] for c in again.candidates)
            same = once == Counted(who, again.terms)
        else:
            same = once == again
        if not same:
            yield "who is elected"


def terms_of(standing: Standing) -> list[int] | None:
    """The years of the seats, where the set-up gives one for each."""
    terms = standing.contest.terms
    return list(terms) if len(terms) == standing.contest.seats else None


def _counted(standing: Standing, outcome: Outcome) -> Counted:
    return Counted(tuple(standing.candidates[c] for c in outcome.elected), outcome.terms)


PLURALITY = Plurality()
