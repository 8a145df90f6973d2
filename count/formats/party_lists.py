"""People on each party's list: `lists.csv`, for contests whose seats are shared out among lists.

An individual stands on the ballot paper without a list. A contest of lists for which the file names nobody is
counted by its lists alone, so a warning says so.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from count.formats.cells import CellLine, Draft
from count.poll.names import shown

FILE = "lists.csv"


def place(line: CellLine) -> dict[str, Any]:
    """One row: a person and the place on the list."""
    return {
        "contest": line.id("contest"),
        "candidate": line.id("candidate"),
        "position": line.whole("position", least=1),
        "surname": line.text("surname"),
        "forenames": line.text("forenames", empty=True),
    }


def check_lists(
    lists: Sequence[Draft], candidates: Sequence[Draft], contests: Mapping[str, CellLine | None]
) -> None:
    """Reports places on lists that nobody stands with.

    `contests` are those counted by lists, each with its row where the file was read.
    """
    stands = {(d.values["contest"], d.values["candidate"]) for d in candidates}
    places: dict[tuple[str, str], dict[int, Draft]] = {}
    for draft in lists:
        contest, candidate = draft.values["contest"], draft.values["candidate"]
        if contest is None or candidate is None:
            continue
        if contest not in contests:
            draft.line.fault(
                "contest",
                f"{shown(contest)} is not counted by lists",
                "Take the row out, or look at the kind of the contest",
            )
        elif (contest, candidate) not in stands:
            draft.line.fault(
                "candidate",
                f"{shown(candidate)} is not on the ballot paper of {contest}",
                "Write the id that candidates.csv gives the list",
            )
        elif (position := draft.values["position"]) is not None:
            places.setdefault((contest, candidate), {})[position] = draft
    for held in places.values():
        _no_gap(held)
    for contest, line in contests.items():
        if line is not None and not any(of == contest for of, _ in places):
            line.warn(
                "kind",
                "is counted by lists, and lists.csv names nobody on them",
                "Name who is on each list, so that it is known who takes its seats",
            )


def _no_gap(held: Mapping[int, Draft]) -> None:
    """Warns where a list passes over a place: somebody may be missing."""
    for want, have in enumerate(sorted(held), start=1):
        if want != have:
            held[have].line.warn(
                "position", f"nobody has place {want} on this list", "Make sure nobody is missing"
            )
            return
