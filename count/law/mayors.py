"""Mayors and police and crime commissioners: one seat, by plurality or by the supplementary vote.

The supplementary vote was law until the Elections Act 2022; the polls of 4 May 2023 were the first
by plurality (SI 2022/1353, art. 1(2), for combined authorities; the others alike). The English
Devolution and Community Empowerment Act 2026 brings it back: in force on 18 June 2026 for combined
and combined county authorities, where three candidates or more stand.
"""

from dataclasses import replace
from datetime import date

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
)

PLURALITY_CAME = date(2023, 5, 4)
SUPPLEMENTARY_CAME_BACK = date(2026, 6, 18)

_DOUBT = (
    "The English Devolution and Community Empowerment Act 2026 (c. 23) brings the supplementary "
    "vote back; whether it is in force for this kind of poll was not seen"
)
_MANY_FIRSTS = "voting for more than one candidate as to the first preference vote"
_COULD_BE_IDENTIFIED = "writing or mark by which the voter could be identified"
_FIVE_HEADS = (
    (MARK, "want of an official mark"),
    (MANY, "voting for more than one candidate"),
    (KNOWN, _COULD_BE_IDENTIFIED),
    (BLANK, "unmarked"),
    (VOID, "void for uncertainty"),
)
_FIVE_HEADS_SV = (
    (MARK, "want of an official mark"),
    (MANY, _MANY_FIRSTS),
    (KNOWN, _COULD_BE_IDENTIFIED),
    (BLANK, "unmarked as to the first preference vote"),
    (VOID, "void for uncertainty as to the first preference vote"),
)


def _supplementary(rules: Rules, *of: tuple[str, ...], confirmed: bool = False) -> Rules:
    """The same poll by the supplementary vote: a paper is good if its first preference is.

    A second preference that is not counted has its heads too, those that a paper with a good first
    preference can still have; they follow the heads of the first count.
    """
    law = rules.grounds[0].law
    return replace(
        rules,
        system="supplementary",
        grounds=heads(law, *of, confirmed=confirmed),
        second_grounds=heads(
            law,
            *(
                (code, words.replace("first preference", "second preference"))
                for code, words in of
                if code not in (MARK, KNOWN)
            ),
            confirmed=False,
        ),
    )


def doubtful(rules: Rules) -> Rules:
    """The same rules on a day when the supplementary vote may be law again for such a poll."""
    return replace(rules, doubt=_DOUBT)


# ---- local authorities ---------------------------------------------------------------------------
_LOCAL = "Local Authorities (Mayoral Elections) (England and Wales) Regulations 2007"
MAYOR = Rules(
    system="plurality",
    instrument=Instrument(_LOCAL, "SI 2007/1024"),
    # Rule 48 was seen as it was made for the supplementary vote, not as amended.
    grounds=heads(f"{_LOCAL}, Sch. 1 rule 48", *ONE_VOTE_HEADS, confirmed=False),
    mixing=Mixing("with-another-ballot-box", f"{_LOCAL}, Sch. 1 rule 47"),
    cited=places(
        f"{_LOCAL}, Sch. 1",
        "rule 45",
        "rule 47",
        "rule 50",
        "rule 51",
        "Part 6",
        unseen="account recount declaration",
    ),
    signed_by=RETURNING_OFFICER,
    deposit=Deposit(500, 1, 20, f"{_LOCAL}, Sch. 1 rule 9", confirmed=False),
    one_seat=True,
)
MAYOR_SV = _supplementary(
    MAYOR,
    (MARK, WANT_OF_MARK),
    (MANY, _MANY_FIRSTS),
    (KNOWN, IDENTIFIED),
    (EITHER, f"{EITHER_WORDS} as to the first preference vote"),
)
MAYOR_COMBINED = Mixing("all-together", f"{_LOCAL}, Sch. 3 rule 47(2)")

