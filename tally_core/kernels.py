"""Every compiled loop of the core, and nothing else.

A kernel takes plain int64 arrays, writes into arrays its caller made, and never raises, logs or
checks: int64 wraps silently here and an index out of range reads foreign memory. So a kernel is
only called through the checked function of its concept (`balances`, `plurality`,
`verification.account`, `verification.reconcile`).

The numbers of rows and the mark for a missing figure stand here, not in a module of their own,
because numba freezes them into the cached machine code and looks only at this file to see whether
that code is stale.
"""

from typing import Final

import numpy as np
import numpy.typing as npt
from numba import njit

Whole = npt.NDArray[np.int64]
Short = npt.NDArray[np.int32]
Open = npt.NDArray[np.bool_]

NOT_ENTERED: Final = -(2**62)
"""Stands for a figure nobody has entered yet; beyond every figure that `exact` lets through."""

# Rows of `figures` in `accounts`: what the account says, and the count of the box.
STATED, UNUSED, SPOILT, UNUSED_FOUND, SPOILT_FOUND, RETRIEVED, COUNTED = range(7)
# Rows of its `into`.
ALLOCATED, ISSUED, EXPECTED, ARITHMETIC, VARIANCE = range(5)

# Rows of `figures` in `reconcile`: what is known of a box for one contest.
HAS_EXPECTED, HAS_COUNTED, HAS_STRAYS_OUT, HAS_STRAYS_IN, HAS_HANDED_OVER, HAS_VERIFIED = range(6)
# Rows of its `found`: counted less what went out plus what came in; what the box holds less what
# it should hold; verified less settled.
SETTLED, HELD_VARIANCE, DIFFERENCE = range(3)
# Rows of its sums: first the six of `figures`, then these.
SUM_VARIANCE, LINES, NO_ACCOUNT, NOT_COUNTED, NOT_VERIFIED = range(6, 11)
SUM_ROWS: Final = 11


@njit(cache=True)
def piles(source: Whole, target: Whole, papers: Whole, into: Whole) -> None:
    """Move each line's papers from its source pile to its target pile: balances in `into`."""
    for line in range(papers.size):
        into[source[line]] -= papers[line]
        into[target[line]] += papers[line]


@njit(cache=True)
def votes(row: Whole, column: Whole, votes: Whole, into: Whole) -> None:
    """Add each line's votes to its cell of `into`, an array of rows by columns."""
    for line in range(votes.size):
        into[row[line], column[line]] += votes[line]


@njit(cache=True)
def accounts(starts: Whole, ranges: Whole, figures: Whole, into: Whole) -> None:
    """Work out every ballot paper account of a hall.

    starts: lines + 1; line i has the number ranges starts[i] to starts[i + 1].
    ranges: ranges by 2, first and last number. figures: 7 by lines. into: 5 by lines.
    """
    for line in range(starts.size - 1):
        allocated = 0
        for book in range(starts[line], starts[line + 1]):
            allocated += ranges[book, 1] - ranges[book, 0] + 1
        unused = figures[UNUSED_FOUND, line]
        if unused == NOT_ENTERED:
            unused = figures[UNUSED, line]
        if unused == NOT_ENTERED:
            unused = 0
        spoilt = figures[SPOILT_FOUND, line]
        if spoilt == NOT_ENTERED:
            spoilt = figures[SPOILT, line]
        if spoilt == NOT_ENTERED:
            spoilt = 0
        if starts[line] == starts[line + 1]:
            into[ALLOCATED, line] = NOT_ENTERED
            into[ISSUED, line] = NOT_ENTERED
            into[ARITHMETIC, line] = NOT_ENTERED
            expected = figures[STATED, line]
        else:
            into[ALLOCATED, line] = allocated
            into[ISSUED, line] = allocated - unused
            expected = allocated - unused - spoilt
            into[ARITHMETIC, line] = figures[STATED, line] - expected
        expected -= figures[RETRIEVED, line]
        into[EXPECTED, line] = expected
        if figures[COUNTED, line] == NOT_ENTERED:
            into[VARIANCE, line] = NOT_ENTERED
        else:
            into[VARIANCE, line] = figures[COUNTED, line] - expected


