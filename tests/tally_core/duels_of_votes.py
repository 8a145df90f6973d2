"""The rules that count votes and not papers by chance, each counted twice: what each election met is told.

Every function takes a seed, holds both counts against each other at every lot and with a lot that nobody
asked for, and gives the turns of the rules that it met.
"""

from collections.abc import Callable, Sequence
from random import Random

from tally_core.outcome import (
    ELECT,
    LONGER_TERM,
    Lot,
    LotNeeded,
    LotNotAsked,
    Outcome,
    PapersNeeded,
    PreferenceCount,
)
from tally_core.plain import questions as plain_questions
from tally_core.plain.dhondt import Claim, seats_won
from tally_core.plain.plurality import Elected, Straight, count_papers, most_votes
from tally_core.plain.supplementary import TwoCounts, two_counts
from tally_core.rules import dhondt, plurality, questions, supplementary
from tally_core.rules.dhondt import Contender, Individual, ListCount, PartyList
from tests.tally_core.elections import Election

Met = set[str]
Both = Callable[[tuple[Lot, ...]], tuple[object, object]]


def fight(both: Both, random: Random, met: Met) -> object:
    """Count in both ways, draw the lots that are asked for, and give the last answer."""
    lots: tuple[Lot, ...] = ()
    while True:
        compiled, plain = both(lots)
        assert compiled == plain, lots
        if not isinstance(compiled, LotNeeded):
            break
        met.add(f"lot: {compiled.to}")
        among = tuple(random.sample(compiled.candidates, len(compiled.candidates)))
        number = random.randint(1, compiled.seats)
        met.add("a lot for one of several seats" if number < compiled.seats else "a lot for all")
        lots = (*lots, Lot(among, among[:number], compiled.to))
    wrong = Lot((0, 1), (random.choice((0, 1, 2)),), random.choice((ELECT, LONGER_TERM, "exclude")))
    place = random.randint(0, len(lots))
    spoiled, again = both((*lots[:place], wrong, *lots[place:]))
    assert spoiled == again
    if isinstance(spoiled, LotNotAsked):
        met.add("a lot nobody asked for")
    return compiled


def most_votes_by_chance(seed: int) -> Met:
    """One seat or several, terms alike or mixed, up to ten candidates, from papers to the elected."""
    random = Random(seed)
    met: Met = set()
    candidates, seats = random.randint(1, 10), random.randint(1, 6)
    most = random.choice([1, 3, 40, 5000])
    lines = []
    for _ in range(random.choice([0, 1, 4, 12])):
        marked = random.sample(range(candidates), random.randint(1, min(candidates, seats)))
        lines.append(Straight(0, tuple(marked), random.randint(0, most)))
    votes = count_papers(lines, candidates, seats).votes
    terms = [random.choice([1, 2, 4]) for _ in range(seats)] if random.random() < 0.4 else None

    def both(lots: tuple[Lot, ...]) -> tuple[object, object]:
        answer = plurality.count(votes, seats, lots, terms)
        if isinstance(answer, Outcome):
            assert all(stage.totals == votes for stage in answer.stages)
            return Elected(answer.elected, answer.terms), most_votes(votes, seats, lots, terms)
        return answer, most_votes(votes, seats, lots, terms)

    fight(both, random, met)
    met |= {"several seats"} if seats > 1 else {"one seat"}
    met |= {"a single candidate"} if candidates == 1 else set()
    met |= {"no papers"} if not any(votes) else set()
    met |= {"more seats than candidates"} if seats > candidates else set()
    met |= {"mixed terms"} if len(set(terms or ())) > 1 else set()
    return met


def two_preferences(random: Random) -> Election:
    """Papers of one or two preferences, and some with a third that is never looked at."""
    candidates = random.randint(1, 7)
    most = random.choice([1, 2, 2, 30, 1000])
    groups = []
    for _ in range(random.choice([0, 1, 4, 10, 20])):
        length = min(candidates, random.choice([1, 2, 2, 3]))
        ranked = tuple(random.sample(range(candidates), length))
        groups.append((random.randint(1, most), ranked))
    return Election(candidates, 1, groups)


