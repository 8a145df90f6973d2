"""Names that never were, spelled as people spell them: a hall that garbles one is not fit for a night."""

from itertools import islice
from random import Random

from count.poll.names import faults_of, normal, warnings_of
from count.rehearsal import register


def test_every_name_may_be_recorded_as_it_is_written() -> None:
    for name in (*register.FORENAMES, *register.SURNAMES, *register.PLACES):
        assert faults_of(name) == warnings_of(name) == ()
        assert normal(name) == name


def test_there_are_welsh_polish_and_double_names_and_both_apostrophes_among_them() -> None:
    letters = "".join((*register.FORENAMES, *register.SURNAMES))
    for letter in "ŵŷâłąóàé'’-":
        assert letter in letters.casefold()


def test_nobody_has_the_name_of_somebody_else_and_the_seed_decides_who_comes() -> None:
    people = list(register.people(Random(1)))
    assert len(people) == len(set(people)) > 2000
    assert list(islice(register.people(Random(1)), 9)) == people[:9]
    assert list(islice(register.people(Random(2)), 9)) != people[:9]
