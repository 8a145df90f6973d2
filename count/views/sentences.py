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


def in_full(standing: Standing, act: acts.Act) -> str:
    """An act in a sentence with its figures, for those who may read the whole act.

    A count of a box stays without: whoever counts it again reads this list beside it.
    """
    words = _begun(in_words(standing, act))
    match act:
        case acts.Account():
            return f"{words}: {act.stated:,} stated"
        case acts.Adjudicated():
            good = sum(each.papers for each in act.good)
            heads = [f"{n:,} {ground.replace('-', ' ')}" for ground, n in act.rejected.items() if n]
            by = f" ({', '.join(heads)})" if heads else ""
            rejected = f"{sum(act.rejected.values()):,} rejected{by}"
            objected = f", {act.objections:,} objected to" if act.objections else ""
            decided = f"{good:,} good, {act.returned:,} returned, {rejected}{objected}"
            return f"{words}: {decided}"
        case acts.UnitTotal():
            total = f"{sum(act.totals.values()):,} votes and {act.rejected:,} rejected"
            return f"{words}: {total}"
        case acts.Sorted():
            each = [f"{standing.names[c]} {n:,}" for c, n in act.next.items()]
            return f"{words}: {', '.join([*each, f'none {act.none:,}'])}"
        case acts.Recount():
            answer = "granted" if act.granted else "refused"
            return f"{words}, {answer}: {act.reason}"
        case acts.Provisional():
            return f"{words}, shared with {', '.join(act.told)}"
        case acts.FoundAfter():
            return f"{words} ({act.reason})"
        case _:
            return words


def _begun(sentence: str) -> str:
    """A sentence as it stands at the head of a line."""
    words = sentence.removeprefix("the ").removeprefix("a ")
    return words[:1].upper() + words[1:]


def in_words(standing: Standing, act: acts.Act) -> str:
    """An act in a sentence, as anyone may read it who may second it."""
    return act.sentence(StandingNames(standing))