@njit(cache=True)
def reconcile(groups: Whole, figures: Whole, found: Whole, into: Whole) -> None:
    """Set what each box holds against what it should hold, and add up every group of boxes.

    groups: levels by lines, the column of `into` that each line is added to at each level (its
    polling place, its contest, the hall). figures: 6 by lines. found: 3 by lines. into: 11 by
    groups. A figure not entered is not added but counted as missing, so that no sum hides a gap.
    """
    for line in range(figures.shape[1]):
        expected = figures[HAS_EXPECTED, line]
        settled = NOT_ENTERED
        if figures[HAS_COUNTED, line] != NOT_ENTERED:
            settled = (
                figures[HAS_COUNTED, line]
                - figures[HAS_STRAYS_OUT, line]
                + figures[HAS_STRAYS_IN, line]
                - figures[HAS_HANDED_OVER, line]
            )
        held = figures[HAS_VERIFIED, line]
        difference = NOT_ENTERED
        if held == NOT_ENTERED:
            held = settled
        elif settled != NOT_ENTERED:
            difference = held - settled
        variance = NOT_ENTERED
        if held != NOT_ENTERED and expected != NOT_ENTERED:
            variance = held - expected
        found[SETTLED, line] = settled
        found[HELD_VARIANCE, line] = variance
        found[DIFFERENCE, line] = difference

        for level in range(groups.shape[0]):
            group = groups[level, line]
            for row in range(figures.shape[0]):
                if figures[row, line] != NOT_ENTERED:
                    into[row, group] += figures[row, line]
            if variance != NOT_ENTERED:
                into[SUM_VARIANCE, group] += variance
            into[LINES, group] += 1
            into[NO_ACCOUNT, group] += expected == NOT_ENTERED
            into[NOT_COUNTED, group] += figures[HAS_COUNTED, line] == NOT_ENTERED
            into[NOT_VERIFIED, group] += figures[HAS_VERIFIED, line] == NOT_ENTERED


@njit(cache=True)
def plurality(votes: Whole, seats: int, order: Whole) -> tuple[int, int]:
    """Rank candidates by votes falling, equal votes by number, into `order`.

    Returns the first place and the one past the last of the candidates who have equal votes on
    both sides of the last seat; (0, 0) if nobody has.
    """
    for candidate in range(votes.size):
        # Insertion keeps equal votes in the order of their numbers.
        place = candidate
        while place > 0 and votes[order[place - 1]] < votes[candidate]:
            order[place] = order[place - 1]
            place -= 1
        order[place] = candidate
    if seats >= votes.size or votes[order[seats - 1]] != votes[order[seats]]:
        return 0, 0
    level = votes[order[seats]]
    first = seats - 1
    while first > 0 and votes[order[first - 1]] == level:
        first -= 1
    past = seats + 1
    while past < votes.size and votes[order[past]] == level:
        past += 1
    return first, past


# Piles of preference papers (`preference_piles`): every candidate's pile is a chain of groups of
# equal papers, from the one on `top` to the one `under` it and so on. Laying a group on a pile
# costs two writes, and papers that were sorted before they are dealt are read in that order.

NO_GROUP: Final = -1
"""Stands on top of an empty pile, and under the lowest group of every pile."""


@njit(cache=True)
def divide_down(part: int, among: int) -> int:
    """Divide and drop the remainder; neither figure is negative."""
    return part // among


@njit(cache=True)
def first_preferences(
    starts: Whole,
    preferences: Short,
    weights: Whole,
    place: Whole,
    under: Short,
    top: Whole,
    papers: Whole,
) -> None:
    """Lay every group of papers on the pile of its first preference.

    place: where in `preferences` each group stands. papers: how many papers are on each pile.
    """
    for group in range(weights.size - 1, -1, -1):
        first = preferences[starts[group]]
        place[group] = starts[group]
        under[group] = top[first]
        top[first] = group
        papers[first] += weights[group]


@njit(cache=True)
def transfer(
    pile: int,
    surplus: int,
    continuing: Open,
    starts: Whole,
    preferences: Short,
    weights: Whole,
    place: Whole,
    value: Short,
    under: Short,
    top: Whole,
    votes: Whole,
) -> int:
    """Move every paper of a pile to its next preference among the continuing candidates.

    surplus: 0 if papers keep their value; else each is worth so much less as the surplus is less
    than the votes of the pile, rounded down for each paper. The votes of the pile itself are left
    to the caller. Returns the value of the papers that have no further preference.
    """
    non_transferable = 0
    held = worth = -1
    group = top[pile]
    top[pile] = NO_GROUP
    while group != NO_GROUP:
        beneath = under[group]
        if value[group] != held:
            held = worth = int(value[group])
            if surplus:
                worth = divide_down(surplus * held, votes[pile])
        following = place[group] + 1
        end = starts[group + 1]
        while following < end and not continuing[preferences[following]]:
            following += 1
        if following == end:
            non_transferable += weights[group] * worth
        else:
            taker = preferences[following]
            place[group] = following
            value[group] = worth
            under[group] = top[taker]
            top[taker] = group
            votes[taker] += weights[group] * worth
        group = beneath
    return non_transferable


# Parcels of preference papers (`parcels`): groups of equal papers that lie together and move together.