def supplementary_vote(seed: int) -> Met:
    """The whole contest at once, and the same papers counted area by area."""
    random = Random(seed)
    met: Met = set()
    election = two_preferences(random)
    ballot = election.papers
    areas = random.randint(1, 3)
    where = [random.randrange(areas) for _ in election.groups]

    def both(lots: tuple[Lot, ...]) -> tuple[object, object]:
        answer = supplementary.count(ballot, lots=lots)
        assert answer == by_area(election, where, areas, lots, met)
        plain = two_counts(election.candidates, election.groups, lots)
        if isinstance(answer, PreferenceCount):
            held = [sum(stage.totals) + stage.non_transferable for stage in answer.stages]
            assert held == [ballot.valid] * len(held)
            out = answer.stages[-1].excluded
            met.add("second count" if len(held) == 2 else "one count")
            met.update({"three or more stay"} if len(out) < election.candidates - 2 and out else ())
            met.update({"papers out of the count"} if answer.stages[-1].non_transferable else ())
            final = answer.stages[-1].totals
            second = tuple(None if who in out else votes for who, votes in enumerate(final))
            twice = second if len(held) == 2 else None
            return TwoCounts(answer.elected[0], answer.stages[0].totals, twice), plain
        return answer, plain

    fight(both, random, met)
    met |= {"no papers"} if not ballot.valid else set()
    met |= {"a single candidate"} if election.candidates == 1 else set()
    return met


def by_area(
    election: Election, where: Sequence[int], areas: int, lots: tuple[Lot, ...], met: Met
) -> object:
    """What the areas' first preferences, and then the second ones asked for, come to."""
    first = [[0] * election.candidates for _ in range(areas)]
    for area, (papers, ranked) in zip(where, election.groups, strict=True):
        first[area][ranked[0]] += papers
    answer = supplementary.count_areas([supplementary.AreaCount(one) for one in first], lots)
    if not isinstance(answer, PapersNeeded):
        return answer
    met.add("second preferences asked for")
    second = [[0] * election.candidates for _ in range(areas)]
    for area, (papers, ranked) in zip(where, election.groups, strict=True):
        if ranked[0] not in answer.next_for and len(ranked) > 1 and ranked[1] in answer.next_for:
            second[area][ranked[1]] += papers
    counts = [supplementary.AreaCount(*both) for both in zip(first, second, strict=True)]
    return supplementary.count_areas(counts, lots)


def lists(seed: int) -> Met:
    """One of the three forms, with individuals, short lists, constituencies won, and the floor."""
    random = Random(seed)
    met: Met = set()
    form = random.choice((dhondt.senedd, dhondt.scottish_region, dhondt.london_members))
    contenders, claims = _contenders(random, before=form is not dhondt.senedd)
    seats = random.randint(1, 12)
    floor = 5 if form is dhondt.london_members else 0

    def both(lots: tuple[Lot, ...]) -> tuple[object, object]:
        answer = form(contenders, seats, lots)
        plain = seats_won(claims, seats, lots, floor)
        if isinstance(answer, ListCount):
            won = [0] * len(contenders)
            for who, _ in answer.seats:
                won[who] += 1
            assert sum(won) + answer.unfilled == seats
            rules = {step.rule for step in answer.steps}
            met.update(name for tag, name in TURNS.items() if any(tag in rule for rule in rules))
            met.update({"unfilled seats"} if answer.unfilled else ())
            return tuple(won), plain
        return answer, plain

    fight(both, random, met)
    polled = sum(claim.votes for claim in claims)
    met |= (
        {"kept out by the floor"}
        if any(floor and claim.votes and 100 * claim.votes <= floor * polled for claim in claims)
        else set()
    )
    met.add(form.__name__)
    return met


TURNS = {
    "[s 8(7)]": "equal figures, a seat each",
    "[s 8(8)]": "a vote added",
    "[s 9(7)]": "equal figures, a seat each",
    "[s 9(8)]": "a vote added",
    "[para 8(7)]": "equal figures, a seat each",
    "[para 8(8)]": "a vote added",
}


