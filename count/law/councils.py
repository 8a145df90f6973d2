"""Principal areas, London boroughs, parishes and communities: as many votes as there are seats."""

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
    RETURNING_OFFICER_CY,
    WANT_OF_MARK,
    heads,
    places,
    stv_heads,
)


def _rules_of_2006(name: str, number: str) -> Rules:
    """The two sets of Rules of 2006, which number their rules alike."""
    law = f"{name}, Sch. 2"
    return Rules(
        system="plurality",
        instrument=Instrument(name, number),
        grounds=heads(
            f"{law} rule 47",
            (MARK, WANT_OF_MARK),
            (MANY, "voting for more candidates than voter is entitled to"),
            (KNOWN, IDENTIFIED),
            (EITHER, "unmarked or wholly void for uncertainty"),
            confirmed=False,  # the grounds are the rule's; the printed labels were not seen
        ),
        mixing=Mixing("with-another-ballot-box", f"{law} rule 45"),
        cited=places(law, "rule 43", "rule 45", "rule 46", "rule 49", "rule 50"),
        signed_by=RETURNING_OFFICER,
        in_part=True,
        in_part_words="rejected in part",
    )


PRINCIPAL_2006 = _rules_of_2006(
    "Local Elections (Principal Areas) (England and Wales) Rules 2006", "SI 2006/3304"
)
PARISH_2006 = _rules_of_2006(
    "Local Elections (Parishes and Communities) (England and Wales) Rules 2006", "SI 2006/3305"
)

# Seen is rule 60 of Sch. 2 of the principal area rules (combined polls), in both languages; Sch. 1
# numbers the same rule otherwise, and the community rules were seen in part.
_WELSH_HEADS = (
    (MARK, "no official mark", "nad oes arno farc swyddogol"),
    (
        MANY,
        "votes given for more candidates than the voter is entitled to vote for",
        "y rhoddwyd pleidleisiau arno dros fwy o ymgeiswyr nag y mae gan y pleidleisiwr hawl i "
        "bleidleisio drostynt",
    ),
    (
        KNOWN,
        "writing or mark by which the voter can be identified",
        "y mae unrhyw beth wedi ei ysgrifennu neu wedi ei farcio arno y gellir adnabod y "
        "pleidleisiwr drwyddo",
    ),
    (EITHER, EITHER_WORDS, "heb ei farcio neu’n ddi-rym oherwydd ansicrwydd"),
)


def _rules_of_2021(name: str, number: str, rejected: str, seen: bool) -> Rules:
    """The Welsh rules of 2021; the statement counts papers rejected and rejected in part."""
    law = f"{name}, Sch. 1"
    return Rules(
        system="plurality",
        instrument=Instrument(name, number),
        grounds=heads(f"{name}, {rejected}", *_WELSH_HEADS, confirmed=seen),
        mixing=Mixing("with-another-ballot-box", f"{law} Part 4", confirmed=False),
        cited=places(
            law,
            "rule 51",
            "rule 54",
            "Part 4 (re-count)",
            "Part 4 (equality of votes)",
            "Part 4 (declaration of result)",
            unseen="recount lot declaration",
        ),
        signed_by=RETURNING_OFFICER,
        signed_by_cy=RETURNING_OFFICER_CY,
        in_part=True,
        in_part_words="rejected in part",
        in_part_words_cy="gwrthodwyd yn rhannol",
    )


PRINCIPAL_WALES = _rules_of_2021(
    "Local Elections (Principal Areas) (Wales) Rules 2021",
    "WSI 2021/1459",
    "Sch. 2 rule 60",
    seen=True,
)
COMMUNITY = _rules_of_2021(
    "Local Elections (Communities) (Wales) Rules 2021",
    "WSI 2021/1460",
    "Sch. 1 Part 4 (rejected ballot papers)",
    seen=False,
)

_STV = "Local Elections (Principal Areas) (Single Transferable Vote) (Wales) Rules 2023"
PRINCIPAL_WALES_STV = replace(
    PRINCIPAL_WALES,
    system="welsh-stv",
    instrument=Instrument(_STV, "WSI 2023/1064"),
    grounds=stv_heads(f"{_STV} (Part 4A of the rules of 2021)"),
    in_part=False,
    in_part_words="",
    in_part_words_cy="",
    note="A principal council in Wales may resolve to be elected by the single transferable vote.",
)
