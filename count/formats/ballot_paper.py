"""The ballot paper of one contest: whose name stands where.

The order is that of the statement of persons nominated: by surname, letter by letter, the commonly
used one where one is used; of equal surnames by the other names (Parliamentary Elections Rules,
rules 14 and 19, RPA 1983 Sch. 1). The statement decides, so another order is a warning only.
"""

from collections.abc import Sequence
from itertools import pairwise

from count.formats.cells import Draft
from count.poll.names import letters, shown, skeleton


def check_ballot_paper(names: Sequence[Draft], by_surname: bool) -> None:
    """Checks the order of one ballot paper, and names that are easily taken for each other."""
    at: dict[int, Draft] = {}
    for draft in names:
        order = draft.values["ballot_order"]
        if order is None:
            continue
        first = at.setdefault(order, draft)
        if first is not draft:
            draft.line.fault(
                "ballot_order",
                f"{order} is the place of row {first.line.number} already",
                "Number the candidates 1, 2, 3 as on the ballot paper",
            )
    _no_gap(at, len(names))
    ordered = [at[order] for order in sorted(at)]
    if by_surname:
        _by_surname(ordered)
    alike: dict[str, Draft] = {}
    for draft in ordered:
        name = f"{draft.values['ballot_surname']} {draft.values['ballot_forenames']}"
        first = alike.setdefault(skeleton(name), draft)
        if first is not draft:
            draft.line.warn(
                "ballot_surname",
                f"{shown(name.strip())} is easily taken for row {first.line.number}",
                "Make sure that both stand, and that party or description tells them apart",
            )


def _no_gap(at: dict[int, Draft], candidates: int) -> None:
    places = sorted(at)
    if len(at) != candidates or places == list(range(1, len(places) + 1)):
        return
    gap = next(want for want, have in enumerate(places, start=1) if want != have)
    at[places[gap - 1]].line.warn(
        "ballot_order",
        f"nobody has place {gap} on the ballot paper",
        "Make sure that no candidate is missing",
    )


def _by_surname(ordered: Sequence[Draft]) -> None:
    """Warns where a ballot paper is not in the order of surnames: the notice decides."""

    def key(draft: Draft) -> tuple[str, str]:
        surname, forenames = draft.values["ballot_surname"], draft.values["ballot_forenames"]
        return letters(surname or ""), letters(forenames or "")

    for before, after in pairwise(ordered):
        if after.values["ballot_surname"] and key(after) < key(before):
            after.line.warn(
                "ballot_order",
                f"{shown(after.values['ballot_surname'])} stands after "
                f"{shown(before.values['ballot_surname'] or '')}",
                "Make sure that this is the order of the statement of persons nominated",
            )
            return
