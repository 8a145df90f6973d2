"""Checks whether an act may be recorded now, as the count stands.

Each raises a refusal that says what to do instead. They are asked when an act is recorded and, for an act
that needs two people, once more when the second agrees.
"""

from count.recording.hall_wide import HallOccasion, check_hall_wide
from count.recording.occasion import Occasion
from count.recording.seconding import check, may_agree, two_people

__all__ = ["HallOccasion", "Occasion", "check", "check_hall_wide", "may_agree", "two_people"]
