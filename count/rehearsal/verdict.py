"""The declarations of a hall held against the known answer."""

from collections import Counter
from typing import Any

from count.rehearsal.answer import Known
from count.rehearsal.people import Person


def differences(known: Known, standing: dict[str, Any]) -> list[str]:
    """Differences between a contest's standing, as its returning officer sees it, and the known answer."""
    if standing["state"] != "declared":
        return [f"is {standing['state']}, not declared"]
    elected = set(standing["result"]["elected"])
    pairs: list[tuple[str, Any, Any]] = [
        ("verified papers", standing["verified"], known.verified),
        ("votes", standing["totals"], known.votes),
        ("unused votes", standing["unused"], known.unused),
        ("rejected papers", standing["rejected"], known.rejected),
    ]
    if known.system != "plurality" or len(known.candidates) > known.seats:
        pairs.append(("elected", elected, set(known.elected)))
    if known.system == "dhondt":
        seats = Counter(seat["candidate"] for seat in standing["result"]["seats"])
        pairs.append(("seats", dict(seats), known.seats_won))
    if known.ballots:
        pairs += [
            (f"stage {stage.number}", _figures(shown), list(stage.totals))
            for shown, stage in zip(standing["stages"], known.transferred.stages, strict=False)
        ]
        stages = len(known.transferred.stages)
        pairs.append(("stages", len(standing["stages"]), stages))
    return [f"{what}: declared {said}, known {true}" for what, said, true in pairs if said != true]


def _figures(stage: dict[str, Any]) -> list[int]:
    """Every candidate's votes at a stage, in the smallest unit of the rules; 0 for who is out of account."""
    return [int(figure.replace(".", "") or 0) for figure in stage["figures"]]


async def against(known: Known, officer: Person) -> list[str]:
    """The same, asked of the hall."""
    return differences(known, await officer.look(known.contest))
