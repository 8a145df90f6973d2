"""Every way in which so many papers could have been otherwise: slow, and without any thought."""

from collections.abc import Callable, Iterator
from itertools import combinations, combinations_with_replacement, permutations, product

Paper = tuple[int, ...]
Pile = tuple[Paper, ...]


def every_paper(candidates: int, longest: int) -> list[Paper]:
    """Every lawful paper with so many preferences at most."""
    return [p for size in range(1, longest + 1) for p in permutations(range(candidates), size)]


def otherwise(papers: Pile, lawful: list[Paper], changes: int) -> Iterator[Pile]:
    """The papers with so many at most taken away, and so many at most added: read otherwise is both."""
    left = {
        tuple(sorted(paper for place, paper in enumerate(papers) if place not in gone))
        for away in range(changes + 1)
        for gone in combinations(range(len(papers)), away)
    }
    for rest in sorted(left):
        for more in range(changes + 1):
            for added in combinations_with_replacement(lawful, more):
                yield rest + added


def smallest_change(
    papers: Pile, lawful: list[Paper], elected: Callable[[Pile], object], most: int
) -> int | None:
    """The fewest changes after which others are elected, or may be; None if more than `most`."""
    for changes in range(1, most + 1):
        if any(elected(after) != elected(papers) for after in otherwise(papers, lawful, changes)):
            return changes
    return None


def smallest_change_in_votes(
    votes: tuple[int, ...], elected: Callable[[tuple[int, ...]], object], most: int
) -> int | None:
    """The same where only the votes count, of which each paper has one."""
    fewest = None
    for after in product(*(range(max(figure - most, 0), figure + most + 1) for figure in votes)):
        moves = [new - old for new, old in zip(after, votes, strict=True)]
        away = -sum(move for move in moves if move < 0)
        changes = max(away, sum(moves) + away)
        if 0 < changes <= most and (fewest is None or changes < fewest):
            fewest = changes if elected(after) != elected(votes) else fewest
    return fewest
