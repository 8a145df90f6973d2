"""Whether an act fits this poll: boxes, units and candidates that exist, the seats, the bundle size.

These are faults of form (refused as malformed), because they do not depend on how the count stands.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from count.law.rulebook import Rules
from count.ledger import acts
from count.ledger.malformed import Malformed
from count.poll.poll import Box, Contest, Poll, Unit
from verification.account import Account, faults


def read(
    body: Mapping[str, Any],
    contest: Contest | None,
    poll: Poll,
    rules: Rules | None,
    boards: Collection[str],
) -> acts.Act:
    """The act in a body, checked for its form, against the poll and the boards that can be released.

    Raises:
        Malformed: with every fault, each with its field.
    """
    faults = _unknown(body, contest, poll, boards)
    if contest is not None and rules is not None:
        faults |= dict(_misplaced(str(body.get("act")), contest, rules))
    try:
        act = acts.read(dict(body))
    except Malformed as malformed:
        raise Malformed({**malformed.fields, **faults}) from None
    if contest is None and not act.hall_wide:
        faults["act"] = "is an act of one contest: post it to that contest"
    for field, words in _unfit(act, contest, poll, rules):
        faults.setdefault(field, words)
    if faults:
        raise Malformed(faults)
    return act


def _unknown(
    body: Mapping[str, Any], contest: Contest | None, poll: Poll, boards: Collection[str]
) -> dict[str, str]:
    """Boxes, units, candidates, contests and boards that a body names and the poll does not have.

    What a field names is said by its type (`acts.BoxId`), so that no field is forgotten.
    """
    kind = acts.kind_of(body.get("act"))
    found: dict[str, dict[acts.Named, list[str]]] = {}
    for mention in acts.mentions(kind, body) if kind is not None else ():
        found.setdefault(mention.field, {}).setdefault(mention.what, []).append(mention.id)
    faults = {}
    for field, named in found.items():
        for what, ids in named.items():
            if words := _unknown_ids(what, ids, contest, poll, boards):
                faults[field] = words
            elif field == "contests" and contest is not None and contest.id not in ids:
                faults[field] = f"must name {contest.id}, to which it is posted"
    return faults


def _unknown_ids(
    what: acts.Named,
    ids: Iterable[str],
    contest: Contest | None,
    poll: Poll,
    boards: Collection[str],
) -> str | None:
    """Words where one of these ids names nothing that this contest has (or is to be new, and is not)."""
    match what:
        case "box" | "box-of-any-contest":
            here = contest.id if contest and what == "box" else None
            unknown = _not_serving(poll.boxes, ids, here)
            return unknown and f"there is no box {unknown} with papers of this contest"
        case "unit":
            unknown = _not_serving(poll.units, ids, contest.id if contest else None)
            return unknown and f"there is no unit {unknown} counting this contest"
        case "candidate" if contest is not None:
            unknown = _outside(poll.candidate_ids[contest.id], ids)
            return unknown and f"there is no candidate {unknown} in this contest"
        case "contest":
            unknown = _outside(poll.contest_ids, ids)
            return unknown and f"there is no contest {unknown}"
        case "board":
            unknown = _outside(boards, ids)
            return unknown and f"there is no board {unknown}"
        case "new-box" | "new-unit":
            listed = poll.boxes if what == "new-box" else poll.units
            return "is listed already" if any(id in listed for id in ids) else None
        case _:
            return None


def _outside(known: Iterable[str], ids: Iterable[str]) -> str:
    """Those of the ids that are unknown, in a row; empty where all are known."""
    known = set(known)
    return ", ".join(dict.fromkeys(id for id in ids if id not in known))


def _not_serving(
    known: Mapping[str, Box] | Mapping[str, Unit], ids: Iterable[str], contest: str | None
) -> str:
    """Those of the ids that name none of these, or one that does not serve the contest."""
    here = (id for id, one in known.items() if contest is None or contest in one.contests)
    return _outside(here, ids)


def _misplaced(act: str, contest: Contest, rules: Rules) -> Iterable[tuple[str, str]]:
    """Whether an act of this name fits the contest's seats and system at all."""
    kind = acts.kind_of(act)
    lacks = lacking(contest, rules)
    for need in kind.needs if kind is not None else ():
        if words := lacks[need]:
            yield "act", words


