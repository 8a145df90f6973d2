"""A night's verdict: late, lost, doubled and strange acts are each found, and said with how much."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

import loadtests
from loadtests.verdict import (
    MILLISECOND,
    SCREENS_P95,
    SECOND,
    Act,
    Closing,
    DocumentRequest,
    Frame,
    Night,
    Spread,
    faults,
    figures,
    in_ms,
)

OURS = {"count", "display", "tally_core", "verification", "tests"}


def good_night(acts: int = 20, screens: int = 3) -> Night:
    """Two acts a second, each answered after 4 ms and on every screen after 10."""
    keyed = [
        Act(f"id{n}", "t1", 25, 100 + n, n * SECOND // 2, n * SECOND // 2 + 4 * MILLISECOND)
        for n in range(acts)
    ]
    frames = [Frame(100 + n, act.sent + 10 * MILLISECOND) for n, act in enumerate(keyed)]
    return Night(
        asked=DocumentRequest(seconds=acts // 2, screens=screens, tablets=2, acts_a_second=2),
        acts=keyed,
        screens=[[Frame(99, 0), *frames]] * screens,
        ledger=[(act.id, act.seq or 0) for act in keyed],
        closing=Closing(25 * acts, 25 * acts, 540, 540, 540),
    )


def said(night: Night) -> str:
    return " ".join(faults(night, figures(night)))


def test_a_good_night_has_no_fault() -> None:
    found = figures(good_night())
    assert said(good_night()) == ""
    assert found.on_screens == Spread(*[10 * MILLISECOND] * 3)
    assert found.answers == Spread(*[4 * MILLISECOND] * 3)
    assert (found.acknowledged, found.pairs, found.acts_in_1000_seconds) == (20, 60, 2000)


def test_every_tablet_together_keys_what_was_asked() -> None:
    asked = DocumentRequest(seconds=7, screens=1, tablets=3, acts_a_second=5)
    assert [asked.bundles_of(tablet) for tablet in range(3)] == [12, 12, 11]


def test_a_newer_frame_shows_an_older_act() -> None:
    """A screen that was passed over gets the newest picture, not all of them."""
    night = good_night()
    skipping = [frame for frame in night.screens[0] if frame.seq % 2]
    found = figures(replace(night, screens=[skipping]))
    assert found.never_shown == 0
    assert found.on_screens is not None
    assert found.on_screens.p99 == 510 * MILLISECOND


def test_an_act_that_no_screen_showed_is_no_quick_one() -> None:
    night = good_night()
    blind = [*night.screens[:2], night.screens[2][:-1]]
    found = figures(replace(night, screens=blind))
    assert (found.never_shown, found.pairs) == (1, 60)
    assert "1 of 60 times a screen never showed an act." in said(replace(night, screens=blind))


def test_a_screen_that_went_dark_is_missed() -> None:
    night = good_night()
    assert "2 screens of 3" in said(replace(night, screens=night.screens[:2]))


@pytest.mark.parametrize(("late", "over"), [(0, False), (1, True), (30 * MILLISECOND, True)])
def test_the_budget_of_the_screens_is_exact(late: int, over: bool) -> None:
    night = good_night()
    screen = [Frame(act.seq or 0, act.sent + SCREENS_P95 + late) for act in night.acts]
    words = said(replace(night, screens=[screen] * 3))
    assert ("over the 100.0 ms allowed" in words) is over
    assert ("30.0 ms over" in words) is (late == 30 * MILLISECOND)


def test_one_slow_act_in_twenty_is_not_the_95th_percentile() -> None:
    night = good_night()
    screen = [Frame(act.seq or 0, act.sent + SCREENS_P95) for act in night.acts]
    screen[-1] = replace(screen[-1], at=screen[-1].at + SECOND)
    assert said(replace(night, screens=[screen] * 3)) == ""


def test_percentiles_are_of_the_times_themselves() -> None:
    assert Spread.of([]) is None
    assert Spread.of([7]) == Spread(7, 7, 7)
    assert Spread.of(range(100, 0, -1)) == Spread(50, 95, 99)
    assert Spread.of(range(1, 20)) == Spread(10, 19, 19)


def test_nothing_over_budget_looks_within_it() -> None:
    assert in_ms(SCREENS_P95) == "100.0 ms"
    assert in_ms(SCREENS_P95 + 1) == "100.1 ms"


def test_a_slow_pace_is_said_with_how_slow() -> None:
    night = good_night()
    asked = replace(night.asked, acts_a_second=4)
    assert "The pace was 2.0 acts a second: 1.6 short of the 3.6" in said(
        replace(night, asked=asked)
    )
    assert said(replace(night, asked=replace(night.asked, seconds=11))) == ""
    assert "The pace was" in said(replace(night, asked=replace(night.asked, seconds=12)))


def test_a_night_in_which_nothing_was_acknowledged_is_a_bad_one() -> None:
    night = replace(good_night(), acts=(), ledger=())
    assert "No act was acknowledged." in said(night)


def test_a_lost_act() -> None:
    night = good_night()
    assert "1 acts are acknowledged but not in the ledger, the first id19" in said(
        replace(night, ledger=night.ledger[:-1])
    )


def test_a_doubled_act() -> None:
    night = good_night()
    assert "more than once, the first id3" in said(
        replace(night, ledger=[*night.ledger, ("id3", 120)])
    )


def test_an_act_that_nobody_sent() -> None:
    night = good_night()
    assert "sent by nobody, the first ghost" in said(
        replace(night, ledger=[*night.ledger, ("ghost", 120)])
    )


def test_an_act_at_another_place_than_acknowledged() -> None:
    night = good_night()
    assert "another place than acknowledged, the first id0" in said(
        replace(night, ledger=[("id0", 99), *night.ledger[1:]])
    )


def test_an_act_never_acknowledged_is_said_and_is_no_stranger_in_the_ledger() -> None:
    night = good_night()
    acts = [*night.acts[:-1], replace(night.acts[-1], seq=None)]
    words = said(replace(night, acts=acts))
    assert "1 acts were never acknowledged" in words
    assert "sent by nobody" not in words


@pytest.mark.parametrize(
    ("closing", "words"),
    [
        (
            Closing(500, 475, 540, 540, 540),
            "500 papers are acknowledged to the tablets and 475 counted: 25 apart.",
        ),
        (
            Closing(500, 500, 540, 515, 515),
            "540 papers are verified and 515 accounted for: 25 apart.",
        ),
        (
            Closing(500, 500, 540, 540, 565),
            "540 papers are accounted for and 565 in the totals: 25 apart.",
        ),
        (Closing(500, 500, 540, 540, 540, ("papers-unaccounted",)), "papers-unaccounted"),
    ],
)
def test_papers_are_neither_made_nor_lost(closing: Closing, words: str) -> None:
    assert words in said(replace(good_night(), closing=closing))


def test_looks_that_were_not_answered_well() -> None:
    assert "2 of 9 looks" in said(replace(good_night(), looks=9, looks_failed=2))


def test_the_load_test_imports_nothing_of_what_it_tests() -> None:
    modules = sorted(Path(loadtests.__file__).parent.glob("*.py"))
    assert len(modules) > 1
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0
                names = [node.module or ""]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                continue
            assert not OURS & {name.partition(".")[0] for name in names}, module.name
