"""A stage of a count in words and its figures as text: for a hall, a table of the shell and a report alike.

Knows nothing of a hall, so that the `tally` command says the same of files.
"""

from collections.abc import Callable
from fractions import Fraction

from count.systems.spoken import together
from tally_core.exact import divide_half_up, votes_text
from tally_core.outcome import PreferenceStage

NOT_TRANSFERABLE, ROUNDING = "not transferable", "not transferred by rounding down"
QUOTIENT_UNIT = 100
"""A quotient that is no whole number is shown in hundredths of a vote, a half upwards."""
MINUS = "\N{MINUS SIGN}"

Figure = int | Fraction
"""Votes in the unit of their stage; a fraction where votes were divided, as by the method of d'Hondt."""


def title(stage: PreferenceStage, name: Callable[[int], str]) -> str:
    """Say what was done: “Surplus of ROE Jane”, “Exclusion of TAN Bo and LOW Cy”, “First preferences”.

    name: how a candidate is called, by number.
    """
    names = together([name(who) for who in whose(stage)]) if whose(stage) else ""
    what, _, more = stage.why.partition(":")
    word = _word(stage)
    if not word or not names:
        said = f"{stage.why[:1].upper()}{stage.why[1:]}"
        return f"{said}: {names}" if names else said
    plain = what in ("surplus", "exclusion", "exclusion of several")
    note = more.strip() or ("" if plain else what)
    return f"{word} of {names}" + (f" ({note})" if note else "")


def whose(stage: PreferenceStage) -> tuple[int, ...]:
    """The candidates whom a title names: those whose papers moved, or who went out with none moving."""
    return stage.of or (stage.excluded if _word(stage) else ())


def _word(stage: PreferenceStage) -> str:
    return next((w for w in ("Surplus", "Exclusion") if stage.why.startswith(w.lower())), "")


def figure_text(figure: Figure | None, unit: int, *, grouped: bool = False) -> str:
    """Write a figure of a stage; nothing for somebody who is out of account."""
    if figure is None:
        return ""
    if isinstance(figure, Fraction):
        figure, unit = divide_half_up(figure * QUOTIENT_UNIT, 1), QUOTIENT_UNIT
    return votes_text(figure, unit, grouped=grouped)


def change_text(votes: int, unit: int) -> str:
    """Write a gain or a loss with its sign; nothing for none."""
    return f"{'+' if votes > 0 else ''}{votes_text(votes, unit)}" if votes else ""


def printed_change(votes: int, unit: int) -> str:
    """Write a gain or a loss as it is printed: grouped, and with a true minus."""
    text = votes_text(abs(votes), unit, grouped=True)
    return f"{'+' if votes > 0 else MINUS}{text}" if votes else ""
