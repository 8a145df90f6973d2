"""Stages as a hall shows them: every figure exact, by candidates' ids."""

from count.systems.stages import shown
from tally_core.outcome import Lot, Moved, PreferenceStage
from tests.count.halls import Story
from tests.count.transferable import stv_poll

A, B, C = range(3)
STAGES = (
    PreferenceStage(1, "first preferences", "[r 47]", (), 34_00, (60_00, 25_00, 15_00)),
    PreferenceStage(
        2,
        "surplus",
        "[r 49]",
        (A,),
        34_00,
        (34_00, 45_40, 15_00),
        5_60,
        elected=(B,),
        moved=(Moved(43, 60, 48),),
    ),
    PreferenceStage(
        3,
        "exclusion of one, where rule 51(12) excludes 2 together",
        "[r 51(1)]",
        (C,),
        34_00,
        (34_00, 45_40, 0),
        20_60,
        excluded=(C,),
        lot=Lot((B, C), (C,), "exclude"),
    ),
    PreferenceStage(4, "exclusion of several", "[r 51(12)]", (A, B), 34_00, (0, 0, 0), 100_00),
)


def test_every_figure_and_what_changed() -> None:
    first, surplus, exclusion, several = shown(Story(poll=stv_poll(3, 2)).standing, STAGES, 100)
    assert first.title == "First preferences"
    assert (first.figures, first.quota) == ((60_00, 25_00, 15_00), 34_00)
    assert (first.changes, first.of, first.moved) == ((0, 0, 0), (), ())
    assert surplus.title == "Surplus of SURNAMEA Givena"
    assert surplus.changes == (-26_00, 20_40, 0)
    assert surplus.moved == (Moved(43, 60, 48),)
    assert surplus.rest == (("not transferable", 5_60),)
    assert (surplus.of, surplus.elected) == (("a",), ("b",))
    assert exclusion.title == (
        "Exclusion of SURNAMEC Givenc (exclusion of one, where rule 51(12) excludes 2 together)"
    )
    assert (exclusion.excluded, exclusion.lot) == (("c",), ("c",))
    assert exclusion.figures == (34_00, 45_40, 0)
    assert several.title == "Exclusion of SURNAMEA Givena and SURNAMEB Givenb"
    # Whoever went out before is out of account.
    assert several.figures == (0, 0, None)


def test_what_rounding_lost_is_a_line_of_its_own() -> None:
    stage = PreferenceStage(1, "first preferences", "[r 46]", (), None, (1, 0, 0), 2, 3)
    (said,) = shown(Story(poll=stv_poll(3, 2)).standing, [stage], 100_000)
    assert said.rest == (
        ("not transferable", 2),
        ("not transferred by rounding down", 3),
    )
    assert (said.quota, said.unit) == (None, 100_000)


def test_no_stage_is_none() -> None:
    assert shown(Story(poll=stv_poll(3, 2)).standing, [], 100) == ()
