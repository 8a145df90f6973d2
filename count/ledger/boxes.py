"""One box as far as one contest's papers are in it: what it should hold, and what was found."""

from dataclasses import dataclass, field

from count.ledger import acts
from verification.account import Account as PaperAccount
from verification.account import expected


@dataclass(slots=True)
class BoxCount:
    """One count of the papers in a box; every one is kept."""

    papers: int
    counted_by: str
    checked_by: str


@dataclass(slots=True)
class BoxStanding:
    """One box, as far as this contest's papers are in it."""

    box: str
    kind: str
    name: str
    place: str
    electorate: int
    pile: int
    listed: bool = True
    expected_by: str = ""
    """When it should be in the hall (RFC 3339 UTC); empty where nobody said."""
    received_at: str | None = None
    account: acts.Account | None = None
    counts: list[BoxCount] = field(default_factory=list)
    strays_out: int = 0
    strays_in: int = 0
    foreign: int = 0
    """Papers of other contests found in it: the counter may or may not have counted them."""
    handed_over: int = 0
    retrieved: int = 0
    verified: int | None = None
    verified_by: str | None = None
    note: str | None = None
    netted_with: tuple[str, ...] = ()
    not_used: str | None = None
    inflow: int = 0
    """Papers that this box has brought into the count so far."""
    taken: int = 0
    """Papers that have left it for units and for other areas."""
    mixed_into: str | None = None
    """The unit that got the whole of it: a later correction of the box goes there too."""

    @property
    def stated_account(self) -> PaperAccount | None:
        """The account as verification reads it.

        One with number ranges but no unused papers is taken at the number it states: a blank is not a zero.
        """
        said = self.account
        if said is None:
            return None
        complete = said.unused is not None or said.unused_found is not None
        ranges = tuple((r[0], r[1]) for r in said.ranges or ()) if complete else ()
        return PaperAccount(
            stated=said.stated,
            ranges=ranges,
            unused=said.unused if ranges else None,
            spoilt=said.spoilt if ranges else None,
            unused_found=said.unused_found if ranges else None,
            spoilt_found=said.spoilt_found if ranges else None,
            kind="postal" if self.kind == "postal" else "station",
            retrieved=self.retrieved,
        )

    @property
    def expected(self) -> int | None:
        """The papers the box should hold; None without an account."""
        said = self.stated_account
        return expected(said) if said is not None else None

    @property
    def settled(self) -> int | None:
        """Found less strays out plus strays in; None where the box has not been counted."""
        if not self.counts and not (self.strays_in or self.strays_out):
            return None
        found = self.counts[-1].papers if self.counts else 0
        return found - self.strays_out + self.strays_in

    @property
    def keeps_handed_over(self) -> bool:
        """Whether papers handed to another area are still among the verified ones, and leave from them."""
        settled = self.settled
        return settled is None or self.verified != settled - self.handed_over

    def late(self, at: str) -> bool:
        """Whether it should be in the hall by now, and is not; both times are RFC 3339 UTC."""
        here = self.received_at or self.counts or self.done
        return bool(self.expected_by) and not here and self.expected_by < at

    @property
    def done(self) -> bool:
        """Nothing more is to come from this box: one that was not used, or not listed, holds no paper."""
        never_any = (self.not_used is not None or not self.listed) and not self.settled
        return self.verified is not None or never_any
