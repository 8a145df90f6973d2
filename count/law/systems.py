"""The voting systems: what each is called, what its ballot paper asks for, and what counts it.

Everything that is true of a system as such is said once, in its row; what the law of one kind of poll adds
to it (heads of rejection, mixing, deposits) is in `count.law.rules`. docs/adding.md shows how one is added.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VotingSystem:
    """One voting system.

    name: in the rulebook and on the wire. title: for people. aliases: other names it goes by, of which the
    first is the one that `counthall tally` writes. prescribed: a law prescribes it for some poll, so that a
    poll folder may name it. most_votes: those with most votes win, so that votes alone tell how close it is.
    vote_for_each_seat: a paper has a vote for each seat, else one. preferential: papers may say more than
    their first preference. transferable: votes are transferable, and papers may be read electronically.
    one_seat: it fills one seat only. lists: parties' lists and individuals stand, and a row may win several
    seats. question: answers stand in place of candidates. poll_noun, votes_noun: how a declaration calls the
    poll and its votes.

    hall, files: where to find what counts it, as "module:name": in a hall a `count.systems.system.System`,
    from files a `count.tally.rules.FileRule`; empty where this version does not count it so. They are named
    and not imported, since both stand above the law, and are loaded when first asked for.
    """

    name: str
    title: str
    aliases: tuple[str, ...] = ()
    prescribed: bool = True
    most_votes: bool = False
    vote_for_each_seat: bool = False
    preferential: bool = False
    transferable: bool = False
    one_seat: bool = False
    lists: bool = False
    question: bool = False
    poll_noun: str = "election"
    votes_noun: str = "recorded for each candidate"
    hall: str = ""
    files: str = ""

    @property
    def tally_name(self) -> str:
        """The name by which `counthall tally` calls it."""
        return self.aliases[0] if self.aliases else self.name

    def votes_a_paper(self, seats: int) -> int:
        """Votes that one paper may give at the count of first preferences."""
        return seats if self.vote_for_each_seat else 1


SYSTEMS: dict[str, VotingSystem] = {
    system.name: system
    for system in (
        VotingSystem(
            "plurality",
            "Most votes",
            most_votes=True,
            vote_for_each_seat=True,
            hall="count.systems.plurality:PLURALITY",
            files="count.tally.rules:PLURALITY",
        ),
        VotingSystem(
            "supplementary",
            "Supplementary vote",
            preferential=True,
            one_seat=True,
            hall="count.systems.supplementary:SUPPLEMENTARY",
            files="count.tally.rules:SUPPLEMENTARY",
        ),
        VotingSystem(
            "alternative",
            "Alternative vote",
            prescribed=False,
            preferential=True,
            one_seat=True,
            files="count.tally.rules:ALTERNATIVE",
        ),
        VotingSystem(
            "scottish-stv",
            "Single transferable vote, Scotland",
            aliases=("scotland",),
            preferential=True,
            transferable=True,
            hall="count.systems.transferable:SCOTTISH",
            files="count.tally.rules:SCOTTISH",
        ),
        VotingSystem(
            "northern-irish-stv",
            "Single transferable vote, Northern Ireland",
            aliases=("northern-ireland",),
            preferential=True,
            transferable=True,
            hall="count.systems.transferable:NORTHERN_IRISH",
            files="count.tally.rules:NORTHERN_IRISH",
        ),
        VotingSystem(
            "welsh-stv",
            "Single transferable vote, Wales",
            preferential=True,
            transferable=True,
        ),
        VotingSystem(
            "ers97",
            "Single transferable vote, ERS97",
            prescribed=False,
            preferential=True,
            transferable=True,
            files="count.tally.rules:ERS97",
        ),
        VotingSystem(
            "meek",
            "Single transferable vote, Meek",
            prescribed=False,
            preferential=True,
            transferable=True,
            files="count.tally.rules:MEEK",
        ),
        VotingSystem(
            "dhondt",
            "Lists by the method of d'Hondt",
            lists=True,
            votes_noun="recorded for each party and each individual candidate",
            hall="count.systems.lists:LISTS",
        ),
        VotingSystem(
            "referendum",
            "Referendum",
            question=True,
            poll_noun="referendum",
            votes_noun="cast for each answer",
            hall="count.systems.referendum:REFERENDUM",
        ),
    )
}
"""Every system by its name."""


def find(name: str) -> VotingSystem | None:
    """Look a system up by its name or by an alias; None where there is none such."""
    return SYSTEMS.get(name) or next((s for s in SYSTEMS.values() if name in s.aliases), None)


def prescribed_names() -> tuple[str, ...]:
    """The names by which a poll folder may call a system, aliases last."""
    lawful = [system for system in SYSTEMS.values() if system.prescribed]
    aliases = [alias for system in lawful for alias in system.aliases]
    return (*(system.name for system in lawful), *aliases)


def tally_names() -> tuple[str, ...]:
    """The names of the systems that count files."""
    return tuple(system.tally_name for system in SYSTEMS.values() if system.files)
