"""Every figure of a contest, worked out in one pass from all its moves by the core's kernels."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from count.ledger.piles import NO_UNIT, Kind, Piles


class UnitRow(Protocol):
    """A unit as its figures need it: its row among the piles, and its papers rejected in part."""

    row: int
    in_part: int


class BoxPile(Protocol):
    """A box as its figures need it: its pile, and its verified papers."""

    pile: int
    verified: int | None


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """The papers of one unit and the votes on them.

    `votes` has one figure a candidate, in ballot order; `unused` are votes that papers with at least one good
    vote did not use; `in_part` papers lost a vote on adjudication and count once among the good ones.
    """

    papers: int
    unsorted: int
    doubtful: int
    counted: int
    rejected: dict[str, int]
    votes: tuple[int, ...]
    unused: int
    in_part: int

    @property
    def all_rejected(self) -> int:
        return sum(self.rejected.values())

    @property
    def accounted(self) -> int:
        """Papers whose outcome is recorded: counted for somebody, or rejected."""
        return self.counted + self.all_rejected


@dataclass(frozen=True, slots=True)
class Figures:
    """The papers of a contest and the votes on them, in all and by unit.

    `in_boxes` maps each box to verified papers that no unit has yet; `below_zero` each pile from which more
    went than came to how far below zero it is.
    """

    verified: int
    handed_over: int
    in_boxes: dict[str, int]
    units: dict[str, UnitFigures]
    votes: tuple[int, ...]
    unused: int
    rejected: dict[str, int]
    counted: int
    in_part: int
    below_zero: dict[str, int]

    @property
    def all_rejected(self) -> int:
        return sum(self.rejected.values())

    @property
    def accounted(self) -> int:
        """Papers whose outcome is recorded: counted for somebody, or rejected."""
        return self.counted + self.all_rejected

    @property
    def unaccounted(self) -> dict[str, int]:
        """Verified papers whose outcome is not recorded, by the pile they lie on."""
        left = {f"box/{box}": papers for box, papers in self.in_boxes.items()}
        for name, unit in self.units.items():
            left[f"unit/{name}/unsorted"] = unit.unsorted
            left[f"unit/{name}/doubtful"] = unit.doubtful
        return {pile: papers for pile, papers in left.items() if papers > 0}

    @property
    def doubtful(self) -> int:
        return sum(unit.doubtful for unit in self.units.values())


def work_out(piles: Piles, units: Mapping[str, UnitRow], boxes: Mapping[str, BoxPile]) -> Figures:
    """Add up every move of a contest."""
    balances = piles.balances()
    by_kind = piles.by_kind(balances, len(units)).tolist()
    votes = piles.votes(len(units)).tolist()
    of_unit: dict[str, UnitFigures] = {}
    for name, unit in units.items():
        papers, cast = by_kind[unit.row], votes[unit.row]
        of_unit[name] = UnitFigures(
            papers=sum(papers),
            unsorted=papers[Kind.UNSORTED],
            doubtful=papers[Kind.DOUBTFUL],
            counted=papers[Kind.COUNTED],
            rejected=_rejected(piles.grounds, papers),
            votes=tuple(cast[:-1]),
            unused=cast[-1],
            in_part=unit.in_part,
        )
    whole = [sum(column) for column in zip(*by_kind, strict=True)]
    cast = [sum(column) for column in zip(*votes, strict=True)]
    held = balances.tolist()
    return Figures(
        verified=sum(box.verified or 0 for box in boxes.values()),
        handed_over=by_kind[NO_UNIT][Kind.HANDED_OVER],
        in_boxes={name: held[box.pile] for name, box in boxes.items() if held[box.pile]},
        units=of_unit,
        votes=tuple(cast[:-1]),
        unused=cast[-1],
        rejected=_rejected(piles.grounds, whole),
        counted=whole[Kind.COUNTED],
        in_part=sum(unit.in_part for unit in units.values()),
        below_zero={
            name: papers
            for name, papers in zip(piles.names[1:], held[1:], strict=True)
            if papers < 0
        },
    )


def _rejected(grounds: tuple[str, ...], by_kind: list[int]) -> dict[str, int]:
    return {ground: by_kind[Kind.REJECTED + at] for at, ground in enumerate(grounds)}
