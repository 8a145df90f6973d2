"""Stages of a count as a screen shows them one after the other, every figure as it was counted."""

from collections.abc import Sequence
from fractions import Fraction

from count.poll.poll import Candidate
from count.systems.stage_words import QUOTIENT_UNIT, Figure, change_text, figure_text
from count.systems.system import StageShown
from display.boards import Pile, Piles, Step
from tally_core.exact import divide_half_up, votes_text

MANY = 12
"""Candidates beyond which those out of the count leave the screen, so that the others stay readable."""


def steps(
    candidates: Sequence[Candidate], stages: Sequence[StageShown], *, lists: bool = False
) -> tuple[Step, ...]:
    """A step for each stage: who has how much after it, what it added or took, who is in and who is out.

    Where `lists` win seats, whoever wins one at a stage wins it there, and may win another later.
    """
    figures = [figure for stage in stages for figure in stage.figures if figure is not None]
    finer = QUOTIENT_UNIT if any(isinstance(figure, Fraction) for figure in figures) else 1
    longest = max((_length(figure, finer) for figure in figures), default=0)
    made: list[Step] = []
    elected: set[str] = set()
    for stage in stages:
        elected = set(stage.elected) if lists else elected | set(stage.elected)
        changes = stage.changes or (0,) * len(candidates)
        piles = tuple(
            Pile(
                candidate.display_name,
                figure_text(figure, stage.unit) or "–",
                _length(figure or 0, finer),
                aside=change_text(change, stage.unit),
                swatch=candidate.colour,
                mark=_mark(candidate, stage, elected, "SEAT" if lists else "ELECTED"),
            )
            for candidate, figure, change in zip(candidates, stage.figures, changes, strict=True)
            if figure is not None or len(candidates) <= MANY
        )
        line = _length(stage.quota or 0, finer)
        shown = Piles("", piles, longest, "Votes", "Change", line, _note(stage))
        made.append(Step(f"Stage {stage.number}", stage.title, shown))
    return tuple(made)


def _note(stage: StageShown) -> str:
    """Papers that no candidate has, and the quota that the line stands for."""
    said = [f"{words}: {votes_text(n, stage.unit, grouped=True)}" for words, n in stage.rest]
    if stage.quota is not None:
        said.insert(0, f"Quota {votes_text(stage.quota, stage.unit, grouped=True)}")
    return " · ".join(said)


def _mark(candidate: Candidate, stage: StageShown, elected: set[str], word: str) -> str:
    if candidate.candidate in elected:
        return word
    return "excluded" if candidate.candidate in stage.excluded else ""


def _length(figure: Figure, finer: int) -> int:
    """A figure as the length of a rule; a quotient as it is shown, rounded half up."""
    return divide_half_up(figure * finer, 1)
