"""The margin of a poll on a question: papers that must be wrong before it is decided otherwise.

Exact, for each test that such a poll must pass: of referendums, neighbourhood plans and petitions.
"""

from tally_core.exact import divide_up
from tally_core.margins.margin import Margin, exactly
from tally_core.outcome import Threshold


def of_threshold(test: Threshold) -> Margin:
    """The margin of one test of a poll on a question.

    A vote read differently goes from one side to the other; a signature is on one side or nowhere. Raises
    ValueError for a test of rateable values, since a paper there counts for what its property is worth.
    """
    if test.of == "rateable value":
        raise ValueError("a margin in papers of a test of values")
    if test.of == "signatures":
        return exactly(test.figure - test.needed + 1 if test.met else test.short)
    if test.met:
        return exactly(divide_up(2 * test.figure - test.among, 2))
    return exactly(test.short)
