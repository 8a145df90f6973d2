"""The law as values: deposits to the last vote, and eras to the day."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from count.law.rulebook import rules_for
from count.law.rules import Deposit, Era

TODAY = date(2026, 5, 7)


def test_a_deposit_is_returned_for_more_than_the_fraction_and_not_for_the_fraction() -> None:
    """Parliamentary Elections Rules, rule 53: more than one-twentieth of the votes polled."""
    deposit = rules_for("parliamentary", "england", TODAY).deposit
    assert deposit is not None
    assert deposit.pounds == 500
    assert not deposit.returned(2137, 42740)
    assert deposit.returned(2138, 42740)
    assert not deposit.returned(0, 0)


def test_the_deposits_of_the_north_east_mayor_of_2024() -> None:
    """Published: 448,412 valid votes; 25,485 kept the deposit, 17,631 lost it."""
    deposit = rules_for("combined-authority-mayor", "england", date(2024, 5, 2)).deposit
    assert deposit is not None
    assert deposit.returned(25_485, 448_412)
    assert not deposit.returned(17_631, 448_412)


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.integers(1, 5), st.integers(1, 50))
@settings(deadline=None, max_examples=100)
def test_a_deposit_never_divides(votes: int, whole: int, numerator: int, denominator: int) -> None:
    deposit = Deposit(1, numerator, denominator, "rule 1")
    line = whole * numerator // denominator
    assert deposit.returned(votes, whole) == (votes > line)


def test_an_era_holds_its_first_day_and_not_the_day_it_ends_on() -> None:
    rules = rules_for("parish", "england", TODAY)
    era = Era(TODAY, TODAY + timedelta(days=2), rules)
    held = [era.holds(TODAY + timedelta(days=n)) for n in range(-1, 4)]
    assert held == [False, True, True, False, False]
    assert Era(TODAY, None, rules).holds(date.max)


def test_an_instrument_is_cited_with_its_number() -> None:
    cited = str(rules_for("parish", "england", TODAY).instrument)
    assert cited.endswith("Rules 2006 (SI 2006/3305)")
