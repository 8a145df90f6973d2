"""A box in a contest's standing: what it should hold, what was found in it, and whether it is late."""

from typing import Literal, cast

from typing_extensions import TypedDict

from count.ledger import acts
from count.ledger.boxes import BoxStanding


class AccountShape(TypedDict, total=False):
    """A ballot paper account as it was keyed, without what was left blank."""

    stated: int
    ranges: list[list[int]]
    unused: int
    spoilt: int
    unused_found: int
    spoilt_found: int
    tendered_used: int
    note: str


BoxState = Literal["expected", "received", "counted", "verified", "not-used"]


class BoxShape(TypedDict):
    """A box: what it should hold, what was found in it, and whether it is late."""

    box: str
    kind: str
    name: str
    place: str
    state: BoxState
    electorate: int
    received_at: str | None
    expected_by: str | None
    late: bool
    account: AccountShape | None
    stated: int | None
    expected: int | None
    counted: list[int]
    strays_out: int
    strays_in: int
    handed_over: int
    retrieved: int
    verified: int | None
    variance: int | None
    note: str | None
    unmixed: int
    one_person_at: int | None


ACCOUNT = (
    "stated", "ranges", "unused", "spoilt", "unused_found", "spoilt_found", "tendered_used", "note",
)  # fmt: skip
"""What an account says, in the order of its form."""


def box_view(box: BoxStanding, at: str) -> BoxShape:
    """A box as everybody may see it who sees verification; `at` is now, by the hall's clock."""
    expected = box.expected
    stage: tuple[tuple[BoxState, bool], ...] = (
        ("not-used", box.not_used is not None),
        ("verified", box.verified is not None),
        ("counted", bool(box.counts)),
        ("received", box.received_at is not None),
    )
    known = box.verified is not None and expected is not None
    return {
        "box": box.box,
        "kind": box.kind,
        "name": box.name,
        "place": box.place,
        "state": next((name for name, holds in stage if holds), "expected"),
        "electorate": box.electorate,
        "received_at": box.received_at,
        "expected_by": box.expected_by or None,
        "late": box.late(at),
        "account": _account(box.account),
        "stated": box.account.stated if box.account else None,
        "expected": expected,
        "counted": [count.papers for count in box.counts],
        "strays_out": box.strays_out,
        "strays_in": box.strays_in,
        "handed_over": box.handed_over,
        "retrieved": box.retrieved,
        "verified": box.verified,
        "variance": (box.verified or 0) - (expected or 0) if known else None,
        "note": box.note,
        "unmixed": max(box.inflow - box.taken, 0),
        # At any other figure, and once it is verified, a second person agrees (`seconding.two_people`).
        "one_person_at": expected if box.verified is None else None,
    }


def _account(said: acts.Account | None) -> AccountShape | None:
    """A ballot paper account as it was keyed, without what was left blank."""
    if said is None:
        return None
    figures = {name: getattr(said, name) for name in ACCOUNT}
    return cast(AccountShape, {name: n for name, n in figures.items() if n is not None})
