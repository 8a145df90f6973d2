"""Elections made by chance, each counted twice: `python -m tests.tally_core.duels 100000`, or so many of
some rules only: `... 100000 Meek ERS97`.

The tests run some thousands of them; a long run is for the night before a release.
"""

import sys
from collections import Counter
from collections.abc import Callable
from random import Random

from tally_core.outcome import Lot
from tally_core.plain import (
    alternative as plain_alternative,
)
from tally_core.plain import (
    ers97 as plain_ers97,
)
from tally_core.plain import (
    meek as plain_meek,
)
from tally_core.plain import (
    northern_irish_stv as plain_northern_irish,
)
from tally_core.plain import (
    scottish_stv as plain_scottish,
)
from tally_core.rules import alternative, ers97, meek, northern_irish_stv, scottish_stv
from tests.tally_core import duels_of_votes
from tests.tally_core.elections import (
    Answer,
    Election,
    close_race,
    nights,
    small_area,
    small_election,
    wrong_lots,
)

Count = Callable[[tuple[Lot, ...]], Answer]


def fight(compiled: Count, plain: Count, random: Random) -> None:
    """Hold both counts against each other at every lot, and with a lot that nobody asked for."""
    for lots, answer in nights(compiled, random):
        assert plain(lots) == answer
    wrong = wrong_lots(lots, random)
    assert plain(wrong) == compiled(wrong)


def scottish(seed: int) -> Election:
    random = Random(seed)
    election = small_election(random)
    papers, last = election.papers, random.random() < 0.5
    fight(
        lambda lots: scottish_stv.count(papers, election.seats, lots, last_transfer=last),
        lambda lots: plain_scottish.count(
            election.groups, election.candidates, election.seats, lots, last_transfer=last
        ),
        random,
    )
    return election


def alternative_vote(seed: int) -> Election:
    random = Random(seed)
    election = small_election(random)
    papers = election.papers
    fight(
        lambda lots: alternative.count(papers, lots),
        lambda lots: plain_alternative.count(election.groups, election.candidates, lots),
        random,
    )
    return election


def area_of(seed: int) -> tuple[Election, bool, Random]:
    """An area, whether one is excluded at a time, and chance for what follows."""
    random = Random(seed)
    election = small_election(random) if random.random() < 0.25 else small_area(random)
    return election, random.random() < 0.15, random


def northern_irish(seed: int) -> Election:
    election, one_at_a_time, random = area_of(seed)
    papers = election.papers
    fight(
        lambda lots: northern_irish_stv.count(
            papers, election.seats, lots, one_at_a_time=one_at_a_time
        ),
        lambda lots: plain_northern_irish.count(
            election.groups, election.candidates, election.seats, lots, one_at_a_time=one_at_a_time
        ),
        random,
    )
    return election


def society_of(seed: int) -> tuple[Election, Random]:
    """An election of a society, some papers of which are blank, and chance for what follows."""
    random = Random(seed)
    election = random.choice([small_election, small_area, small_area, close_race])(random)
    if random.random() < 0.2:
        election.groups.insert(random.randint(0, len(election.groups)), (random.randint(0, 9), ()))
    return election, random


def electoral_reform_society(seed: int) -> Election:
    election, random = society_of(seed)
    papers = election.papers
    fight(
        lambda lots: ers97.count(papers, election.seats, lots),
        lambda lots: plain_ers97.count(election.groups, election.candidates, election.seats, lots),
        random,
    )
    return election


def by_keep_values(seed: int) -> Election:
    election, _ = society_of(seed)
    plain = plain_meek.count(election.groups, election.candidates, election.seats)
    assert meek.count(election.papers, election.seats) == plain
    return election


DUELS: dict[str, Callable[[int], object]] = {
    "Scottish": scottish,
    "alternative vote": alternative_vote,
    "Northern Ireland": northern_irish,
    "ERS97": electoral_reform_society,
    "Meek": by_keep_values,
    **duels_of_votes.DUELS,
}
"""Every rule with a second count; each takes a seed and raises AssertionError where the two differ."""


if __name__ == "__main__":
    elections = int(sys.argv[1])
    rules = sys.argv[2:] or list(DUELS)
    fought: Counter[str] = Counter()
    for seed in range(elections):
        for name in rules:
            try:
                DUELS[name](seed)
            except AssertionError:
                sys.stderr.write(f"{name}: the counts differ at seed {seed}\n")
                raise
            fought[name] += 1
        if seed % 5000 == 0:
            sys.stdout.write(f"{seed} of {elections} elections\n")
            sys.stdout.flush()
    for name, number in fought.items():
        sys.stdout.write(f"{name}: both counts agree in {number} elections\n")
