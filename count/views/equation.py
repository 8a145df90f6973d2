"""The equation of a contest: papers counted against papers verified, in the words that pages show."""

from typing_extensions import TypedDict

from count.ledger.standing import Standing


class EquationShape(TypedDict):
    """The equation in words; `holds` is null while papers are still to come."""

    words: str
    holds: bool | None


def equation_view(standing: Standing, *, all_figures: bool) -> EquationShape:
    """The equation as it stands; by papers alone for those who may not see candidates' figures.

    One vote a paper: votes + rejected = verified. Several: votes + unused + rejected × each = verified × each,
    where a paper rejected in part has its lost votes among the unused. Papers handed over left the count.
    """
    figures, each = standing.figures(), standing.votes_a_paper
    verified = figures.verified
    if not verified:
        return {"words": "No paper is verified yet.", "holds": None}
    if not all_figures:
        words = f"accounted for {figures.accounted:,} of verified {verified:,}"
        return {"words": words, "holds": None}
    times = f" × {each}" if each > 1 else ""
    unused = f" + unused {figures.unused:,}" if each > 1 else ""
    votes, rejected, gone = sum(figures.votes), figures.all_rejected, figures.handed_over
    counted = f"votes {votes:,}{unused} + rejected {rejected:,}{times}"
    in_hand = (
        f"(verified {verified:,} − handed over {gone:,})" if gone else f"verified {verified:,}"
    )
    against = f"{in_hand}{times}"
    left = votes + (figures.unused if each > 1 else 0) + each * rejected
    right = each * (verified - gone)
    if left == right:
        return {"words": f"{counted} = {against} ✓", "holds": True}
    whole = f"{against} = {right:,}" if times or gone else against
    if left > right:
        return {"words": f"{counted} = {left:,}, more than {whole}", "holds": False}
    return {"words": f"{counted} = {left:,} of {whole}", "holds": None}
