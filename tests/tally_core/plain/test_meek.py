"""The second count by Meek's method, by hand and against the compiled one.

[step A] [step B.1] [step B.2.a] [step B.2.b] [step B.2.c] [step B.2.d] [step B.2.e] [step B.2.f] [step B.3]
[step C] [step T] of the Reference Meek Rule.
"""

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from tally_core import kernels
from tally_core.exact import divide_down, divide_half_up, divide_up
from tally_core.kernels import WHOLE
from tally_core.outcome import PreferenceCount
from tally_core.papers import papers
from tally_core.plain import meek as plain_meek
from tally_core.rules import meek
from tests.tally_core.duels import by_keep_values, society_of
from tests.tally_core.elections import Groups

A, B, C, D = range(4)
ELECTIONS = 1200


def test_two_rounds_by_hand() -> None:
    groups: Groups = [(60, (A, B)), (20, (B,)), (0, (C,)), (5, ()), (20, (C,))]
    count = plain_meek.count(groups, 3, 2)
    assert [stage.totals for stage in count.stages] == [
        (60 * WHOLE, 20 * WHOLE, 20 * WHOLE),
        (33_333333360, 46_666666640, 20 * WHOLE),
    ]
    assert (count.elected, count.valid, count.unit) == ((A, B), 100, WHOLE)


def test_it_reads_papers_as_the_compiled_count_keeps_them() -> None:
    groups: Groups = [(3, (A, B)), (2, (B,)), (1, (C, B, A))]
    assert plain_meek.count(papers(3, groups), 3, 1) == plain_meek.count(groups, 3, 1)


def fight_all() -> None:
    for seed in range(ELECTIONS):
        by_keep_values(seed)


def test_it_says_the_same_as_the_compiled_count_of_elections_by_chance() -> None:
    """Every figure, every keep value and every word."""
    fight_all()


def turns(count: PreferenceCount) -> list[str]:
    """What was met on the way that a careless count would get wrong."""
    met = []
    for stage in count.stages:
        shares = stage.shares
        assert shares is not None
        met.append("excluded" if stage.excluded else "elected")
        met += ["the surplus falls no more"] * shares.settled
        met += ["next to no surplus"] * (0 < shares.surplus < 1000)
        met += ["tied"] * bool(shares.tied)
        met += ["tied, but not equal"] * (len({stage.totals[who] for who in shares.tied}) > 1)
        met += ["several elected at once"] * (len(stage.elected) > 1)
        met += ["left at the end"] * ("[step C]" in stage.rule)
        met += ["papers run out"] * bool(stage.non_transferable)
        met += ["many iterations"] * (shares.iterations > 30)
        keeps = [keep for keep in shares.keep if 0 < keep < WHOLE]
        met += ["three share"] * (len(keeps) > 2)
    for before, stage in pairwise(count.stages):
        assert before.shares is not None
        assert stage.shares is not None
        risen = [
            now > then > 0 for now, then in zip(stage.shares.keep, before.shares.keep, strict=True)
        ]
        met += ["a keep value rises"] * any(risen)
    return met


def test_the_elections_by_chance_meet_every_turn_of_the_rule() -> None:
    """Otherwise the agreement above would say little."""
    met: Counter[str] = Counter()
    for seed in range(ELECTIONS):
        made, _ = society_of(seed)
        met.update(turns(meek.count(made.papers, made.seats)))
    assert min(met.values()) >= 3, met
    assert len(met) == 12, met


def test_nobody_gains_from_order_or_grouping() -> None:
    for seed in range(1, 200):
        made, random = society_of(seed)
        single = [(1, ranked) for number, ranked in made.groups for _ in range(min(number, 3))]
        shuffled = random.sample(single, len(single))
        heaps = Counter(ranked for _, ranked in single)
        counts = [
            meek.count(papers(made.candidates, groups), made.seats)
            for groups in (single, shuffled, [(number, ranked) for ranked, number in heaps.items()])
        ]
        assert counts[0] == counts[1] == counts[2]
        assert len(counts[0].elected) == min(made.seats, made.candidates)


# Faults planted in the kernels and the rule, each under the name it goes by there.

RULE = meek._Count
TRUE: dict[str, Callable[..., Any]] = {
    "ways": kernels.ways,
    "keep": kernels.keep,
    "_share_out": RULE._share_out,
    "_exclude": RULE._exclude,
    "_elect": RULE._elect,
}


def loses_the_last_group(starts: Any, ranked: Any, weights: Any, *rest: Any) -> int:
    return TRUE["ways"](starts, ranked, weights[:-1].copy(), *rest)  # type: ignore[no-any-return]


def counts_groups_for_papers(starts: Any, ranked: Any, weights: Any, *rest: Any) -> int:
    return TRUE["ways"](starts, ranked, np.ones_like(weights), *rest)  # type: ignore[no-any-return]


def passes_over_nobody(starts: Any, ranked: Any, weights: Any, out: Any, *rest: Any) -> int:
    return TRUE["ways"](starts, ranked, weights, np.zeros_like(out), *rest)  # type: ignore[no-any-return]


def nobody_shares(s: Any, ranked: Any, weights: Any, out: Any, sharing: Any, *rest: Any) -> int:
    nobody = np.zeros_like(sharing)
    return TRUE["ways"](s, ranked, weights, out, nobody, *rest)  # type: ignore[no-any-return]


def loses_the_last_way(found: int, *columns: Any) -> None:
    TRUE["keep"](found - 1, *columns)


def lets_the_quota_stand(self: Any) -> None:
    before = self.quota
    TRUE["_share_out"](self)
    self.quota = before or self.quota


def forgets_the_hair(self: Any) -> None:
    TRUE["_share_out"](self)
    self.quota -= 1


def only_equals_are_tied(self: Any, surplus: int, *rest: Any, **settled: Any) -> None:
    TRUE["_exclude"](self, 0, *rest, **settled)


def elects_too_many(self: Any) -> bool:
    have_quota = [who for who in self.hopeful if self.votes[who] >= self.quota]
    self.elected += sorted(have_quota)
    return bool(have_quota)


PLANTED: list[tuple[Any, str, Any]] = [
    (kernels, "ways", loses_the_last_group),
    (kernels, "ways", counts_groups_for_papers),
    (kernels, "ways", passes_over_nobody),
    (kernels, "ways", nobody_shares),
    (kernels, "keep", loses_the_last_way),
    (RULE, "_share_out", lets_the_quota_stand),
    (RULE, "_share_out", forgets_the_hair),
    (RULE, "_exclude", only_equals_are_tied),
    (RULE, "_elect", elects_too_many),
    (meek, "divide_up", divide_down),
    (meek, "divide_up", divide_half_up),
    (meek, "divide_down", divide_up),
    (meek, "SETTLED", 10),
    (meek, "SETTLED", 100_000),
]


@pytest.mark.parametrize(
    ("where", "name", "fault"), PLANTED, ids=lambda part: getattr(part, "__name__", "")
)
def test_a_planted_fault_is_seen(
    where: Any, name: str, fault: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(where, name, fault)
    with pytest.raises(AssertionError):
        fight_all()
