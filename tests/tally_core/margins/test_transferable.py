"""What is known of the margins of preference counts, against every way the papers could have been."""

from collections import Counter
from collections.abc import Callable, Sequence
from random import Random

import pytest

from tally_core.margins import transferable as margins_preferences
from tally_core.margins.margin import NOTHING_COULD, Margin, could_matter, exactly
from tally_core.margins.transferable import (
    Recount,
    above_quota,
    cheapest_order,
    of_alternative,
    of_transferable,
)
from tally_core.outcome import Lot, LotNeeded, PreferenceCount
from tally_core.papers import Papers, papers
from tally_core.rules import alternative, ers97, northern_irish_stv, scottish_stv
from tests.tally_core.wrong_papers import Pile, every_paper, smallest_change

A, B, C, D = range(4)
SEATS = 2


def scottish(ballot: Papers, lots: Sequence[Lot]) -> object:
    return scottish_stv.count(ballot, SEATS, lots)


def northern_irish(ballot: Papers, lots: Sequence[Lot]) -> object:
    return northern_irish_stv.count(ballot, SEATS, lots)


RULES: dict[str, Recount] = {"scottish": scottish, "northern irish": northern_irish}  # type: ignore[dict-item]


def every_outcome(
    recount: Recount, ballot: Papers, lots: tuple[Lot, ...] = ()
) -> frozenset[object]:
    """Who may be elected, whichever way the lots fall."""
    answer = recount(ballot, lots)
    if isinstance(answer, LotNeeded):
        among = answer.candidates
        ways = [every_outcome(recount, ballot, (*lots, Lot(among, (w,), answer.to))) for w in among]
        return frozenset[object]().union(*ways)
    assert isinstance(answer, PreferenceCount)
    return frozenset({frozenset(answer.elected)})


def as_papers(candidates: int, pile: Pile) -> Papers:
    return papers(candidates, [(number, paper) for paper, number in Counter(pile).items()])


def test_the_last_round_of_an_alternative_vote() -> None:
    """C goes out, D goes out, and A leads B by 63 to 53. Five papers would make them level, and then the
    rounds before still decide for A, which the proof does not see; with six B has it."""
    ballot = papers(4, [(60, (A,)), (35, (B,)), (10, (C, B)), (8, (D, B)), (3, (D, A))])
    assert cheapest_order(ballot, A) == 5
    margin = of_alternative(ballot, Random(1))
    assert (margin.kind, margin.at_least, margin.found) == ("found", 5, 6)
    answers = [could_matter(margin, wrong) for wrong in (4, 5, 6)]
    assert answers == ["no", "unknown", "yes"]


def test_an_alternative_vote_turned_by_who_goes_out_first() -> None:
    """B is one ahead of C, whom all of B's voters prefer to A: level, a lot; so one paper."""
    ballot = papers(3, [(100, (A,)), (60, (B, C)), (58, (C,))])
    margin = of_alternative(ballot, Random(1))
    assert margin.kind == "exact"
    assert margin.found == 1
    (change,) = margin.how
    assert change.papers == 1


def test_the_change_that_is_shown_elects_another() -> None:
    ballot = papers(4, [(50, (A, B)), (40, (B,)), (33, (C, B)), (21, (D, A)), (7, (D,))])
    margin = of_alternative(ballot, Random(1))
    after = Counter({ranked: number for number, ranked in ballot})
    for change in margin.how:
        assert change.before
        assert change.after
        after[change.before] -= change.papers
        after[change.after] += change.papers
    changed = papers(4, [(number, ranked) for ranked, number in after.items()])
    assert sum(change.papers for change in margin.how) == margin.found
    assert every_outcome(alternative.count, changed) != every_outcome(alternative.count, ballot)


def test_the_same_seed_finds_the_same() -> None:
    ballot = papers(4, [(50, (A, B)), (40, (B,)), (33, (C, B)), (21, (D, A)), (7, (D, C))])
    one, again = (of_transferable(ballot, SEATS, RULES["scottish"], Random(7)) for _ in range(2))
    assert one == again


def test_a_lot_a_single_candidate_and_seats_for_all() -> None:
    level = papers(2, [(5, (A,)), (5, (B,))])
    assert of_alternative(level, Random(1)) == exactly(0)
    assert of_alternative(papers(1, [(5, (A,))]), Random(1)) == NOTHING_COULD
    assert of_transferable(level, SEATS, RULES["scottish"], Random(1)) == NOTHING_COULD
    nothing = papers(3, [])
    assert of_transferable(nothing, SEATS, RULES["scottish"], Random(1)) == exactly(0)


