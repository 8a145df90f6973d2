"""One good body of every act of the vocabulary: the fields it needs, and those it may have besides."""

from typing import Any

from tests.count.halls import body, fresh_id

NEEDED: dict[str, dict[str, Any]] = {
    "account": {"box": "b1", "stated": 60},
    "box-received": {"box": "b1"},
    "box-counted": {
        "box": "b1", "papers": 60, "counted_by": "Kit Moss", "checked_by": "Lee Dunn",
    },
    "strayed": {"box": "b2", "papers": 2, "reason": "folded inside another paper"},
    "handed-over": {"box": "b1", "papers": 3, "to": "Marsh borough", "reason": "their area"},
    "retrieved": {"box": "p1", "papers": 1, "reason": "cancelled on Tuesday"},
    "box-verified": {"box": "b1", "papers": 60},
    "box-added": {
        "box": "b9", "kind": "station", "name": "Chapel", "contests": ["ward"], "electorate": 80,
        "reason": "left off the list",
    },
    "box-not-used": {"box": "b1", "reason": "the station stayed shut"},
    "unit-added": {"unit": "t9", "name": "Table 9", "contests": ["ward"]},
    "verification-closed": {},
    "mixed": {"unit": "t1", "boxes": ["b1", "b2"]},
    "handed": {"from_unit": "t1", "to_unit": "t2", "papers": 5, "reason": "table 2 is idle"},
    "bundle": {"unit": "t1", "candidate": "mead", "papers": 25},
    "block": {"unit": "t1", "candidates": ["mead", "amin"], "papers": 25},
    "sheet": {
        "unit": "t1", "serial": "S17", "papers": 10, "unused": 10,
        "votes": {"mead": 8, "amin": 0, "khoo": 2, "baker": 0, "singh": 0},
    },
    "doubtful": {"unit": "t1", "papers": 4},
    "adjudicated": {
        "unit": "t1", "good": [{"candidates": ["mead"], "papers": 2}], "returned": 1,
        "rejected": {"too-many": 1},
    },
    "papers-read": {"file_digest": "0f" * 32, "papers": 120},
    "sorted": {"parcel": "p-1", "unit": "t1", "next": {"mead": 4}, "none": 2},
    "unit-total": {"unit": "t1", "totals": {"mead": 25, "amin": 0, "khoo": 0}, "rejected": 0},
    "unit-closed": {"unit": "t1"},
    "constituency-seats": {"seats": {"mead": 1, "amin": 0, "khoo": 0}},
    "explained": {"finding": "box-variance", "piles": ["box/b1"], "words": "one walked off"},
    "struck": {"strikes": fresh_id(), "reason": "keyed twice"},
    "provisional": {"told": ["Agent of Mead"], "seen": "ABCD2345"},
    "recount": {
        "scope": {"contest": True}, "kind": "full", "asked_by": "Agent of Mead", "granted": True,
        "reason": "close",
    },
    "lot": {
        "among": ["mead", "amin"], "chosen": ["amin"], "to": "elect", "method": "sealed envelopes",
        "witnesses": ["Agent of Mead", "Agent of Amin"],
    },
    "overridden": {"findings": ["verification-open"], "reason": "the clock"},
    "declared": {"seen": "ABCD2345"},
    "released": {"board": "result"},
    "oral-correction": {"words": "fifty, not fifteen"},
    "corrected": {"votes": {"mead": 51}, "reason": "read from the wrong line"},
    "found-after": {"papers": 3, "where": "under the stage", "reason": "a bag"},
    "cancelled": {"reason": "a candidate died"},
    "survivors": {"candidates": ["mead", "amin"]},
    "submitted": {"seen": "ABCD2345"},
    "read-back": {"area": "north", "code": "ABCD2345"},
    "accepted": {"area": "north"},
    "directed": {"area": "north", "reason": "the figures doubt themselves"},
    "published": {"area": "north"},
    "announced": {"words": "Doors close at ten."},
    "attended": {"who": "Agent of Mead", "as": "counting agent"},
    "paused": {"scope": "the whole hall", "reason": "a fire alarm"},
    "resumed": {"scope": "the whole hall"},
    "agreed": {"to": fresh_id(), "seen": "ABCD2345"},
    "declined": {"to": fresh_id()},
}  # fmt: skip

BESIDES: dict[str, dict[str, Any]] = {
    "account": {
        "ranges": [[1, 100]], "unused": 38, "spoilt": 2, "unused_found": 39, "spoilt_found": 1,
        "tendered_used": 1, "note": "the pad was damp",
    },
    "strayed": {"to_box": "b1"},
    "box-verified": {"note": "counted twice", "with": ["b2"]},
    "verification-closed": {"reason": "box b7 is on its way"},
    "mixed": {"papers": {"b1": 30}, "reason": "half to each table", "attempt": 2},
    "handed": {"attempt": 2},
    "bundle": {
        "bundles": 1, "slip": "M-1", "made_by": "Kit Moss", "checked_by": "Lee Dunn", "attempt": 2,
    },
    "block": {
        "bundles": 1, "slip": "M-1", "made_by": "Kit Moss", "checked_by": "Lee Dunn", "attempt": 2,
    },
    "sheet": {"made_by": "Kit Moss", "checked_by": "Lee Dunn", "attempt": 2},
    "doubtful": {"attempt": 2},
    "adjudicated": {"in_part": 1, "objections": 2, "attempt": 2},
    "papers-read": {"attempt": 2},
    "sorted": {
        "rejected": {"void": 1}, "made_by": "Kit Moss", "checked_by": "Lee Dunn", "attempt": 2,
    },
    "unit-total": {"unused": 0, "attempt": 2},
    "unit-closed": {"attempt": 2},
    "constituency-seats": {"returned": {"mead": [2]}, "note": "read out at the Town Hall"},
    "released": {"contest": "ward"},
    "declined": {"reason": "the sheet says otherwise"},
}  # fmt: skip


def good(act: str, **changed: Any) -> dict[str, Any]:
    """A good body of this act with only what it needs, and these fields otherwise."""
    return body(act, **{**NEEDED[act], **changed})


def full(act: str, **changed: Any) -> dict[str, Any]:
    """A good body of this act with every field it may have."""
    return good(act, **{**BESIDES.get(act, {}), **changed})
