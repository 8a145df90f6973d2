"""The second, independent count by the rules of the Electoral Reform Society: every bundle on one table.

Written from the rules (How to Conduct an Election by the Single Transferable Vote, third edition, 1997,
section 5) and not from the compiled count, with which it must agree on every figure and every word. Votes
are exact fractions, added up anew from the papers whenever they are asked for. Where the rules are silent it
does what `ers97` says under "Silence".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import groupby
from math import ceil, floor

from tally_core.outcome import Lot, LotNeeded, LotNotAsked, Moved, PreferenceCount, PreferenceStage

SET_ASIDE = -1
"""Where papers lie that have no further preference."""


@dataclass(slots=True)
class _Bundle:
    """Papers alike in everything. batch: the number of the batch in which they came to their holder."""

    papers: int
    preferences: tuple[int, ...]
    holder: int
    worth: Fraction = Fraction(1)
    batch: int = 0

    @property
    def value(self) -> Fraction:
        return self.papers * self.worth


class _Undecided(Exception):
    def __init__(self, answer: LotNeeded | LotNotAsked) -> None:
        super().__init__(answer)
        self.answer = answer


@dataclass(slots=True)
class _Table:
    """All papers of the count. done_with: elected candidates whose surplus has been transferred."""

    candidates: int
    places: int
    bundles: list[_Bundle]
    undrawn: list[Lot]
    quota: Fraction = Fraction(0)
    elected: list[int] = field(default_factory=list)
    out: list[int] = field(default_factory=list)
    done_with: list[int] = field(default_factory=list)
    difference: Fraction = Fraction(0)
    batches: int = 0
    sheet: int = 1
    stages: list[PreferenceStage] = field(default_factory=list)
    drawn: list[Lot] = field(default_factory=list)

    @property
    def valid(self) -> int:
        return sum(bundle.papers for bundle in self.bundles)

    @property
    def unfilled(self) -> int:
        return self.places - len(self.elected)

    def continuing(self) -> list[int]:
        gone = self.elected + self.out
        return [who for who in range(self.candidates) if who not in gone]

    def vote(self, who: int) -> Fraction:
        if who in self.done_with:
            return self.quota
        return sum((each.value for each in self.bundles if each.holder == who), Fraction(0))

    def set_aside(self) -> Fraction:
        lying = (each.value for each in self.bundles if each.holder == SET_ASIDE)
        return sum(lying, self.difference)

    def surplus(self) -> Fraction:
        over = [self.vote(who) - self.quota for who in self.elected]
        return sum((each for each in over if each > 0), Fraction(0))

    def active(self) -> Fraction:
        """All that is not set aside and not kept by somebody elected. [para 5.6.1]"""
        kept = sum((min(self.vote(who), self.quota) for who in self.elected), Fraction(0))
        return self.valid - self.set_aside() - kept

    def pass_on(self, bundles: list[_Bundle], rest_to: int) -> list[_Bundle]:
        """Give papers to their next preference among those continuing; the rest to `rest_to`."""
        self.batches += 1
        takers = self.continuing()
        moved = []
        for bundle in bundles:
            wanted = [who for who in bundle.preferences if who in takers]
            bundle.holder = wanted[0] if wanted else rest_to
            if wanted:
                bundle.batch = self.batches
                moved.append(bundle)
        return moved

    def lot(self, among: list[int], to: str) -> Lot:
        question = LotNeeded(tuple(among), 1, to, len(self.stages) + 1)
        if not self.undrawn:
            raise _Undecided(question)
        lot = self.undrawn[0]
        one = len(lot.chosen) == 1 and lot.chosen[0] in among
        if not one or lot.to != to or set(lot.among) != set(among) or len(lot.among) != len(among):
            raise _Undecided(LotNotAsked(lot, question))
        self.drawn.append(self.undrawn.pop(0))
        return lot


def count(
    groups: Iterable[tuple[int, Sequence[int]]],
    candidates: int,
    seats: int,
    lots: Sequence[Lot] = (),
) -> PreferenceCount | LotNeeded | LotNotAsked:
    """Count from groups of (papers, preferences from 0), or say which lot must be drawn first.

    Papers without a preference are not valid and take no part.
    """
    valid = [(papers, tuple(ranked)) for papers, ranked in groups if papers and ranked]
    bundles = [_Bundle(papers, ranked, ranked[0]) for papers, ranked in valid]
    table = _Table(candidates, seats, bundles, list(lots))
    _work_out_quota(table)
    _write(table, "first preferences", "[para 5.1]", _elections(table), [])
    try:
        if len(table.continuing()) <= table.unfilled:
            _elect_the_rest(table, [], None)
        while table.unfilled and table.continuing():
            if not _surplus_stage(table):
                _exclusion_stages(table)
    except _Undecided as undecided:
        return undecided.answer
    if table.undrawn:
        return LotNotAsked(table.undrawn[0], None)
    return PreferenceCount(
        tuple(table.elected), tuple(table.stages), 100, table.valid, tuple(table.drawn)
    )


def _hundredths(votes: Fraction) -> int:
    assert (votes * 100).denominator == 1
    return int(votes * 100)


def _write(
    table: _Table,
    why: str,
    rule: str,
    elected: list[int],
    of: list[int],
    excluded: Sequence[int] = (),
    lot: Lot | None = None,
    moved: tuple[Moved, ...] = (),
) -> None:
    table.stages.append(
        PreferenceStage(
            number=len(table.stages) + 1,
            why=why,
            rule=rule,
            of=tuple(of),
            quota=_hundredths(table.quota),
            totals=tuple(_hundredths(table.vote(who)) for who in range(table.candidates)),
            non_transferable=_hundredths(table.set_aside()),
            elected=tuple(elected),
            excluded=tuple(excluded),
            lot=lot,
            moved=moved,
            sheet=table.sheet,
        )
    )


def _work_out_quota(table: _Table) -> None:
    """[para 5.1.6] [para 5.4.8]"""
    if table.elected == []:
        share = Fraction(table.valid - table.set_aside(), table.places + 1)
        table.quota = Fraction(ceil(100 * share), 100)


def _history(table: _Table, who: int) -> list[int]:
    """A candidate's votes at every point so far, the earliest first."""
    return [stage.totals[who] for stage in table.stages]