def test_a_lot_between_two_who_both_lose_leaves_a_margin() -> None:
    ballot = papers(4, [(50, (A,)), (30, (B,)), (2, (C, B)), (2, (D, B))])
    assert isinstance(alternative.count(papers(3, [(9, (A,)), (9, (B,))])), LotNeeded)
    margin = of_alternative(ballot, Random(1))
    assert margin.found is not None
    assert margin.found > 1


def test_first_preferences_far_above_the_quota_are_a_bound() -> None:
    """Both elected have more than a third of 300: 20 papers of B's read as C's leave B with 100."""
    ballot = papers(3, [(150, (A,)), (120, (B,)), (30, (C,))])
    assert above_quota(ballot, SEATS, frozenset({A, B})) == 20
    margin = of_transferable(ballot, SEATS, RULES["scottish"], Random(1))
    assert margin.at_least == 20
    assert could_matter(margin, 19) == "no"


def test_a_count_with_more_lots_than_are_tried_claims_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ballot = papers(5, [(25, (A,)), (20, (B,)), (2, (C,)), (2, (D,)), (2, (4,))])
    assert of_alternative(ballot, Random(1)).at_least == cheapest_order(ballot, A) > 0
    monkeypatch.setattr(margins_preferences, "MOST_LOTS", 3)
    margin = of_alternative(ballot, Random(1))
    assert margin.at_least == 0
    assert could_matter(margin, 1) == "unknown"


@pytest.mark.parametrize("candidates", [3, 4])
def test_an_alternative_vote_against_every_way_the_papers_could_have_been(candidates: int) -> None:
    random = Random(candidates)
    most = 2 if candidates == 3 else 1
    exact = 0
    for _ in range(12):
        pile = small_pile(random, candidates)
        ballot = as_papers(candidates, pile)
        exact += held(of_alternative(ballot, random), alternative.count, candidates, pile, most)
    assert exact


@pytest.mark.parametrize("rule", RULES)
def test_several_seats_against_every_way_the_papers_could_have_been(rule: str) -> None:
    random = Random(rule)
    for _ in range(8):
        pile = small_pile(random, 3)
        margin = of_transferable(as_papers(3, pile), SEATS, RULES[rule], random, 30)
        held(margin, RULES[rule], 3, pile, 2)


@pytest.mark.parametrize("count", [scottish_stv.count, northern_irish_stv.count, ers97.count])
def test_one_seat_is_an_alternative_vote_to_the_proof(count: Callable[..., object]) -> None:
    random = Random(5)
    met = 0

    def recount(ballot: Papers, lots: Sequence[Lot]) -> object:
        return count(ballot, 1, lots)

    for _ in range(12):
        pile = small_pile(random, 3)
        margin = of_transferable(as_papers(3, pile), 1, recount, random, 20)  # type: ignore[arg-type]
        held(margin, recount, 3, pile, 2)  # type: ignore[arg-type]
        met += margin.at_least is not None and margin.at_least > 1
    assert met > 1


def held(margin: Margin, recount: Recount, candidates: int, pile: Pile, most: int) -> bool:
    """Both figures hold; whether the margin is exact and was seen to be."""
    known: dict[Pile, frozenset[object]] = {}

    def elected(after: Pile) -> frozenset[object]:
        key = tuple(sorted(after))
        if key not in known:
            known[key] = every_outcome(recount, as_papers(candidates, key))
        return known[key]

    if len(elected(pile)) > 1:
        assert margin == exactly(0)
        return False
    fewest = smallest_change(pile, every_paper(candidates, candidates), elected, most)
    assert margin.at_least is not None
    if fewest is None:
        assert margin.found is None or margin.found > most
        return False
    assert margin.at_least <= fewest
    assert margin.found is None or fewest <= margin.found
    assert margin.kind != "exact" or fewest == margin.found
    return margin.kind == "exact"


def small_pile(random: Random, candidates: int) -> Pile:
    some = random.sample(every_paper(candidates, candidates), random.randint(1, 5))
    return tuple(random.choice(some) for _ in range(random.randint(1, 8)))
