"""What verification can find: boxes still out, figures that differ, accounts that do not add up."""

from collections.abc import Iterable

from count.findings.finding import Finding, Rule, listed, papers, several
from count.ledger.boxes import BoxStanding
from count.ledger.standing import Standing
from verification.account import arithmetic


def box_open(standing: Standing) -> Iterable[Finding]:
    """Every listed box is verified, or recorded as not used."""
    waiting = [box for box in standing.boxes.values() if not box.done]
    if waiting:
        names = listed(f"{box.box} ({box.name})" for box in waiting)
        yield Finding(
            "box-open",
            "blocks",
            f"{several(len(waiting), 'box is', 'boxes are')} not verified "
            f"(of {len(standing.boxes)}): {names}.",
            "Find each box, count it and verify it, or record with a second person that it was not used.",
            standing.rules.account_law,
            piles=tuple(f"box/{box.box}" for box in waiting),
            numbers={"boxes": len(waiting)},
            unfinished=True,
            overridable=False,
        )


def box_not_counted(standing: Standing) -> Iterable[Finding]:
    """A verified box was counted."""
    for box in standing.boxes.values():
        if box.verified and box.settled is None:
            yield Finding(
                "box-not-counted",
                "blocks",
                f"Box {box.box} is verified at {papers(box.verified)}, but no count of it was recorded.",
                f"Record the count of box {box.box}, or count it.",
                standing.rules.account_law,
                piles=(f"box/{box.box}",),
                numbers={"verified": box.verified},
            )


def box_figures_differ(standing: Standing) -> Iterable[Finding]:
    """Verified is found less strays out plus strays in."""
    for box in standing.boxes.values():
        settled = box.settled
        if box.verified is None or settled is None:
            continue
        least = settled - box.foreign - box.handed_over
        if not least <= box.verified <= settled:
            yield Finding(
                "box-figures-differ",
                "blocks",
                f"Box {box.box} is verified at {box.verified:,}, but {_found(box)} makes {settled:,}.",
                f"Count box {box.box} again, or verify it again with the right number.",
                standing.rules.account_law,
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


def box_variance(standing: Standing) -> Iterable[Finding]:
    """A box holds another number than its account says: the statement of verification says why."""
    for box in standing.boxes.values():
        expected = box.expected
        if box.verified is None or expected is None or box.verified == expected:
            continue
        difference = box.verified - expected
        word = "more" if difference > 0 else "fewer"
        yield Finding(
            "box-variance",
            "explain",
            f"Box {box.box} holds {papers(abs(difference))} {word} than its account says "
            f"({box.verified:,} verified, {expected:,} expected).",
            "Say what was found out: the words go on the statement as to verification.",
            standing.rules.account_law,
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


def counts_differ(standing: Standing) -> Iterable[Finding]:
    """A difference stands only when two counts running agree."""
    for box in standing.boxes.values():
        if len(box.counts) < 2 or box.counts[-1].papers == box.counts[-2].papers:
            continue
        if box.verified is not None and box.verified == box.expected:
            continue
        last, before = box.counts[-1].papers, box.counts[-2].papers
        yield Finding(
            "counts-differ",
            "explain",
            f"The last two counts of box {box.box} differ: {before:,} and {last:,}.",
            "Count it again until two counts running agree.",
            standing.rules.account_law,
            piles=(f"box/{box.box}",),
            numbers={"before": before, "last": last},
        )


def account_missing(standing: Standing) -> Iterable[Finding]:
    """Each box has its ballot paper account."""
    for box in standing.boxes.values():
        if box.verified is not None and box.account is None and box.listed:
            yield Finding(
                "account-missing",
                "explain",
                f"Box {box.box} is verified without its ballot paper account.",
                "Record the account, or say why there is none.",
                standing.rules.account_law,
                piles=(f"box/{box.box}",),
                explained=box.note,
            )


def account_arithmetic(standing: Standing) -> Iterable[Finding]:
    """The presiding officer's figure follows from the papers allocated, unused and spoilt."""
    for box in standing.boxes.values():
        said = box.stated_account
        off = arithmetic(said) if said is not None else None
        if said is None or not off:
            continue
        yield Finding(
            "account-arithmetic",
            "explain",
            f"The account of box {box.box} states {said.stated:,} papers, "
            f"but its own figures make {said.stated - off:,}.",
            "Check the account and recount the unused papers; the figures found count.",
            standing.rules.account_law,
            piles=(f"box/{box.box}",),
            numbers={"stated": said.stated, "computed": said.stated - off},
            explained=box.account.note if box.account else None,
        )


def account_incomplete(standing: Standing) -> Iterable[Finding]:
    """An account with number ranges needs its unused papers: a blank is not a zero."""
    for box in standing.boxes.values():
        said = box.account
        if said is not None and said.ranges and said.unused is None and said.unused_found is None:
            yield Finding(
                "account-incomplete",
                "explain",
                f"The account of box {box.box} lacks its unused papers: the number stated is used.",
                "Record the account again with the unused papers; key 0 where there are none.",
                standing.rules.account_law,
                piles=(f"box/{box.box}",),
            )


def above_electorate(standing: Standing) -> Iterable[Finding]:
    """A station cannot take more papers than it has electors."""
    for box in standing.boxes.values():
        if box.kind == "station" and box.electorate and (box.verified or 0) > box.electorate:
            yield Finding(
                "papers-above-electorate",
                "explain",
                f"Box {box.box} holds {box.verified:,} papers, "
                f"but its station has {box.electorate:,} electors.",
                "Look for another station's papers in it, or for a wrong electorate in the set-up.",
                standing.rules.account_law,
                piles=(f"box/{box.box}",),
                numbers={"verified": box.verified or 0, "electorate": box.electorate},
            )


def verification_open(standing: Standing) -> Iterable[Finding]:
    """Verification is closed before any result is shared."""
    if standing.verification_closed is None:
        yield Finding(
            "verification-open",
            "blocks",
            "Verification has not been closed.",
            "When every box is verified, close verification and issue the statement.",
            standing.rules.account_law,
            unfinished=True,
        )


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