def _contenders(random: Random, *, before: bool) -> tuple[list[Contender], list[Claim]]:
    """The same contenders for both counts; `before`: some may have been returned elsewhere."""
    contenders: list[Contender] = []
    claims = []
    most = random.choice([2, 12, 60, 40_000])
    twins = random.random() < 0.3
    votes = 0
    for _ in range(random.randint(1, 6)):
        if not twins or random.random() < 0.3:
            votes = random.randint(0, most)
        if random.random() < 0.2:
            returned = before and random.random() < 0.2
            contenders.append(Individual(votes, returned))
            claims.append(Claim(votes, 0, 0 if returned else 1))
            continue
        names = 8 if twins else random.choice([0, 1, 2, 8, 12])
        gone = random.sample(range(names), random.randint(0, min(names, 2))) if before else []
        held = random.choice([0, 0, 1, 3]) if before and not twins else 0
        contenders.append(PartyList(votes, names, frozenset(gone), held))
        claims.append(Claim(votes, held, names - len(gone)))
    return contenders, claims


def question(seed: int) -> Met:
    """A referendum, a plan with or without businesses, a petition and a district's ballot."""
    random = Random(seed)
    met: Met = set()
    answers = random.choice([2, 2, 2, 3, 4])
    papers = [random.randrange(answers) for _ in range(random.randint(0, 20))]
    otherwise = random.choice([None, 1])
    result = questions.referendum([papers.count(n) for n in range(answers)], otherwise=otherwise)
    assert result == plain_questions.referendum(papers, answers, otherwise)
    met |= {"equal answers"} if result.equal else {"a majority"} if result.majority.met else set()
    met |= {"no majority of three"} if not (result.equal or result.majority.met) else set()

    polls = [[random.random() < 0.5 for _ in range(random.randint(0, 9))] for _ in range(2)]
    for asked in (polls, polls[:1]):
        sides = [[poll.count(True), poll.count(False)] for poll in asked]
        plan = questions.neighbourhood_plan(*sides)
        assert plan == plain_questions.neighbourhood_plan(*asked)
        met.add(f"plan {plan.outcome}")

    register = [random.random() < 0.1 for _ in range(random.randint(1, 60))]
    petition = questions.recall_petition(sum(register), len(register))
    assert petition == plain_questions.recall_petition(register)
    met.add("recalled" if petition.successful else "not recalled")

    ballot = [(random.random() < 0.5, random.choice([0, 5, 900])) for _ in polls[0]]
    values = [sum(value for yes, value in ballot if yes is side) for side in (True, False)]
    votes = [sum(yes is side for yes, _ in ballot) for side in (True, False)]
    district = questions.bid_ballot(votes, values)
    assert district == plain_questions.bid_ballot(ballot)
    met.add(f"by votes {district.by_votes.met}, by value {district.by_value.met}")
    return met


DUELS: dict[str, Callable[[int], Met]] = {
    "most votes": most_votes_by_chance,
    "supplementary vote": supplementary_vote,
    "lists": lists,
    "questions": question,
}
MUST_MEET: dict[str, Met] = {
    "most votes": {
        "lot: elect", "lot: longer-term", "a lot for one of several seats", "a lot for all",
        "a lot nobody asked for", "several seats", "one seat", "a single candidate", "no papers",
        "more seats than candidates", "mixed terms",
    },
    "supplementary vote": {
        "lot: elect", "a lot for all", "a lot nobody asked for", "second count", "one count",
        "three or more stay", "papers out of the count", "second preferences asked for",
        "no papers", "a single candidate",
    },
    "lists": {
        "lot: elect", "a lot for one of several seats", "a lot for all", "a lot nobody asked for",
        "equal figures, a seat each", "a vote added", "unfilled seats", "kept out by the floor",
        "senedd", "scottish_region", "london_members",
    },
    "questions": {
        "equal answers", "a majority", "no majority of three", "plan made", "plan not-made",
        "plan for-authority", "recalled", "not recalled",
        "by votes True, by value True", "by votes True, by value False",
        "by votes False, by value True", "by votes False, by value False",
    },
}  # fmt: skip
"""The turns that a run of some hundred must have met, or its agreement says little."""
