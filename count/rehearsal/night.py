"""A known answer drawn from a seed, before anybody counts.

A rehearsal is played from it, and what the hall declares is held against it. The accidents of a real night
are in it: accounts that are a paper out, papers found in the wrong box, doubtful papers of every sort. It
cross-foots by construction: papers of boxes = papers of tables = good + rejected papers, and votes + unused
votes = good papers × votes a paper.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from random import Random

from count.law.rulebook import rules_of
from count.poll.poll import Contest, Poll
from count.rehearsal.answer import Boxful, Decision, Known, Mixture, Night, Pile, Stray, Table
from count.rehearsal.voters import Voters
from count.rehearsal.winners import FLOORS, PLAYED, TRANSFERABLE

POSTAL_TURNOUT, STATION_TURNOUT = 0.8, 0.58
DOUBTFUL = 0.009
"""Of all papers: about as many as halls see."""
SHEET = 25
"""Papers on one sheet of mixed papers."""
READ_BY_MACHINE = frozenset({"scottish-stv"})
"""Scottish councils have their papers read electronically; elsewhere people sort them."""
_FEWER = "an elector was seen leaving with a paper; unused papers and counterfoils recounted"
_MORE = "two papers were torn from the book together; counterfoils recounted"


def cannot_play(poll: Poll) -> list[str]:
    """Why a night of this poll cannot be played, contest by contest: empty where it can."""
    faults = []
    for contest in poll.contests:
        rules = rules_of(contest, poll)
        if rules.system not in PLAYED:
            faults.append(
                f"{contest.id}: is counted by {rules.system}; played are {', '.join(sorted(PLAYED))}"
            )
        elif contest.part != "whole":
            faults.append(f"{contest.id}: is collated from areas; only whole contests are played")
    return faults


def night(poll: Poll, seed: int, light: frozenset[str] = frozenset()) -> Night:
    """The known answer of a poll that can be played. `light` units get as few papers as they may."""
    turnout = {
        box.box: min(0.95, max(0.2, Random(f"{seed}/{box.box}").gauss(STATION_TURNOUT, 0.06)))
        for box in poll.boxes.values()
    }
    known = {c.id: _contest(poll, c, seed, turnout, light) for c in poll.contests}
    return Night(poll, seed, known)


def _contest(
    poll: Poll, contest: Contest, seed: int, turnout: Mapping[str, float], light: frozenset[str]
) -> Known:
    candidates = poll.candidate_ids[contest.id]
    system = rules_of(contest, poll).system
    if contest.uncontested:
        return Known(contest.id, contest.seats, candidates)
    random = Random(f"{seed}/{contest.id}")
    held = _held(poll, contest, turnout, random)
    strays = _strays(poll, contest, held, random)
    brought = _brought(poll, contest, held, light)
    voters = Voters(poll, contest, random)
    return Known(
        contest.id,
        contest.seats,
        candidates,
        boxes=_boxes(poll, contest, held, strays, random),
        strays=strays,
        tables=_with_preferences(
            {unit: _table(unit, boxes, voters, random) for unit, boxes in brought.items()},
            candidates,
            system,
            Random(f"{seed}/{contest.id}/seconds"),
        ),
        whole=frozenset(b for b in held if sum(b in boxes for boxes in brought.values()) == 1),
        system=system,
        names=_names(poll, contest),
        electronic=system in READ_BY_MACHINE,
        floor=FLOORS.get(contest.kind, Fraction(0)),
    )


def _names(poll: Poll, contest: Contest) -> dict[str, int]:
    """Seats each row can fill: as many as a list has names, and one for an individual."""
    lists = {c: poll.list_of(contest.id, c) for c in poll.candidate_ids[contest.id]}
    return {c: 1 if on is None else len(on) or contest.seats for c, on in lists.items()}


def _with_preferences(
    tables: Mapping[str, Table], candidates: tuple[str, ...], system: str, random: Random
) -> dict[str, Table]:
    """The same tables, with what their papers say beyond the first preference, where the system asks for it."""
    if system not in TRANSFERABLE:
        return _with_seconds(tables, candidates if system == "supplementary" else (), random)
    made = {}
    for unit, table in tables.items():
        ballots: Counter[tuple[str, ...]] = Counter()
        for first, papers in table.votes(candidates).items():
            others = [candidate for candidate in candidates if candidate != first]
            for _ in range(papers):
                behind = random.sample(others, random.randint(0, len(others)))
                ballots[(first, *behind)] += 1
        made[unit] = replace(table, ballots=ballots)
        if system in READ_BY_MACHINE:
            # Nothing is bundled, and what the adjudicator allows is read with the others.
            decided = tuple(Decision() if each.candidates else each for each in table.doubtful)
            made[unit] = replace(made[unit], piles=(), sheets=(), doubtful=decided)
    return made


def _with_seconds(
    tables: Mapping[str, Table], candidates: tuple[str, ...], random: Random
) -> dict[str, Table]:
    """The same tables, with second preferences on their good papers where voters give them."""
    made = {}
    for unit, table in tables.items():
        seconds = {}
        for first, papers in table.votes(candidates).items() if candidates else ():
            others = [*(c for c in candidates if c != first), ""]
            seconds[first] = Counter(random.choices(others, k=papers))
        made[unit] = replace(table, seconds=seconds)
    return made


def _held(
    poll: Poll, contest: Contest, turnout: Mapping[str, float], random: Random
) -> dict[str, int]:
    """The papers that belong to each box."""
    boxes = poll.boxes_of[contest.id]
    stations = [box for box in boxes if box.kind == "station"]
    postal = [box for box in boxes if box.kind == "postal"]
    listed = {box.box: poll.electorate(box.box, contest.id) for box in stations}
    if not any(listed.values()):
        listed = dict.fromkeys(listed, contest.electorate // len(boxes))
    by_post = contest.electorate - sum(listed.values())
    if by_post <= 0:
        by_post = contest.electorate // 8
    held = {
        # At a combined poll not everybody puts every paper into the box.
        box: max(int(electors * turnout[box]) - random.randint(0, 3), 0)
        for box, electors in listed.items()
    }
    left = round(by_post * POSTAL_TURNOUT) if postal else 0
    for number, box in enumerate(postal):
        share = left // (len(postal) - number)
        held[box.box] = share
        left -= share
    return held


def _strays(
    poll: Poll, contest: Contest, held: Mapping[str, int], random: Random
) -> tuple[Stray, ...]:
    """A few papers in the other box of their polling place, and one in a box of another contest."""
    strays = []
    at_place: dict[str, list[str]] = {}
    for box in poll.boxes_of[contest.id]:
        if box.kind == "station" and box.place and held[box.box] > 10:
            at_place.setdefault(box.place, []).append(box.box)
    shared = [boxes for boxes in at_place.values() if len(boxes) > 1]
    if shared:
        belongs_to, found_in = random.choice(shared)[:2]
        strays.append(Stray(found_in, belongs_to, random.randint(1, 3)))
    elsewhere = [
        box.box
        for box in poll.boxes.values()
        if box.kind == "station" and contest.id not in box.contests
    ]
    homes = [b for boxes in at_place.values() if len(boxes) == 1 for b in boxes]
    if elsewhere and homes and random.random() < 0.5:
        strays.append(Stray(random.choice(elsewhere), random.choice(homes), 1))
    return tuple(strays)


def _boxes(
    poll: Poll, contest: Contest, held: Mapping[str, int], strays: Iterable[Stray], random: Random
) -> dict[str, Boxful]:
    """Papers found in each box, and stated in each account: now and then a paper out."""
    away = Counter({stray.belongs_to: stray.papers for stray in strays})
    here = Counter({stray.found_in: stray.papers for stray in strays})
    stations = [box for box in held if poll.boxes[box].kind == "station" and held[box]]
    wrong = random.sample(stations, -(-len(stations) // 12))
    made = {}
    first, retrieved = 1, 1
    for box, papers in held.items():
        found = papers - away[box] + here[box]
        if poll.boxes[box].kind == "postal":
            made[box] = Boxful(box, True, papers, found, papers + retrieved, retrieved=retrieved)
            retrieved = 0
            continue
        out = random.choice((-1, 1, -2)) if box in wrong else 0
        expected, spoilt = max(papers - out, 0), random.randint(0, 4)
        issued = expected + spoilt
        books = -(-max(issued, poll.electorate(box, contest.id)) // 50) * 50
        note = "" if expected == papers else _FEWER if papers < expected else _MORE
        made[box] = Boxful(
            box, False, papers, found, expected, first, first + books - 1, books - issued, spoilt, note=note
        )  # fmt: skip
        first += books
    return made


def _brought(
    poll: Poll, contest: Contest, held: Mapping[str, int], light: frozenset[str]
) -> dict[str, dict[str, int]]:
    """Boxes by unit: whole ballot boxes, and a part of each postal box."""
    above = {unit.parent for unit in poll.units.values()}
    units = [unit.unit for unit in poll.units_of[contest.id] if unit.unit not in above]
    stations = [b for b in held if poll.boxes[b].kind == "station" and held[b]]
    postal = [b for b in held if poll.boxes[b].kind == "postal" and held[b]]
    # A ballot box is mixed with another one, or with postal papers, before its votes are counted.
    most = len(stations) if postal else len(stations) // 2
    units = units[: max(most, 1)]
    brought: dict[str, dict[str, int]] = {unit: {} for unit in units}
    lightly = [unit for unit in units if unit in light]
    busy = [unit for unit in units if unit not in lightly] or units
    small = sorted(stations, key=held.__getitem__)
    for unit in lightly:
        if len(small) > len(busy):
            brought[unit][small.pop(0)] = 0
    for number, box in enumerate(b for b in stations if b in small):
        brought[busy[number % len(busy)]][box] = 0
    for box in stations:
        unit = next(u for u in units if box in brought[u])
        brought[unit][box] = held[box]
    for box in postal:
        _part(brought, box, held[box], lightly)
    return {unit: boxes for unit, boxes in brought.items() if boxes}


def _part(
    brought: dict[str, dict[str, int]], box: str, papers: int, lightly: Iterable[str]
) -> None:
    """Part a postal box among the units that have a ballot box; light ones get a handful."""
    units = [unit for unit in brought if brought[unit]] or list(brought)[:1]
    weights = {unit: 1 if unit in lightly else 6 for unit in units}
    left, of = papers, sum(weights.values())
    for unit in units:
        share = left * weights[unit] // of
        left, of = left - share, of - weights[unit]
        if share:
            brought[unit][box] = share


def _table(unit: str, brought: Mapping[str, int], voters: Voters, random: Random) -> Table:
    """The papers brought to one unit."""
    papers = sum(brought.values())
    doubtful = [
        _decision(voters, random)
        for _ in range(round(papers * DOUBTFUL * random.uniform(0.5, 1.5)))
    ]
    gone = sum(1 for d in doubtful if d.ground or d.candidates)
    alike, mixed = voters.papers(papers - gone)
    piles: list[Pile] = []
    for candidates, n in alike.items():
        while n > 0:
            slip = f"{unit.upper()}-{len(piles) + 1:03d}"
            piles.append(Pile(candidates, min(n, voters.bundle_size), slip))
            n -= voters.bundle_size
    full = [pile for pile in piles if pile.papers == voters.bundle_size]
    random.shuffle(full)
    # The part bundles are made up last, when the doubtful papers have come back.
    full += (pile for pile in piles if pile.papers < voters.bundle_size)
    sheets = []
    for number, start in enumerate(range(0, len(mixed), SHEET), start=1):
        sheets.append(_sheet(f"{unit.upper()}-S{number:03d}", mixed[start : start + SHEET], voters))
    return Table(unit, brought, tuple(full), tuple(sheets), tuple(doubtful))


def _sheet(serial: str, papers: list[tuple[str, ...]], voters: Voters) -> Mixture:
    votes = dict.fromkeys(voters.candidates, 0)
    for candidate in (c for paper in papers for c in paper):
        votes[candidate] += 1
    unused = len(papers) * voters.votes - sum(votes.values())
    return Mixture(serial, len(papers), votes, unused)


def _decision(voters: Voters, random: Random) -> Decision:
    """About half of the doubtful papers are rejected, most of the others are good."""
    chance = random.random()
    if chance < 0.55:
        return Decision(ground=random.choices(voters.grounds, voters.ground_weights)[0])
    if chance < 0.9:
        paper = voters.paper()
        lost = voters.votes > 1 and random.random() < 0.1 and len(paper) < voters.votes
        return Decision(candidates=paper, in_part=lost)
    return Decision()
