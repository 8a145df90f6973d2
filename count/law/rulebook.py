"""The law that governs a contest, by its kind, the nation and the day of the poll.

Dates are days of poll, half-open, and tile: where one era ends the next begins, and no day has two.
The system follows from the law. Where the law leaves it open (a Welsh principal council may resolve
on the single transferable vote), and where it could not be seen whether a new law is in force,
contests.csv says it in the column `system`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from count.law import councils, mayors, parliaments, referendums
from count.law.rules import (
    GROUNDS,
    Citations,
    Deposit,
    Era,
    Ground,
    Instrument,
    Mixing,
    Rules,
)
from count.law.systems import find
from count.law.wording import BOOK_OPENS
from count.poll.poll import Contest, Poll

__all__ = [
    "BOOK",
    "GROUNDS",
    "KINDS",
    "NATIONS",
    "Citations",
    "Deposit",
    "Era",
    "Ground",
    "Instrument",
    "Mixing",
    "NoLawError",
    "Rules",
    "lawful_systems",
    "rules_for",
    "rules_of",
    "system_named",
]

NATIONS: tuple[str, ...] = ("england", "wales", "scotland", "northern-ireland")


class NoLawError(LookupError):
    """The book has no law for such a poll; the words say what it has instead."""


def _always(rules: Rules, first: date = BOOK_OPENS) -> tuple[Era, ...]:
    return (Era(first, None, rules),)


def _turn(
    first: date, supplementary: Rules, plurality: Rules, combined: Mixing | None = None
) -> tuple[Era, ...]:
    """The supplementary vote, plurality from May 2023, and since June 2026 plurality in doubt."""
    came, back = mayors.PLURALITY_CAME, mayors.SUPPLEMENTARY_CAME_BACK
    return (
        Era(first, came, supplementary, of_two=plurality, combined=combined),
        Era(came, back, plurality, combined=combined),
        Era(back, None, mayors.doubtful(plurality), of_two=plurality, combined=combined),
    )


def _there_and_back(
    first: date, plurality: Rules, supplementary: Rules, combined: Mixing
) -> tuple[Era, ...]:
    """Supplementary vote, plurality from May 2023, and the supplementary vote again."""
    came, back = mayors.PLURALITY_CAME, mayors.SUPPLEMENTARY_CAME_BACK
    again = Era(back, None, supplementary, of_two=plurality, combined=combined)
    if first >= came:
        return (Era(first, back, plurality, combined=combined), again)
    return (
        Era(first, came, supplementary, of_two=plurality, combined=combined),
        Era(came, back, plurality, combined=combined),
        again,
    )


_WALES_MADE_ITS_OWN = date(2022, 5, 5)
_LONDON_2008 = date(2008, 5, 1)
_SCOTLAND_2012 = date(2012, 5, 3)
_HOLYROOD_2016 = date(2016, 5, 5)
_SENEDD_2026 = date(2026, 4, 7)
_PCC_2012 = date(2012, 11, 15)

BOOK: Mapping[tuple[str, str], tuple[Era, ...]] = {
    ("parliamentary", "england"): _always(parliaments.PARLIAMENT_IN_ENGLAND),
    ("parliamentary", "wales"): _always(parliaments.PARLIAMENT_IN_WALES),
    ("parliamentary", "scotland"): _always(parliaments.PARLIAMENT),
    ("parliamentary", "northern-ireland"): _always(parliaments.PARLIAMENT),
    ("principal-area", "england"): _always(councils.PRINCIPAL_2006),
    ("principal-area", "wales"): (
        Era(BOOK_OPENS, _WALES_MADE_ITS_OWN, councils.PRINCIPAL_2006),
        Era(_WALES_MADE_ITS_OWN, None, councils.PRINCIPAL_WALES),
    ),
    ("parish", "england"): _always(councils.PARISH_2006),
    ("parish-poll", "england"): _always(referendums.PARISH_POLL),
    ("community", "wales"): (
        Era(BOOK_OPENS, _WALES_MADE_ITS_OWN, councils.PARISH_2006),
        Era(_WALES_MADE_ITS_OWN, None, councils.COMMUNITY),
    ),
    ("mayor", "england"): _turn(BOOK_OPENS, mayors.MAYOR_SV, mayors.MAYOR, mayors.MAYOR_COMBINED),
    ("combined-authority-mayor", "england"): _there_and_back(
        date(2017, 5, 4), mayors.CA_MAYOR, mayors.CA_MAYOR_SV, mayors.CA_MAYOR_COMBINED
    ),
    ("combined-county-authority-mayor", "england"): _there_and_back(
        date(2024, 5, 2), mayors.CCA_MAYOR, mayors.CCA_MAYOR_SV, mayors.CA_MAYOR_COMBINED
    ),
    ("pcc", "england"): _turn(_PCC_2012, mayors.PCC_SV, mayors.PCC),
    ("pcc", "wales"): _turn(_PCC_2012, mayors.in_wales(mayors.PCC_SV), mayors.in_wales(mayors.PCC)),
    ("gla-mayor", "england"): _turn(_LONDON_2008, mayors.LONDON_MAYOR_SV, mayors.LONDON_MAYOR),
    ("gla-constituency", "england"): _always(parliaments.LONDON_CONSTITUENCY, _LONDON_2008),
    ("gla-list", "england"): _always(parliaments.LONDON_LIST, _LONDON_2008),
    ("scottish-parliament-constituency", "scotland"): _always(
        parliaments.HOLYROOD_CONSTITUENCY, _HOLYROOD_2016
    ),
    ("scottish-parliament-list", "scotland"): _always(parliaments.HOLYROOD_LIST, _HOLYROOD_2016),
    ("scottish-local", "scotland"): _always(parliaments.SCOTTISH_COUNCIL, _SCOTLAND_2012),
    ("senedd", "wales"): _always(parliaments.SENEDD, _SENEDD_2026),
    ("ni-assembly", "northern-ireland"): _always(parliaments.ASSEMBLY),
    ("ni-local", "northern-ireland"): _always(parliaments.NI_COUNCIL),
    ("referendum", "england"): _always(referendums.COUNCIL),
    ("referendum", "wales"): _always(referendums.NATIONAL),
    ("referendum", "scotland"): _always(referendums.IN_SCOTLAND),
    ("referendum", "northern-ireland"): _always(referendums.NATIONAL),
    ("neighbourhood-plan", "england"): _always(referendums.NEIGHBOURHOOD, date(2012, 8, 3)),
}
"""The eras of each kind of poll in each nation, oldest first."""

KINDS: tuple[str, ...] = tuple(dict.fromkeys(kind for kind, _ in BOOK))

_BY_RESOLUTION: Mapping[tuple[str, str], tuple[Era, ...]] = {
    ("principal-area", "wales"): (Era(date(2023, 10, 9), None, councils.PRINCIPAL_WALES_STV),),
}
"""What the council itself may choose instead."""


def system_named(name: str) -> str:
    """The book's name of a system, given under any of its names."""
    found = find(name)
    return found.name if found else name