@njit(cache=True)
def sort_parcel(
    groups: Whole,
    starts: Whole,
    preferences: Short,
    weights: Whole,
    available: Open,
    place: Whole,
    order: Whole,
    ends: Whole,
    papers: Whole,
) -> None:
    """Sort the groups of a parcel by their next available preference.

    groups: those in the parcel. available: for each candidate, whether they can still receive papers. place:
    where in `preferences` each group of the contest has come to; moved on to its next available one, or past
    its last. order: the parcel's groups again, candidate after candidate, as they lay before, and at the end
    those without a further preference. ends: candidates + 1, where in `order` each one's groups end. papers:
    candidates + 1, how many papers those are. The last two start at 0.
    """
    none_left = available.size
    for line in range(groups.size):
        group = groups[line]
        at = place[group]
        while at < starts[group + 1] and not available[preferences[at]]:
            at += 1
        place[group] = at
        receiver = none_left if at == starts[group + 1] else preferences[at]
        ends[receiver] += 1
        papers[receiver] += weights[group]
    begin = 0
    for receiver in range(ends.size):
        length = ends[receiver]
        ends[receiver] = begin
        begin += length
    # Where each receiver's groups begin becomes, group by group, where they end.
    for line in range(groups.size):
        group = groups[line]
        at = place[group]
        receiver = none_left if at == starts[group + 1] else preferences[at]
        order[ends[receiver]] = group
        ends[receiver] += 1


# Papers by the way they take (`keep_values`): past candidates who keep a share, up to one who keeps all.

WHOLE: Final = 1_000_000_000
"""A paper, and the keep value of a candidate who passes nothing on: nine places."""


@njit(cache=True)
def ways(
    starts: Whole,
    preferences: Short,
    weights: Whole,
    out: Open,
    sharing: Open,
    who: Short,
    before: Short,
    papers: Whole,
    longer: Short,
    other: Short,
) -> int:
    """Find the ways that papers take, and how many papers go each.

    A way is a step longer than the one `before` it, to candidate `who`; way 0 has no step yet. out: candidates
    whom papers pass over. sharing: those who pass some of each paper on; at any other its way ends. longer: of
    each way, the last found that is one step longer; other: the one found before that of the same length
    behind the same way; 0 if there is none. Returns how many ways there are.
    """
    found = 1
    longer[0] = 0
    for group in range(weights.size):
        way = 0
        for at in range(starts[group], starts[group + 1]):
            candidate = preferences[at]
            if out[candidate]:
                continue
            step = longer[way]
            while step and who[step] != candidate:
                step = other[step]
            if not step:
                step = found
                found += 1
                who[step] = candidate
                before[step] = way
                papers[step] = longer[step] = 0
                other[step] = longer[way]
                longer[way] = step
            papers[step] += weights[group]
            if not sharing[candidate]:
                break
            way = step
    return found


@njit(cache=True)
def keep(
    found: int, who: Short, before: Short, papers: Whole, keeps: Whole, left: Whole, votes: Whole
) -> None:
    """Let every candidate keep a share of what is left of each paper, rounded up, and add up the votes.

    keeps: of each candidate, out of WHOLE. left: of a paper at the end of each way.
    """
    left[0] = WHOLE
    for way in range(1, found):
        here = left[before[way]]
        kept = divide_down(here * keeps[who[way]] + WHOLE - 1, WHOLE)
        left[way] = here - kept
        votes[who[way]] += papers[way] * kept


# Lines of digits (`paper_lines`): what files of preferences are made of, read byte by byte.

Bytes = npt.NDArray[np.uint8]
ZERO, NINE, COMMA, BLANK, TAB, RETURN, NEW_LINE = 48, 57, 44, 32, 9, 13, 10
MOST_PAPERS: Final = 999_999_999
"""In one line; so many lines as memory holds still add up within int64."""


@njit(cache=True)
def paper_lines(
    text: Bytes,
    at: int,
    zero: bool,
    dropped: Open,
    seen: Whole,
    group: int,
    weights: Whole,
    starts: Whole,
    preferences: Short,
) -> tuple[int, int]:
    """Read groups of papers, `group` and those after it, into the last three.

    dropped: candidates left out. seen: per candidate, 1 more than the byte where the last line began
    that named them. Returns how many groups there are now, and the first byte of a line that is other
    than `paper_lines.PaperLines` says, or the end.
    """
    flat, column, weight, commas = starts[group], 0, 0, 0
    number, closed, line = -1, False, at
    for place in range(at, text.size + 1):
        byte = text[place] if place < text.size else NEW_LINE
        if ZERO <= byte <= NINE:
            if number < 0:
                if closed or commas > (column > 0):
                    return group, line
                number = commas = 0
            number = 10 * number + (byte - ZERO)
            if number > MOST_PAPERS:
                return group, line
            continue
        if number >= 0:
            if not column:
                weight = number
            elif not number:
                closed = True
            elif number > seen.size or seen[number - 1] > line:
                return group, line
            else:
                seen[number - 1] = line + 1
                if not dropped[number - 1]:
                    preferences[flat] = number - 1
                    flat += 1
            column, number = column + 1, -1
        commas += byte == COMMA
        if byte == NEW_LINE:
            if column == 1 or (column and (not weight or closed != zero)) or commas > 0 == column:
                return group, line
            if flat > starts[group]:
                weights[group] = weight
                group += 1
                starts[group] = flat
            column, commas, closed, line = 0, 0, False, place + 1
        elif byte != COMMA and byte != BLANK and byte != TAB and byte != RETURN:
            return group, line
    return group, text.size
