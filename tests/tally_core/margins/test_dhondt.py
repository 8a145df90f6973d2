"""Margins of lists against every way in which the votes could have been."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

import pytest

from tally_core.margins.dhondt import of_london_members, of_scottish_region, of_senedd
from tally_core.margins.margin import NOTHING_COULD, Margin, exactly
from tally_core.rules.dhondt import (
    Contender,
    Individual,
    ListCount,
    PartyList,
    london_members,
    scottish_region,
    senedd,
)
from tests.tally_core.wrong_papers import smallest_change_in_votes

Rule = Callable[[Sequence[Contender], int], object]
Measure = Callable[[Sequence[Contender], int], Margin]
FORMS: dict[str, tuple[Rule, Measure]] = {
    "senedd": (senedd, of_senedd),
    "scotland": (scottish_region, of_scottish_region),
    "london": (london_members, of_london_members),
}
MOST = 8


def lists(*votes: int, names: int = 9) -> list[Contender]:
    return [PartyList(figure, names) for figure in votes]


def test_a_seat_between_two_lists() -> None:
    """100, 70, 40: figures 100 70 50 40 35; with four seats the last is 40, the next 35 (70 by 2)."""
    # 72 and 38 after two papers: 36 against 38. After three 73 and 37: 36.5. After four 74 and 36: 37 wins.
    assert of_senedd(lists(100, 70, 40), 4) == exactly(4)


def test_a_lot_is_no_margin_at_all() -> None:
    assert of_senedd(lists(50, 50), 1) == exactly(0)


def test_equal_figures_parted_by_the_vote_added() -> None:
    """[s 8(8)]: 100 by 2 and 50 are equal for the last seat; a vote more is worth more to the smaller."""
    assert of_senedd(lists(100, 50), 2) == exactly(1)


def test_where_every_name_has_a_seat_nothing_could_change_it() -> None:
    assert of_senedd(lists(9, 5, names=2), 4) == NOTHING_COULD
    assert of_senedd(lists(9, 5, names=2), 6) == NOTHING_COULD
    assert of_senedd([Individual(9)], 1) == NOTHING_COULD


def test_in_london_the_floor_may_be_nearer_than_any_figure() -> None:
    """[para 7(1)]: a twentieth of 1,000 is 50. With 51 a seat is lost by one paper."""
    just_above: list[Contender] = [*lists(500, 300, 149), PartyList(51, 9)]
    assert of_london_members(just_above, 11) == exactly(1)
    just_below: list[Contender] = [*lists(500, 300, 150), PartyList(50, 9)]
    assert of_london_members(just_below, 11) == exactly(1)
    assert of_london_members(lists(10), 3) == exactly(10)  # Without a vote it has no seat.


@pytest.mark.parametrize("form", FORMS)
def test_against_every_way_the_votes_could_have_been(form: str) -> None:
    rule, measure = FORMS[form]
    random = Random(form)
    margins = []
    for _ in range(60):
        contenders, seats = small_lists(random, with_constituencies=form != "senedd")

        def elected(
            votes: tuple[int, ...], contenders: list[Contender] = contenders, seats: int = seats
        ) -> object:
            with_votes = [
                replace(one, votes=figure) for one, figure in zip(contenders, votes, strict=True)
            ]
            answer = rule(with_votes, seats)
            return frozenset(answer.seats) if isinstance(answer, ListCount) else None

        margin = measure(contenders, seats)
        assert margin.kind == "exact"
        votes = tuple(one.votes for one in contenders)
        if elected(votes) is None:
            assert margin == exactly(0)
            continue
        fewest = smallest_change_in_votes(votes, elected, MOST if len(votes) < 3 else 3)
        known = margin.found is not None and margin.found <= (MOST if len(votes) < 3 else 3)
        assert fewest == (margin.found if known else None), (contenders, seats)
        margins.append(fewest)
    # The cases are not all easy ones.
    assert {None, 1, 2, 3} <= set(margins)


def small_lists(random: Random, *, with_constituencies: bool) -> tuple[list[Contender], int]:
    contenders: list[Contender] = []
    for _ in range(random.randint(1, 3)):
        votes = random.randint(0, random.choice([3, 12, 30]))
        if random.random() < 0.25:
            contenders.append(Individual(votes, with_constituencies and random.random() < 0.2))
            continue
        names = random.choice([0, 1, 2, 6, 6])
        back = random.sample(range(names), min(names, random.choice([0, 0, 1])))
        returned = frozenset(back) if with_constituencies else frozenset[int]()
        held = random.randint(0, 2) if with_constituencies else 0
        contenders.append(PartyList(votes, names, returned, held))
    return contenders, random.randint(1, 5)
