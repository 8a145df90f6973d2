"""Each voting system says itself once, and everything else is asked of its row."""

import pytest

from count.law.rulebook import BOOK
from count.law.systems import SYSTEMS, VotingSystem, find, prescribed_names, tally_names


def test_a_system_is_found_by_any_of_its_names() -> None:
    for name, system in SYSTEMS.items():
        assert name == system.name
        assert {find(called) for called in (name, *system.aliases)} == {system}
    assert find("borda") is None
    called = [name for system in SYSTEMS.values() for name in (system.name, *system.aliases)]
    assert len(called) == len(set(called)), "no name is that of two systems"


def test_the_names_that_other_programs_rely_on() -> None:
    assert tally_names() == (
        "plurality",
        "supplementary",
        "alternative",
        "scotland",
        "northern-ireland",
        "ers97",
        "meek",
    )
    assert {"scotland", "scottish-stv", "welsh-stv", "dhondt"} <= set(prescribed_names())
    assert not {"meek", "ers97", "alternative"} & set(prescribed_names())


def test_what_the_book_prescribes_is_prescribed() -> None:
    in_law = {
        rules.system for eras in BOOK.values() for era in eras for rules in (era.rules, era.of_two)
        if rules
    }  # fmt: skip
    assert in_law <= {name for name, system in SYSTEMS.items() if system.prescribed}


@pytest.mark.parametrize("system", SYSTEMS.values(), ids=lambda system: system.name)
def test_what_a_row_says_fits_together(system: VotingSystem) -> None:
    assert system.preferential or not system.transferable
    assert system.prescribed or system.files, "a system that nobody asks for"
    assert not (system.question and system.lists)
    assert system.title[0].isupper()
    assert (system.votes_a_paper(3), system.votes_a_paper(1)) == (
        (3, 1) if system.vote_for_each_seat else (1, 1)
    )
