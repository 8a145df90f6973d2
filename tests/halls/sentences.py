"""What people say they do in a recorded hall, sentence by sentence, as bodies of acts.

A sentence is held against forms: `<name>` stands for words, `<name:number>` for a whole number (commas in it
are for the eye), `<name:id>` for one id or word; what stands in square brackets may be left out. A sentence of
many figures (`bundles khoo 491, roberts 11,625`) is one act for each of them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from count.law.rulebook import GROUNDS

Body = dict[str, Any]
Said = Mapping[str, str]

_TOKENS = {
    "number": r"-?\d{1,3}(?:,\d{3})+|-?\d+",
    "id": r"[A-Za-z0-9._+\-]+",
    "": r".+?",
}
ASKED_FOR = "the papers asked for"
"""Stands for the parcel that the count asks for now."""
COUNTER, CHECKER = "Mo", "Nell"
"""Who counts a box, and who checks it, where a hall does not say."""


class NotUnderstood(ValueError):
    """A line that is in no form known here."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is done: the unit, the numbered count of it, and what a full bundle holds there."""

    unit: str | None
    attempt: int
    bundle_size: int


@lru_cache(maxsize=256)
def _pattern(form: str) -> re.Pattern[str]:
    parts: list[str] = []
    for part in re.split(r"(<[^>]+>|[\[\]])", form):
        if part in "[]" and part:
            parts.append("(?:" if part == "[" else ")?")
        elif part.startswith("<"):
            name, _, kind = part[1:-1].partition(":")
            parts.append(f"(?P<{name}>{_TOKENS[kind]})")
        else:
            parts.append(re.escape(part))
    return re.compile("".join(parts))


def match(form: str, words: str) -> dict[str, str] | None:
    """The words that stand where a form has names; None where the form is another."""
    found = _pattern(form).fullmatch(words)
    return None if found is None else {k: v for k, v in found.groupdict().items() if v is not None}


def number(text: str) -> int:
    """A whole number as people write it: 6,558."""
    return int(text.replace(",", ""))


def listed(text: str) -> list[str]:
    """Ids in a row: b1, b2."""
    return [part.strip() for part in re.split(r",\s+", text)]


def figures(text: str) -> list[tuple[str, int]]:
    """Names each with its figure: khoo 491, roberts 11,625."""
    found: list[tuple[str, int]] = []
    for part in listed(text):
        each = match("<name> <n:number>", part)
        if each is None:
            raise NotUnderstood(f"“{part}” is no name with its figure")
        found.append((each["name"], number(each["n"])))
    return found


# ---------------------------------------------------------------------------------------------- verification


def _account(said: Said, place: Place) -> list[Body]:
    body: Body = {"act": "account", "box": said["box"]}
    for part in listed(said["figures"]):
        run = match("numbers <first:number> to <last:number>", part)
        if run:
            body.setdefault("ranges", []).append([number(run["first"]), number(run["last"])])
        else:
            ((name, figure),) = figures(part)
            body[name.replace(" ", "_")] = figure
    return [body | ({"note": said["note"]} if "note" in said else {})]


def _count(said: Said, place: Place) -> list[Body]:
    by, checked = said.get("by", COUNTER), said.get("checked", CHECKER)
    who = {"counted_by": by, "checked_by": checked}
    return [{"act": "box-counted", "box": said["box"], "papers": number(said["papers"]), **who}]


def _verify(said: Said, place: Place) -> list[Body]:
    body: Body = {"act": "box-verified", "box": said["box"], "papers": number(said["papers"])}
    if "others" in said:
        body["with"] = listed(said["others"])
    return [body | ({"note": said["note"]} if "note" in said else {})]


def _boxes(said: Said, place: Place) -> list[Body]:
    """Boxes that hold what their accounts say, from the door to the statement."""
    bodies: list[Body] = []
    for box, papers in figures(said["figures"]):
        here = {"box": box, "papers": str(papers)}
        bodies.append({"act": "account", "box": box, "stated": papers})
        bodies.append({"act": "box-received", "box": box})
        bodies += [*_count(here, place), *_verify(here, place)]
    return bodies


def _moved(act: str, *names: str) -> Callable[[Said, Place], list[Body]]:
    """Papers that leave a box, for a reason."""

    def build(said: Said, place: Place) -> list[Body]:
        body: Body = {"act": act, "papers": number(said["papers"])}
        return [body | {name: said[name] for name in names if name in said}]

    return build


def _add_box(said: Said, place: Place) -> list[Body]:
    body: Body = {"act": "box-added", **{k: said[k] for k in ("box", "kind", "name", "reason")}}
    return [body | {"electorate": number(said["electors"]), "contests": listed(said["contests"])}]


# ------------------------------------------------------------------------------------------------- the count


def _at(act: str, place: Place, **more: Any) -> Body:
    """An act of a unit's present count; the first count need not be named."""
    if place.unit is None:
        raise NotUnderstood("it is not said at which unit")
    attempt = {"attempt": place.attempt} if place.attempt != 1 else {}
    return {"act": act, "unit": place.unit, **attempt, **more}


