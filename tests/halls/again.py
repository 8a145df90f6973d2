"""Whether a hall can be had again: from its acts by a fresh fold, and from its export by a replay."""

from pathlib import Path
from typing import Any

from count.findings.gate import findings
from count.hall import export
from count.hall.hall import Hall
from count.hall.recorder import Clock
from count.ledger.standing import Standing
from count.poll.roles import Visitor

READER = Visitor("the reader", "returning-officer")


def check_made_again(hall: Hall, clock: Clock, folder: Path, at: str) -> None:
    """Export the hall, replay it in another directory, and hold digests and standings against each other."""
    text = folder / "ledger.jsonl"
    with text.open("w", encoding="utf-8") as file:
        file.writelines(export.export(hall.hall_directory))
    with text.open(encoding="utf-8") as file:
        hall_directory = export.replay(file, folder / "again", hall.hall_directory.papers.folder)
    try:
        again = Hall(hall_directory, clock)
        assert again.chain.head == hall.chain.head, "another digest over every row"
        for contest, live in hall.standings.items():
            replayed = again.standings[contest]
            digests = [hall.digest(entry) for entry in live.entries.values()]
            assert [again.digest(entry) for entry in replayed.entries.values()] == digests
            assert picture(replayed, at) == picture(live, at)
            before, after = hall.show(contest, READER, at), again.show(contest, READER, at)
            # The codes are keyed with the hall's own secret, which no export holds.
            assert before.pop("seen") != after.pop("seen")
            assert after == before
    finally:
        hall_directory.close()


def picture(standing: Standing, at: str) -> dict[str, Any]:
    """Everything that a standing says, to be held against another."""
    piles = standing.piles
    held = dict(zip(piles.names, piles.balances().tolist(), strict=True))
    return {
        "state": standing.state,
        "attempt": standing.attempt,
        "figures": standing.figures(),
        "piles": {name: papers for name, papers in held.items() if papers},
        "findings": findings(standing, at),
        "units": {
            name: (
                unit.closed_at,
                unit.had_papers,
                unit.boxes,
                unit.claims,
                unit.keyed_by,
                unit.past,
            )
            for name, unit in standing.units.items()
        },
        "boxes": {
            name: (box.verified, box.expected, box.settled, box.taken, box.mixed_into, box.not_used)
            for name, box in standing.boxes.items()
        },
        "proposals": list(standing.proposals),
        "in use": standing.papers_in_use,
        "decided": (standing.shared, standing.overrides, standing.lots, standing.declaration),
        "said": (standing.explanations, standing.recounts, standing.after, standing.cancelled),
    }
