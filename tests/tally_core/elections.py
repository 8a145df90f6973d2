"""Small elections from a seed, with ties enough, and the lots that fall in them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from tally_core.outcome import Lot, LotNeeded, LotNotAsked, PreferenceCount
from tally_core.papers import Papers, papers

Answer = PreferenceCount | LotNeeded | LotNotAsked
Groups = list[tuple[int, tuple[int, ...]]]


@dataclass(frozen=True)
class Election:
    """What is counted: groups are (how many papers, preferences from 0)."""

    candidates: int
    seats: int
    groups: Groups

    @property
    def papers(self) -> Papers:
        return papers(self.candidates, self.groups)


def small_election(random: Random) -> Election:
    """Up to 8 candidates for up to 5 seats: few papers or many, a crowd behind a favourite, twins."""
    candidates = random.randint(1, 8)
    most = random.choice([1, 1, 2, 30, 1000])
    favourites = random.randint(1, candidates)
    groups = []
    for _ in range(random.choice([0, 2, 5, 10, 25])):
        ranked = random.sample(range(candidates), random.randint(1, candidates))
        if random.random() < 0.5:
            ranked.sort(key=lambda who: who >= favourites)
        groups.append((random.randint(1, most), tuple(ranked)))
    if candidates > 1 and random.random() < 0.25:
        one, other = random.sample(range(candidates), 2)
        swap = {one: other, other: one}
        groups += [
            (number, tuple(swap.get(who, who) for who in ranked)) for number, ranked in groups
        ]
    return Election(candidates, random.randint(1, 5), groups)


def small_area(random: Random) -> Election:
    """An area of three to nine candidates with slates, short papers and enough sub-parcels."""
    candidates = random.randint(3, 9)
    most = random.choice([1, 3, 10, 400])
    groups: Groups = []
    for _ in range(random.choice([6, 12, 30])):
        start = min(random.randrange(candidates), random.randrange(candidates))
        slate = [(start + step) % candidates for step in range(random.randint(1, candidates))]
        ranked = random.sample(slate, len(slate)) if random.random() < 0.4 else slate
        groups.append((random.randint(1, most), tuple(ranked)))
    return Election(candidates, random.randint(1, min(5, candidates - 1)), groups)


def close_race(random: Random) -> Election:
    """A few candidates with about as many papers each: level at some point, or just over the quota."""
    candidates = random.randint(2, 7)
    just_over = random.random() < 0.5
    groups: Groups = []
    for first in range(candidates):
        for _ in range(1 if just_over else random.randint(1, 2)):
            rest = [who for who in range(candidates) if who != first]
            ranked = (first, *random.sample(rest, random.randint(0, len(rest))))
            number = random.randint(150, 151) if just_over else random.randint(1, 4)
            groups.append((number, ranked))
    seats = candidates - 1 if just_over else random.randint(1, candidates)
    return Election(candidates, seats, groups)


def nights(
    count: Callable[[tuple[Lot, ...]], Answer], random: Random
) -> Iterator[tuple[tuple[Lot, ...], Answer]]:
    """Count, draw the lot that is asked for, and count again, to the end: the lots and the answers."""
    lots: tuple[Lot, ...] = ()
    while True:
        answer = count(lots)
        yield lots, answer
        if not isinstance(answer, LotNeeded):
            return
        among = tuple(random.sample(answer.candidates, len(answer.candidates)))
        lots = (*lots, Lot(among, (random.choice(among),), answer.to))


def wrong_lots(lots: tuple[Lot, ...], random: Random) -> tuple[Lot, ...]:
    """Lots of which one is not what was asked for, or one too many."""
    wrong = random.choice(
        [
            Lot((0,), (0,), "exclude"),
            Lot((0, 1), (2,), "exclude"),
            Lot((0, 1), (0, 1), "transfer-first"),
            Lot((0, 1), (1,), "elect"),
        ]
    )
    place = random.randint(0, len(lots))
    return (*lots[:place], wrong, *lots[place:])


def counted(answer: Answer) -> PreferenceCount:
    assert isinstance(answer, PreferenceCount), answer
    return answer
