"""The margin of a count from a file, for `--margin`: exact, or a bound that is named as one."""

from typing import Any

from tally_core.margins.margin import Margin


def as_dict(margin: Margin) -> dict[str, Any]:
    """The margin as the wire has it.

    at_least: fewer wrong papers are proved to elect the same. found: so many can elect somebody else. Both
    are null where no number can; `found` is null where no change was found that does it. exact: whether the
    two are one.
    """
    exact = margin.kind == "exact"
    return {"at_least": margin.at_least, "found": margin.found, "exact": exact}


def in_words(margin: Margin) -> str:
    """The margin as a sentence."""
    least, found = margin.at_least, margin.found
    if least is None:
        return "no number of wrong papers could elect anybody else (exact)."
    if margin.kind == "exact":
        if not found:
            return "none, the lot decides (exact)."
        return f"{_papers(found)} read wrongly could elect somebody else, and no fewer (exact)."
    proved = f"fewer than {_papers(least)} read wrongly cannot elect somebody else (proved)"
    if found is None:
        return f"{proved}; no change is known that does (a bound from below)."
    return f"{proved}; {found:,} can (found by search, perhaps not the fewest)."


def _papers(number: int) -> str:
    return "1 paper" if number == 1 else f"{number:,} papers"
