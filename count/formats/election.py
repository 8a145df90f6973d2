"""An election as a file of preferences tells it, and what is said of a file that cannot be read."""

from dataclasses import dataclass

from count.poll.names import shown
from tally_core.papers import Papers

MOST_FAULTS = 20
"""So many are worth reading; the next file of the same making has the same ones."""


@dataclass(frozen=True, slots=True, eq=False)
class Election:
    """An election as a file holds it: candidates, seats and papers.

    seats: None where the format does not say. withdrawn: candidates from 0, whom no paper names any more.
    """

    title: str
    candidates: tuple[str, ...]
    seats: int | None
    papers: Papers
    withdrawn: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LineFault:
    """One thing that is wrong: in which line, what stands there, and what should."""

    line: int | None
    found: str
    expected: str

    def __str__(self) -> str:
        line = "" if self.line is None else f"line {self.line}: "
        return f"{line}{self.found}. Expected {self.expected}."


class UnreadableFile(ValueError):
    """A file that was not read at all, with every fault found in it."""

    def __init__(self, *faults: LineFault) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


class BadLine(ValueError):
    """A fault in one line; the caller adds its number."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(found)
        self.found = found
        self.expected = expected


class Faults:
    """Collects the faults of a file, and refuses it if there were any."""

    def __init__(self) -> None:
        self._found: list[LineFault] = []

    def add(self, line: int | None, found: str, expected: str) -> None:
        """Note one more. Raises NotRead once there are MOST_FAULTS."""
        self._found.append(LineFault(line, found, expected))
        if len(self._found) == MOST_FAULTS:
            raise UnreadableFile(
                *self._found, LineFault(None, "There may be more", "all mended first")
            )

    def misread(self, line: int, text: str, fault: BadLine) -> None:
        self.add(line, f"{shown(text)}: {fault.found}", fault.expected)

    def refuse(self) -> None:
        """Raise NotRead if anything was found."""
        if self._found:
            raise self.refusal()

    def refusal(self) -> UnreadableFile:
        """The exception to raise where reading cannot go on."""
        return UnreadableFile(*self._found)
