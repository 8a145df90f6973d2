"""A whole hall, box by box and move by move, in plain loops: what the columns must come to."""

from dataclasses import dataclass
from random import Random

import numpy as np

from tally_core.kernels import NOT_ENTERED, Whole
from verification.account import Account, expected
from verification.whole_hall import Boxes, HallPiles, Moves

KINDS = 7
Carried = tuple[int, int, int]


@dataclass(frozen=True)
class Box:
    """One box for one contest, as the hall's people know it."""

    contest: int
    place: int
    account: Account
    counted: int | None
    handed_over: int
    verified: int | None


@dataclass(frozen=True)
class Night:
    """A whole night: strays are (from box, to box, papers), moves (from pile, to pile, papers)."""

    contests: int
    boxes: list[Box]
    strays: list[Carried]
    piles: list[tuple[int, int]]
    moves: list[Carried]

    def columns(self) -> tuple[Boxes, Moves, HallPiles, Moves, int]:
        books = [book for box in self.boxes for book in box.account.ranges]
        account = [
            [box.account.stated for box in self.boxes],
            [gap(box.account.unused) for box in self.boxes],
            [gap(box.account.spoilt) for box in self.boxes],
            [gap(box.account.unused_found) for box in self.boxes],
            [gap(box.account.spoilt_found) for box in self.boxes],
            [box.account.retrieved for box in self.boxes],
        ]
        boxes = Boxes(
            column([box.contest for box in self.boxes]),
            column([box.place for box in self.boxes]),
            np.cumsum([0, *(len(box.account.ranges) for box in self.boxes)]),
            np.array(books, dtype=np.int64).reshape(len(books), 2),
            np.array(account, dtype=np.int64),
            column([gap(box.counted) for box in self.boxes]),
            column([box.handed_over for box in self.boxes]),
            column([gap(box.verified) for box in self.boxes]),
        )
        piles = HallPiles(
            column([pile[0] for pile in self.piles]),
            column([pile[1] for pile in self.piles]),
            KINDS,
        )
        return boxes, carried(self.strays), piles, carried(self.moves), self.contests

    # ------------------------------------------------------------------------ the plain count of it

    def expected(self) -> list[int]:
        """What each box should hold by its account."""
        return [expected(box.account) for box in self.boxes]

    def variances(self) -> list[int | None]:
        """Counted less expected, from the account and nothing else."""
        return [add(box.counted, -expected(box.account)) for box in self.boxes]

    def settled(self) -> list[int | None]:
        """What was counted in each box, with strays carried home and without what left the hall."""
        figures = [box.counted for box in self.boxes]
        for box, papers in enumerate(box.handed_over for box in self.boxes):
            figures[box] = add(figures[box], -papers)
        for source, target, papers in self.strays:
            figures[source] = add(figures[source], -papers)
            figures[target] = add(figures[target], papers)
        return figures

    def balances(self) -> list[int]:
        held = [0] * len(self.piles)
        for source, target, papers in self.moves:
            held[source] -= papers
            held[target] += papers
        return held

    def verified(self) -> list[int]:
        papers = [0] * self.contests
        for box in self.boxes:
            papers[box.contest] += box.verified or 0
        return papers

    def unreconciled(self) -> list[int]:
        """Papers verified of each contest, one taken off for each that lies on a pile of the hall."""
        left = self.verified()
        for (contest, kind), papers in zip(self.piles, self.balances(), strict=True):
            if kind:
                left[contest] -= papers
        return left


def night(random: Random, contests: int, boxes: int, moves: int, piles: int = 40) -> Night:
    """A night by chance: accounts with and without ranges, boxes not counted yet, papers carried about."""
    of_hall = [box_of(random, random.randrange(contests), number) for number in range(boxes)]
    strays = [
        (random.randrange(boxes), random.randrange(boxes), random.randint(0, 4))
        for _ in range(boxes)
    ]
    heaps = [(contest, 0) for contest in range(contests)]
    heaps += [(random.randrange(contests), random.randrange(1, KINDS)) for _ in range(piles)]
    of_contest = [[p for p, heap in enumerate(heaps) if heap[0] == c] for c in range(contests)]
    carried_about = []
    for _ in range(moves):
        among = of_contest[random.randrange(contests)]
        carried_about.append((random.choice(among), random.choice(among), random.randint(0, 50)))
    return Night(contests, of_hall, strays, heaps, carried_about)


def box_of(random: Random, contest: int, number: int) -> Box:
    retrieved = 0
    if random.random() < 0.2:
        retrieved = random.randint(0, 3)
        account = Account(stated=random.randint(3, 900), kind="postal", retrieved=retrieved)
    else:
        first = random.randint(1, 90)
        ranges = ((first, first + random.randint(0, 500)), (1000, 1000 + random.randint(0, 99)))
        account = Account(
            stated=random.randint(0, 600),
            ranges=ranges[: random.randint(0, 2)],
            unused=random.choice([None, random.randint(0, 90)]),
            spoilt=random.choice([None, random.randint(0, 4)]),
            unused_found=random.choice([None, random.randint(0, 90)]),
            spoilt_found=random.choice([None, random.randint(0, 4)]),
        )
    counted = None if random.random() < 0.1 else random.randint(0, 600)
    verified = None if random.random() < 0.1 else random.randint(0, 600)
    return Box(contest, number // 2, account, counted, random.choice([0, 0, 0, 2]), verified)


def gap(figure: int | None) -> int:
    return NOT_ENTERED if figure is None else figure


def add(figure: int | None, more: int) -> int | None:
    return None if figure is None else figure + more


def column(figures: list[int]) -> Whole:
    return np.array(figures, dtype=np.int64)


def carried(lines: list[Carried]) -> Moves:
    return Moves(*(column([line[part] for line in lines]) for part in range(3)))
