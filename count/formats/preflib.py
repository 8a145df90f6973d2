"""PrefLib's files of strict orders, complete (.soc) and incomplete (.soi), in their form of 2022.

    # TITLE: Ward 4
    # NUMBER ALTERNATIVES: 3
    # NUMBER VOTERS: 61
    # NUMBER UNIQUE ORDERS: 2
    # ALTERNATIVE NAME 1: Jane Roe
    60: 3,1,2
    1: 2

The number of voters and of orders must be what the lines hold; a complete order names everybody. The
format knows no seats.
"""

import re

from count.formats.election import BadLine, Election, Faults
from count.formats.rankings import START, Group, RankingLine, cells_of, group_of, lines_from, whole
from tally_core.kernels import MOST_PAPERS
from tally_core.papers import MOST_CANDIDATES, papers

_FACT = re.compile(r"#\s*([A-Z][A-Z ]*?)\s*(\d*)\s*:(.*)", re.DOTALL)
_KINDS = ("soi", "soc")


def read(data: bytes) -> Election:
    """Read a file of UTF-8. Raises NotRead with every fault in it."""
    faults = Faults()
    facts: dict[str, str] = {}
    names: dict[int, str] = {}
    orders: list[RankingLine] = []
    for line in lines_from(data, START):
        if line.text.lstrip().startswith("#"):
            _fact(line, facts, names)
        elif line.text.strip():
            orders.append(line)
    kind = facts.get("DATA TYPE", "soi").lower()
    if kind not in _KINDS:
        faults.add(None, f"The data type is {kind}", "soi or soc: strict orders")
    candidates = _number("NUMBER ALTERNATIVES", facts, MOST_CANDIDATES, faults)
    for candidate in range(1, candidates + 1):
        if not names.get(candidate):
            faults.add(
                None, f"Alternative {candidate} has no name", f"# ALTERNATIVE NAME {candidate}"
            )
    faults.refuse()
    groups = _groups(orders, candidates, kind == "soc", faults)
    faults.refuse()
    for fact, held in (
        ("NUMBER UNIQUE ORDERS", len(orders)),
        ("NUMBER VOTERS", sum(number for number, _ in groups)),
    ):
        if fact in facts and _number(fact, facts, MOST_PAPERS, faults) != held:
            faults.add(
                None, f"{fact} is {facts[fact]}, and the lines hold {held}", "the same number"
            )
    faults.refuse()
    title = facts.get("TITLE", "")
    return Election(
        title, tuple(names[who + 1] for who in range(candidates)), None, papers(candidates, groups)
    )


def _fact(line: RankingLine, facts: dict[str, str], names: dict[int, str]) -> None:
    match = _FACT.match(line.text.strip())
    if match is None:
        return
    key, number, value = match[1], match[2], match[3].strip()
    if key == "ALTERNATIVE NAME" and number:
        names[int(number)] = value
    elif not number:
        facts[key] = value


def _number(fact: str, facts: dict[str, str], most: int, faults: Faults) -> int:
    try:
        return whole(facts.get(fact, ""), fact, 1, most)
    except BadLine as fault:
        faults.add(None, f"{fact} is missing or {fault.found}", fault.expected)
        return 0


def _groups(
    orders: list[RankingLine], candidates: int, complete: bool, faults: Faults
) -> list[Group]:
    groups: list[Group] = []
    for line in orders:
        number, colon, order = line.text.partition(":")
        cells = [number.strip(), *cells_of(order)]
        try:
            if not colon or len(cells) == 1:
                raise BadLine("no order", "a number of voters, a colon, alternatives")
            if "-" in order or "=" in order or "{" in order:
                raise BadLine("not a strict order", "alternatives with commas between")
            if complete and len(cells) != candidates + 1:
                raise BadLine("not a complete order", f"all {candidates} alternatives")
            groups.append(group_of(cells, candidates))
        except BadLine as fault:
            faults.misread(line.number, line.text, fault)
    return groups
