"""Matching the lots drawn in the hall with the questions a rule asks."""

from collections.abc import Sequence

from tally_core.outcome import Lot, LotNeeded, LotNotAsked


class DrawnLots:
    """The lots drawn so far, used up in the order they were drawn."""

    def __init__(self, lots: Sequence[Lot]) -> None:
        self._left = list(lots)

    def answer(self, question: LotNeeded) -> Lot | LotNeeded | LotNotAsked:
        """Give the next lot if it answers this question, the question itself if no lot is left.

        A lot may fall on fewer candidates than were asked for: lots are drawn one at a time, and
        the rule asks again about the rest.
        """
        if not self._left:
            return question
        lot = self._left[0]
        answers = (
            lot.to == question.to
            and sorted(lot.among) == sorted(question.candidates)
            and 1 <= len(lot.chosen) <= question.seats
            and len(set(lot.chosen)) == len(lot.chosen)
            and set(lot.chosen) <= set(lot.among)
        )
        return self._left.pop(0) if answers else LotNotAsked(lot, question)

    def unasked(self) -> LotNotAsked | None:
        """Give the first lot that no question was asked for, once the rule has come to its end."""
        return LotNotAsked(self._left[0], None) if self._left else None
