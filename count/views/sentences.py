"""An act in a sentence, as a second person reads it: said by the act, with the names of its contest."""

from count.ledger import acts
from count.ledger.standing import Standing


class StandingNames:
    """The names and figures of one contest that sentences of acts ask for."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing

    @property
    def contest(self) -> str:
        """The contest itself."""
        return self._standing.contest.name

    def unit(self, unit: str) -> str:
        """A table or mini-count; its id where the contest has none such."""
        found = self._standing.units.get(unit)
        return found.name if found is not None else unit

    def candidate(self, candidate: str) -> str:
        """A candidate, an option or a list."""
        return self._standing.names[candidate]

    def expected(self, box: str) -> int | None:
        """The papers a box should hold."""
        return self._standing.boxes[box].expected

    def act(self, id: str) -> acts.Act:
        """An earlier act of this contest."""
        return self._standing.entries[id].act


def in_words(standing: Standing, act: acts.Act) -> str:
    """A proposal in a sentence."""
    return act.sentence(StandingNames(standing))
