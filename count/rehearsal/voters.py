"""Made-up voters: they vote by party where there is one, by liking otherwise, not always for all seats."""

from collections import Counter
from random import Random

from count.law.rulebook import rules_of
from count.poll.poll import Contest, Poll

STRAIGHT, PLUMPING = 0.45, 0.12
"""Of voters with several votes: those who vote for one party's candidates, and for one name only."""
_WEIGHTS = {"unmarked": 12, "unmarked-or-void": 12, "too-many": 6, "void": 5, "identifiable": 1}


class Voters:
    """The voters of one contest; each paper they mark is drawn from `random`."""

    def __init__(self, poll: Poll, contest: Contest, random: Random) -> None:
        self.candidates = poll.candidate_ids[contest.id]
        self.votes = rules_of(contest, poll).votes_a_paper(contest.seats)
        self.bundle_size = contest.bundle_size
        self.grounds = rules_of(contest, poll).ground_codes
        self.ground_weights = [_WEIGHTS.get(ground, 0.2) for ground in self.grounds]
        self._random = random
        self._order = {candidate: place for place, candidate in enumerate(self.candidates)}
        parties: dict[str, list[str]] = {}
        for candidate in poll.candidates[contest.id]:
            party = candidate.party if candidate.party != "Independent" else candidate.candidate
            parties.setdefault(party or candidate.candidate, []).append(candidate.candidate)
        liking = {party: random.uniform(0.3, 1) ** 3 for party in parties}
        self._tickets = [tuple(names[: self.votes]) for names in parties.values()]
        self._ticket_weights = list(liking.values())
        self._likings = [
            liking[party] * random.uniform(0.7, 1.3)
            for candidate in self.candidates
            for party, names in parties.items()
            if candidate in names
        ]

    def paper(self) -> tuple[str, ...]:
        """The candidates of one good paper, in ballot order."""
        if self.votes == 1:
            return tuple(self._random.choices(self.candidates, self._likings))
        chance = self._random.random()
        if chance < STRAIGHT:
            return self._random.choices(self._tickets, self._ticket_weights)[0]
        most = min(self.votes, len(self.candidates))
        many = 1 if chance < STRAIGHT + PLUMPING else self._random.randint(min(2, most), most)
        return self._several(many)

    def _several(self, many: int) -> tuple[str, ...]:
        chosen: set[str] = set()
        while len(chosen) < many:
            chosen.update(self._random.choices(self.candidates, self._likings))
        return tuple(sorted(chosen, key=self._order.__getitem__))

    def papers(self, many: int) -> tuple[dict[tuple[str, ...], int], list[tuple[str, ...]]]:
        """So many good papers: those that are bundled because they vote alike, and the mixed ones.

        Sets agreed on for bundling are the parties' tickets and single names: with one vote, every paper.
        """
        if self.votes == 1:
            votes = Counter(self._random.choices(self.candidates, self._likings, k=many))
            return {(candidate,): votes[candidate] for candidate in self.candidates}, []
        drawn = [self.paper() for _ in range(many)]
        alike = Counter(drawn)
        agreed = {*self._tickets, *((candidate,) for candidate in self.candidates)}
        bundled = {paper: n for paper, n in alike.items() if paper in agreed}
        mixed = [paper for paper in drawn if paper not in bundled]
        return bundled, mixed
