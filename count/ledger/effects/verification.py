"""Effects of the acts of verification on a contest's standing."""

from collections.abc import Callable
from typing import Any

from count.ledger import acts
from count.ledger.boxes import BoxCount, BoxStanding
from count.ledger.entry import Entry
from count.ledger.standing import Standing
from count.poll.names import folded
from count.poll.poll import Box

OUTSIDE = 0


def settle(standing: Standing, box: BoxStanding) -> None:
    """Bring what the box has put into the count in line with its verified number.

    Papers handed to another area after the box was verified are among its verified papers and leave from it;
    where the verified number already leaves them out, they came in and went out again.
    """
    inflow = box.verified or 0
    if box.verified is not None and box.handed_over and not box.keeps_handed_over:
        inflow += box.handed_over
    change = inflow - box.inflow
    if change:
        standing.move(OUTSIDE, box.pile, change)
        box.inflow = inflow
        if box.mixed_into is not None:
            standing.move(box.pile, standing.units[box.mixed_into].unsorted, change)
            box.taken += change
    standing.forget_figures()


def account(standing: Standing, act: acts.Account, entry: Entry) -> None:
    standing.only_a_claim(act)
    standing.boxes[act.box].account = act


def box_received(standing: Standing, act: acts.BoxReceived, entry: Entry) -> None:
    standing.only_a_claim(act)
    box = standing.boxes[act.box]
    box.received_at = box.received_at or entry.at


def box_counted(standing: Standing, act: acts.BoxCounted, entry: Entry) -> None:
    standing.only_a_claim(act)
    box = standing.boxes[act.box]
    box.counts.append(BoxCount(act.papers, act.counted_by, act.checked_by))
    know(standing, f"box/{act.box}", act.counted_by, act.checked_by)
    settle(standing, box)


def strayed(standing: Standing, act: acts.Strayed, entry: Entry) -> None:
    """Papers go from the box where they were found to the box they belong to: one number, moved once."""
    if entry.contest != standing.contest.id:
        standing.boxes[act.box].foreign += act.papers
        return
    to = act.to_box or act.box
    found = standing.boxes.get(act.box)
    if found is None or not found.listed:
        # Another contest's box: here it is a line of its own, with just these papers found in it.
        found = standing.foreign_box(act.box)
        before = found.counts[-1].papers if found.counts else 0
        found.counts.append(BoxCount(before + act.papers, entry.by, entry.by))
    home = standing.boxes[to]
    if home is not found:
        found.strays_out += act.papers
        home.strays_in += act.papers
    settle(standing, found)
    settle(standing, home)


def handed_over(standing: Standing, act: acts.HandedOver, entry: Entry) -> None:
    box = standing.boxes[act.box]
    standing.move(box.pile, standing.handed_over, act.papers)
    box.handed_over += act.papers
    box.taken += act.papers
    settle(standing, box)


def retrieved(standing: Standing, act: acts.Retrieved, entry: Entry) -> None:
    standing.boxes[act.box].retrieved += act.papers


def box_verified(standing: Standing, act: acts.BoxVerified, entry: Entry) -> None:
    box = standing.boxes[act.box]
    box.verified, box.note = act.papers, act.note
    box.verified_by = entry.by
    box.netted_with = tuple(act.with_ or ())
    box.not_used = None
    settle(standing, box)


def box_added(standing: Standing, act: acts.BoxAdded, entry: Entry) -> None:
    if act.box in standing.boxes and standing.boxes[act.box].listed:
        return
    standing.boxes.pop(act.box, None)
    standing.add_box(box_of(act))


def box_of(act: acts.BoxAdded) -> Box:
    """The box that an act adds to the poll."""
    electorate = act.electorate
    each = electorate if isinstance(electorate, list) else [electorate] * len(act.contests)
    return Box(
        box=act.box, kind=act.kind, name=act.name, place="", contests=act.contests, electorate=each
    )


def box_not_used(standing: Standing, act: acts.BoxNotUsed, entry: Entry) -> None:
    standing.boxes[act.box].not_used = act.reason


def verification_closed(standing: Standing, act: acts.VerificationClosed, entry: Entry) -> None:
    standing.verification_closed = entry.at


def know(standing: Standing, where: str, maker: str | None, checker: str | None) -> None:
    """Note who is on no list, and who checked their own work."""
    if (maker, checker) in standing.vetted_pairs:
        return
    strangers = [name for name in (maker, checker) if name is not None and not standing.knows(name)]
    for name in strangers:
        standing.unlisted_names.setdefault(name, set()).add(where)
    alone = maker is not None and checker is not None and folded(maker) == folded(checker)
    if alone:
        standing.unchecked.append(where)
    if not strangers and not alone:
        standing.vetted_pairs.add((maker, checker))


EFFECTS: dict[type[acts.Act], Callable[[Standing, Any, Entry], None]] = {
    acts.Account: account,
    acts.BoxReceived: box_received,
    acts.BoxCounted: box_counted,
    acts.Strayed: strayed,
    acts.HandedOver: handed_over,
    acts.Retrieved: retrieved,
    acts.BoxVerified: box_verified,
    acts.BoxAdded: box_added,
    acts.BoxNotUsed: box_not_used,
    acts.VerificationClosed: verification_closed,
}
