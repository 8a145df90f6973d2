"""Words that several statutes share, and the two ways in which a statute is cited."""

from datetime import date

from count.law.rules import Citations, Ground

BOOK_OPENS = date(2007, 5, 3)

MARK, MANY, KNOWN = "official-mark", "too-many", "identifiable"
BLANK, VOID, EITHER = "unmarked", "void", "unmarked-or-void"
NO_FIRST, FIRSTS = "no-first-preference", "first-for-more-than-one"

WANT_OF_MARK = "want of official mark"
IDENTIFIED = "writing or mark by which voter could be identified"
EITHER_WORDS = "unmarked or void for uncertainty"

RETURNING_OFFICER = "Returning Officer"
RETURNING_OFFICER_CY = "Swyddog Canlyniadau"

# The Electoral Commission's words in Welsh for what a notice of the result gives (its guidance to Acting
# Returning Officers, "Rhoi hysbysiad o'r canlyniad", on rule 50 of the Parliamentary Elections Rules).
ALL_VOTES_CY = "Cyfanswm nifer y pleidleisiau a roddwyd i bob ymgeisydd"
BY_HEAD_CY = "Nifer y papurau pleidleisio a wrthodwyd o dan bob pennawd"

ONE_VOTE_HEADS = (
    (MARK, WANT_OF_MARK),
    (MANY, "voting for more than one candidate"),
    (KNOWN, IDENTIFIED),
    (EITHER, EITHER_WORDS),
)


def heads(law: str, *of: tuple[str, ...], confirmed: bool = True) -> tuple[Ground, ...]:
    """The heads of a statement, each as code, words and (where known) Welsh words."""
    return tuple(Ground(code, words, law, "".join(cy), confirmed) for code, words, *cy in of)


def stv_heads(law: str) -> tuple[Ground, ...]:
    """The grounds of every single transferable vote here; the printed labels were not seen."""
    return heads(
        law,
        (MARK, WANT_OF_MARK),
        (NO_FIRST, "first preference not indicated"),
        (FIRSTS, "first preference indicated for more than one candidate"),
        (KNOWN, IDENTIFIED),
        (EITHER, EITHER_WORDS),
        confirmed=False,
    )


def places(
    law: str, account: str, count: str, recount: str, lot: str, declaration: str, unseen: str = ""
) -> Citations:
    """The places in one instrument; `unseen` names those not seen, with blanks between."""
    return Citations(
        account=f"{law}, {account}",
        reconcile=f"{law}, {count}",
        recount=f"{law}, {recount}",
        lot=f"{law}, {lot}",
        declaration=f"{law}, {declaration}",
        unconfirmed=frozenset(unseen.split()),
    )
