"""What a recorded hall may expect of a standing, form by form; each says what is wrong, or nothing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from count.hall.hall import Hall
from count.poll.roles import Visitor
from tests.halls.sentences import Said, figures, listed, match, number


@dataclass(frozen=True, slots=True)
class Seen:
    """A contest as the returning officer sees it; `warnings` are those of the poll folder."""

    hall: Hall
    contest: str
    people: Mapping[str, Visitor]
    shown: dict[str, Any]
    warnings: Sequence[str]

    @property
    def in_the_way(self) -> list[str]:
        """The findings that stand in the way; a provisional result still to be shared is none."""
        return [
            finding["code"]
            for finding in self.shown["findings"]
            if finding["severity"] == "blocks"
            and not finding.get("overridden")
            and finding["code"] != "provisional-needed"
        ]

    def as_seen_by(self, name: str) -> dict[str, Any]:
        """The same contest as somebody else in the hall may see it."""
        return self.hall.show(self.contest, self.people[name], self.hall.last_at)


def fails(what: str, is_now: Any, wanted: Any) -> str | None:
    """What to say where a figure is another than the text has."""
    return None if is_now == wanted else f"{what}: {is_now}, not {wanted}"


def check_finding(words: str, found: Sequence[Mapping[str, Any]]) -> str | None:
    """Hold `blocking CODE: 6,558 papers at box/b3` or `to explain CODE ...` against the findings.

    Every finding of that code is tried: one of them must have these figures and exactly these piles. "unknown"
    where the words are in no such form.
    """
    for form, severity in (("blocking <rest>", "blocks"), ("to explain <rest>", "explain")):
        outer = match(form, words)
        if outer is None:
            continue
        said = match("<code:id>[: <numbers>][ at <piles>]", outer["rest"])
        if said is None:
            return "unknown"
        of_code = [each for each in found if each["code"] == said["code"]]
        for finding in of_code:
            if finding["severity"] == severity and _as_said(finding, said):
                return None
        return f"there is {of_code or [each['code'] for each in found]}"
    return "unknown"


def _as_said(finding: Mapping[str, Any], said: Said) -> bool:
    numbers: dict[str, int] = {}
    for part in listed(said.get("numbers", "")):
        each = match("<n:number> <what>", part)
        if each:
            numbers[each["what"]] = number(each["n"])
    if "numbers" in said and not numbers:
        return False
    if any(finding["numbers"].get(what) != figure for what, figure in numbers.items()):
        return False
    return "piles" not in said or set(finding["piles"]) == set(listed(said["piles"]))


# ---------------------------------------------------------------------------------------------- expectations


def _state(seen: Seen, said: Said) -> str | None:
    return fails("the state", seen.shown["state"], said["state"])


_FIGURES = {"handed over": "handed_over", "rejected in part": "in_part", "count": "attempt"}


def _figure(what: str) -> Callable[[Seen, Said], str | None]:
    key = _FIGURES.get(what, what)
    return lambda seen, said: fails(what, seen.shown[key], number(said["n"]))


def _totals(seen: Seen, said: Said) -> str | None:
    """Every candidate, and in the order of the ballot paper."""
    wanted = figures(said["figures"])
    return fails("totals", list(seen.shown["totals"].items()), wanted)


def _rejected(seen: Seen, said: Said) -> str | None:
    wanted = {} if said["figures"] == "none" else dict(figures(said["figures"]))
    return fails("rejected", seen.shown["rejected"], wanted)


def _turnout(seen: Seen, said: Said) -> str | None:
    return fails("turnout", seen.shown["turnout"]["percent"], said["percent"])


def _elected(seen: Seen, said: Said) -> str | None:
    result = seen.shown["result"]
    if result is None:
        return "nobody is declared elected"
    if said["who"] == "nobody":
        return fails("elected", result["elected"], [])
    wanted = [number(years) for years in said.get("terms", "").split(" and ") if years]
    return fails("elected", result["elected"], listed(said["who"])) or fails(
        "terms", result["terms"], wanted
    )


def _in_the_way(seen: Seen, said: Said) -> str | None:
    return fails("in the way", sorted(set(seen.in_the_way)), sorted(listed(said["codes"])))


def _nothing(seen: Seen, said: Said) -> str | None:
    return fails("in the way", seen.in_the_way, [])


def _finding(seen: Seen, said: Said) -> str | None:
    return check_finding(f"{said['how']} {said['rest']}", seen.shown["findings"])


def _none(seen: Seen, said: Said) -> str | None:
    codes = [finding["code"] for finding in seen.shown["findings"]]
    return f"there is {said['code']}" if said["code"] in codes else None


def _settled(how: str) -> Callable[[Seen, Said], str | None]:
    def check(seen: Seen, said: Said) -> str | None:
        of_code = [f for f in seen.shown["findings"] if f["code"] == said["code"]]
        done = of_code and all(finding.get(how) for finding in of_code)
        return None if done else f"{said['code']} is not {how}: {of_code}"

    return check


def _lot(seen: Seen, said: Said) -> str | None:
    needs = seen.shown["needs"]
    wanted = {"among": listed(said["among"]), "to": said["to"], "seats": number(said["seats"])}
    return fails("needs", needs and needs.get("lot"), wanted)


def _no_lot(seen: Seen, said: Said) -> str | None:
    return fails("needs", seen.shown["needs"], None)


def _unit_state(seen: Seen, said: Said) -> str | None:
    return fails(said["unit"], seen.shown["units"][said["unit"]]["state"], said["state"])


def _unit_totals(seen: Seen, said: Said) -> str | None:
    totals = seen.shown["units"][said["unit"]]["totals"]
    return fails(f"totals of {said['unit']}", totals, dict(figures(said["figures"])))


def _unit_figure(seen: Seen, said: Said) -> str | None:
    unit = seen.shown["units"][said["unit"]]
    return fails(f"{said['what']} at {said['unit']}", unit[said["what"]], number(said["n"]))


def _past(seen: Seen, said: Said) -> str | None:
    """An earlier count of a unit stays to be read."""
    past = {
        each["attempt"]: each["totals"] for each in seen.shown["units"][said["unit"]]["attempts"]
    }
    wanted = dict(figures(said["figures"]))
    return fails(f"count {said['n']} of {said['unit']}", past.get(number(said["n"])), wanted)


def _box(seen: Seen, said: Said) -> str | None:
    box = seen.shown["boxes"][said["box"]]
    if "state" in said:
        return fails(said["box"], box["state"], said["state"])
    wanted = {name.replace(" ", "_"): n for name, n in figures(said["figures"])}
    return fails(said["box"], {name: box[name] for name in wanted}, wanted)


def _deposit(seen: Seen, said: Said) -> str | None:
    rules = seen.hall.standings[seen.contest].rules
    if rules.deposit is None:
        return "there are no deposits at such a poll"
    votes = seen.shown["totals"]
    kept = rules.deposit.returned(votes[said["candidate"]], sum(votes.values()))
    return fails("deposit", "kept" if kept else "lost", said["fate"])


def _order(seen: Seen, said: Said) -> str | None:
    """One order everywhere: of the totals, of every unit's, and of the candidates as they are listed."""
    wanted = listed(said["order"])
    orders = {tuple(seen.shown["totals"]), tuple(c["candidate"] for c in seen.shown["candidates"])}
    orders |= {tuple(unit["totals"]) for unit in seen.shown["units"].values()}
    return fails("order", orders, {tuple(wanted)})


