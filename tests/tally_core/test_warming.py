"""Once warm, no count compiles anything."""

import os

import pytest

from tally_core import kernels
from tally_core.balances import pile_balances, vote_totals
from tally_core.papers import papers
from tally_core.rules import alternative, ers97, meek, northern_irish_stv, plurality, scottish_stv
from tally_core.warming import warm, warm_preferences
from verification.account import Account, work_out
from verification.reconcile import BoxLine, reconcile

KERNELS = ("piles", "votes", "accounts", "reconcile", "plurality")
OF_PREFERENCES = ("divide_down", "first_preferences", "transfer", "sort_parcel", "ways", "keep")
OF_FILES = ("paper_lines",)
"""Read large files of preferences at the command line: no hall waits for them, so nothing warms them."""


@pytest.mark.skipif(os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="nothing is compiled")
def test_every_count_finds_its_kernel_compiled() -> None:
    warm()
    ready = {name: list(getattr(kernels, name).signatures) for name in KERNELS}
    assert all(ready.values())

    pile_balances([0], [1], [5], 2)
    vote_totals([0], [1], [5], 1, 2)
    plurality.count([5, 5, 3], 2, terms=[4, 1])
    work_out([Account(stated=5, ranges=((1, 5),)), Account(stated=5)], [None, 5])
    reconcile([BoxLine(contest=0, box=0, place=1, counted=3), BoxLine(contest=1, box=0)], 2)
    for name in KERNELS:
        assert getattr(kernels, name).signatures == ready[name], name


@pytest.mark.skipif(os.environ.get("NUMBA_DISABLE_JIT") == "1", reason="nothing is compiled")
def test_every_count_of_preferences_finds_its_kernel_compiled() -> None:
    warm_preferences()
    ready = {name: list(getattr(kernels, name).signatures) for name in OF_PREFERENCES}
    some = papers(3, [(5, (0, 1)), (2, (1, 2)), (1, (2, 0))])
    scottish_stv.count(some, 1)
    scottish_stv.count(some, 2)
    alternative.count(some)
    northern_irish_stv.count(some, 2)
    ers97.count(some, 2)
    meek.count(some, 2)
    for name in OF_PREFERENCES:
        assert getattr(kernels, name).signatures == ready[name], name


def test_every_kernel_is_named_here() -> None:
    """So that a kernel added without a count that warms it is noticed."""
    compiled = [name for name, value in vars(kernels).items() if hasattr(value, "py_func")]
    assert not compiled or sorted(compiled) == sorted(KERNELS + OF_PREFERENCES + OF_FILES)
