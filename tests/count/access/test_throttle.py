"""Wrong tries are counted by name, forgotten in time, and cost bounded memory."""

import pytest

from count.access import throttle
from count.access.throttle import Throttle, TooManyTries


class Clock:
    """A clock that goes on when a test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_name_tried_too_often_waits_and_another_does_not() -> None:
    clock = Clock()
    three = Throttle(3, 60, clock)
    for _ in range(3):
        three.check("sue")
        three.count("sue")
        clock.now += 10
    with pytest.raises(TooManyTries) as many:
        three.check("sue")
    assert many.value.wait == 31
    three.check("sam")
    clock.now += 31
    three.check("sue")


def test_a_name_that_came_in_begins_anew() -> None:
    one = Throttle(1, 60, Clock())
    one.count("sue")
    one.forget("sue")
    one.check("sue")


def test_a_crowd_of_made_up_names_costs_bounded_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "MAX_NAMES", 3)
    one = Throttle(1, 60, Clock())
    for name in ("ann", "bob", "cat", "dan"):
        one.count(name)
    one.check("ann")
    for name in ("bob", "cat", "dan"):
        with pytest.raises(TooManyTries):
            one.check(name)
