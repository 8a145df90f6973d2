"""What stands at the seam between the hall and its voting systems."""

from count.systems.system import lots_drawn
from tests.count.systems.test_result import draw, tied


def test_a_lot_is_read_in_the_order_of_the_ballot_paper() -> None:
    story = tied()
    draw(story, "amin")
    (lot,) = lots_drawn(story.standing)
    assert (lot.among, lot.chosen, lot.to) == ((0, 1), (1,), "elect")
