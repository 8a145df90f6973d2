"""Whether an act fits this poll: boxes, units and candidates that exist, the seats, the bundle size.

These are faults of form (refused as malformed), because they do not depend on how the count stands.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from count.law.rulebook import Rules
from count.ledger import acts
from count.ledger.hall_standing import boards_of
from count.ledger.malformed import Malformed
from count.poll.poll import Contest, Poll
from verification.account import Account, faults

ONE_VOTE = frozenset({"bundle"})
SEVERAL_VOTES = frozenset({"block", "sheet"})
PREFERENCES = frozenset({"papers-read", "sorted", "survivors"})
TABLES = ONE_VOTE | SEVERAL_VOTES | {"mixed", "doubtful", "unit-total"}
COLLATION = frozenset({"submitted", "read-back", "accepted", "directed", "published"})


def read(
    body: Mapping[str, Any], contest: Contest | None, poll: Poll, rules: Rules | None
) -> acts.AnyAct:
    """The act in a body, checked for its form and against the poll.

    Raises:
        Malformed: with every fault, each with its field.
    """
    faults = _unknown(body, contest, poll)
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


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list | dict):
        return [item for item in value if isinstance(item, str)]
    return []


def _unknown(body: Mapping[str, Any], contest: Contest | None, poll: Poll) -> dict[str, str]:
    """Boxes, units and candidates that are named in a body and are not in the poll."""
    if body.get("act") in ("box-added", "unit-added"):
        return _already_there(body, contest, poll)
    faults: dict[str, str] = {}
    here = contest.id if contest else None
    if body.get("act") == "released":
        if isinstance(body.get("board"), str) and body["board"] not in boards_of(poll):
            faults["board"] = f"there is no board {body['board']}"
        if isinstance(body.get("contest"), str) and body["contest"] not in poll.contest_ids:
            faults["contest"] = f"there is no contest {body['contest']}"
    scope = body.get("scope") if body.get("act") == "recount" else None
    units = {field: body.get(field) for field in ("unit", "from_unit", "to_unit")}
    units["scope.unit"] = scope.get("unit") if isinstance(scope, dict) else None
    for field, named in units.items():
        for unit in _texts(named):
            if unit not in poll.units or (here and here not in poll.units[unit].contests):
                faults[field] = f"there is no unit {unit} counting this contest"
    foreign = body.get("act") == "strayed"
    for field in ("box", "to_box", "boxes", "with", "papers"):
        if field == "papers" and not isinstance(body.get(field), dict):
            continue
        for box in _texts(body.get(field)):
            anywhere = foreign and field == "box"
            if box not in poll.boxes or (
                here and not anywhere and here not in poll.boxes[box].contests
            ):
                faults[field] = f"there is no box {box} with papers of this contest"
    if contest is not None:
        known = set(poll.candidate_ids[contest.id])
        for field in (
            "candidate",
            "candidates",
            "votes",
            "totals",
            "next",
            "among",
            "chosen",
            "seats",
            "returned",
        ):
            if unknown := [c for c in _texts(body.get(field)) if c not in known]:
                faults[field] = f"there is no candidate {', '.join(unknown)} in this contest"
    return faults


def _already_there(body: Mapping[str, Any], contest: Contest | None, poll: Poll) -> dict[str, str]:
    faults: dict[str, str] = {}
    if body.get("act") == "box-added" and any(b in poll.boxes for b in _texts(body.get("box"))):
        faults["box"] = "is listed already"
    if body.get("act") == "unit-added" and any(u in poll.units for u in _texts(body.get("unit"))):
        faults["unit"] = "is listed already"
    contests = _texts(body.get("contests"))
    if unknown := [c for c in contests if c not in poll.contest_ids]:
        faults["contests"] = f"there is no contest {', '.join(unknown)}"
    elif contest is not None and contests and contest.id not in contests:
        faults["contests"] = f"must name {contest.id}, to which it is posted"
    return faults


def _misplaced(act: str, contest: Contest, rules: Rules) -> Iterable[tuple[str, str]]:
    """Whether an act of this name fits the contest's seats and system at all."""
    if contest.uncontested and act in TABLES:
        yield "act", "this contest is uncontested: there are no papers to count"
    votes = rules.votes_a_paper(contest.seats)
    if act in ONE_VOTE and votes > 1:
        yield "act", f"a paper of this contest has {votes} votes: record blocks and sheets"
    if act in SEVERAL_VOTES and votes == 1:
        yield "act", "a paper of this contest has one vote: record bundles"
    if act in PREFERENCES and not rules.preferential:
        yield "act", "this contest is not counted by preferences"
    if act == "constituency-seats" and not rules.seats_before:
        yield "act", "no seats won elsewhere count in this contest"
    if act == "papers-read" and not rules.transferable:
        yield "act", "papers of this contest are not read electronically"
    if act in COLLATION and contest.part == "whole":
        yield "act", "this contest is not collated from areas"


def _unfit(
    act: acts.AnyAct, contest: Contest | None, poll: Poll, rules: Rules | None
) -> Iterable[tuple[str, str]]:
    """What does not fit the poll's boxes, the seats, the bundle size or the grounds, field by field."""
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
            yield from _adjudicated(act, poll.candidate_ids[contest.id], rules, votes)
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


def _adjudicated(
    act: acts.Adjudicated, candidates: tuple[str, ...], rules: Rules, most: int
) -> Iterable[tuple[str, str]]:
    known, standing = set(poll_grounds(rules)), set(candidates)
    if unknown := [ground for ground in act.rejected if ground not in known]:
        yield "rejected", f"{', '.join(unknown)} is no ground of rejection at this kind of poll"
    for at, good in enumerate(act.good):
        if strangers := [c for c in good.candidates if c not in standing]:
            words = f"there is no candidate {', '.join(strangers)} in this contest"
            yield f"good.{at}.candidates", words
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


def poll_grounds(rules: Rules) -> tuple[str, ...]:
    """The grounds of rejection that this kind of poll has."""
    return tuple(ground.code for ground in rules.grounds)


def _lot(act: acts.Lot) -> Iterable[tuple[str, str]]:
    if len(set(act.among)) != len(act.among) or len(act.among) < 2:
        yield "among", "must name two candidates or more, each once"
    if not set(act.chosen) <= set(act.among) or len(set(act.chosen)) != len(act.chosen):
        yield "chosen", "must be among the candidates the lot was drawn between"
