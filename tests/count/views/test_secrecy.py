"""Who sees which figures before they are released."""

import pytest

from count.views.secrecy import sees_all_figures, sees_unit_figures, sees_verification
from tests.count.halls import (
    COLIN,
    DORA,
    EVERYBODY,
    NED,
    OBI,
    OLIVE,
    ROSE,
    RUTH,
    SCREEN,
    SUE,
)


def test_officers_see_all_figures_and_nobody_else_does() -> None:
    assert {who for who in EVERYBODY if sees_all_figures(who)} == {DORA, OLIVE, RUTH}


@pytest.mark.parametrize("agrees", [True, False])
def test_who_sees_a_units_candidate_figures_before_release(agrees: bool) -> None:
    """Supervisors their own; the results desk once its claim agrees; a differing one unlocks nothing."""
    see = {who for who in EVERYBODY if sees_unit_figures(who, "t1", agrees)}
    assert see == {DORA, OLIVE, RUTH, SUE} | ({ROSE} if agrees else set())


def test_who_sees_verification_box_by_box() -> None:
    assert {who for who in EVERYBODY if not sees_verification(who)} == {NED, SCREEN}
    assert sees_verification(OBI)
    assert sees_verification(COLIN)
