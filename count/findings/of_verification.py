"""Findings of verification: boxes still out, figures that differ, accounts that do not add up."""

from collections.abc import Iterable

from count.findings.finding import Finding, FindingKind, Rule, listed, papers, several
from count.ledger.boxes import BoxStanding
from count.ledger.standing import Standing
from verification.account import arithmetic

BOX_OPEN = FindingKind(
    "box-open",
    "blocks",
    means="A box on the list is neither verified nor recorded as not used.",
    remedy="Find each box, count it and verify it, or record with a second person that it was not used.",
    law="account",
    unfinished=True,
    overridable=False,
)


def box_open(standing: Standing) -> Iterable[Finding]:
    """Every listed box is verified, or recorded as not used."""
    waiting = [box for box in standing.boxes.values() if not box.done]
    if waiting:
        names = listed(f"{box.box} ({box.name})" for box in waiting)
        yield BOX_OPEN.found(
            standing.rules,
            f"{several(len(waiting), 'box is', 'boxes are')} not verified "
            f"(of {len(standing.boxes)}): {names}.",
            piles=tuple(f"box/{box.box}" for box in waiting),
            numbers={"boxes": len(waiting)},
        )


BOX_NOT_COUNTED = FindingKind(
    "box-not-counted",
    "blocks",
    means="A box was verified, but nobody recorded how many papers were counted in it.",
    remedy="Record the count of the box, or count it.",
    law="account",
)


def box_not_counted(standing: Standing) -> Iterable[Finding]:
    """A verified box was counted."""
    for box in standing.boxes.values():
        if box.verified and box.settled is None:
            yield BOX_NOT_COUNTED.found(
                standing.rules,
                f"Box {box.box} is verified at {papers(box.verified)}, but no count of it was recorded.",
                piles=(f"box/{box.box}",),
                numbers={"verified": box.verified},
            )


BOX_FIGURES_DIFFER = FindingKind(
    "box-figures-differ",
    "blocks",
    means="The verified number is not the number found, less stray papers that left, "
    "plus stray papers that came.",
    remedy="Count the box again, or verify it again with the right number.",
    law="account",
)


def box_figures_differ(standing: Standing) -> Iterable[Finding]:
    """Verified is found less strays out plus strays in."""
    for box in standing.boxes.values():
        settled = box.settled
        if box.verified is None or settled is None:
            continue
        least = settled - box.foreign - box.handed_over
        if not least <= box.verified <= settled:
            yield BOX_FIGURES_DIFFER.found(
                standing.rules,
                f"Box {box.box} is verified at {box.verified:,}, but {_found(box)} makes {settled:,}.",
                piles=(f"box/{box.box}",),
                numbers={"verified": box.verified, "found": settled},
            )


def _found(box: BoxStanding) -> str:
    found = box.counts[-1].papers if box.counts else 0
    words = f"{found:,} found"
    if box.strays_out:
        words += f", less {box.strays_out:,} that belong elsewhere"
    if box.strays_in:
        words += f", plus {box.strays_in:,} found in other boxes"
    return words


BOX_VARIANCE = FindingKind(
    "box-variance",
    "explain",
    means="A box holds more or fewer papers than its ballot paper account says.",
    remedy="Say what was found out: the words go on the statement as to verification.",
    law="account",
)


def box_variance(standing: Standing) -> Iterable[Finding]:
    """A box holds another number than its account says: the statement of verification says why."""
    for box in standing.boxes.values():
        expected = box.expected
        if box.verified is None or expected is None or box.verified == expected:
            continue
        difference = box.verified - expected
        word = "more" if difference > 0 else "fewer"
        yield BOX_VARIANCE.found(
            standing.rules,
            f"Box {box.box} holds {papers(abs(difference))} {word} than its account says "
            f"({box.verified:,} verified, {expected:,} expected).",
            piles=(f"box/{box.box}",),
            numbers={"verified": box.verified, "expected": expected, "variance": difference},
            explained=_settled_with(standing, box) or box.note,
        )


def _settled_with(standing: Standing, box: BoxStanding) -> str | None:
    """Boxes of one place may net out: errors at one station that another's make good."""
    group = [box, *(standing.boxes[b] for b in box.netted_with if b in standing.boxes)]
    if len(group) < 2 or any(b.verified is None or b.expected is None for b in group):
        return None
    if sum(b.verified or 0 for b in group) != sum(b.expected or 0 for b in group):
        return None
    return f"Nets out with {listed(b.box for b in group[1:])}."