@lru_cache(maxsize=1024)
def rules_for(
    kind: str,
    nation: str,
    day: date,
    candidates: int = 3,
    system: str = "",
    combined: bool = False,
) -> Rules:
    """The law of a poll of this kind, in this nation, on this day.

    `candidates` counts those who stand (with two, the supplementary vote is a simple one);
    `system` is what contests.csv chose, empty for the law's own; `combined` says that the poll
    is taken together with another.

    Raises:
        NoLawError: where the book has none.
    """
    era = _era(kind, nation, day)
    rules = era.of_two if era.of_two and candidates <= 2 else era.rules
    if system and system_named(system) != rules.system:
        rules = _chosen(kind, nation, system_named(system))
    return replace(rules, mixing=era.combined) if combined and era.combined else rules


def rules_of(contest: Contest, poll: Poll) -> Rules:
    """The law of one contest of a poll; the polls are combined where a box holds two contests."""
    return rules_for(
        contest.kind,
        poll.facts.nation,
        poll.facts.date,
        len(poll.candidates[contest.id]),
        contest.system,
        any(len(box.contests) > 1 for box in poll.boxes_of[contest.id]),
    )


def lawful_systems(kind: str, nation: str, day: date) -> tuple[str, ...]:
    """The systems by which such a poll may be counted on that day, the law's own first."""
    era = _era(kind, nation, day)
    chosen = [e.rules for e in _BY_RESOLUTION.get((kind, nation), ()) if e.holds(day)]
    systems = [rules.system for rules in (era.rules, era.of_two, *chosen) if rules]
    if era.rules.doubt:
        systems.append("supplementary")
    return tuple(dict.fromkeys(systems))


def _era(kind: str, nation: str, day: date) -> Era:
    if nation not in NATIONS:
        raise NoLawError(f"there is no nation {nation}: it is one of {', '.join(NATIONS)}")
    if kind not in KINDS:
        raise NoLawError(f"there is no kind of poll {kind}: it is one of {', '.join(KINDS)}")
    eras = BOOK.get((kind, nation))
    if eras is None:
        here = ", ".join(of for of, where in BOOK if where == nation)
        raise NoLawError(f"there is no {kind} poll in {nation}: the kinds there are {here}")
    for era in eras:
        if era.holds(day):
            return era
    raise NoLawError(
        f"the book knows {kind} polls in {nation} from {eras[0].first.isoformat()} on only"
    )


def _chosen(kind: str, nation: str, system: str) -> Rules:
    """The newest law of such a poll by this system."""
    eras = (*reversed(BOOK[kind, nation]), *_BY_RESOLUTION.get((kind, nation), ()))
    known = [rules for era in eras for rules in (era.rules, era.of_two) if rules]
    for rules in known:
        if rules.system == system:
            return rules
    systems = ", ".join(dict.fromkeys(rules.system for rules in known))
    raise NoLawError(f"a {kind} poll in {nation} is not counted by {system}: it may be {systems}")
