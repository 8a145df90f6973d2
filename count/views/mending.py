"""The place where a finding is put right: a page of its papers, or a decision on the contest's own page."""

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote, urlencode

from count.findings.finding import Finding, FindingShape, MendShape
from count.ledger.standing import Standing


class Deciding(NamedTuple):
    """An act by which an officer ends a finding, and the words of its button."""

    act: str
    words: str


DECISIONS: Mapping[str, Deciding] = {
    "verification-open": Deciding("verification-closed", "Close verification"),
    "provisional-needed": Deciding("provisional", "Share the provisional result"),
    "lot-needed": Deciding("lot", "Enter the lot drawn"),
    "seats-needed": Deciding("constituency-seats", "State the seats won in constituencies"),
}
"""Findings that an officer ends by deciding."""
BY_DECIDING = frozenset({"verification-open", "provisional-needed", "agreement-open", "lot-needed"})
"""Findings that stand in the way only because an officer has not decided yet."""


def finding_view(finding: Finding, standing: Standing) -> FindingShape:
    """A finding as an officer reads it: with the place where it is mended, and whether deciding ends it."""
    told = finding.as_dict()
    told["by_deciding"] = finding.code in BY_DECIDING
    place = mend(finding, standing)
    if place is not None:
        told["mend"] = place
    return told


def mend(finding: Finding, standing: Standing) -> MendShape | None:
    """The one place where a finding is mended; None for what no page mends."""
    own = f"/contest/{quote(standing.contest.id, safe='')}"
    if finding.code in DECISIONS:
        act, words = DECISIONS[finding.code]
        return {"href": own, "words": words, "decision": act}
    if finding.code == "agreement-open":
        return {"href": f"{own}#agreements-heading", "words": "Go to what waits"}
    places = (_place(pile, standing) for pile in finding.piles)
    return next((place for place in places if place is not None), None)


def _place(pile: str, standing: Standing) -> MendShape | None:
    """The page on which the papers of a pile are seen to; None for a pile that is at no place."""
    kind, name, part = (*pile.split("/"), "", "")[:3]
    contest = standing.contest.id
    if kind == "box" and name in standing.boxes:
        box = standing.boxes[name]
        query = urlencode({"contest": contest, "box": name})
        return {"href": f"/boxes?{query}", "words": f"Go to box {name}, {box.name}"}
    if kind != "unit" or name not in standing.units:
        return None
    called = standing.units[name].name
    if part == "doubtful":
        query = urlencode({"contest": contest, "unit": name})
        return {
            "href": f"/adjudication?{query}",
            "words": f"Go to the doubtful papers of {called}",
        }
    page = f"/unit/{quote(name, safe='')}?{urlencode({'contest': contest})}"
    return {"href": page, "words": f"Go to {called}"}