COUNTS_DIFFER = FindingKind(
    "counts-differ",
    "explain",
    means="The last two counts of a box gave different numbers.",
    remedy="Count it again until two counts running agree.",
    law="account",
)


def counts_differ(standing: Standing) -> Iterable[Finding]:
    """A difference stands only when two counts running agree."""
    for box in standing.boxes.values():
        if len(box.counts) < 2 or box.counts[-1].papers == box.counts[-2].papers:
            continue
        if box.verified is not None and box.verified == box.expected:
            continue
        last, before = box.counts[-1].papers, box.counts[-2].papers
        yield COUNTS_DIFFER.found(
            standing.rules,
            f"The last two counts of box {box.box} differ: {before:,} and {last:,}.",
            piles=(f"box/{box.box}",),
            numbers={"before": before, "last": last},
        )


ACCOUNT_MISSING = FindingKind(
    "account-missing",
    "explain",
    means="A box was verified although nobody recorded its ballot paper account.",
    remedy="Record the account, or say why there is none.",
    law="account",
)


def account_missing(standing: Standing) -> Iterable[Finding]:
    """Each box has its ballot paper account."""
    for box in standing.boxes.values():
        if box.verified is not None and box.account is None and box.listed:
            yield ACCOUNT_MISSING.found(
                standing.rules,
                f"Box {box.box} is verified without its ballot paper account.",
                piles=(f"box/{box.box}",),
                explained=box.note,
            )


ACCOUNT_ARITHMETIC = FindingKind(
    "account-arithmetic",
    "explain",
    means="The presiding officer's total does not follow from the papers allocated, unused and spoilt.",
    remedy="Check the account and recount the unused papers; the figures found count.",
    law="account",
)


def account_arithmetic(standing: Standing) -> Iterable[Finding]:
    """The presiding officer's figure follows from the papers allocated, unused and spoilt."""
    for box in standing.boxes.values():
        said = box.stated_account
        off = arithmetic(said) if said is not None else None
        if said is None or not off:
            continue
        yield ACCOUNT_ARITHMETIC.found(
            standing.rules,
            f"The account of box {box.box} states {said.stated:,} papers, "
            f"but its own figures make {said.stated - off:,}.",
            piles=(f"box/{box.box}",),
            numbers={"stated": said.stated, "computed": said.stated - off},
            explained=box.account.note if box.account else None,
        )


ACCOUNT_INCOMPLETE = FindingKind(
    "account-incomplete",
    "explain",
    means="An account gives the ranges of paper numbers but not the unused papers.",
    remedy="Record the account again with the unused papers; key 0 where there are none.",
    law="account",
)


def account_incomplete(standing: Standing) -> Iterable[Finding]:
    """An account with number ranges needs its unused papers: a blank is not a zero."""
    for box in standing.boxes.values():
        said = box.account
        if said is not None and said.ranges and said.unused is None and said.unused_found is None:
            yield ACCOUNT_INCOMPLETE.found(
                standing.rules,
                f"The account of box {box.box} lacks its unused papers: the number stated is used.",
                piles=(f"box/{box.box}",),
            )


PAPERS_ABOVE_ELECTORATE = FindingKind(
    "papers-above-electorate",
    "explain",
    means="A station's box holds more papers than the station has electors.",
    remedy="Look for another station's papers in it, or for a wrong electorate in the set-up.",
    law="account",
)


def above_electorate(standing: Standing) -> Iterable[Finding]:
    """A station cannot take more papers than it has electors."""
    for box in standing.boxes.values():
        if box.kind == "station" and box.electorate and (box.verified or 0) > box.electorate:
            yield PAPERS_ABOVE_ELECTORATE.found(
                standing.rules,
                f"Box {box.box} holds {box.verified:,} papers, "
                f"but its station has {box.electorate:,} electors.",
                piles=(f"box/{box.box}",),
                numbers={"verified": box.verified or 0, "electorate": box.electorate},
            )


VERIFICATION_OPEN = FindingKind(
    "verification-open",
    "blocks",
    means="Verification has not been closed by an officer.",
    remedy="When every box is verified, close verification and issue the statement.",
    law="account",
    unfinished=True,
)


def verification_open(standing: Standing) -> Iterable[Finding]:
    """Verification is closed before any result is shared."""
    if standing.verification_closed is None:
        yield VERIFICATION_OPEN.found(standing.rules, "Verification has not been closed.")


RULES: tuple[Rule, ...] = (
    box_open,
    box_not_counted,
    box_figures_differ,
    box_variance,
    counts_differ,
    account_missing,
    account_arithmetic,
    account_incomplete,
    above_electorate,
    verification_open,
)