# ---- combined and combined county authorities ----------------------------------------------------
_COMBINED = "Combined Authorities (Mayoral Elections) Order 2017"
CA_MAYOR = Rules(
    system="plurality",
    instrument=Instrument(_COMBINED, "SI 2017/67"),
    # Five heads as declarations print them. The Order of 2022 (SI 2022/1353, art. 3(7)) amends
    # rule 51 as if it had four, unmarked and void in one.
    grounds=heads(f"{_COMBINED}, Sch. 1 rule 51", *_FIVE_HEADS, confirmed=False),
    mixing=Mixing("with-another-ballot-box", f"{_COMBINED}, Sch. 1 rule 50", confirmed=False),
    cited=places(
        f"{_COMBINED}, Sch. 1",
        "Part 4",
        "rule 50",
        "rule 53",
        "rules 54 to 56",
        "Part 6",
        unseen="account declaration",
    ),
    signed_by="Combined Authority Returning Officer",
    area_signed_by=RETURNING_OFFICER,
    deposit=Deposit(5000, 1, 20, f"{_COMBINED}, Sch. 1 rule 10", confirmed=False),
    one_seat=True,
)
CA_MAYOR_SV = _supplementary(CA_MAYOR, *_FIVE_HEADS_SV)
CA_MAYOR_COMBINED = Mixing("all-together", f"{_COMBINED}, Sch. 3 rule 50(1)")
# The like rules govern combined county authorities; their own instrument was not seen.
_COUNTY = Instrument(_COMBINED, "SI 2017/67, as applied to combined county authorities", False)
CCA_MAYOR = replace(
    CA_MAYOR, instrument=_COUNTY, signed_by="Combined County Authority Returning Officer"
)
CCA_MAYOR_SV = replace(
    CA_MAYOR_SV, instrument=_COUNTY, signed_by="Combined County Authority Returning Officer"
)

# ---- police and crime commissioners --------------------------------------------------------------
_PCC = "Police and Crime Commissioner Elections Order 2012"
PCC = Rules(
    system="plurality",
    instrument=Instrument(_PCC, "SI 2012/1917"),
    grounds=heads(f"{_PCC}, Sch. 3 rule 53(7)", *_FIVE_HEADS),
    mixing=Mixing("with-another-ballot-box", f"{_PCC}, Sch. 3 rule 49", confirmed=False),
    cited=places(
        f"{_PCC}, Sch. 3",
        "Part 3 (close of poll)",
        "rule 49",
        "Part 3 (re-count)",
        "Part 4 (equality of votes)",
        "Part 4 (declaration)",
        unseen="account recount lot declaration",
    ),
    signed_by="Police Area Returning Officer",
    area_signed_by="Local Returning Officer",
    deposit=Deposit(5000, 1, 20, f"{_PCC}, Sch. 3 (deposits)", confirmed=False),
    one_seat=True,
)
PCC_SV = _supplementary(PCC, *_FIVE_HEADS_SV)


def in_wales(rules: Rules) -> Rules:
    """A police area in Wales signs in both languages."""
    return replace(
        rules,
        signed_by_cy="Swyddog Canlyniadau Ardal Heddlu",
        area_signed_by_cy="Swyddog Canlyniadau Lleol",
    )


# ---- the Mayor of London -------------------------------------------------------------------------
_LONDON = "Greater London Authority Elections Rules 2007"
LONDON_MAYOR = Rules(
    system="plurality",
    instrument=Instrument(_LONDON, "SI 2007/3541"),
    grounds=heads(f"{_LONDON}, Sch. 3", *_FIVE_HEADS, confirmed=False),
    mixing=Mixing("all-together", f"{_LONDON}, Sch. 3 (manual count)", confirmed=False),
    cited=places(
        f"{_LONDON}, Sch. 3",
        "Part 4 (close of poll)",
        "rule 49",
        "Part 4 (re-count)",
        "Part 4 (equality of votes)",
        "rule 57",
        unseen="account recount lot",
    ),
    signed_by="Greater London Returning Officer",
    area_signed_by="Constituency Returning Officer",
    deposit=Deposit(10_000, 1, 20, f"{_LONDON}, Sch. 3 rule 9"),
    one_seat=True,
)
LONDON_MAYOR_SV = _supplementary(LONDON_MAYOR, *_FIVE_HEADS_SV)
