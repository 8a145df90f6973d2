"""The UK Parliament, the London Assembly, and what is elected in Scotland, Wales and N. Ireland."""

from dataclasses import replace

from count.law.rules import Deposit, Instrument, Mixing, Rules
from count.law.wording import (
    BLANK,
    EITHER,
    EITHER_WORDS,
    IDENTIFIED,
    KNOWN,
    MANY,
    MARK,
    ONE_VOTE_HEADS,
    RETURNING_OFFICER,
    VOID,
    WANT_OF_MARK,
    heads,
    places,
    stv_heads,
)

_LABELS_NOT_SEEN = False

# ---- the United Kingdom Parliament ---------------------------------------------------------------
_PER = "Parliamentary Elections Rules (RPA 1983 Sch. 1)"
PARLIAMENT = Rules(
    system="plurality",
    instrument=Instrument("Representation of the People Act 1983", "1983 c. 2, Sch. 1"),
    grounds=heads(f"{_PER}, rule 47", *ONE_VOTE_HEADS, confirmed=_LABELS_NOT_SEEN),
    mixing=Mixing("with-another-ballot-box", f"{_PER}, rule 45(1A)"),
    cited=places(_PER, "rule 43(3)", "rule 45", "rule 46", "rule 49", "rule 50"),
    signed_by=RETURNING_OFFICER,
    deposit=Deposit(500, 1, 20, f"{_PER}, rules 9 and 53"),
    one_seat=True,
)
PARLIAMENT_IN_ENGLAND = replace(PARLIAMENT, signed_by="Acting Returning Officer")
PARLIAMENT_IN_WALES = replace(
    PARLIAMENT_IN_ENGLAND, signed_by_cy="Swyddog Canlyniadau (Gweithredol)"
)

# ---- the London Assembly -------------------------------------------------------------------------
_LONDON = "Greater London Authority Elections Rules 2007"


_FIVE_HEADS = (
    (MARK, WANT_OF_MARK),
    (MANY, "voting for more than one candidate"),
    (KNOWN, IDENTIFIED),
    (BLANK, "unmarked"),
    (VOID, "void for uncertainty"),
)
_FIVE_HEADS_OF_A_LIST = (
    (MARK, WANT_OF_MARK),
    (MANY, "voting for more than one party or individual candidate"),
    *_FIVE_HEADS[2:],
)


def _london(schedule: str, deposit: Deposit, *of: tuple[str, ...]) -> Rules:
    """One of the two votes for the Assembly; unmarked and void are two grounds (Sch. 2 rule 51)."""
    law = f"{_LONDON}, {schedule}"
    return Rules(
        system="plurality",
        instrument=Instrument(_LONDON, "SI 2007/3541"),
        grounds=heads(f"{law} (rejected ballot papers)", *of, confirmed=_LABELS_NOT_SEEN),
        mixing=Mixing("all-together", f"{law} (manual count)", confirmed=False),
        cited=places(
            law,
            "Part 4 (close of poll)",
            "Part 4 (the count)",
            "Part 4 (re-count)",
            "Part 4 (equality of votes)",
            "Part 5 (declaration)",
            unseen="account reconcile recount lot declaration",
        ),
        signed_by="Constituency Returning Officer",
        deposit=deposit,
        one_seat=True,
    )


LONDON_CONSTITUENCY = _london(
    "Sch. 1",
    Deposit(1000, 1, 20, f"{_LONDON}, Sch. 1 rule 8", confirmed=False),
    *_FIVE_HEADS,
)
LONDON_LIST = replace(
    _london("Sch. 2", Deposit(5000, 1, 40, f"{_LONDON}, Sch. 2 rule 10"), *_FIVE_HEADS_OF_A_LIST),
    system="dhondt",
    allocation="london-members",
    signed_by="Greater London Returning Officer",
    area_signed_by="Constituency Returning Officer",
    one_seat=False,
)

# ---- Scotland ------------------------------------------------------------------------------------
_HOLYROOD = "Scottish Parliament (Elections etc.) Order 2015"
HOLYROOD_CONSTITUENCY = Rules(
    system="plurality",
    instrument=Instrument(_HOLYROOD, "SSI 2015/425"),
    # Rule 58(1)(e) has unmarked and void in one ground; the statement is understood to part them.
    grounds=heads(f"{_HOLYROOD}, Sch. 2 rule 58", *_FIVE_HEADS, confirmed=_LABELS_NOT_SEEN),
    mixing=Mixing("with-another-ballot-box", f"{_HOLYROOD}, Sch. 2 (the count)", confirmed=False),
    cited=places(
        f"{_HOLYROOD}, Sch. 2",
        "Part 3 (close of poll)",
        "Part 3 (the count)",
        "Part 3 (re-count)",
        "Part 3 (equality of votes)",
        "Part 4 (declaration)",
        unseen="account reconcile recount lot declaration",
    ),
    signed_by="Constituency Returning Officer",
    deposit=Deposit(500, 1, 20, f"{_HOLYROOD}, Sch. 2 rule 10", confirmed=False),
    one_seat=True,
)
HOLYROOD_LIST = replace(
    HOLYROOD_CONSTITUENCY,
    system="dhondt",
    allocation="scottish-region",
    grounds=heads(
        f"{_HOLYROOD}, Sch. 2 rule 58", *_FIVE_HEADS_OF_A_LIST, confirmed=_LABELS_NOT_SEEN
    ),
    signed_by="Regional Returning Officer",
    area_signed_by="Constituency Returning Officer",
    one_seat=False,
)

