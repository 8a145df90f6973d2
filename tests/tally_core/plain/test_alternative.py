"""The second count of an alternative vote, by hand and against the compiled one."""

from tally_core.outcome import EXCLUDE, Lot, LotNeeded
from tally_core.plain import alternative as plain_alternative
from tests.tally_core import duels
from tests.tally_core.elections import counted

A, B, C = range(3)
ELECTIONS = 1500


def test_a_count_by_hand() -> None:
    """[r 45A(2)] [r 45A(3)] Half of six is no majority; C and B go out."""
    count = counted(plain_alternative.count([(3, (A,)), (2, (B, A)), (1, (C, B, A))], 3))
    assert [stage.totals for stage in count.stages] == [(3, 2, 1), (3, 3, 0), (6, 0, 0)]
    assert [stage.excluded for stage in count.stages] == [(), (C,), (B,)]
    assert count.elected == (A,)


def test_a_lot() -> None:
    groups = [(2, (A,)), (2, (B,))]
    assert plain_alternative.count(groups, 2) == LotNeeded((A, B), 1, EXCLUDE, 2)
    lot = Lot((A, B), (A,), EXCLUDE)
    assert counted(plain_alternative.count(groups, 2, [lot])).elected == (B,)


def test_it_says_the_same_as_the_compiled_count_of_elections_by_chance() -> None:
    for seed in range(ELECTIONS):
        duels.alternative_vote(seed)
