"""Stages of a count as a screen shows them one after the other, every figure as it was counted."""

from collections.abc import Sequence
from fractions import Fraction

from count.poll.poll import Candidate
from count.systems.system import StageShown
from display.boards import Pile, Piles, Step
from display.render import grouped

MANY = 12
"""Candidates beyond which those out of the count leave the screen, so that the others stay readable."""


def steps(
    candidates: Sequence[Candidate], stages: Sequence[StageShown], *, lists: bool = False
) -> tuple[Step, ...]:
    """A step for each stage: who has how much after it, what it added or took, who is in and who is out.

    Where `lists` win seats, whoever wins one at a stage wins it there, and may win another later.
    """
    places = max((_places(text) for stage in stages for text in stage.figures), default=0)
    most = (_scaled(text, places) for stage in stages for text in stage.figures)
    of = max((n for n in most if n is not None), default=0)
    made: list[Step] = []
    elected: set[str] = set()
    for stage in stages:
        elected = set(stage.elected) if lists else elected | set(stage.elected)
        changes = stage.changes or ("",) * len(candidates)
        piles = tuple(
            Pile(
                candidate.display_name,
                text or "–",
                _scaled(text, places) or 0,
                aside=change,
                swatch=candidate.colour,
                mark=_mark(candidate, stage, elected, "SEAT" if lists else "ELECTED"),
            )
            for candidate, text, change in zip(candidates, stage.figures, changes, strict=True)
            if text or len(candidates) <= MANY
        )
        quota = _scaled(stage.quota, max(places, _places(stage.quota))) or 0
        # A quota finer than any figure is drawn to the figures' own places.
        line = quota // 10 ** max(_places(stage.quota) - places, 0)
        shown = Piles("", piles, of, "Votes", "Change", line, _note(stage))
        made.append(Step(f"Stage {stage.number}", stage.title, shown))
    return tuple(made)


def _note(stage: StageShown) -> str:
    """What no candidate has, and the quota that the line stands for."""
    said = [f"{words}: {grouped(figure)}" for words, figure in stage.rest]
    if stage.quota:
        said.insert(0, f"Quota {grouped(stage.quota)}")
    return " · ".join(said)


def _mark(candidate: Candidate, stage: StageShown, elected: set[str], word: str) -> str:
    if candidate.candidate in elected:
        return word
    return "excluded" if candidate.candidate in stage.excluded else ""


def _places(text: str) -> int:
    return len(text.partition(".")[2])


def _scaled(text: str, places: int) -> int | None:
    """A decimal text as a whole number of its smallest unit; None where somebody has no figure."""
    if not text:
        return None
    whole = Fraction(text) * Fraction(10) ** places
    assert whole.denominator == 1, text
    return max(int(whole), 0)
