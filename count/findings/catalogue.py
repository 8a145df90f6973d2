"""Every kind of finding, gathered from the modules that make them: the manual's table and the help pages.

Nothing is listed here by hand. A finding is added by writing its `FindingKind` beside its rule, in one of
the modules below.
"""

from types import ModuleType

from count.findings import (
    gate,
    of_count,
    of_questions,
    of_scanning,
    of_tables,
    of_verification,
    second_count,
)
from count.findings.finding import FindingKind

MODULES: tuple[ModuleType, ...] = (
    of_verification,
    of_count,
    of_tables,
    of_scanning,
    of_questions,
    second_count,
    gate,
)
"""In the order of the night: what verification finds, then the count, then the declaration."""


def kinds_of(module: ModuleType) -> tuple[FindingKind, ...]:
    """The kinds of finding that a module makes, in the order in which it defines them."""
    return tuple(kind for kind in vars(module).values() if isinstance(kind, FindingKind))


def catalogue() -> tuple[FindingKind, ...]:
    """Every kind of finding."""
    return tuple(kind for module in MODULES for kind in kinds_of(module))