def lacking(contest: Contest, rules: Rules) -> dict[acts.Need, str | None]:
    """Words for each thing that acts may need of a contest and this one lacks."""
    votes = rules.votes_a_paper(contest.seats)
    return {
        "papers": "this contest is uncontested: there are no papers to count"
        if contest.uncontested
        else None,
        "one-vote": f"a paper of this contest has {votes} votes: record blocks and sheets"
        if votes > 1
        else None,
        "several-votes": "a paper of this contest has one vote: record bundles"
        if votes == 1
        else None,
        "preferences": None if rules.preferential else "this contest is not counted by preferences",
        "seats-before": None
        if rules.seats_before
        else "no seats won elsewhere count in this contest",
        "transfers": None
        if rules.transferable
        else "papers of this contest are not read electronically",
        "areas": "this contest is not collated from areas" if contest.part == "whole" else None,
    }


def _unfit(
    act: acts.Act, contest: Contest | None, poll: Poll, rules: Rules | None
) -> Iterable[tuple[str, str]]:
    """Faults against the poll's boxes, the seats, the bundle size or the grounds, field by field."""
    if contest is None or rules is None:
        if isinstance(act, acts.BoxAdded):
            yield from _box_added(act)
        return
    votes = rules.votes_a_paper(contest.seats)
    match act:
        case acts.Account() | acts.Strayed() | acts.Retrieved() if act.box not in poll.boxes:
            return  # an unknown box is named as a fault already
        case acts.Account():
            yield from _account(act, poll.boxes[act.box].kind)
        case acts.Strayed() if (
            act.to_box is None and contest.id not in poll.boxes[act.box].contests
        ):
            yield "to_box", "is missing: say which box of this contest the papers belong to"
        case acts.Retrieved() if poll.boxes[act.box].kind != "postal":
            yield "box", "only a postal box can hold cancelled postal papers"
        case acts.BoxAdded():
            yield from _box_added(act)
        case acts.Mixed() if act.papers is not None:
            if outside := sorted(set(act.papers) - set(act.boxes)):
                yield "papers", f"{', '.join(outside)} is not among the boxes"
        case acts.Handed() if act.from_unit == act.to_unit:
            yield "to_unit", "must be another unit"
        case acts.Bundle() | acts.Block():
            yield from _bundled(act, contest, votes)
        case acts.Sheet():
            yield from _sheet(act, poll.candidate_ids[contest.id], votes)
        case acts.Adjudicated():
            yield from _adjudicated(act, rules, votes)
        case acts.UnitTotal() if votes == 1 and act.unused:
            yield "unused", "a paper with one vote has no unused votes"
        case acts.ConstituencySeats() if rules.seats_before:
            yield from _seats_stated(act, contest, poll)
        case acts.Sorted():
            yield from _sorted(act, rules)
        case acts.Lot():
            yield from _lot(act)
        case _:
            return


def _account(act: acts.Account, kind: str) -> Iterable[tuple[str, str]]:
    stated = Account(
        stated=act.stated,
        ranges=tuple((r[0], r[1]) for r in act.ranges or ()),
        unused=act.unused,
        spoilt=act.spoilt,
        unused_found=act.unused_found,
        spoilt_found=act.spoilt_found,
        kind="postal" if kind == "postal" else "station",
    )
    yield from faults(stated)


def _box_added(act: acts.BoxAdded) -> Iterable[tuple[str, str]]:
    if isinstance(act.electorate, list) and len(act.electorate) != len(act.contests):
        yield "electorate", "must be one number, or one for each contest in the same order"


