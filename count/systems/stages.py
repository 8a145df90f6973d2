"""The stages of a count of preferences as a hall shows them: candidates by their ids, figures exact."""

from collections.abc import Sequence
from itertools import pairwise

from count.ledger.standing import Standing
from count.systems.stage_words import NOT_TRANSFERABLE, ROUNDING, title
from count.systems.system import StageShown
from tally_core.outcome import PreferenceStage


def shown(
    standing: Standing, stages: Sequence[PreferenceStage], unit: int
) -> tuple[StageShown, ...]:
    """Every stage that was written, in order."""
    if not stages:
        return ()
    before = [stages[0], *stages]
    return tuple(_shown(standing, *pair, unit) for pair in pairwise(before))


def _shown(
    standing: Standing, before: PreferenceStage, stage: PreferenceStage, unit: int
) -> StageShown:
    everybody = standing.candidates
    gone = {who for who, votes in enumerate(stage.totals) if not votes and not before.totals[who]}
    first = before is stage
    return StageShown(
        stage.number,
        title(stage, lambda who: standing.names[everybody[who]]),
        stage.rule,
        tuple(
            None if who in gone and not first else votes for who, votes in enumerate(stage.totals)
        ),
        (
            (NOT_TRANSFERABLE, stage.non_transferable),
            *(((ROUNDING, stage.rounding),) if stage.rounding else ()),
        ),
        elected=tuple(everybody[who] for who in stage.elected),
        excluded=tuple(everybody[who] for who in stage.excluded),
        of=tuple(everybody[who] for who in stage.of),
        changes=tuple(now - then for then, now in zip(before.totals, stage.totals, strict=True)),
        moved=stage.moved,
        quota=stage.quota,
        lot=tuple(everybody[who] for who in stage.lot.chosen) if stage.lot else (),
        unit=unit,
    )
