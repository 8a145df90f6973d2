"""The same election counted by another library, in an interpreter of its own: what the bench stands beside.

    PYTHON -m count.bench.peers ENGINE FILE.blt

prints one JSON object: seconds to build the library's own objects from the papers as numbers, seconds to
count them, who was elected (numbered from 1), and the most memory the process had. These libraries are
not the hall's: `pip install 'counthall[peers]'` in another environment, as `make bench` does.
"""

import importlib
import json
import resource
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

LARGE, ROUNDS = 100_000, 5
"""An election of more groups than that is counted once, a smaller one so many times."""
Group = tuple[int, tuple[int, ...]]
Counts = Callable[[], Iterable[int]]


def read(path: Path) -> tuple[int, int, list[Group]]:
    """Candidates, seats and papers of a plain BLT, whose names nobody needs here."""
    groups: list[Group] = []
    with path.open("rb") as file:
        candidates, seats = map(int, next(file).split())
        for line in file:
            weight, *preferences = map(int, line.split())
            if not preferences:
                return candidates, seats, groups
            groups.append((weight, tuple(preferences[:-1])))
    raise ValueError(f"{path}: the papers do not end in 0")


def votelib(candidates: int, seats: int, groups: list[Group]) -> Counts:
    """Transferable votes with Gregory transfers and the whole-number quota, in exact fractions."""
    import votelib.evaluate.sequential as sequential

    votes: dict[tuple[int, ...], int] = {}
    for weight, preferences in groups:
        votes[preferences] = votes.get(preferences, 0) + weight
    selector = sequential.TransferableVoteSelector(transferer="Gregory", quota_function="droop")
    return lambda: selector.evaluate(votes, seats)


def pyrankvote(candidates: int, seats: int, groups: list[Group]) -> Counts:
    """Transferable votes in floats, a paper an object."""
    import pyrankvote as library

    named = {number: library.Candidate(str(number)) for number in range(1, candidates + 1)}
    ballots = [
        library.Ballot(ranked_candidates=[named[number] for number in preferences])
        for weight, preferences in groups
        for _ in range(weight)
    ]

    def count() -> list[int]:
        result = library.single_transferable_vote(list(named.values()), ballots, seats)
        return [int(winner.name) for winner in result.get_winners()]

    return count


def pref_voting(candidates: int, seats: int, groups: list[Group]) -> Counts:
    """The Scottish rules, in floats and an epsilon."""
    from pref_voting.profiles_with_ties import ProfileWithTies
    from pref_voting.proportional_methods import stv_scottish

    rankings = [{number: at for at, number in enumerate(ranked, 1)} for _, ranked in groups]
    profile = ProfileWithTies(rankings, [weight for weight, _ in groups], range(1, candidates + 1))
    return lambda: stv_scottish(profile, num_seats=seats)


def votekit(candidates: int, seats: int, groups: list[Group]) -> Counts:
    """Its fast transferable vote: numpy arrays of floats."""
    from votekit.ballot import RankBallot
    from votekit.elections import FastSTV
    from votekit.pref_profile import RankProfile

    ballots = tuple(
        RankBallot(ranking=[{str(number)} for number in ranked], weight=weight)
        for weight, ranked in groups
    )
    names = [str(number) for number in range(1, candidates + 1)]
    profile = RankProfile(ballots=ballots, candidates=names)

    def count() -> list[int]:
        election = FastSTV(profile, n_seats=seats, tiebreak="random")
        return [int(name) for tied in election.get_elected() for name in tied]

    return count


ENGINES: dict[str, Callable[[int, int, list[Group]], Counts]] = {
    "votelib": votelib,
    "pyrankvote": pyrankvote,
    "pref_voting": pref_voting,
    "votekit": votekit,
}
RULES = {
    "votelib": "Gregory transfers by fractions, not the statute's stages",
    "pyrankvote": "transferable votes in floats, not a statute's",
    "pref_voting": "the Scottish rules, in floats",
    "votekit": "fractional transfers in floats, not a statute's",
}
"""What each counts. Only one means the same rules; the others count something near them."""


@dataclass(frozen=True)
class PeerCount:
    """The count of one library: its seconds and megabytes, and whom it elected."""

    build: float
    count: float
    elected: list[int]
    megabytes: int


def main(engine: str, path: Path) -> PeerCount:
    """Build and count once; a small election is counted several times, and the median told."""
    candidates, seats, groups = read(path)
    importlib.import_module(engine)
    begun = time.perf_counter()
    count = ENGINES[engine](candidates, seats, groups)
    built = time.perf_counter()
    took: list[float] = []
    for _ in range(1 if len(groups) > LARGE else ROUNDS):
        started = time.perf_counter()
        elected = [int(who) for who in count()]
        took.append(time.perf_counter() - started)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return PeerCount(built - begun, median(took), elected, memory)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asdict(main(sys.argv[1], Path(sys.argv[2])))) + "\n")
