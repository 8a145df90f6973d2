"""Stages of a count as a screen shows them one after the other, every figure as it was counted."""

from collections.abc import Sequence
from fractions import Fraction

from count.declaration.systems.system import StageShown
from count.poll import Candidate
from display.boards import Pile, Piles, Step

MANY = 12
"""Candidates beyond which those out of the count leave the screen, so that the others stay readable."""


def steps(
    candidates: Sequence[Candidate], stages: Sequence[StageShown], *, transfers: bool
) -> tuple[Step, ...]:
    """A step for each stage: who has how much after it, who is elected by then, who is excluded in it.

    With `transfers` each stage goes on from the one before, and what it added or took is shown, too.
    """
    places = max((_places(text) for stage in stages for text in stage.figures), default=0)
    whole = [[_scaled(text, places) for text in stage.figures] for stage in stages]
    of = max((n for figures in whole for n in figures if n is not None), default=0)
    made: list[Step] = []
    before: list[int | None] = [None] * len(candidates)
    elected: set[str] = set()
    for stage, figures in zip(stages, whole, strict=True):
        elected |= set(stage.elected)
        piles = tuple(
            _pile(candidate, text, now, was, _mark(candidate, stage, elected), places)
            for candidate, text, now, was in zip(
                candidates, stage.figures, figures, before, strict=True
            )
            if now is not None or len(candidates) <= MANY
        )
        rest = " · ".join(f"{words}: {figure}" for words, figure in stage.rest)
        made.append(
            Step(
                f"Stage {stage.number}",
                stage.title,
                Piles("", piles, of, "Votes", "Change" if made and transfers else "", note=rest),
            )
        )
        before = figures if transfers else before
    return tuple(made)


def _pile(
    candidate: Candidate, text: str, now: int | None, was: int | None, mark: str, places: int
) -> Pile:
    change = 0 if now is None or was is None else now - was
    return Pile(
        candidate.display_name,
        text or "–",
        now or 0,
        aside=f"{'+' if change > 0 else '−'}{_text(abs(change), places)}" if change else "",
        swatch=candidate.colour,
        mark=mark,
    )


def _mark(candidate: Candidate, stage: StageShown, elected: set[str]) -> str:
    if candidate.candidate in elected:
        return "ELECTED"
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


def _text(scaled: int, places: int) -> str:
    whole, rest = divmod(scaled, 10**places)
    return f"{whole:,}.{rest:0{places}d}" if places else f"{whole:,}"
