"""The rules of the `tally` command, each found by its system's row."""

import pytest

from count.law.systems import SYSTEMS, VotingSystem
from count.tally.result import TallyCount
from count.tally.rules import file_rule, with_last_transfer
from tally_core.margins.margin import exactly
from tally_core.papers import papers

OF_FILES = [system for system in SYSTEMS.values() if system.files]


@pytest.mark.parametrize("system", OF_FILES, ids=lambda system: system.name)
def test_each_rule_counts_and_says_how_close_it_was(system: VotingSystem) -> None:
    ballot = papers(3, [(60, (0,)), (40, (1,)), (10, (2, 1))])
    rule = file_rule(system)
    answer = rule.count(ballot, 1, ())
    assert isinstance(answer, TallyCount)
    assert answer.elected == (0,)
    # 60 against 40; against 50 where second preferences count. Five papers make them equal: then a lot
    # decides, or an earlier stage at which the first was ahead, and it takes one more.
    margin = rule.margin(ballot, 1)
    assert (margin.at_least, margin.found) in {
        True: [(10, 10)],
        False: [(5, 5), (5, 6)],
    }[system.most_votes]
    assert margin == rule.margin(ballot, 1), "found by chance that is seeded"


def test_by_plurality_as_many_preferences_are_votes_as_there_are_seats() -> None:
    ballot = papers(3, [(5, (0, 1, 2)), (3, (2, 0))])
    answer = file_rule(SYSTEMS["plurality"]).count(ballot, 2, ())
    assert isinstance(answer, TallyCount)
    assert answer.stages[0].totals == (8, 5, 3)
    assert file_rule(SYSTEMS["plurality"]).margin(ballot, 2) == exactly(1)


def test_only_scotland_leaves_the_last_transfer_open() -> None:
    assert with_last_transfer() == ("scotland",)