def _bundled(
    act: acts.Bundle | acts.Block, contest: Contest, most: int
) -> Iterable[tuple[str, str]]:
    size = contest.bundle_size
    if isinstance(act, acts.Block):
        if len(act.candidates) > most:
            yield "candidates", f"a paper may vote for {most} candidates at most"
        if len(set(act.candidates)) != len(act.candidates):
            yield "candidates", "names a candidate twice"
    if act.papers > act.bundles * size:
        yield (
            "papers",
            f"{act.bundles} bundle(s) of {size} hold {act.bundles * size} papers at most",
        )
    elif act.papers <= (act.bundles - 1) * size:
        yield (
            "papers",
            (
                f"{act.bundles} bundles of {size}, all full but at most one, hold more than "
                f"{(act.bundles - 1) * size} papers"
            ),
        )
    if act.slip is not None and act.bundles != 1:
        yield "slip", "one slip lies on one bundle"


def _sheet(act: acts.Sheet, candidates: tuple[str, ...], each: int) -> Iterable[tuple[str, str]]:
    if missing := [c for c in candidates if c not in act.votes]:
        yield "votes", f"has no figure for {', '.join(missing)}: key 0 where there is none"
    for candidate, votes in act.votes.items():
        if votes > act.papers:
            yield f"votes.{candidate}", f"{votes} votes on {act.papers} papers cannot be"
    cast, owed = sum(act.votes.values()) + act.unused, act.papers * each
    if cast != owed:
        yield (
            "unused",
            (
                f"votes and unused votes come to {cast}, but {act.papers} papers × {each} votes "
                f"is {owed}: the sheet goes back"
            ),
        )


def _adjudicated(act: acts.Adjudicated, rules: Rules, most: int) -> Iterable[tuple[str, str]]:
    known = set(rules.ground_codes)
    if unknown := [ground for ground in act.rejected if ground not in known]:
        yield "rejected", f"{', '.join(unknown)} is no ground of rejection at this kind of poll"
    for at, good in enumerate(act.good):
        if len(good.candidates) > most or len(set(good.candidates)) != len(good.candidates):
            yield f"good.{at}.candidates", f"a good paper votes for 1 to {most} candidates"
    allowed = sum(good.papers for good in act.good)
    if (act.in_part or 0) > allowed:
        yield "in_part", f"only {allowed} papers are good"
    if act.in_part and most == 1:
        yield "in_part", "a paper with one vote cannot be rejected in part"
    if allowed + act.returned + sum(act.rejected.values()) == 0:
        yield "good", "decides no paper"


def _sorted(act: acts.Sorted, rules: Rules) -> Iterable[tuple[str, str]]:
    known = {ground.code for ground in (*rules.grounds, *rules.second_grounds)}
    if unknown := [ground for ground in act.rejected or () if ground not in known]:
        yield "rejected", f"{', '.join(unknown)} is no ground of rejection at this kind of poll"
    if sum(act.next.values()) + act.none + sum((act.rejected or {}).values()) == 0:
        yield "none", "sorts no paper"


def _seats_stated(
    act: acts.ConstituencySeats, contest: Contest, poll: Poll
) -> Iterable[tuple[str, str]]:
    """Every list has its figure, blank is not nought; nobody is returned who does not stand."""
    on = {c: poll.list_of(contest.id, c) for c in poll.candidate_ids[contest.id]}
    if missing := [c for c, places in on.items() if places is not None and c not in act.seats]:
        yield "seats", f"has no figure for {', '.join(missing)}: key 0 where there is none"
    for candidate, places in on.items():
        if places is None and act.seats.get(candidate):
            yield f"seats.{candidate}", "is no list: only a list has seats counted against it"
        returned = (act.returned or {}).get(candidate, [])
        known = [1] if places is None else [place.position for place in places]
        if len(set(returned)) != len(returned):
            yield f"returned.{candidate}", "names a place twice"
        if places == () and returned:
            yield f"returned.{candidate}", "nobody is named on this list"
        elif unknown := sorted(set(returned) - set(known)):
            yield f"returned.{candidate}", f"there is no place {', '.join(map(str, unknown))} there"


def _lot(act: acts.Lot) -> Iterable[tuple[str, str]]:
    if len(set(act.among)) != len(act.among) or len(act.among) < 2:
        yield "among", "must name two candidates or more, each once"
    if not set(act.chosen) <= set(act.among) or len(set(act.chosen)) != len(act.chosen):
        yield "chosen", "must be among the candidates the lot was drawn between"
