"""The second, independent count of a Northern Ireland electoral area: every bundle on one table, and loops.

Written from the rules (Electoral Law Act (Northern Ireland) 1962, Schedule 5, Part IV, rules 47 to 52, put
in by SI 1985/454) and not from the compiled count, with which it must agree on every figure and every word.
No votes are kept: a candidate's are added up anew from the papers whenever they are asked for. Where the
rules are silent it does what `northern_irish_stv` says under "Silence". All values are hundredths of a vote.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from tally_core.outcome import Lot, LotNeeded, LotNotAsked, Moved, PreferenceCount, PreferenceStage

FIRST_PREFERENCES = 0
NOBODY = -1


@dataclass(slots=True)
class _Bundle:
    """Papers alike in everything. arrived: the number of the sub-parcel in which they came to their holder."""

    papers: int
    preferences: tuple[int, ...]
    holder: int
    value: int = 100
    arrived: int = FIRST_PREFERENCES


class _Undecided(Exception):
    def __init__(self, answer: LotNeeded | LotNotAsked) -> None:
        super().__init__(answer)
        self.answer = answer


@dataclass(slots=True)
class _Table:
    """All papers of the count. at_quota: whose surplus has been transferred."""

    candidates: int
    seats: int
    bundles: list[_Bundle]
    valid: int
    quota: int
    undrawn: list[Lot]
    one_at_a_time: bool
    at_quota: set[int] = field(default_factory=set)
    elected: list[int] = field(default_factory=list)
    excluded: list[int] = field(default_factory=list)
    lost_with_surpluses: int = 0
    sub_parcels: int = 0
    stages: list[PreferenceStage] = field(default_factory=list)
    lots: list[Lot] = field(default_factory=list)

    def left_in(self) -> list[int]:
        return [
            who
            for who in range(self.candidates)
            if who not in self.elected and who not in self.excluded
        ]

    def vacancies(self) -> int:
        return self.seats - len(self.elected)

    def votes(self, who: int) -> int:
        if who in self.at_quota:
            return self.quota
        return sum(bundle.papers * bundle.value for bundle in self.bundles if bundle.holder == who)

    def surplus(self) -> int:
        return sum(max(0, self.votes(who) - self.quota) for who in self.elected)

    def move(self, bundles: list[_Bundle], stays_with: int = NOBODY) -> tuple[list[_Bundle], int]:
        """Give papers to their next preference; those without one to `stays_with`. Who moved, of how many."""
        self.sub_parcels += 1
        still_in = self.left_in()
        moved = []
        for bundle in bundles:
            bundle.holder = stays_with
            for candidate in bundle.preferences:
                if candidate in still_in:
                    bundle.holder = candidate
                    bundle.arrived = self.sub_parcels
                    moved.append(bundle)
                    break
        return moved, sum(bundle.papers for bundle in bundles)

    def lot(self, among: list[int], to: str) -> int:
        question = LotNeeded(tuple(among), 1, to, len(self.stages) + 1)
        if not self.undrawn:
            raise _Undecided(question)
        lot = self.undrawn[0]
        fits = lot.to == to and sorted(lot.among) == among
        if not fits or len(lot.chosen) != 1 or lot.chosen[0] not in among:
            raise _Undecided(LotNotAsked(lot, question))
        self.lots.append(self.undrawn.pop(0))
        return lot.chosen[0]


def count(
    groups: Iterable[tuple[int, Sequence[int]]],
    candidates: int,
    seats: int,
    lots: Sequence[Lot] = (),
    *,
    one_at_a_time: bool = False,
) -> PreferenceCount | LotNeeded | LotNotAsked:
    """Count from groups of (papers, preferences from 0), or say which lot must be drawn first."""
    bundles = [_Bundle(papers, tuple(ranked), ranked[0]) for papers, ranked in groups]  # [r 47(1)]
    valid = sum(bundle.papers for bundle in bundles)
    quota = 100 * (floor(Fraction(valid, seats + 1)) + 1)  # [r 48(1)] [r 48(2)]
    table = _Table(candidates, seats, bundles, valid, quota, list(lots), one_at_a_time)
    _write(table, "first preferences", "[r 47]", _reach_quota(table), [])
    try:
        while not _last_vacancies_filled(table):
            if not _transfer_a_surplus(table):
                _exclude(table)
    except _Undecided as undecided:
        return undecided.answer
    if table.undrawn:
        return LotNotAsked(table.undrawn[0], None)
    return PreferenceCount(
        tuple(table.elected), tuple(table.stages), 100, table.valid, tuple(table.lots)
    )


def _reach_quota(table: _Table) -> list[int]:
    """Deem elected whoever has the quota now. [r 48(3)]"""
    if table.seats == 1 and not table.excluded:
        return []
    votes = {who: table.votes(who) for who in table.left_in()}
    new = [who for who in votes if votes[who] >= table.quota]
    new.sort(key=lambda who: votes[who], reverse=True)
    table.elected += new
    return new


def _write(
    table: _Table,
    why: str,
    rule: str,
    elected: list[int],
    of: list[int],
    lot: Lot | None = None,
    moved: tuple[Moved, ...] = (),
) -> None:
    gone = sum(bundle.papers * bundle.value for bundle in table.bundles if bundle.holder == NOBODY)
    table.stages.append(
        PreferenceStage(
            number=len(table.stages) + 1,
            why=why,
            rule=rule,
            of=tuple(of),
            quota=table.quota,
            totals=tuple(table.votes(who) for who in range(table.candidates)),
            non_transferable=gone + table.lost_with_surpluses,
            elected=tuple(elected),
            excluded=tuple(who for who in of if who in table.excluded),
            lot=lot,
            moved=moved,
        )
    )


def _rewrite_last(
    table: _Table, rule: str, elected: list[int], excluded: list[int], lot: Lot | None
) -> None:
    last = table.stages.pop()
    table.stages.append(
        PreferenceStage(
            last.number,
            last.why,
            last.rule + " " + rule,
            last.of,
            last.quota,
            last.totals,
            last.non_transferable,
            last.rounding,
            last.elected + tuple(elected),
            last.excluded + tuple(excluded),
            last.lot or lot,
            last.moved,
        )
    )


def _last_vacancies_filled(table: _Table) -> bool:
    left = sorted(table.left_in(), key=table.votes, reverse=True)
    drawn = len(table.lots)
    if len(table.elected) == table.seats:
        return True
    if len(left) <= table.vacancies():  # [r 52(1)]
        table.elected += left
        _rewrite_last(table, "[r 52(1)]", left, [], None)
        return True
    if table.vacancies() != 1 or (table.seats == 1 and not table.excluded):
        return False
    winners = []  # [r 52(2)]
    for who in sorted(left):
        others = sum(table.votes(other) for other in left if other != who)
        if table.votes(who) >= others + table.surplus():
            winners.append(who)
    if len(winners) > 1:
        winners = [table.lot(winners, "elect")]
    if winners:
        table.elected += winners
        lot = table.lots[-1] if len(table.lots) > drawn else None
        _rewrite_last(table, "[r 52(2)]", winners, [], lot)
    return len(winners) == 1


def _parted(table: _Table, level: list[int], most: bool, to: str) -> tuple[int, Lot | None]:
    """Part candidates equal now by their figures from the first stage on, else by lot."""
    past = {who: [stage.totals[who] for stage in table.stages] for who in level}
    best = max(past.values()) if most else min(past.values())
    level = [who for who in level if past[who] == best]
    if len(level) == 1:
        return level[0], None
    chosen = table.lot(level, to)
    return chosen, table.lots[-1]


def _gaps(table: _Table) -> list[tuple[int, int]]:
    """Gaps from the lowest, the two lowest together, and so on, to the next: (number, gap)."""
    votes = sorted(table.votes(who) for who in table.left_in())
    sizes = range(1, len(votes) - table.vacancies() + 1)
    return [(size, votes[size] - sum(votes[:size])) for size in sizes]


def _transfer_a_surplus(table: _Table) -> bool:
    over = [who for who in sorted(table.elected) if table.votes(who) > table.quota]
    surplus = table.surplus()
    if not over or any(surplus < gap for _, gap in _gaps(table)):  # [r 49(10)]
        return False
    most = max(table.votes(who) for who in over)  # [r 50(1)]
    level = [who for who in over if table.votes(who) == most]
    who, lot = _parted(table, level, True, "transfer-first")
    own = most - table.quota
    held = [bundle for bundle in table.bundles if bundle.holder == who]
    last = max(bundle.arrived for bundle in held)  # [r 49(1)] [r 49(5)]
    moved, papers = table.move([each for each in held if each.arrived == last], stays_with=who)
    transferable = sum(bundle.papers for bundle in moved)
    value = 0
    for bundle in moved:
        while value < bundle.value and (value + 1) * transferable <= own:  # [r 49(4)] [r 49(7)]
            value += 1
        bundle.value = value
    table.at_quota.add(who)
    table.lost_with_surpluses += own - value * transferable  # [r 50(2)]
    moves = (Moved(value, papers, transferable),)
    _write(table, "surplus", "[r 49]", _reach_quota(table), [who], lot, moves)
    return True


def _exclude(table: _Table) -> None:
    rising = sorted(table.left_in(), key=table.votes)
    surplus = table.surplus()
    several = max([size for size, gap in _gaps(table)[1:] if surplus < gap], default=0)
    why, rule, lot = "exclusion", "[r 51(1)]", None
    if several and not table.one_at_a_time:  # [r 51(12)]
        out = sorted(rising[:several])
        why, rule = "exclusion of several", "[r 51(12)]"
    else:
        level = [who for who in sorted(rising) if table.votes(who) == table.votes(rising[0])]
        who, lot = _parted(table, level, False, "exclude")  # [r 51(13)]
        out = [who]
        if several:
            why += f" of one, where rule 51(12) excludes {several} together"
    begun = table.seats > 1 or bool(table.excluded)
    table.excluded += out
    if begun and len(table.left_in()) == table.vacancies():  # [r 52(3)]
        _rewrite_last(table, rule, [], out, lot)
        return
    theirs = [bundle for bundle in table.bundles if bundle.holder in out]
    first = [bundle for bundle in theirs if bundle.arrived == FIRST_PREFERENCES]
    later = [bundle for bundle in theirs if bundle.arrived != FIRST_PREFERENCES]
    heaps = [first]  # [r 51(2)]
    for value in range(100, -1, -1):  # [r 51(5)] [r 51(7)]
        heaps.append([bundle for bundle in later if bundle.value == value])
    elected, moves = [], []
    for heap in heaps:
        if heap and table.vacancies():
            moved, papers = table.move(heap)
            moves.append(Moved(heap[0].value, papers, sum(bundle.papers for bundle in moved)))
            elected += _reach_quota(table)
    _write(table, why, rule, elected, out, lot, tuple(moves))