def _sees(seen: Seen, said: Said, *, does: bool) -> str | None:
    """Whether somebody may see candidates' figures, of the contest or of one unit."""
    shown = seen.as_seen_by(said["who"])
    where = shown.get("units", {}).get(said["unit"], {}) if "unit" in said else shown
    return fails(f"{said['who']} sees totals", "totals" in where, does)


def _warned(seen: Seen, said: Said) -> str | None:
    found = any(said["words"] in warning for warning in seen.warnings)
    return None if found else f"the poll folder's warnings are {seen.warnings}"


def _proposals(seen: Seen, said: Said) -> str | None:
    return fails("agreements open", len(seen.shown["agreements"]), number(said["n"]))


def _to_sort(seen: Seen, said: Said) -> str | None:
    asked = (seen.shown["needs"] or {}).get("papers")
    wanted = (number(said["n"]), listed(said["of"]), listed(said["next"]))
    found = asked and (asked["papers"], asked["of"], asked["next_for"])
    worth = fails("value", asked and asked["value"], said["value"]) if "value" in said else None
    return fails("needs", found, wanted) or worth


def _needs_seats(seen: Seen, said: Said) -> str | None:
    return fails("needs", "seats" in (seen.shown["needs"] or {}), True)


def _stage(seen: Seen, said: Said) -> str | None:
    """A figure a candidate in ballot order; – for who is out of account."""
    stage = seen.shown["stages"][number(said["n"]) - 1]
    shown = " ".join(figure or "–" for figure in stage["figures"])
    return fails(stage["title"], shown, said["figures"].replace(",", ""))


