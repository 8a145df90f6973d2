"""What a box should hold, by its account [r 43(3)] as verified against what is found [r 45(5)]."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tally_core.exact import OutOfBounds
from verification.account import (
    Account,
    ExpectedPapers,
    allocated,
    arithmetic,
    expected,
    faults,
    foreign,
    work_out,
)

BOOKS = ((101, 200), (501, 550))  # 150 papers


def test_issued_less_spoilt_is_in_the_box() -> None:
    """[r 43(3)] 150 entrusted, 30 unused, so 120 issued, of which 2 were spoilt."""
    account = Account(stated=118, ranges=BOOKS, unused=30, spoilt=2)
    assert allocated(account) == 150
    assert expected(account) == 118
    assert arithmetic(account) == 0


def test_the_unused_and_spoilt_papers_found_at_the_count_decide() -> None:
    """[r 45(5)] A book of ten unused papers had been missed at the station."""
    account = Account(stated=118, ranges=BOOKS, unused=30, spoilt=2, unused_found=40)
    assert expected(account) == 108
    assert arithmetic(account) == 10
    both = Account(stated=118, ranges=BOOKS, unused=30, spoilt=2, unused_found=40, spoilt_found=3)
    assert expected(both) == 107
    # Found to be none is a finding, not a gap.
    none = Account(stated=118, ranges=BOOKS, unused=30, spoilt=2, spoilt_found=0)
    assert expected(none) == 120


def test_a_slip_in_the_presiding_officers_arithmetic() -> None:
    assert arithmetic(Account(stated=128, ranges=BOOKS, unused=30, spoilt=2)) == 10
    assert arithmetic(Account(stated=108, ranges=BOOKS, unused=30, spoilt=2)) == -10


def test_without_ranges_the_stated_figure_stands() -> None:
    account = Account(stated=118, unused=30, spoilt=2, unused_found=40)
    assert expected(account) == 118
    assert allocated(account) is None
    assert arithmetic(account) is None


def test_every_paper_handed_out_was_used() -> None:
    assert expected(Account(stated=150, ranges=BOOKS)) == 150


def test_a_postal_box_should_hold_what_was_sealed_in_it_less_what_was_retrieved() -> None:
    account = Account(stated=400, kind="postal", retrieved=3)
    assert expected(account) == 397
    assert arithmetic(account) is None
    assert work_out([account], [398])[0] == ExpectedPapers(None, None, 397, None, 1)


def test_papers_that_were_never_handed_out_with_this_box() -> None:
    account = Account(stated=118, ranges=BOOKS, unused=30, spoilt=2)
    assert foreign(account, 150) == 0
    assert foreign(account, 153) == 3
    assert foreign(Account(stated=118), 10_000) == 0


def test_tendered_papers_are_never_in_the_box() -> None:
    without = Account(stated=118, ranges=BOOKS, unused=30, spoilt=2)
    with_two = Account(stated=118, ranges=BOOKS, unused=30, spoilt=2, tendered_used=2)
    assert expected(without) == expected(with_two)


MAYBE = st.none() | st.integers(0, 50)
ACCOUNTS = st.builds(
    Account,
    stated=st.integers(0, 500),
    ranges=st.lists(
        st.tuples(st.integers(1, 1000), st.integers(0, 200)).map(
            lambda book: (book[0], book[0] + book[1])
        ),
        max_size=4,
    ).map(tuple),
    unused=MAYBE,
    spoilt=MAYBE,
    unused_found=MAYBE,
    spoilt_found=MAYBE,
    kind=st.sampled_from(("station", "postal")),
    retrieved=st.integers(0, 5),
)


@pytest.mark.sweep
@given(st.lists(st.tuples(ACCOUNTS, st.none() | st.integers(0, 600)), max_size=12))
@settings(deadline=None, max_examples=300)
def test_a_whole_hall_in_one_pass_says_what_each_account_says(
    boxes: list[tuple[Account, int | None]],
) -> None:
    worked = work_out([account for account, _ in boxes], [counted for _, counted in boxes])
    assert len(worked) == len(boxes)
    for (account, counted), line in zip(boxes, worked, strict=True):
        assert line.allocated == allocated(account)
        assert line.expected == expected(account)
        assert line.arithmetic == arithmetic(account)
        assert line.variance == (None if counted is None else counted - expected(account))
        found = account.unused if account.unused_found is None else account.unused_found
        given_out = allocated(account)
        assert line.issued == (None if given_out is None else given_out - (found or 0))


def test_what_the_kernel_may_not_be_given() -> None:
    with pytest.raises(ValueError, match="1 accounts, 0 counts"):
        work_out([Account(stated=1)], [])
    with pytest.raises(OutOfBounds, match="unused"):
        work_out([Account(stated=1, unused=-1)], [None])
    with pytest.raises(OutOfBounds, match="last number"):
        work_out([Account(stated=1, ranges=((1, 2**61),))], [None])
    with pytest.raises(OutOfBounds, match="sum of numbers"):
        work_out([Account(stated=1, ranges=((1, 2**60), (2, 2**60)))], [None])


@pytest.mark.parametrize(
    "account",
    [
        Account(stated=118, ranges=BOOKS, unused=30, spoilt=2, tendered_used=1, note="wet"),
        Account(stated=0, ranges=((1, 1),), unused=1),
        Account(stated=110, ranges=BOOKS, unused=30, spoilt=2, unused_found=38, spoilt_found=2),
        Account(stated=118),
        Account(stated=400, kind="postal", retrieved=400),
    ],
)
def test_an_account_that_could_be_true_has_no_fault(account: Account) -> None:
    assert faults(account) == ()


@pytest.mark.parametrize(
    ("account", "field", "words"),
    [
        (Account(stated=-1), "stated", "below nothing"),
        (Account(stated=1, tendered_used=-1), "tendered_used", "below nothing"),
        (Account(stated=1, spoilt_found=-1), "spoilt_found", "below nothing"),
        (Account(stated=1, ranges=((9, 5),)), "ranges", "9 to 5 runs backwards"),
        (Account(stated=1, ranges=((-2, 5),)), "ranges", "not a number on a ballot paper"),
        (Account(stated=1, ranges=((1, 9), (9, 12))), "ranges", "9 to 12 overlaps"),
        (Account(stated=1, ranges=((5, 6), (1, 90), (80, 81))), "ranges", "80 to 81 overlaps"),
        (
            Account(stated=0, ranges=BOOKS, unused=149, spoilt=2),
            "unused",
            "151 unused and spoilt papers are more than the 150 handed out",
        ),
        (
            Account(stated=0, ranges=BOOKS, unused=30, spoilt=1, unused_found=150),
            "unused_found",
            "151 unused and spoilt papers found are more than the 150",
        ),
        (
            Account(stated=0, ranges=BOOKS, unused=30, spoilt_found=121),
            "spoilt_found",
            "151 unused and spoilt papers found are more than the 150",
        ),
        (Account(stated=5, retrieved=1), "retrieved", "only papers of a postal box"),
        (Account(stated=5, kind="postal", retrieved=6), "retrieved", "more than the 5 papers"),
        (Account(stated=5, kind="postal", ranges=BOOKS), "ranges", "not apply to a postal box"),
        (Account(stated=5, kind="postal", unused=0), "unused", "not apply to a postal box"),
        (Account(stated=5, kind="postal", spoilt_found=0), "spoilt_found", "not apply"),
    ],
)
def test_an_impossible_account_is_told_by_field_and_words(
    account: Account, field: str, words: str
) -> None:
    assert [(at, said) for at, said in faults(account) if at == field and words in said]


def test_all_faults_are_told_at_once() -> None:
    account = Account(stated=-1, ranges=((5, 1), (3, 3)), unused=-2, retrieved=1)
    assert {field for field, _ in faults(account)} == {"stated", "ranges", "unused", "retrieved"}
