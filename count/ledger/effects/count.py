"""Effects of the acts of the count on a contest's standing: papers go from pile to pile, with their votes."""

from collections.abc import Callable
from typing import Any

from count.ledger import acts
from count.ledger.effects.scanning import unread
from count.ledger.effects.verification import know
from count.ledger.entry import Entry
from count.ledger.piles import Kind
from count.ledger.standing import Claim, Standing, UnitStanding


def mixed(standing: Standing, act: acts.Mixed, entry: Entry) -> None:
    unit = standing.units[act.unit]
    for name in act.boxes:
        box = standing.boxes[name]
        if act.papers is not None and name in act.papers:
            papers = act.papers[name]
        else:
            papers = box.inflow - box.taken
            box.mixed_into = act.unit
        box.taken += papers
        unit.boxes.append(name)
        standing.move(box.pile, unit.unsorted, papers)
    unit.had_papers = True
    unit.last_at = entry.at


def handed(standing: Standing, act: acts.Handed, entry: Entry) -> None:
    source, target = standing.units[act.from_unit], standing.units[act.to_unit]
    standing.move(source.unsorted, target.unsorted, act.papers)
    target.had_papers = True
    source.last_at = target.last_at = entry.at


def bundle(standing: Standing, act: acts.Bundle, entry: Entry) -> None:
    unit, papers = standing.units[act.unit], act.papers
    pile = unit.candidates.get(act.candidate)
    if pile is None:
        pile = candidate_pile(standing, unit, act.candidate)
    choice = standing.choice[act.candidate]
    standing.piles.bundle(unit.unsorted, pile, papers, unit.row, choice)
    standing.figures_changed()
    if papers % standing.bundle_size:
        unit.part_bundles[act.candidate] = unit.part_bundles.get(act.candidate, 0) + 1
    if act.slip is not None:
        standing.papers_in_use["slip", act.attempt, act.slip] = act.id
    _made(standing, unit, act, entry)


def candidate_pile(standing: Standing, unit: UnitStanding, candidate: str) -> int:
    """The pile of a candidate at a unit, which is made where it is new."""
    name = f"unit/{unit.unit}/candidate/{candidate}"
    pile = unit.candidates[candidate] = standing.piles.pile(name, Kind.COUNTED, unit.row)
    return pile


def block_pile(standing: Standing, unit: str, candidates: list[str]) -> str:
    """The name of the pile of papers that vote for exactly this set, in ballot order."""
    return f"unit/{unit}/block/{'+'.join(sorted(candidates, key=standing.choice.__getitem__))}"


def block(standing: Standing, act: acts.Block, entry: Entry) -> None:
    unit = standing.units[act.unit]
    name = block_pile(standing, act.unit, act.candidates)
    standing.move(unit.unsorted, standing.piles.pile(name, Kind.COUNTED, unit.row), act.papers)
    _cast(standing, unit, act.candidates, act.papers)
    if act.slip is not None:
        standing.papers_in_use["slip", act.attempt, act.slip] = act.id
    _made(standing, unit, act, entry)


def sheet(standing: Standing, act: acts.Sheet, entry: Entry) -> None:
    unit = standing.units[act.unit]
    name = f"unit/{act.unit}/sheet/{act.serial}"
    standing.move(unit.unsorted, standing.piles.pile(name, Kind.COUNTED, unit.row), act.papers)
    for candidate, votes in act.votes.items():
        if votes:
            standing.piles.vote(unit.row, standing.choice[candidate], votes)
    standing.piles.vote(unit.row, len(standing.candidates), act.unused)
    standing.papers_in_use["serial", act.attempt, act.serial] = act.id
    _made(standing, unit, act, entry)


def doubtful(standing: Standing, act: acts.Doubtful, entry: Entry) -> None:
    unit = standing.units[act.unit]
    standing.move(unit.unsorted, unit.doubtful, act.papers)
    unit.sent.append((entry.at, act.papers))
    unit.last_at = entry.at


def adjudicated(standing: Standing, act: acts.Adjudicated, entry: Entry) -> None:
    unit = standing.units[act.unit]
    if unit.closed:
        # The unit closed before its doubtful papers were decided: it is claimed and closed again.
        unit.reopen()
    for one in act.good:
        standing.move(unit.doubtful, unit.allowed, one.papers)
        _cast(standing, unit, one.candidates, one.papers)
    standing.move(unit.doubtful, unit.unsorted, act.returned)
    for ground, papers in act.rejected.items():
        pile = standing.piles.rejected(act.unit, unit.row, ground)
        standing.move(unit.doubtful, pile, papers)
    unit.in_part += act.in_part or 0
    unit.keyed_by.add(entry.by)
    good = sum(one.papers for one in act.good)
    unit.decided(good + act.returned + sum(act.rejected.values()))