_SCOTTISH_LOCAL = "Scottish Local Government Elections Order 2011"
SCOTTISH_COUNCIL = Rules(
    system="scottish-stv",
    instrument=Instrument(_SCOTTISH_LOCAL, "SSI 2011/399"),
    grounds=stv_heads(f"{_SCOTTISH_LOCAL}, Sch. 1 rule 44"),
    mixing=Mixing("with-another-ballot-box", f"{_SCOTTISH_LOCAL}, Sch. 1 rule 43", confirmed=False),
    cited=places(
        f"{_SCOTTISH_LOCAL}, Sch. 1",
        "rule 40(3)",
        "rule 43",
        "Part III (re-count)",
        "rules 49 to 51",
        "Part III (declaration)",
        unseen="recount lot declaration",
    ),
    signed_by=RETURNING_OFFICER,
)

# ---- Wales ---------------------------------------------------------------------------------------
_SENEDD = "Senedd Cymru (Representation of the People) Order 2025"
SENEDD = Rules(
    system="dhondt",
    allocation="senedd",
    instrument=Instrument(_SENEDD, "WSI 2025/864"),
    grounds=heads(
        f"{_SENEDD}, Sch. 5 (rejected ballot papers)",
        (MARK, WANT_OF_MARK),
        (MANY, "voting for more than one party or individual candidate"),
        (KNOWN, IDENTIFIED),
        (EITHER, EITHER_WORDS),
        confirmed=_LABELS_NOT_SEEN,
    ),
    mixing=Mixing("with-another-ballot-box", f"{_SENEDD}, Sch. 5 (the count)", confirmed=False),
    cited=places(
        f"{_SENEDD}, Sch. 5",
        "(close of poll)",
        "(the count)",
        "(re-count)",
        "(allocation of seats)",
        "(declaration)",
        unseen="account reconcile recount lot declaration",
    ),
    signed_by="Constituency Returning Officer",
    # The fraction is that of the Commission's guidance to candidates; the sum was not seen.
    deposit=Deposit(500, 1, 20, f"{_SENEDD}, Sch. 5 (deposits)", confirmed=False),
)

# ---- Northern Ireland ----------------------------------------------------------------------------
_STORMONT = "Northern Ireland Assembly (Elections) Order 2001"
ASSEMBLY = Rules(
    system="northern-irish-stv",
    instrument=Instrument(_STORMONT, "SI 2001/2599"),
    grounds=stv_heads(f"{_STORMONT}, Sch. 1 ({_PER}, rule 47 as applied)"),
    mixing=Mixing("with-another-ballot-box", f"{_STORMONT}, Sch. 1", confirmed=False),
    cited=places(
        f"{_STORMONT}, Sch. 1 ({_PER} as applied)",
        "rule 43",
        "rule 45",
        "rule 46",
        "rule 49",
        "rule 50",
        unseen="account reconcile recount lot declaration",
    ),
    signed_by=RETURNING_OFFICER,
    deposit=Deposit(150, 1, 4, f"{_STORMONT}, Sch. 1 ({_PER}, rule 53)", "quota", confirmed=False),
)
_DISTRICT = "Electoral Law Act (Northern Ireland) 1962, Sch. 5 (Local Elections Rules)"
NI_COUNCIL = Rules(
    system="northern-irish-stv",
    instrument=Instrument("Electoral Law Act (Northern Ireland) 1962", "1962 c. 14 (N.I.), Sch. 5"),
    grounds=stv_heads(f"{_DISTRICT}, Part III"),
    mixing=Mixing("with-another-ballot-box", f"{_DISTRICT}, Part III", confirmed=False),
    cited=places(
        _DISTRICT,
        "Part III (close of poll)",
        "Part III (the count)",
        "Part III (re-count)",
        "Part III (transfers and exclusions)",
        "Part IV (declaration)",
        unseen="account reconcile recount lot declaration",
    ),
    signed_by=RETURNING_OFFICER,
)
