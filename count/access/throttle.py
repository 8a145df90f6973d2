"""Slowing down guesses: so many wrong tries of a name in so much time, then a wait."""

from collections import OrderedDict, deque
from collections.abc import Callable

MAX_NAMES = 10_000
"""Names remembered at most: anybody may try any name, and memory is bounded all the same."""


class TooManyTries(Exception):
    """A refusal after too many wrong tries; `wait` is in whole seconds."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"too many tries: wait {wait} s")
        self.wait = wait


class Throttle:
    """At most `tries` a name within `seconds`. `clock` counts in seconds, on whatever is set."""

    def __init__(self, tries: int, seconds: float, clock: Callable[[], float]) -> None:
        self._most, self._seconds, self._clock = tries, seconds, clock
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()

    def check(self, name: str) -> None:
        """Let one more try of this name through.

        Raises:
            TooManyTries: whatever is tried.
        """
        tries, now = self._tries.get(name, deque[float]()), self._clock()
        while tries and now - tries[0] > self._seconds:
            tries.popleft()
        if len(tries) >= self._most:
            raise TooManyTries(int(self._seconds - (now - tries[0])) + 1)

    def count(self, name: str) -> None:
        """Count a try of this name; with too many names, the one tried longest ago is forgotten."""
        self._tries.setdefault(name, deque()).append(self._clock())
        self._tries.move_to_end(name)
        while len(self._tries) > MAX_NAMES:
            self._tries.popitem(last=False)

    def forget(self, name: str) -> None:
        """Begin anew with this name."""
        self._tries.pop(name, None)
