"""The second, independent count by Meek's method: paper after paper, candidate after candidate.

Written from the Reference Meek Rule of the Proportional Representation Foundation and not from the compiled
count, with which it must agree on every figure and every word. Where the rule is silent it does what `meek`
says under "Silence". Everything is in thousand-millionths of a vote, and Python's whole numbers have no end.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from tally_core.outcome import KeptShares, PreferenceCount, PreferenceStage

ONE = 10**9
HOPEFUL, ELECTED, DEFEATED = "hopeful", "elected", "defeated"


def divide_down(part: int, among: int) -> int:
    """Divide two whole numbers, the remainder ignored."""
    return part // among


def rounded_up(part: int, among: int) -> int:
    return -divide_down(-part, among)


@dataclass(slots=True)
class _Candidate:
    number: int
    state: str = HOPEFUL
    keep: int = ONE
    keep_shown: int = ONE
    vote: int = 0


@dataclass(slots=True)
class _Election:
    papers: list[tuple[int, list[_Candidate]]]
    candidates: list[_Candidate]
    seats: int
    valid: int
    quota: int = 0
    unused: int = 0
    order: list[int] = field(default_factory=list)
    stages: list[PreferenceStage] = field(default_factory=list)

    def those(self, state: str) -> list[_Candidate]:
        return [each for each in self.candidates if each.state == state]


def count(
    groups: Iterable[tuple[int, Sequence[int]]], candidates: int, seats: int
) -> PreferenceCount:
    """Count from groups of (papers, preferences from 0); papers without a preference take no part."""
    standing = [_Candidate(number) for number in range(candidates)]  # [step A]
    papers = [
        (number, [standing[who] for who in ranked])
        for number, ranked in groups
        if number and ranked
    ]
    election = _Election(papers, standing, seats, sum(number for number, _ in papers))
    while len(election.those(ELECTED)) < seats:  # [step B.1]
        if len(election.those(ELECTED)) + len(election.those(HOPEFUL)) <= seats:
            break
        _round(election)
    _finish(election)
    return PreferenceCount(tuple(election.order), tuple(election.stages), ONE, election.valid)


def _distribute(election: _Election) -> None:
    """[step B.2.a] [step B.2.b]"""
    for candidate in election.candidates:
        candidate.vote = 0
    election.unused = 0
    for number, ranked in election.papers:
        weight = ONE
        for candidate in ranked:
            share = rounded_up(weight * candidate.keep, ONE)
            candidate.vote += number * share
            weight -= share
            if weight == 0:
                break
        election.unused += number * weight
    total = sum(candidate.vote for candidate in election.candidates)
    election.quota = divide_down(total, election.seats + 1) + 1


def _falling(candidates: list[_Candidate]) -> Iterator[_Candidate]:
    return iter(sorted(candidates, key=lambda each: each.vote, reverse=True))


def _elect(election: _Election, candidates: list[_Candidate]) -> list[int]:
    new = []
    for candidate in _falling(candidates):
        candidate.state = ELECTED
        new.append(candidate.number)
    election.order += new
    return new


def _total_surplus(election: _Election) -> int:
    """[step B.2.d]"""
    total = 0
    for candidate in election.those(ELECTED):
        total += candidate.vote - election.quota
    return total if total > 0 else 0


def _round(election: _Election) -> None:
    surpluses: list[int] = []
    while True:
        _distribute(election)
        winners = [each for each in election.those(HOPEFUL) if each.vote >= election.quota]
        if len(winners) + len(election.those(ELECTED)) > election.seats:
            winners = []
        new = _elect(election, winners)  # [step B.2.c]
        surpluses.append(_total_surplus(election))
        if new:
            _write(election, surpluses, "[step B.2.c]", elected=new)
            return
        stable = len(surpluses) > 1 and surpluses[-1] >= surpluses[-2]
        if surpluses[-1] * 10**6 < ONE or stable:  # [step B.2.e]
            _defeat(election, surpluses)
            return
        for candidate in election.those(ELECTED):  # [step B.2.f]
            times_quota = rounded_up(candidate.keep * election.quota, ONE)
            candidate.keep = rounded_up(times_quota * ONE, candidate.vote)
            if candidate.keep > ONE:
                candidate.keep = ONE


def _defeat(election: _Election, surpluses: list[int]) -> None:
    """[step B.3] [step T]"""
    rising = list(_falling(election.those(HOPEFUL)))[::-1]
    tied = [each for each in rising if each.vote - rising[0].vote <= surpluses[-1]]
    tied.sort(key=lambda each: each.number)
    tied[0].state = DEFEATED
    _write(election, surpluses, "[step B.3]", tied=[each.number for each in tied])
    tied[0].keep = 0


def _write(
    election: _Election,
    surpluses: list[int],
    rule: str,
    elected: Sequence[int] = (),
    tied: Sequence[int] = (),
) -> None:
    fallen = [each for each in election.candidates if each.keep < each.keep_shown]
    why = "papers shared out again" if election.stages else "first preferences"
    if len(tied) > 1:
        why += f", {len(tied)} tied for exclusion, the first by number goes"
    for candidate in election.candidates:
        candidate.keep_shown = candidate.keep
    shares = KeptShares(
        tuple(0 if each.state == DEFEATED else each.keep for each in election.candidates),
        surpluses[-1],
        len(surpluses),
        bool(tied) and surpluses[-1] * 10**6 >= ONE,
        tuple(tied) if len(tied) > 1 else (),
    )
    election.stages.append(
        PreferenceStage(
            number=len(election.stages) + 1,
            why=why,
            rule=rule,
            of=tuple(each.number for each in fallen),
            quota=election.quota,
            totals=tuple(each.vote for each in election.candidates),
            non_transferable=election.unused,
            elected=tuple(elected),
            excluded=tuple(tied[:1]),
            shares=shares,
        )
    )


def _finish(election: _Election) -> None:
    """[step C]"""
    if not election.stages:
        _distribute(election)
        _write(election, [0], "[step B.2.c]")
    if len(election.order) < election.seats and election.those(HOPEFUL):
        last = election.stages.pop()
        rest = _elect(election, election.those(HOPEFUL))
        election.stages.append(
            replace(last, rule=last.rule + " [step C]", elected=last.elected + tuple(rest))
        )