def _mix(said: Said, place: Place) -> list[Body]:
    boxes: list[str] = []
    parts: dict[str, int] = {}
    for box in listed(said["boxes"]):
        part = match("<papers:number> of <box:id>", box)
        boxes.append(part["box"] if part else box)
        if part:
            parts[part["box"]] = number(part["papers"])
    more: Body = {"papers": parts} if parts else {}
    more |= {"reason": said["reason"]} if "reason" in said else {}
    return [_at("mixed", place, boxes=boxes, **more)]


def _hand(said: Said, place: Place) -> list[Body]:
    body = _at("handed", place, to_unit=said["to"], papers=number(said["papers"]))
    body["from_unit"] = body.pop("unit")
    return [body | {"reason": said["reason"]}]


def _bundled(act: str, whose: str, papers: int, said: Said, place: Place) -> Body:
    """Full bundles and at most one part bundle, unless the number of bundles is said."""
    who: Body = {"candidates": whose.split("+")} if act == "block" else {"candidate": whose}
    bundles = number(said["n"]) if "n" in said else -(-papers // place.bundle_size)
    names = {"slip": "slip", "made": "made_by", "checked": "checked_by"}
    more = {field: said[name] for name, field in names.items() if name in said}
    return _at(act, place, papers=papers, bundles=bundles, **who, **more)


def _one(act: str) -> Callable[[Said, Place], list[Body]]:
    return lambda said, place: [_bundled(act, said["whose"], number(said["papers"]), said, place)]


def _many(act: str) -> Callable[[Said, Place], list[Body]]:
    return lambda said, place: [
        _bundled(act, whose, papers, {}, place) for whose, papers in figures(said["figures"])
    ]


def _sheet(said: Said, place: Place) -> list[Body]:
    votes = dict(figures(said["figures"]))
    more: Body = {"unused": votes.pop("unused")} if "unused" in votes else {}
    papers = number(said["papers"])
    return [_at("sheet", place, serial=said["serial"], papers=papers, votes=votes, **more)]


def _decide(said: Said, place: Place) -> list[Body]:
    body = _at("adjudicated", place, good=[], returned=0, rejected={})
    for name, papers in figures(said["figures"]):
        what, _, whose = name.partition(" ")
        if what == "good" and whose:
            body["good"].append({"candidates": whose.split("+"), "papers": papers})
        elif name in ("returned", "in part", "objections"):
            body[name.replace(" ", "_")] = papers
        else:
            body["rejected"][name] = papers
    return [body]


def _total(said: Said, place: Place) -> list[Body]:
    totals = dict(figures(said["figures"]))
    more: Body = {name: totals.pop(name) for name in ("rejected", "unused") if name in totals}
    return [_at("unit-total", place, totals=totals, **more)]


def _sort(said: Said, place: Place) -> list[Body]:
    """Papers by next preference; which parcel it is the player knows, unless the text names it."""
    body = _at("sorted", place, parcel=said.get("parcel", ASKED_FOR), next={}, none=0)
    for name, papers in figures(said["figures"]):
        if name == "nobody":
            body["none"] = papers
        elif name in GROUNDS:
            body.setdefault("rejected", {})[name] = papers
        else:
            body["next"][name] = papers
    return [body]


def _seats_won(said: Said, place: Place) -> list[Body]:
    body: Body = {"act": "constituency-seats", "seats": dict(figures(said["figures"]))}
    for candidate, position in figures(said["returned"]) if "returned" in said else []:
        body.setdefault("returned", {}).setdefault(candidate, []).append(position)
    return [body]


# -------------------------------------------------------------------------------------------------- decisions


def _explain(said: Said, place: Place) -> list[Body]:
    piles = listed(said["piles"]) if "piles" in said else []
    return [{"act": "explained", "finding": said["code"], "piles": piles, "words": said["reason"]}]


def _recount(said: Said, place: Place) -> list[Body]:
    scope: Body = {"unit": said["unit"]} if "unit" in said else {"contest": True}
    if said["answer"] not in ("granted", "refused"):
        raise NotUnderstood("a recount is granted or refused")
    granted = said["answer"] == "granted"
    more = {"kind": said["kind"], "asked_by": said["asked"], "reason": said["reason"]}
    return [{"act": "recount", "scope": scope, "granted": granted, **more}]


def _lot(said: Said, place: Place) -> list[Body]:
    body: Body = {name: listed(said[name]) for name in ("among", "chosen", "witnesses")}
    return [{"act": "lot", **body, "to": said["to"], "method": said["method"]}]


def _of_contest(act: str, **fields: str) -> Callable[[Said, Place], list[Body]]:
    """An act that only says words: each field is what stands under a name in its form."""
    return lambda said, place: [
        {"act": act, **{field: said[name] for field, name in fields.items() if name in said}}
    ]


_BUNDLE = "[ in <n:number> bundles][, slip <slip:id>][, made by <made>][, checked by <checked>]"

SENTENCES: Mapping[str, Callable[[Said, Place], list[Body]]] = {
    "receive <boxes>": lambda said, place: [
        {"act": "box-received", "box": box} for box in listed(said["boxes"])
    ],
    "account <box:id>: <figures>[; note <note>]": _account,
    "count <box:id> <papers:number>[ by <by:id>, checked by <checked:id>]": _count,
    "verify <box:id> <papers:number>[ with <others>][ because <note>]": _verify,
    "boxes <figures>": _boxes,
    "stray <papers:number> from <box:id>[ to <to_box:id>] because <reason>": _moved(
        "strayed", "box", "to_box", "reason"
    ),
    "hand over <papers:number> from <box:id> to <to> because <reason>": _moved(
        "handed-over", "box", "to", "reason"
    ),
    "retrieve <papers:number> from <box:id> because <reason>": _moved("retrieved", "box", "reason"),
    "add box <box:id>: <kind:id>; <name>; <electors:number> electors; for <contests>; "
    "because <reason>": _add_box,
    "box <box:id> was not used because <reason>": _of_contest(
        "box-not-used", box="box", reason="reason"
    ),
    "add unit <unit:id>: <name>; for <contests>": lambda said, place: [
        {"act": "unit-added", "unit": said["unit"], "name": said["name"]}
        | {"contests": listed(said["contests"])}
    ],
    "close verification[ because <reason>]": _of_contest("verification-closed", reason="reason"),
    "mix <boxes>[ because <reason>]": _mix,
    "hand <papers:number> papers to <to:id> because <reason>": _hand,
    f"bundle <whose:id> <papers:number>{_BUNDLE}": _one("bundle"),
    "bundles <figures>": _many("bundle"),
    f"block <whose:id> <papers:number>{_BUNDLE}": _one("block"),
    "blocks <figures>": _many("block"),
    "sheet <serial:id> of <papers:number> papers: <figures>": _sheet,
    "doubtful <papers:number>": lambda said, place: [
        _at("doubtful", place, papers=number(said["papers"]))
    ],
    "decide <figures>": _decide,
    "total <figures>": _total,
    "sort the papers asked for: <figures>": _sort,
    "read <papers:number> papers from file <file:id>": lambda said, place: [
        {"act": "papers-read", "file_digest": said["file"], "papers": number(said["papers"])}
        | ({"attempt": place.attempt} if place.attempt != 1 else {})
    ],
    "sort parcel <parcel:id>: <figures>": _sort,
    "seats won in constituencies: <figures>[; returned <returned>]": _seats_won,
    "close the unit": lambda said, place: [_at("unit-closed", place)],
    "explain <code:id>[ at <piles>] because <reason>": _explain,
    'strike "<strikes>" because <reason>': _of_contest(
        "struck", strikes="strikes", reason="reason"
    ),
    'share the provisional result with <told>[ having seen "<seen>"]': lambda said, place: [
        {"act": "provisional", "told": listed(said["told"])}
        | ({"seen": said["seen"]} if "seen" in said else {})
    ],
    "recount <kind:id>[ of <unit:id>] asked by <asked>, <answer:id>, because <reason>": _recount,
    "lot among <among> falls on <chosen> to <to:id>, by <method>, before <witnesses>": _lot,
    "override <codes> because <reason>": lambda said, place: [
        {"act": "overridden", "findings": listed(said["codes"]), "reason": said["reason"]}
    ],
    'declare[ having seen "<seen>"]': _of_contest("declared", seen="seen"),
    "release <board:id>[ of <contest:id>]": _of_contest(
        "released", board="board", contest="contest"
    ),
    "correct by word: <words>": _of_contest("oral-correction", words="words"),
    "correct the figures: <figures>; because <reason>": lambda said, place: [
        {"act": "corrected", "votes": dict(figures(said["figures"])), "reason": said["reason"]}
    ],
    "find <papers:number> papers afterwards in <where> because <reason>": lambda said, place: [
        {"act": "found-after", "papers": number(said["papers"])}
        | {"where": said["where"], "reason": said["reason"]}
    ],
    "cancel because <reason>": _of_contest("cancelled", reason="reason"),
    "announce <words>": _of_contest("announced", words="words"),
    "attended <who> as <role>": _of_contest("attended", who="who", **{"as": "role"}),
    "pause <scope> because <reason>": _of_contest("paused", scope="scope", reason="reason"),
    "resume <scope>": _of_contest("resumed", scope="scope"),
    'agree to "<to>"[ having seen "<seen>"]': _of_contest("agreed", to="to", seen="seen"),
    'decline "<to>"[ because <reason>]': _of_contest("declined", to="to", reason="reason"),
}


def acts_of(words: str, place: Place) -> list[Body]:
    """The bodies of the acts of one sentence, without their ids.

    `strikes`, `to` and `seen` hold what the hall's text calls an act or a look at the figures; the player puts
    the ids and codes in their place.

    Raises:
        NotUnderstood: the sentence is in no form known here.
    """
    for form, build in SENTENCES.items():
        said = match(form, words)
        if said is not None:
            return build(said, place)
    raise NotUnderstood(f"nobody knows how to “{words}”")
