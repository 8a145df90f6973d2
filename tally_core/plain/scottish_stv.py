"""The second, independent count of a Scottish council ward: parcels of papers, fractions and loops.

Written from the Order (SSI 2011/399, Schedule 1, rules 46 to 53; SSI 2021/437, article 2(4)) and not from
the compiled count, with which it must agree on every figure and every word. Where the Order is silent it does
what `scottish_stv` says under "Silence".
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from tally_core.outcome import (
    Lot,
    LotNeeded,
    LotNotAsked,
    Moved,
    PreferenceCount,
    PreferenceStage,
)

UNITS = 100_000  # in a vote: five decimal places


@dataclass(frozen=True, slots=True)
class Parcel:
    """Papers that came to a candidate at one value: (how many, their preferences)."""

    value: Fraction
    papers: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)

    @property
    def votes(self) -> Fraction:
        return self.value * sum(number for number, _ in self.papers)


@dataclass(slots=True)
class _Ward:
    """The table at which a ward is counted."""

    seats: int
    valid: int
    quota: Fraction
    held: list[list[Parcel]]
    credited: list[Fraction]
    continuing: set[int]
    non_transferable: Fraction = Fraction(0)
    ignored: Fraction = Fraction(0)
    elected: list[int] = field(default_factory=list)
    stages: list[PreferenceStage] = field(default_factory=list)
    parcels: bool = False
    passed_on: list[tuple[Fraction, Fraction, int, int]] = field(default_factory=list)

    @property
    def vacancies(self) -> int:
        return self.seats - len(self.elected)

    def next_parcels(self, who: int, worth: Callable[[Fraction], Fraction]) -> Fraction:
        """Sort a candidate's papers by next available preference and pass them on.

        worth: the value of a paper from its value when received. Returns the votes accounted for, those of
        non-transferable papers among them.
        """
        accounted = Fraction(0)
        for parcel in self.held[who]:
            value = worth(parcel.value)
            sorted_out: dict[int | None, Parcel] = {}
            for number, preferences in parcel.papers:
                # A preference before the one the paper is held for was passed over because its candidate
                # was elected or excluded, and still is: so the first that is left is the next.
                left = [candidate for candidate in preferences if candidate in self.continuing]
                taker = left[0] if left else None
                sorted_out.setdefault(taker, Parcel(value)).papers.append((number, preferences))
            papers = {taker: sum(n for n, _ in new.papers) for taker, new in sorted_out.items()}
            without = papers.get(None, 0)
            self.passed_on.append(
                (parcel.value, value, sum(papers.values()), sum(papers.values()) - without)
            )
            for taker, new in sorted_out.items():
                accounted += new.votes
                if taker is None:
                    self.non_transferable += new.votes
                else:
                    self.held[taker].append(new)
                    self.credited[taker] += new.votes
        self.held[who] = []
        return accounted

    def end_stage(
        self,
        why: str,
        rule: str,
        of: tuple[int, ...] = (),
        excluded: tuple[int, ...] = (),
        lot: Lot | None = None,
    ) -> None:
        now = {who for who in self.continuing if self.credited[who] >= self.quota}  # [r 48(1)]
        if len(self.continuing) - len(now) <= self.vacancies - len(now):
            now |= self.continuing  # [r 53(1)]
        self.continuing -= now
        in_order = sorted(sorted(now), key=lambda who: self.credited[who], reverse=True)
        self.elected += in_order
        self.stages.append(
            PreferenceStage(
                number=len(self.stages) + 1,
                why=why,
                rule=rule,
                of=of,
                quota=_units(self.quota),
                totals=tuple(_units(votes) for votes in self.credited),
                non_transferable=_units(self.non_transferable),
                rounding=_units(self.ignored),
                elected=tuple(in_order),
                excluded=excluded,
                lot=lot,
                moved=self.written_parcels() if self.parcels else (),
            )
        )

    def written_parcels(self) -> tuple[Moved, ...]:
        """Parcels passed on since the stage before, one line for each value that papers came with."""
        lines: dict[Fraction, Moved] = {}
        for came, value, papers, transferable in self.passed_on:
            line = lines.get(came, Moved(_units(value), 0, 0))
            lines[came] = Moved(line.value, line.papers + papers, line.transferable + transferable)
        self.passed_on = []
        return tuple(lines[came] for came in sorted(lines, reverse=True) if lines[came].papers)


def count(
    groups: Iterable[tuple[int, Sequence[int]]],
    candidates: int,
    seats: int,
    lots: Sequence[Lot] = (),
    *,
    last_transfer: bool = False,
    parcels: bool = False,
) -> PreferenceCount | LotNeeded | LotNotAsked:
    """Count a ward from groups of (papers, preferences from 0), or say which lot must be drawn first.

    parcels: whether each stage says which parcels moved in it, as a count by hand does.
    """
    ward = _first_stage(groups, candidates, seats)
    ward.parcels = parcels
    unused = list(lots)
    while ward.vacancies and ward.continuing:
        above = {who for who in range(candidates) if ward.credited[who] > ward.quota}
        if above:
            most = max(ward.credited[who] for who in above)  # [r 50(1)]
            level = [who for who in sorted(above) if ward.credited[who] == most]
            chosen = _part(ward, level, "transfer-first", unused)
        else:
            fewest = min(ward.credited[who] for who in ward.continuing)  # [r 51(1)]
            level = [who for who in sorted(ward.continuing) if ward.credited[who] == fewest]
            chosen = _part(ward, level, "exclude", unused)
        if not isinstance(chosen, tuple):
            return chosen
        who, lot = chosen
        if above:
            _transfer_surplus(ward, who, lot)
        else:
            _exclude(ward, who, lot, last_transfer)
    if unused:
        return LotNotAsked(unused[0], None)
    return PreferenceCount(
        elected=tuple(ward.elected),
        stages=tuple(ward.stages),
        unit=UNITS,
        valid=ward.valid,
        lots=tuple(lots),
    )


def _first_stage(groups: Iterable[tuple[int, Sequence[int]]], candidates: int, seats: int) -> _Ward:
    held = [[Parcel(Fraction(1))] for _ in range(candidates)]
    for number, preferences in groups:  # [r 46(1)]
        held[preferences[0]][0].papers.append((number, tuple(preferences)))
    credited = [parcels[0].votes for parcels in held]  # [r 46(2)]
    valid = sum(number for (parcel,) in held for number, _ in parcel.papers)
    quota = Fraction(floor(Fraction(valid, seats + 1)) + 1)  # [r 47(2)]
    ward = _Ward(seats, valid, quota, held, credited, set(range(candidates)))
    ward.end_stage("first preferences", "[r 46]")
    return ward


def _part(
    ward: _Ward, level: list[int], to: str, unused: list[Lot]
) -> tuple[int, Lot | None] | LotNeeded | LotNotAsked:
    """Choose one of the candidates who have equal votes now, by earlier stages or by lot."""
    # A candidate's figures from the latest stage to the first, compared one after another.
    figures = {who: [stage.totals[who] for stage in reversed(ward.stages)] for who in level}
    # [r 50(2)] [r 52(2)(a)]
    best = max(figures.values()) if to == "transfer-first" else min(figures.values())
    level = [who for who in level if figures[who] == best]
    if len(level) == 1:
        return level[0], None
    question = LotNeeded(tuple(level), 1, to, len(ward.stages) + 1)  # [r 50(3)] [r 52(2)(b)]
    if not unused:
        return question
    lot = unused[0]
    same = lot.to == to and sorted(lot.among) == level
    if not same or len(lot.chosen) != 1 or lot.chosen[0] not in level:
        return LotNotAsked(lot, question)
    unused.pop(0)
    return lot.chosen[0], lot


def _transfer_surplus(ward: _Ward, who: int, lot: Lot | None) -> None:
    total = ward.credited[who]
    surplus = total - ward.quota

    def transfer_value(value: Fraction) -> Fraction:  # [r 49(3)]
        return Fraction(floor(surplus * value * Fraction(1, total) * UNITS), UNITS)

    accounted = ward.next_parcels(who, transfer_value)  # [r 49(2)]
    ward.ignored += surplus - accounted
    ward.credited[who] = ward.quota
    ward.end_stage("surplus", "[r 49]", of=(who,), lot=lot)


def _exclude(ward: _Ward, who: int, lot: Lot | None, last_transfer: bool) -> None:
    ward.continuing.remove(who)
    why, rule = "exclusion", "[r 51]"
    if len(ward.continuing) == ward.vacancies:
        if not last_transfer:
            why = "exclusion: no further transfer is required"
            ward.end_stage(why, "[r 53(2)]", excluded=(who,), lot=lot)
            return
        why, rule = "exclusion: papers transferred, though it is not required", "[art 2(4)]"
    accounted = ward.next_parcels(who, lambda value: value)  # [r 51(4)]
    assert accounted == ward.credited[who]
    ward.credited[who] = Fraction(0)
    ward.end_stage(why, rule, of=(who,), excluded=(who,), lot=lot)


def _units(votes: Fraction) -> int:
    units = floor(votes * UNITS)
    assert Fraction(units, UNITS) == votes
    return units
