"""The kinds of poll in words, and the names that others have for them, resolved by nation.

Democracy Club's election ids begin with such a name: `local.barchester.close.2027-05-06`.
"""

from collections.abc import Mapping

from count.law.rulebook import BOOK, KINDS

KIND_WORDS: Mapping[str, str] = {
    "parliamentary": "Member of the UK Parliament",
    "principal-area": "Councillors of a county, district, borough or unitary council",
    "parish": "Councillors of a parish or town council",
    "parish-poll": "Poll consequent on a parish meeting",
    "community": "Councillors of a community council",
    "mayor": "Directly elected mayor of a council",
    "combined-authority-mayor": "Mayor of a combined authority",
    "combined-county-authority-mayor": "Mayor of a combined county authority",
    "pcc": "Police and crime commissioner",
    "gla-mayor": "Mayor of London",
    "gla-constituency": "London Assembly member for a constituency",
    "gla-list": "London-wide members of the London Assembly",
    "scottish-parliament-constituency": "Member of the Scottish Parliament for a constituency",
    "scottish-parliament-list": "Members of the Scottish Parliament for a region",
    "scottish-local": "Councillors of a Scottish council",
    "senedd": "Members of the Senedd for a constituency",
    "ni-assembly": "Members of the Northern Ireland Assembly",
    "ni-local": "Councillors of a council in Northern Ireland",
    "referendum": "Referendum",
    "neighbourhood-plan": "Referendum on a neighbourhood plan",
}
"""Each kind of poll, in words."""

KIND_ALIASES: Mapping[str, tuple[str, ...]] = {
    "parl": ("parliamentary",),
    "local": ("principal-area", "scottish-local", "ni-local"),
    "town": ("parish", "community"),
    "camayor": ("combined-authority-mayor",),
    "ccamayor": ("combined-county-authority-mayor",),
    "gla.c": ("gla-constituency",),
    "gla.a": ("gla-list",),
    "sp.c": ("scottish-parliament-constituency",),
    "sp.r": ("scottish-parliament-list",),
    "senedd.c": ("senedd",),
    "nia": ("ni-assembly",),
    "ref": ("referendum",),
    "np": ("neighbourhood-plan",),
}
"""What others call a kind, and the kinds it may be: the one that the nation has is meant."""

KIND_NAMES: tuple[str, ...] = (*KINDS, *KIND_ALIASES)
"""Every name a kind may be given under."""


def kind_named(name: str, nation: str | None) -> str | None:
    """The book's name of a kind, given under any of its names; None where only the nation could tell."""
    meant = KIND_ALIASES.get(name, (name,))
    if len(meant) == 1:
        return meant[0]
    if nation is None:
        return None
    return next((kind for kind in meant if (kind, nation) in BOOK), meant[0])
