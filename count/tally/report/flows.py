"""Flows of votes from stage to stage, and the layout of their diagram.

Only the stages' own figures are used: whoever has fewer votes than before gave the difference, whoever has
more received it. Where several gave at once, a hub stands between them and those who received, since no
figure says whose paper went to whom. Lengths are whole numbers of the drawing; divisions round down.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tally_core.exact import votes_text

HEIGHT, GAP, LEFT, BAR, TOP = 560, 7, 210, 12, 46
FITS, CLOSEST, WIDEST = 720, 70, 170
"""Between the first bars and the last ones, where they fit a page; and between one stage and the next."""
LONGEST_NAME = 30
NOT_TRANSFERRED = "Not transferred"


@dataclass(frozen=True, slots=True)
class Flow:
    """Votes that went between two rows while a stage was done; `giver` or `taker` None is the hub."""

    giver: int | None
    taker: int | None
    votes: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One row at one stage."""

    x: int
    y: int
    height: int
    row: int
    elected: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A band between two bars: its outline, whether papers moved or only stayed, and what it says."""

    path: str
    moved: bool
    words: str


@dataclass(frozen=True, slots=True)
class Label:
    """A row's name beside its first or its last bar."""

    x: int
    y: int
    words: str
    at_end: bool


@dataclass(frozen=True, slots=True)
class Diagram:
    """All that is drawn. `heads` are the stages' numbers, each above its bars."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    bands: tuple[Band, ...]
    labels: tuple[Label, ...]
    heads: tuple[tuple[int, int], ...]


def flows(before: Sequence[int], after: Sequence[int]) -> tuple[Flow, ...]:
    """Flows between two stages, given each row's votes at both; both hold the same in all.

    Votes that stay are flows from a row to itself.
    """
    assert sum(before) == sum(after), "votes were made or lost between stages"
    rows = range(len(before))
    stays = [Flow(row, row, min(before[row], after[row])) for row in rows]
    gave = [(row, before[row] - after[row]) for row in rows if before[row] > after[row]]
    took = [(row, after[row] - before[row]) for row in rows if after[row] > before[row]]
    if len(gave) == 1:
        moved = [Flow(gave[0][0], row, votes) for row, votes in took]
    elif len(took) == 1:
        moved = [Flow(row, took[0][0], votes) for row, votes in gave]
    else:
        moved = [Flow(row, None, votes) for row, votes in gave]
        moved += [Flow(None, row, votes) for row, votes in took]
    return tuple(flow for flow in (*stays, *moved) if flow.votes)


def diagram(
    names: Sequence[str],
    stages: Sequence[Sequence[int]],
    elected: Sequence[frozenset[int]],
    unit: int,
) -> Diagram:
    """Lay out the stages: `stages` has each row's votes, `elected` the rows elected by then."""
    whole = sum(stages[0])
    last = len(stages) - 1
    step = max(CLOSEST, min(WIDEST, FITS // max(1, last)))
    across = [LEFT + at * step for at in range(len(stages))]
    tall = [[_scaled(votes, whole) for votes in stage] for stage in stages]
    tops = [_tops(column) for column in tall]
    bars = tuple(
        Bar(across[at], tops[at][row], max(1, tall[at][row]), row, row in elected[at])
        for at, stage in enumerate(stages)
        for row, votes in enumerate(stage)
        if votes
    )
    bands = tuple(
        band
        for at in range(last)
        for band in _Gap(across[at] + BAR, across[at + 1], at + 2, names, whole, unit).bands(
            (stages[at], stages[at + 1]), (tops[at], tops[at + 1])
        )
    )
    # Whoever has no vote at a stage has no bar there, and no name beside it.
    labels = [
        Label(x, tops[at][row] + tall[at][row] // 2, _short(names[row]), end)
        for at, x, end in ((0, LEFT - 10, False), (last, across[last] + BAR + 10, True))
        for row, votes in enumerate(stages[at])
        if votes
    ]
    heads = tuple((x + BAR // 2, number) for number, x in enumerate(across, start=1))
    height = TOP + HEIGHT + GAP * len(names)
    return Diagram(across[last] + BAR + LEFT, height, bars, bands, _apart(labels), heads)


def _scaled(votes: int, whole: int) -> int:
    return votes * HEIGHT // whole if whole else 0


def _tops(column: Sequence[int]) -> list[int]:
    tops, y = [], TOP
    for height in column:
        tops.append(y)
        y += height + GAP
    return tops


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def _apart(labels: Sequence[Label]) -> tuple[Label, ...]:
    """Names one below another, never over another."""
    placed: list[Label] = []
    for end in (False, True):
        y = 0
        for label in (label for label in labels if label.at_end is end):
            y = max(label.y, y + 15 if y else label.y)
            placed.append(Label(label.x, y, label.words, end))
    return tuple(placed)


@dataclass(frozen=True, slots=True)
class _Gap:
    """The room between the bars of one stage and those of the next."""

    left: int
    right: int
    stage: int
    names: Sequence[str]
    whole: int
    unit: int

    def bands(
        self,
        votes: tuple[Sequence[int], Sequence[int]],
        tops: tuple[Sequence[int], Sequence[int]],
    ) -> Iterator[Band]:
        middle, hub_in = (self.left + self.right) // 2, TOP + HEIGHT // 3
        out, into, hub_out = list(tops[0]), list(tops[1]), hub_in
        for flow in flows(*votes):
            thick = max(1, _scaled(flow.votes, self.whole))
            x1, x2, y1, y2 = self.left, self.right, hub_out, hub_in
            if flow.giver is None:
                x1, hub_out = middle, hub_out + thick
            else:
                y1, out[flow.giver] = out[flow.giver], out[flow.giver] + thick
            if flow.taker is None:
                x2, hub_in = middle, hub_in + thick
            else:
                y2, into[flow.taker] = into[flow.taker], into[flow.taker] + thick
            moved = flow.giver != flow.taker
            yield Band(_outline(x1, y1, x2, y2, thick), moved, self._says(flow))

    def _says(self, flow: Flow) -> str:
        giver = "several together" if flow.giver is None else self.names[flow.giver]
        taker = "all who receive" if flow.taker is None else self.names[flow.taker]
        votes = votes_text(flow.votes, self.unit, grouped=True)
        if flow.giver == flow.taker:
            return f"Stage {self.stage}: {votes} stay with {giver}"
        return f"Stage {self.stage}: {votes} from {giver} to {taker}"


def _outline(x1: int, y1: int, x2: int, y2: int, thick: int) -> str:
    half = (x1 + x2) // 2
    return (
        f"M{x1} {y1}C{half} {y1} {half} {y2} {x2} {y2}V{y2 + thick}"
        f"C{half} {y2 + thick} {half} {y1 + thick} {x1} {y1 + thick}Z"
    )
