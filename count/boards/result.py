"""The declared result of one contest, once its board is released: the moment for which everybody came."""

from collections.abc import Sequence

from count.boards.kinds import BoardKind, HallNow
from count.boards.stages import steps
from count.ledger import acts
from count.ledger.hall_standing import RESULT, result_board
from count.ledger.standing import Standing
from count.poll.local_time import clock
from count.poll.poll import Candidate, Poll
from count.poll.roles import OFFICERS
from count.systems.result import elected, majority, rule_answer
from count.systems.system import Counted, StageShown
from count.systems.wording import mark, vacant
from count.systems.wording import result as decided_words
from display.boards import Board, Figure, Figures, Part, Pile, Piles, Step, Steps, Words
from tally_core.exact import percentage, votes_text
from verification.statement import turnout_text

NAMES = "In the order of the ballot paper"


def result(
    standing: Standing, poll: Poll, released: bool, updated: str, marks: tuple[str, ...]
) -> Board:
    """Everybody's votes in ballot order, who is elected, and the figures that are read out with them."""
    contest = standing.contest
    name = result_board(contest.id)
    who = elected(standing) if standing.state == "declared" and released else None
    if who is None:
        words = (
            "Cancelled." if standing.state == "cancelled" else "No result has been declared yet."
        )
        return Board(name, contest.name, poll.facts.name, (Words((words,)),), marks, updated)
    candidates = poll.candidates[contest.id]
    piles = _piles(standing, poll, who)
    stages = () if contest.uncontested else rule_answer(standing).stages
    shown: Part = piles
    if len(stages) > 1:
        # Who is elected first, for the cameras; then how the count came to it.
        of_stages = steps(candidates, stages, lists=bool(who.seats))
        shown = Steps(NAMES, (Step("Result", "Who is elected", piles), *of_stages))
    parts: list[Part] = [shown]
    if not contest.uncontested:
        parts.append(Figures(_figures(standing, _quota(stages))))
    declared = standing.declaration
    assert declared is not None, "a declared contest has its declaration"
    said = f"declared {clock(declared.at, seconds=False)} · {poll.facts.name}"
    return Board(name, contest.name, said, tuple(parts), (*marks, "DECLARED"), updated)


def _of_contest(now: HallNow, standing: Standing) -> Board:
    released = now.hall_standing.is_released(result_board(standing.contest.id))
    return result(standing, now.poll, released, now.updated, now.marks)


RESULTS = BoardKind(
    RESULT,
    "Result",
    place=60,
    who=OFFICERS,
    make_of=_of_contest,
    title_of_all="Every declared result",
)


def _piles(standing: Standing, poll: Poll, who: Counted) -> Piles:
    candidates = poll.candidates[standing.contest.id]
    marks = _marks(standing, who)
    if standing.contest.uncontested:
        unopposed = tuple(_pile(c, "–", 0, "", marks.get(c.candidate, "")) for c in candidates)
        return Piles(NAMES, unopposed, note="Uncontested: no votes were cast.")
    votes = standing.figures().votes
    # Where an elector has several votes, shares of votes are not shares of electors: none is shown.
    alone = standing.contest.seats == 1 and sum(votes) > 0
    shares = [f"{percentage(n, sum(votes), 1)}%" if alone else "" for n in votes]
    piles = tuple(
        _pile(c, n, n, share, marks.get(c.candidate, ""))
        for c, n, share in zip(candidates, votes, shares, strict=True)
    )
    figures = "First preferences" if standing.rules.transferable else "Votes"
    return Piles(NAMES, piles, max(votes), figures, "Share", note=_notes(standing, poll, who))


def _marks(standing: Standing, who: Counted) -> dict[str, str]:
    """The word with which each row that won is marked, as it is declared, and read from the back row."""
    marks = {c: mark(standing, who, c).upper() for c in who.elected}
    for candidate, years in zip(who.elected, who.terms, strict=False):
        marks[candidate] += f", {years} year{'s' if years > 1 else ''}"
    return marks


def _pile(candidate: Candidate, figure: int | str, done: int, share: str, word: str) -> Pile:
    detail = candidate.description or candidate.party
    return Pile(candidate.display_name, figure, done, detail, share, candidate.colour, word)


def _quota(stages: Sequence[StageShown]) -> str:
    last = stages[-1] if stages else None
    return "" if last is None or last.quota is None else votes_text(last.quota, last.unit)


def _figures(standing: Standing, quota: str) -> tuple[Figure, ...]:
    """Figures read out with the votes. Turnout by valid papers is another figure and says so."""
    contest, figures = standing.contest, standing.figures()
    ahead = majority(standing)
    said = [] if ahead is None else [Figure("Majority", ahead)]
    said += [Figure("Quota", quota)] if quota else []
    said += [
        Figure("Electorate", contest.electorate),
        Figure("Papers verified", figures.verified),
        Figure("Rejected", figures.all_rejected),
    ]
    if contest.electorate:
        valid = figures.verified - figures.all_rejected
        said += [
            Figure("Turnout, papers verified", turnout_text(figures.verified, contest.electorate)),
            Figure("Turnout, valid papers", turnout_text(valid, contest.electorate)),
        ]
    return tuple(said)


def _notes(standing: Standing, poll: Poll, who: Counted) -> str:
    """Lots that decided a seat, and what was put right after the declaration."""
    name = standing.names
    notes = [
        f"Votes were equal; by lot ({drawn.method}): {', '.join(name[c] for c in drawn.chosen)}."
        for drawn in standing.lots
    ]
    if who.carried is not None:
        # What was decided, as it is declared: no answer may have won.
        decided = decided_words(standing, poll, who).removeprefix("And I declare that ")
        notes.insert(0, decided[0].upper() + decided[1:])
    if (empty := vacant(standing, who)) > 0:
        notes.append(f"{empty} seat{'s remain' if empty > 1 else ' remains'} vacant.")
    for at, act in standing.after:
        if isinstance(act, acts.Corrected):
            votes = ", ".join(f"{name.get(c, c)} {n:,}" for c, n in act.votes.items())
            notes.append(
                f"Corrected at {clock(at, seconds=False)}: {votes}. {act.reason} "
                "Who is elected does not change."
            )
        elif isinstance(act, acts.OralCorrection):
            notes.append(f"Corrected at {clock(at, seconds=False)}: {act.words}")
    return " ".join(notes)
