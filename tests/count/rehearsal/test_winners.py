"""Who wins a known night: plain sums, held against the rules of the core."""

from collections import Counter
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from count.law.systems import SYSTEMS
from count.rehearsal import winners
from count.rehearsal.winners import (
    PLAYED,
    majority,
    most_votes,
    seats_won,
    staying,
    two_counts,
)
from tally_core.outcome import PreferenceCount
from tally_core.rules.dhondt import Individual, ListCount, PartyList, london_members, senedd
from tally_core.rules.supplementary import AreaCount, count_areas

VOTES = st.lists(st.integers(0, 300), min_size=3, max_size=5)


def test_what_is_played_is_a_system_of_the_rulebook() -> None:
    assert set(SYSTEMS) >= PLAYED


def test_equal_votes_fall_on_whoever_stands_higher() -> None:
    assert most_votes({"ash": 5, "elm": 5, "oak": 5}, 2) == {"ash", "elm"}


def test_a_majority_is_more_than_half() -> None:
    assert majority({"yes": 51, "no": 49}) == {"yes"}
    assert majority({"yes": 50, "no": 50}) == frozenset()


def test_all_level_with_the_second_go_on() -> None:
    assert staying({"ash": 9, "elm": 5, "oak": 5, "yew": 1}) == ("ash", "elm", "oak")


@settings(deadline=None)
@given(VOTES, st.randoms(use_true_random=False))
def test_two_counts_come_to_what_the_rule_comes_to(votes: list[int], random: Random) -> None:
    known = {f"c{n}": votes[n] for n in range(len(votes))}
    seconds: dict[str, Counter[str]] = {
        first: Counter(random.choices([c for c in known if c != first] + [""], k=n))
        for first, n in known.items()
    }
    totals = two_counts(known, seconds)
    stay = staying(known)
    second = [
        sum(seconds[first][c] for first in known if first not in stay) if c in stay else 0
        for c in known
    ]
    rule = count_areas([AreaCount(votes, second)])
    if isinstance(rule, PreferenceCount):
        winner = f"c{rule.elected[0]}"
        assert totals[winner] == rule.stages[-1].totals[rule.elected[0]]
        assert most_votes(totals, 1) == {winner}


@settings(deadline=None)
@given(VOTES, st.integers(1, 8), st.booleans())
def test_seats_are_won_as_the_rule_shares_them_out(
    votes: list[int], seats: int, london: bool
) -> None:
    known = {f"c{n}": votes[n] for n in range(len(votes))}
    names = {c: 1 if c == "c0" else 3 for c in known}
    contenders = [Individual(n) if c == "c0" else PartyList(n, names[c]) for c, n in known.items()]
    rule = (london_members if london else senedd)(contenders, seats)
    if isinstance(rule, ListCount):
        floor = Fraction(1, 20) if london else Fraction(0)
        won = Counter(f"c{who}" for who, _ in rule.seats)
        assert seats_won(known, seats, names, floor) == won


def test_votes_that_are_transferable_are_counted_plainly_and_lots_fall_on_the_first() -> None:
    ballots = {("a", "b"): 60, ("a",): 14, ("b",): 20, ("c", "d"): 15, ("d", "c"): 9, ("e", "d"): 9}
    for system in sorted(winners.TRANSFERABLE):
        count = winners.transferable(system, "abcde", 3, ballots)
        (lot,) = count.lots
        assert (lot.among, lot.chosen) == ((3, 4), (3,))
        assert count.elected == (0, 1, 2)
