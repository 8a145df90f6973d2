"""Codes over figures: what a second person must have seen for an agreement to mean anything.

A code is eight characters, keyed with a secret of the hall (HMAC-SHA-256, RFC 2104, the first 40 bits in the
32 letters and digits that are not mistaken for one another). It is made to catch slips, not forgers, and
tells nothing of the figures to somebody who does not have the secret.
"""

import hashlib
import hmac
from typing import Any

from count.ledger import acts
from count.ledger.chain import canonical
from count.ledger.effects.count import block_pile
from count.ledger.effects.sorting import answer_to, answered
from count.ledger.fold import boxes_of, units_of
from count.ledger.standing import Standing

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class FigureCodes:
    """Makes the codes of one hall."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def _code(self, figures: Any) -> str:
        digest = hmac.new(self._secret, canonical(figures), hashlib.sha256).digest()
        number = int.from_bytes(digest[:5], "big")
        return "".join(_ALPHABET[number >> shift & 31] for shift in range(35, -5, -5))

    def of_contest(self, standing: Standing) -> str:
        """The code over every figure of a contest, as its standing shows them."""
        figures = standing.figures()
        return self._code(
            [
                standing.contest.id,
                standing.attempt,
                standing.contest.electorate,
                figures.verified,
                figures.votes,
                figures.unused,
                sorted(figures.rejected.items()),
                figures.in_part,
                figures.handed_over,
                [[name, box.verified, box.not_used] for name, box in standing.boxes.items()],
                [
                    [name, f.papers, f.unsorted, f.doubtful, f.votes, f.unused, f.all_rejected]
                    for name, f in figures.units.items()
                ],
                *_since(standing),
            ]
        )

    def of_act(self, standing: Standing | None, act: acts.Act) -> str:
        """The code that the second person of this act must have seen.

        A declaration and whatever else touches a whole contest rests on all its figures; every other act on
        the piles it touches. Open agreements change neither.
        """
        if standing is None:
            return self._code([act.act, act.content()])
        touched = standing.entries[act.strikes].act if isinstance(act, acts.Struck) else act
        boxes, units = boxes_of(touched), units_of(touched)
        if touched.code_over_content:
            return self._code([act.act, touched.content()])
        if not boxes and not units:
            return self.of_contest(standing)
        return self._code(
            [
                standing.contest.id,
                [self._box(standing, box) for box in boxes],
                [self._piles(standing, touched, unit) for unit in units],
            ]
        )

    @staticmethod
    def _box(standing: Standing, name: str) -> list[Any]:
        box = standing.boxes.get(name)
        if box is None:
            return [name]
        counted = box.counts[-1].papers if box.counts else None
        return [name, counted, box.expected, box.settled, box.verified, box.not_used, box.taken]

    @staticmethod
    def _piles(standing: Standing, act: acts.Act, unit: str) -> list[Any]:
        held = standing.piles.balances().tolist()
        at = standing.units[unit]
        names = [f"unit/{unit}/unsorted", f"unit/{unit}/doubtful"]
        match act:
            case acts.Bundle():
                names = [names[0], f"unit/{unit}/candidate/{act.candidate}"]
            case acts.Block():
                names = [names[0], block_pile(standing, unit, act.candidates)]
            case acts.Sheet():
                names = [names[0], f"unit/{unit}/sheet/{act.serial}"]
            case acts.Adjudicated():
                names.append(f"unit/{unit}/allowed")
            case acts.Sorted():
                return [unit, at.attempt, _answer(standing, act.parcel)]
        by_name = dict(zip(standing.piles.names, held, strict=True))
        return [unit, at.attempt, [by_name.get(name, 0) for name in names]]


def _since(standing: Standing) -> list[Any]:
    """Records since the first count that a code covers; none where there are none.

    The stages of a count of preferences follow from these: the files read, what was sorted, the lots drawn.
    """
    stated = standing.seats_stated
    said: list[Any] = [
        *([parcel, *_answer(standing, parcel)] for parcel in sorted(answered(standing))),
        *([stated.content()] if stated is not None else []),
    ]
    if standing.rules.preferential:
        said += [[reading.digest, reading.papers] for reading in standing.read]
        said += [[drawn.to, drawn.among, drawn.chosen] for drawn in standing.lots]
    return said


def _answer(standing: Standing, parcel: str) -> list[Any]:
    answer = answer_to(standing, parcel)
    return [sorted(answer.next.items()), answer.none, sorted(answer.rejected.items())]