def unit_total(standing: Standing, act: acts.UnitTotal, entry: Entry) -> None:
    standing.only_a_claim(act)
    claim = Claim(entry.by, entry.at, dict(act.totals), act.rejected, act.unused)
    standing.units[act.unit].claims.append(claim)


def unit_closed(standing: Standing, act: acts.UnitClosed, entry: Entry) -> None:
    standing.units[act.unit].closed_at = entry.at


def unit_added(standing: Standing, act: acts.UnitAdded, entry: Entry) -> None:
    if act.unit not in standing.units:
        standing.add_unit(act.unit, act.name)
        standing.forget_figures()


def recount(standing: Standing, act: acts.Recount, entry: Entry) -> None:
    """A granted full recount: the papers in scope are unsorted again, and a new attempt begins.

    Adjudicated good papers go back too; rejected ones stay, unless adjudication is part of the recount
    (Parliamentary Elections Rules, rule 46, RPA 1983 Sch. 1).
    """
    standing.recounts.append((entry.at, act))
    if not act.granted or act.kind == "bundle-check":
        return
    read = bool(standing.read)
    if read:
        unread(standing)
    figures = standing.figures()
    balances = standing.piles.balances().tolist()
    # A table whose mixing was struck may still have bundles: they are unsorted like all others.
    # And one that only sorted papers by their next preference sorts them anew.
    sorters = {act.unit for kept in standing.sorted.values() for act in kept}
    units = [
        u
        for u in standing.units.values()
        if u.had_papers or figures.units[u.unit].accounted or u.unit in sorters
    ]
    if isinstance(act.scope, acts.OneUnit):
        units = [standing.units[act.scope.unit]]
    elif read and not units:
        # Papers that were read straight from their boxes: the count begins anew at every table all the same.
        units = list(standing.units.values())
    for unit in units:
        again = figures.units[unit.unit]
        unit.past.append((unit.attempt, again))
        _unsort(standing, unit, balances, adjudication_too=act.kind == "adjudication-too")
        for choice, votes in enumerate((*again.votes, again.unused)):
            standing.piles.vote(unit.row, choice, -votes)
        unit.attempt += 1
        unit.in_part = 0
        unit.part_bundles.clear()
        unit.sent.clear()
        unit.last_at = entry.at
        unit.reopen()
    standing.figures_changed()


def _unsort(
    standing: Standing, unit: UnitStanding, balances: list[int], *, adjudication_too: bool
) -> None:
    piles = standing.piles
    for pile in range(1, len(balances)):
        kind = piles.kinds[pile]
        if piles.units[pile] != unit.row or kind == Kind.UNSORTED or not balances[pile]:
            continue
        if kind < Kind.REJECTED or adjudication_too:
            standing.move(pile, unit.unsorted, balances[pile])


def _cast(standing: Standing, unit: UnitStanding, candidates: list[str], papers: int) -> None:
    """Papers that vote for exactly this set: a vote each, and the votes they left unused."""
    for candidate in candidates:
        standing.piles.vote(unit.row, standing.choice[candidate], papers)
    unused = papers * (standing.votes_a_paper - len(candidates))
    if unused:
        standing.piles.vote(unit.row, len(standing.candidates), unused)


def _made(
    standing: Standing,
    unit: UnitStanding,
    act: acts.Bundle | acts.Block | acts.Sheet,
    entry: Entry,
) -> None:
    """Note who keyed, made and checked the papers just keyed, and when."""
    unit.keyed_by.add(entry.by)
    unit.last_at = entry.at
    pair = act.made_by, act.checked_by
    if pair not in standing.vetted_pairs:
        know(standing, unit.pile_prefix, *pair)


EFFECTS: dict[type[acts.Act], Callable[[Standing, Any, Entry], None]] = {
    acts.Mixed: mixed,
    acts.Handed: handed,
    acts.Bundle: bundle,
    acts.Block: block,
    acts.Sheet: sheet,
    acts.Doubtful: doubtful,
    acts.Adjudicated: adjudicated,
    acts.UnitTotal: unit_total,
    acts.UnitClosed: unit_closed,
    acts.UnitAdded: unit_added,
    acts.Recount: recount,
}
