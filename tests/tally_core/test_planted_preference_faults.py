"""Faults planted in the kernels that move preference papers, each seen by the second count.

A fault is one change of the kernel's own text, so that what is broken is what runs on the night.
"""

import inspect
from collections.abc import Callable
from types import FunctionType
from typing import Any

import pytest

from tally_core import kernels
from tests.tally_core import duels

ELECTIONS = 60


def agree(duel: Callable[[int], object]) -> bool:
    """Whether both counts say the same of some elections, and lose no paper."""
    try:
        for seed in range(ELECTIONS):
            duel(seed)
    except AssertionError:
        return False
    return True


def broken(kernel: str, true: str, false: str) -> FunctionType:
    """The kernel with one piece of its text replaced, not compiled."""
    text = inspect.getsource(getattr(getattr(kernels, kernel), "py_func", getattr(kernels, kernel)))
    assert text.count(true) == 1, text
    body = text[text.index("def ") :].replace(true, false)
    names: dict[str, Any] = dict(vars(kernels))
    exec(compile(body, kernel, "exec"), names)
    fault = names[kernel]
    assert isinstance(fault, FunctionType)
    return fault


DEALING = [
    ("range(weights.size - 1, -1, -1)", "range(weights.size - 1, 0, -1)"),
    ("range(weights.size - 1, -1, -1)", "range(weights.size - 2, -1, -1)"),
    ("preferences[starts[group]]", "preferences[starts[group + 1] - 1]"),
    ("place[group] = starts[group]", "place[group] = starts[group + 1] - 1"),
    ("under[group] = top[first]", "under[group] = NO_GROUP"),
    ("papers[first] += weights[group]", "papers[first] += 1"),
    ("papers[first] += weights[group]", "papers[first] = weights[group]"),
]
MOVING = [
    ("while group != NO_GROUP", "if group != NO_GROUP"),
    ("place[group] + 1", "place[group] + 2"),
    ("end = starts[group + 1]", "end = starts[group + 1] - 1"),
    ("not continuing[", "continuing["),
    ("and not continuing[preferences[following]]", "and False"),
    ("non_transferable += weights[group] * worth", "pass"),
    ("non_transferable += weights[group] * worth", "non_transferable += worth"),
    ("under[group] = top[taker]", "under[group] = NO_GROUP"),
    ("top[taker] = group", "pass"),
    ("votes[taker] += weights[group] * worth", "votes[taker] += worth"),
    ("votes[taker] += weights[group] * worth", "votes[taker] = weights[group] * worth"),
    ("votes[taker] +=", "votes[pile] +="),
]
VALUING = [
    ("if surplus:", "if False:"),
    ("if value[group] != held:", "if held < 0:"),
    ("value[group] = worth", "pass"),
    ("divide_down(surplus * held, votes[pile])", "divide_down(surplus * 100_000, votes[pile])"),
    ("divide_down(surplus * held, votes[pile])", "-(-surplus * held // votes[pile])"),
    ("divide_down(surplus * held, votes[pile])", "surplus * held // votes[pile] + 1"),
    (
        "divide_down(surplus * held, votes[pile])",
        "surplus * 100_000 // votes[pile] * held // 100_000",
    ),
    ("votes[pile])", "(votes[pile] - surplus))"),
]


@pytest.mark.parametrize(
    ("kernel", "true", "false"),
    [
        *(("first_preferences", *fault) for fault in DEALING),
        *(("transfer", *fault) for fault in MOVING + VALUING),
    ],
)
def test_a_fault_is_seen_in_a_scottish_count(
    kernel: str, true: str, false: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernels, kernel, broken(kernel, true, false))
    assert not agree(duels.scottish)


@pytest.mark.parametrize(
    ("kernel", "true", "false"),
    [
        *(("first_preferences", *fault) for fault in DEALING),
        *(("transfer", *fault) for fault in MOVING),
    ],
)
def test_a_fault_is_seen_in_an_alternative_vote(
    kernel: str, true: str, false: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernels, kernel, broken(kernel, true, false))
    assert not agree(duels.alternative_vote)


@pytest.mark.parametrize("kernel", ["first_preferences", "transfer"])
def test_unbroken_but_not_compiled_they_agree(kernel: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernels, kernel, broken(kernel, "def ", "def "))
    assert agree(duels.scottish)
    assert agree(duels.alternative_vote)


FINDING_WAYS = [
    ("if out[candidate]:", "if False:"),
    ("if out[candidate]:", "if sharing[candidate]:"),
    ("who[step] != candidate", "who[step] == candidate"),
    ("before[step] = way", "before[step] = 0"),
    ("papers[step] += weights[group]", "papers[step] += 1"),
    ("papers[step] += weights[group]", "papers[step] = weights[group]"),
    ("if not sharing[candidate]:", "if True:"),
    ("way = step", "pass"),
    ("range(weights.size)", "range(weights.size - 1)"),
    ("starts[group + 1]", "starts[group + 1] - 1"),
]
KEEPING = [
    ("+ WHOLE - 1,", "+ 0,"),
    ("+ WHOLE - 1,", "+ WHOLE,"),
    ("left[before[way]]", "WHOLE"),
    ("left[way] = here - kept", "left[way] = WHOLE - kept"),
    ("papers[way] * kept", "kept"),
    ("votes[who[way]] +=", "votes[0] +="),
    ("range(1, found)", "range(1, found - 1)"),
]


@pytest.mark.parametrize(
    ("kernel", "true", "false"),
    [
        *(("ways", *fault) for fault in FINDING_WAYS),
        *(("keep", *fault) for fault in KEEPING),
    ],
)
def test_a_fault_is_seen_in_a_count_by_keep_values(
    kernel: str, true: str, false: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernels, kernel, broken(kernel, true, false))
    assert not agree(duels.by_keep_values)


@pytest.mark.parametrize("kernel", ["ways", "keep"])
def test_unbroken_but_not_compiled_keep_values_agree(
    kernel: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernels, kernel, broken(kernel, "def ", "def "))
    assert agree(duels.by_keep_values)