def _elections(table: _Table) -> list[int]:
    """[para 5.1.7] [para 5.3.13] [para 5.4.9]"""
    new = []
    falling = sorted(table.continuing(), key=table.vote, reverse=True)
    for vote, equal in groupby(falling, key=table.vote):
        level = list(equal)
        enough = min(table.quota, Fraction(table.active(), table.unfilled + 1))
        if not vote or vote < enough or not table.unfilled:
            break
        if len(level) > table.unfilled:  # [para 5.6.2]
            level.sort(key=lambda who: _history(table, who), reverse=True)
            last_in = _history(table, level[table.unfilled - 1])
            if last_in == _history(table, level[table.unfilled]):
                level = [who for who in level if _history(table, who) > last_in]
            level = sorted(level[: table.unfilled])
        new += level
        table.elected += level
    return new


def _parted(table: _Table, level: list[int], best: list[int], to: str) -> tuple[int, Lot | None]:
    """Pick the one of several equal candidates with this history; by lot if several have it."""
    level = [who for who in level if _history(table, who) == best]
    if len(level) == 1:
        return level[0], None
    lot = table.lot(level, to)
    return lot.chosen[0], lot


def _together(table: _Table) -> int:
    """Count the lowest candidates who can be excluded together; 1 if no more than one. [para 5.2.5]"""
    votes = sorted(table.vote(who) for who in table.continuing())
    most = 1
    for size in range(2, len(votes) - table.unfilled + 1):
        equals_stay = votes[size] == votes[size - 1]
        if not equals_stay and sum(votes[:size]) + table.surplus() <= votes[size]:
            most = size
    return most


def _surplus_stage(table: _Table) -> bool:
    votes = sorted(table.vote(who) for who in table.continuing())
    surplus = table.surplus()
    if not surplus or surplus <= votes[1] - votes[0] or _together(table) > 1:  # [para 5.2.2]
        return False
    most = max(table.vote(who) for who in table.elected)
    level = [who for who in sorted(table.elected) if table.vote(who) == most]
    best = max(_history(table, who) for who in level)
    donor, lot = _parted(table, level, best, "transfer-first")  # [para 5.2.3]
    own = most - table.quota
    held = [each for each in table.bundles if each.holder == donor]
    last = max(each.batch for each in held)  # [para 5.3.1] [para 5.3.2]
    batch = [each for each in held if each.batch == last]
    moved = table.pass_on(batch, rest_to=donor)
    papers = sum(each.papers for each in moved)
    worth = batch[0].worth
    if papers * worth > own:  # [para 5.3.7]
        worth = Fraction(floor(Fraction(100 * own, papers)), 100)
    for bundle in moved:
        bundle.worth = worth
    table.done_with.append(donor)
    table.difference += own - papers * worth  # [para 5.3.9]
    table.sheet += 1
    what = Moved(_hundredths(worth), sum(each.papers for each in batch), papers)
    _write(table, "surplus", "[para 5.3]", _elections(table), [donor], lot=lot, moved=(what,))
    return True


def _exclusion_stages(table: _Table) -> None:
    lot, rising = None, sorted(table.continuing(), key=table.vote)
    out = sorted(rising[: _together(table)])
    if len(out) == 1:  # [para 5.2.5]
        level = [who for who in sorted(rising) if table.vote(who) == table.vote(rising[0])]
        fewest = min(_history(table, who) for who in level)
        out[0], lot = _parted(table, level, fewest, "exclude")
    table.out += out
    if len(table.continuing()) == table.unfilled:
        _elect_the_rest(table, out, lot)
        return
    table.sheet += 1
    theirs = [each for each in table.bundles if each.holder in out]
    theirs.sort(key=lambda each: each.worth, reverse=True)  # [para 5.4.1]
    batches = [list(batch) for _, batch in groupby(theirs, key=lambda each: each.worth)]
    excluded = out
    for batch in batches:
        if not table.unfilled:  # [para 5.5.2]
            break
        moved = table.pass_on(batch, rest_to=SET_ASIDE)  # [para 5.4.10]
        papers = [sum(each.papers for each in some) for some in (batch, moved)]
        what = Moved(_hundredths(batch[0].worth), *papers)
        _work_out_quota(table)
        _write(table, "exclusion", "[para 5.4]", _elections(table), out, excluded, lot, (what,))
        excluded, lot = [], None
    if not batches:
        _write(table, "exclusion", "[para 5.4]", _elections(table), out, excluded, lot)


def _elect_the_rest(table: _Table, out: list[int], lot: Lot | None) -> None:
    """[para 5.5.1]"""
    rest = sorted(table.continuing(), key=table.vote, reverse=True)
    table.elected += rest
    last = table.stages.pop()
    table.stages.append(
        replace(
            last,
            rule=last.rule + " [para 5.2.5]" * bool(out) + " [para 5.5.1]",
            elected=last.elected + tuple(rest),
            excluded=last.excluded + tuple(out),
            lot=last.lot or lot,
        )
    )
