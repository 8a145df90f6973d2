"""Referendums and polls on a question: the answers stand where candidates would."""

from dataclasses import replace

from count.law.rules import Instrument, Mixing, Rules
from count.law.wording import (
    EITHER,
    EITHER_WORDS,
    IDENTIFIED,
    KNOWN,
    MANY,
    MARK,
    RETURNING_OFFICER,
    WANT_OF_MARK,
    heads,
    places,
)

_PATTERN = "Parliamentary Voting System and Constituencies Act 2011, Sch. 2"
# Every national referendum has an Act of its own; the rules of 2011 are the pattern of the later.
NATIONAL = Rules(
    system="referendum",
    instrument=Instrument(
        "The Act under which the referendum is held, after the rules of 2011",
        "PPERA 2000 Part 7; 2011 c. 1, Sch. 2",
        confirmed=False,
    ),
    grounds=heads(
        f"{_PATTERN} rule 42(4)",
        (MARK, "no official mark"),
        (MANY, "both answers voted for"),
        (KNOWN, IDENTIFIED),
        (EITHER, EITHER_WORDS),
    ),
    mixing=Mixing("with-another-ballot-box", f"{_PATTERN} rule 40(2)"),
    cited=places(_PATTERN, "rule 38", "rule 40", "rule 41", "rules 45 to 48", "rules 45 to 48"),
    signed_by="Counting Officer",
    note="If answers are equal no lot is drawn: neither has a majority.",
)
_SCOTLAND = Instrument("Referendums (Scotland) Act 2020", "2020 asp 2", confirmed=False)
IN_SCOTLAND = replace(NATIONAL, instrument=_SCOTLAND)

_COUNCIL = "Local Authorities (Conduct of Referendums) (England) Regulations 2012"


def _question(name: str, number: str, schedule: str, rules: tuple[str, ...], many: str) -> Rules:
    """A referendum in one council's area; the five rules are account to declaration."""
    law = f"{name}, {schedule}"
    account, count, recount, equality, declaration = rules
    return Rules(
        system="referendum",
        instrument=Instrument(name, number),
        grounds=heads(
            f"{law} (rejected ballot papers)",
            (MARK, WANT_OF_MARK),
            (MANY, many),
            (KNOWN, IDENTIFIED),
            (EITHER, EITHER_WORDS),
            confirmed=False,
        ),
        mixing=Mixing("with-another-ballot-box", f"{law}, {count}", confirmed=False),
        cited=places(
            law,
            account,
            count,
            recount,
            equality,
            declaration,
            unseen="account reconcile recount lot declaration",
        ),
        signed_by="Counting Officer",
        note="If answers are equal no lot is drawn: neither has a majority.",
    )


COUNCIL = _question(
    _COUNCIL,
    "SI 2012/323",
    "Sch. 3",
    ("Part 5", "Part 6 (the count)", "Part 6 (re-count)", "Part 6 (equality)", "Part 7"),
    "voting for more than one answer",
)
NEIGHBOURHOOD = _question(
    "Neighbourhood Planning (Referendums) Regulations 2012",
    "SI 2012/2031",
    "Sch. 3",
    ("Part 5", "Part 6 (the count)", "Part 6 (re-count)", "rule 41", "Part 7"),
    "voting for more than one answer",
)
PARISH_POLL = replace(
    _question(
        "Parish and Community Meetings (Polls) Rules 1987",
        "SI 1987/1",
        "Sch.",
        ("(close of poll)", "rule 27", "(re-count)", "(equality of votes)", "(declaration)"),
        "voting for more candidates, or more answers, than voter is entitled to",
    ),
    signed_by=RETURNING_OFFICER,
)
