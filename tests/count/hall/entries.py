"""The newest entry of a hall, and its standing folded anew."""

from typing import Any

from count.ledger.fold import fold
from count.ledger.standing import Standing
from tests.count.halls import (
    WARD,
    OpenHall,
)


def anew(hall: OpenHall, contest: str = WARD) -> Standing:
    """The contest folded anew from its entries."""
    books = hall.hall.books
    return fold(books.sealed, books.sealed.contest(contest), books.of_contest[contest])


def last(hall: OpenHall) -> Any:
    return list(hall.hall.books.entries.values())[-1]