def _seats(seen: Seen, said: Said) -> str | None:
    """Who takes each seat, in order."""
    result = seen.shown["result"]
    seats = [seat["name"] or seat["candidate"] for seat in result["seats"]] if result else None
    return fails("seats", seats, [name.strip() for name in said["names"].split(";")])


def _carried(*, wanted: bool) -> Callable[[Seen, Said], str | None]:
    return lambda seen, said: fails("carried", (seen.shown["result"] or {}).get("carried"), wanted)


EXPECTATIONS: Mapping[str, Callable[[Seen, Said], str | None]] = {
    "state <state:id>": _state,
    **{
        f"{what} <n:number>": _figure(what)
        for what in (
            *("verified", "accounted", "unaccounted", "unused", "doubtful"),
            *("handed over", "rejected in part", "count"),
        )
    },
    "rejected <figures>": _rejected,
    "turnout <percent> per cent": _turnout,
    "elected <who>[ for <terms> years]": _elected,
    "nothing in the way": _nothing,
    "in the way: <codes>": _in_the_way,
    "blocking <rest>": lambda seen, said: _finding(seen, {"how": "blocking", **said}),
    "to explain <rest>": lambda seen, said: _finding(seen, {"how": "to explain", **said}),
    "no finding <code:id>": _none,
    "explained <code:id>": _settled("explained"),
    "overridden <code:id>": _settled("overridden"),
    "a lot among <among> for <seats:number> to <to:id>": _lot,
    "no lot": _no_lot,
    "<n:number> papers worth <value> to sort, of <of>, for <next>": _to_sort,
    "<n:number> papers to sort, of <of>, for <next>": _to_sort,
    "nothing to sort": _no_lot,
    "seats to be stated": _needs_seats,
    "stage <n:number>: <figures>": _stage,
    "seats <names>": _seats,
    "carried": _carried(wanted=True),
    "not carried": _carried(wanted=False),
    "<unit:id> is <state:id>": _unit_state,
    "totals of <unit:id>: <figures>": _unit_totals,
    "totals <figures>": _totals,
    "<n:number> <what:id> at <unit:id>": _unit_figure,
    "count <n:number> of <unit:id>: <figures>": _past,
    "box <box:id> is <state:id>": _box,
    "box <box:id>: <figures>": _box,
    "deposit of <candidate:id> <fate:id>": _deposit,
    "order <order>": _order,
    "<who:id> sees totals[ of <unit:id>]": lambda seen, said: _sees(seen, said, does=True),
    "<who:id> does not see totals[ of <unit:id>]": lambda seen, said: _sees(seen, said, does=False),
    "warning <words>": _warned,
    "<n:number> agreements open": _proposals,
}
