"""Papers of a transferable vote as they lie in the room: in stacks that people sort, or read by a machine.

People find a stack by what the hall says of it: whose papers they are, and from which parcel they came.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Ballot = tuple[str, ...]
FIRST = "first-preferences"


class Stacks:
    """The papers of one contest, each stack known by whose it is and the parcel it came from."""

    def __init__(self, ballots: Mapping[Ballot, int]) -> None:
        self._lying: dict[tuple[str, str], dict[Ballot, int]] = {}
        for ranked, papers in ballots.items():
            self._lying.setdefault((ranked[0], FIRST), {})[ranked] = papers

    def sort(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Take the stacks asked for and lay each paper on its next preference; what is reported of it."""
        received = dict.fromkeys(asked["next_for"], 0)
        nobody = 0
        for part in asked["parts"]:
            # A stack that is asked for again, because the answer was lost, lies there still.
            for ranked, papers in self._lying[part["candidate"], part["from"]].items():
                taker = next((who for who in ranked if who in received), None)
                if taker is None:
                    nobody += papers
                    continue
                received[taker] += papers
                self._lying.setdefault((taker, asked["parcel"]), {})[ranked] = papers
        return {"next": received, "none": nobody}


def scanned(ballots: Mapping[Ballot, int], seats: int, names: Mapping[str, str]) -> bytes:
    """The file that a machine writes of the papers it read (BLT); `names` in the order of the ballot paper."""
    order: Sequence[str] = list(names)
    lines = [f"{len(order)} {seats}"]
    for ranked, papers in sorted(ballots.items()):
        lines.append(f"{papers} {' '.join(str(order.index(who) + 1) for who in ranked)} 0")
    lines += ["0", *(f'"{name}"' for name in names.values()), '"Scanned"', ""]
    return "\n".join(lines).encode()
