"""The declaration of one contest as it is read aloud and signed: values for a sheet, in the order spoken.

Each candidate's votes in the order of the ballot paper, the papers rejected by head, and who is elected
(Parliamentary Elections Rules, rules 47(6) and 50, RPA 1983 Sch. 1; the rules of other polls are like it).
Electorate, verified papers and turnout are custom. What was set aside or explained in the count is printed too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from count.findings.finding import Finding
from count.findings.gate import findings
from count.ledger import acts
from count.ledger.entry import Entry
from count.ledger.standing import Drawn, Standing
from count.poll.local_time import HERE
from count.poll.poll import Poll
from count.systems.result import elected
from count.systems.spoken import figure, together
from count.systems.system import Counted
from count.systems.wording import mark, opening, result, vacant
from verification.statement import turnout_text


@dataclass(frozen=True, slots=True)
class Line:
    """A candidate. `full_name` is empty where the ballot paper has it; `votes` is None without a poll.

    `mark` says in a word what the row won.
    """

    order: int
    name: str
    full_name: str
    description: str
    votes: int | None
    votes_in_words: str
    elected: bool
    mark: str


@dataclass(frozen=True, slots=True)
class Head:
    """A head of the statement of rejected papers; Welsh words where the rulebook has them."""

    words: str
    words_cy: str
    papers: int


@dataclass(frozen=True, slots=True)
class SetAside:
    """A finding the returning officer overrode, why, and with whom."""

    found: tuple[str, ...]
    reason: str
    by: str
    second: str


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """Everything on the sheet of one contest. Until it is declared its figures are provisional."""

    poll: str
    authority: str
    day: str
    contest: str
    seats: int
    question: bool
    declared: bool
    polled: bool
    cancelled: str
    opening: str
    lines: tuple[Line, ...]
    votes: int
    rejected: tuple[Head, ...]
    all_rejected: int
    in_part: Head | None
    heads_confirmed: bool
    result: str
    first_preferences: bool
    vacant: int
    electorate: int
    verified: int
    turnout: str
    lots: tuple[str, ...]
    set_aside: tuple[SetAside, ...]
    explained: tuple[tuple[str, str], ...]
    after: tuple[str, ...]
    declared_at: str
    declared_by: str
    seconded_by: str
    digest: str
    signed_by: str
    signed_by_cy: str
    law: str


def declared_entry(standing: Standing) -> Entry | None:
    """The entry by which the result was declared: the proposal that a second person agreed to."""
    if standing.declaration is None:
        return None
    agreed = {e.act.to for e in standing.entries.values() if isinstance(e.act, acts.Agreed)}
    entries = standing.entries.values()
    return next(e for e in entries if isinstance(e.act, acts.Declared) and e.id in agreed)


def sheet_of(standing: Standing, poll: Poll, at: str, digest: str = "") -> ResultSheet:
    """The sheet of a contest as it stands at this time; `digest` is that of the declaring entry."""
    contest, rules, figures = standing.contest, standing.rules, standing.figures()
    declaration = standing.declaration
    settled = contest.uncontested or standing.state in ("provisional", "declared")
    who = elected(standing) if settled and standing.counted_here else None
    found = findings(standing, at)
    several = contest.seats > 1 and rules.in_part
    return ResultSheet(
        poll=poll.facts.name,
        authority=poll.facts.authority,
        day=f"{poll.facts.date.day} {poll.facts.date:%B %Y}",
        contest=contest.name,
        seats=contest.seats,
        question=rules.voting_system.question,
        declared=declaration is not None,
        polled=not contest.uncontested,
        cancelled=standing.cancelled or "",
        opening=opening(standing),
        lines=tuple(_lines(standing, poll, who)),
        votes=sum(figures.votes),
        rejected=tuple(
            Head(ground.words, ground.words_cy, figures.rejected[ground.code])
            for ground in rules.grounds
        ),
        all_rejected=figures.all_rejected,
        in_part=Head(rules.in_part_words, rules.in_part_words_cy, figures.in_part)
        if several
        else None,
        heads_confirmed=all(ground.confirmed for ground in rules.grounds),
        result=result(standing, poll, who) if who is not None else "",
        first_preferences=rules.preferential and not contest.uncontested,
        vacant=vacant(standing, who) if who is not None else 0,
        electorate=contest.electorate,
        verified=figures.verified,
        turnout=turnout_text(figures.verified, contest.electorate),
        lots=tuple(_lot(standing, drawn) for drawn in standing.lots),
        set_aside=tuple(_set_aside(standing, found)),
        explained=tuple((f.words, f.explained) for f in found if f.explained is not None),
        after=tuple(_after(standing)),
        declared_at=said_at(declaration.at) if declaration else "",
        declared_by=declaration.by if declaration else "",
        seconded_by=declaration.second if declaration else "",
        digest=digest,
        signed_by=rules.signed_by,
        signed_by_cy=rules.signed_by_cy,
        law=rules.declaration_law,
    )


def _set_aside(standing: Standing, found: tuple[Finding, ...]) -> Iterator[SetAside]:
    for override in standing.overrides:
        words = tuple(f.words for f in found if f.code in override.findings)
        yield SetAside(words, override.reason, override.by, override.second)


def _lines(standing: Standing, poll: Poll, who: Counted | None) -> Iterator[Line]:
    """The candidates in ballot order. Of those elected nothing is marked before it can be said."""
    polled, votes = not standing.contest.uncontested, standing.figures().votes
    for candidate, cast in zip(poll.candidates[standing.contest.id], votes, strict=True):
        full = candidate.full_name if candidate.legal_surname or candidate.legal_forenames else ""
        yield Line(
            candidate.ballot_order,
            candidate.display_name,
            full,
            candidate.description or candidate.party,
            cast if polled else None,
            figure(cast) if polled else "",
            who is not None and candidate.candidate in who.elected,
            mark(standing, who, candidate.candidate) if who is not None else "",
        )


def _lot(standing: Standing, drawn: Drawn) -> str:
    among = together([standing.names[c] for c in drawn.among])
    chosen = ", then ".join(standing.names[c] for c in drawn.chosen)
    what = " for the longer term" if drawn.to == "longer-term" else ""
    return f"Votes being equal between {among}, the lot{what} fell on {chosen} ({drawn.method})."


def _after(standing: Standing) -> Iterator[str]:
    """Corrections made after the declaration, which itself stays as it is."""
    declared = dict(zip(standing.candidates, standing.figures().votes, strict=True))
    for at, said in standing.after:
        match said:
            case acts.OralCorrection():
                words = f"A slip of the tongue was put right at once: {said.words}"
            case acts.Corrected():
                votes = together(
                    [
                        f"{standing.names[c]} {n:,} (declared {declared[c]:,})"
                        for c, n in said.votes.items()
                    ]
                    or ["no candidate"]
                )
                words = f"Notice of corrected figures: {votes}. {said.reason}"
            case acts.FoundAfter():
                papers = "1 paper" if said.papers == 1 else f"{said.papers:,} papers"
                words = f"{papers} found after the declaration, {said.where}: {said.reason}"
        yield f"{said_at(at)}: {words}"


def said_at(at: str) -> str:
    """A moment as it is said here: "03:41 BST on 8 May 2026"."""
    moment = datetime.fromisoformat(at).astimezone(HERE)
    return f"{moment:%H:%M %Z} on {moment.day} {moment:%B %Y}"
