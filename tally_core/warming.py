"""Making the compiled loops ready before the hall opens."""

import numpy as np

from tally_core import kernels
from tally_core.keep_values import SharedPapers
from tally_core.papers import papers
from tally_core.parcels import PapersInMemory
from tally_core.preference_piles import PreferencePiles


def warm() -> None:
    """Compile every kernel, or load it from numba's cache, by running each on a line or two.

    Call it once at start. The first time on a machine it takes seconds, later a fraction of one;
    without it the first request that counts anything would pay. The arrays have the types and
    layout that the checked functions pass, since numba compiles anew for others.
    """
    one = np.zeros(1, dtype=np.int64)
    kernels.piles(one, one, one, np.zeros(1, dtype=np.int64))
    kernels.votes(one, one, one, np.zeros((1, 1), dtype=np.int64))
    kernels.accounts(
        np.zeros(2, dtype=np.int64),
        np.zeros((0, 2), dtype=np.int64),
        np.zeros((7, 1), dtype=np.int64),
        np.zeros((5, 1), dtype=np.int64),
    )
    kernels.reconcile(
        np.zeros((3, 1), dtype=np.int64),
        np.zeros((6, 1), dtype=np.int64),
        np.zeros((3, 1), dtype=np.int64),
        np.zeros((kernels.SUM_ROWS, 1), dtype=np.int64),
    )
    kernels.plurality(one, 1, np.zeros(1, dtype=np.int64))


def warm_preferences() -> None:
    """The same for the kernels that only counts of preferences use; a hall without them never calls it."""
    one = papers(2, [(1, (0, 1))])
    PreferencePiles(one, 1).move(0, [1])
    PapersInMemory(one).first_preferences()
    shared = SharedPapers(one)
    shared.find_ways([], [0])
    shared.votes([1, kernels.WHOLE])
