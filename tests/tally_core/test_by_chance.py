"""Every rule by chance: both counts agree, nothing is lost, and what should not matter does not.

A seeded sample that runs in seconds and meets every hard case it names; `make duels` runs 100,000.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from random import Random

import pytest

from tally_core.outcome import Lot, LotNeeded, PreferenceCount, PreferenceStage
from tally_core.papers import Papers
from tally_core.rules import (
    alternative,
    ers97,
    meek,
    northern_irish_stv,
    scottish_stv,
    supplementary,
)
from tests.tally_core import duels, duels_of_votes
from tests.tally_core.elections import Election, close_race, small_area, small_election

SAMPLE = 400
Count = Callable[[Papers, int, Sequence[Lot]], object]


@pytest.mark.parametrize("name", duels_of_votes.DUELS)
def test_both_counts_of_votes_agree_and_every_turn_is_met(name: str) -> None:
    met: Counter[str] = Counter()
    for seed in range(SAMPLE):
        met.update(duels_of_votes.DUELS[name](seed))
    assert set(met) == duels_of_votes.MUST_MEET[name]
    assert min(met.values()) >= 4, met


@pytest.mark.parametrize("name", duels.DUELS)
def test_the_long_run_holds_every_rule_against_its_second_count(name: str) -> None:
    for seed in range(60):
        duels.DUELS[name](10**6 + seed)


# ----------------------------------------------------------------------- preference counts, as properties


def alternative_vote(ballot: Papers, seats: int, lots: Sequence[Lot]) -> object:
    return alternative.count(ballot, lots)


def supplementary_vote(ballot: Papers, seats: int, lots: Sequence[Lot]) -> object:
    return supplementary.count(ballot, lots=lots)


def by_keep_values(ballot: Papers, seats: int, lots: Sequence[Lot]) -> object:
    return meek.count(ballot, seats)


RULES: dict[str, Count] = {
    "scottish": scottish_stv.count,
    "northern irish": northern_irish_stv.count,
    "ers97": ers97.count,
    "meek": by_keep_values,
    "alternative": alternative_vote,
    "supplementary": supplementary_vote,
}


def elections() -> list[tuple[Election, int]]:
    """Elections by chance that hold every hard case the properties are to be tried on."""
    found = []
    for seed in range(150):
        random = Random(seed)
        make = (small_election, small_area, close_race)[seed % 3]
        found.append((make(random), seed))
    return found


ELECTIONS = elections()


def run(count: Count, election: Election, draw: Callable[[LotNeeded], Lot]) -> PreferenceCount:
    """Count to the end, drawing each lot that is asked for."""
    ballot = election.papers
    lots: tuple[Lot, ...] = ()
    while True:
        answer = count(ballot, election.seats, lots)
        if isinstance(answer, PreferenceCount):
            return answer
        assert isinstance(answer, LotNeeded), answer
        lots = (*lots, draw(answer))


def first_drawn(question: LotNeeded) -> Lot:
    return Lot(question.candidates, (min(question.candidates),), question.to)


def test_the_elections_hold_every_hard_case() -> None:
    """Ties by lot, several surpluses at once, papers that run out, more seats than candidates, and nothing."""
    met: Counter[str] = Counter()
    for election, _ in ELECTIONS:
        met["no papers"] += not election.groups
        met["a single candidate"] += election.candidates == 1
        met["more seats than candidates"] += election.seats > election.candidates
        met["a paper for everybody"] += any(
            len(ranked) == election.candidates > 2 for _, ranked in election.groups
        )
        result = run(scottish_stv.count, election, first_drawn)
        met["papers that ran out"] += result.stages[-1].non_transferable > 0
        met["a lot"] += bool(result.lots)
        met["fractions lost"] += result.stages[-1].rounding > 0
        quota = result.stages[0].quota or 0
        over = [votes for votes in result.stages[0].totals if votes > quota]
        met["two surpluses at once"] += len(over) > 1
        met["equal surpluses"] += len(over) > len(set(over))
        met["exactly the quota"] += quota in result.stages[0].totals
        met["as many left as seats"] += result.stages[-1].rule.startswith("[r 53")
    assert min(met.values()) >= 3, met
    assert len(met) == 11, met


@pytest.mark.parametrize("rule", RULES)
def test_every_paper_is_somewhere_at_every_stage(rule: str) -> None:
    for election, _ in ELECTIONS:
        result = run(RULES[rule], one_seat(rule, election), first_drawn)
        valid = sum(number for number, ranked in election.groups if ranked)
        for stage in result.stages:
            held = sum(stage.totals) + stage.non_transferable + stage.rounding
            assert held == valid * result.unit
            assert min(stage.totals, default=0) >= 0
        gone = [stage.non_transferable for stage in result.stages]
        # Meek shares every paper out anew, and a keep value that falls may bring votes back.
        assert rule == "meek" or gone == sorted(gone), "papers came back"
        seats = 1 if rule in ("alternative", "supplementary") else election.seats
        assert len(result.elected) == min(seats, election.candidates)


@pytest.mark.parametrize("rule", RULES)
def test_neither_the_order_of_papers_nor_their_grouping_matters(rule: str) -> None:
    for election, seed in ELECTIONS:
        random = Random(seed)
        apart = [
            (part, ranked) for number, ranked in election.groups for part in _parts(number, random)
        ]
        random.shuffle(apart)
        together: Counter[tuple[int, ...]] = Counter()
        for number, ranked in election.groups:
            together[ranked] += number
        results = [
            run(
                RULES[rule],
                one_seat(rule, Election(election.candidates, election.seats, list(groups))),
                first_drawn,
            )
            for groups in (election.groups, apart, [(n, r) for r, n in sorted(together.items())])
        ]
        assert results[0] == results[1] == results[2], seed


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule != "meek"])
def test_the_order_of_candidates_matters_only_where_a_lot_decides(rule: str) -> None:
    """Candidates are renumbered by chance, and each lot falls on the same person: so does every figure.

    Not so by the reference rule of Meek, where the order of the candidates is what parts equals.
    """
    for election, seed in ELECTIONS:
        plain = one_seat(rule, election)
        new = Random(seed).sample(range(election.candidates), election.candidates)
        groups = [(n, tuple(new[who] for who in ranked)) for n, ranked in plain.groups]
        renumbered = Election(plain.candidates, plain.seats, groups)
        old = {number: who for who, number in enumerate(new)}

        def the_same_person(question: LotNeeded, old: dict[int, int] = old) -> Lot:
            fell = min(question.candidates, key=old.__getitem__)
            return Lot(question.candidates, (fell,), question.to)

        before = run(RULES[rule], plain, first_drawn)
        after = run(RULES[rule], renumbered, the_same_person)
        assert [_persons(stage, old) for stage in after.stages] == [
            _persons(stage, dict(enumerate(range(election.candidates)))) for stage in before.stages
        ], seed
        assert {old[who] for who in after.elected} == set(before.elected)


def _persons(stage: PreferenceStage, old: dict[int, int]) -> tuple[object, ...]:
    """A stage told by persons, of whom equal ones come in no order."""
    return (
        stage.rule,
        {old[who]: votes for who, votes in enumerate(stage.totals)},
        {old[who] for who in stage.elected},
        {old[who] for who in stage.excluded},
        {old[who] for who in stage.of},
        stage.non_transferable,
        stage.rounding,
        stage.lot and {old[who] for who in stage.lot.among},
    )


def one_seat(rule: str, election: Election) -> Election:
    """The election with the seats that the rule fills, without papers it cannot read."""
    seats = 1 if rule in ("alternative", "supplementary") else election.seats
    return Election(election.candidates, seats, election.groups)


def _parts(number: int, random: Random) -> list[int]:
    if number < 2 or random.random() < 0.5:
        return [number]
    part = random.randint(1, number - 1)
    return [part, number - part]
