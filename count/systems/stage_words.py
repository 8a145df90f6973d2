"""The stages of a count of preferences as they are shown: words, and figures as decimal text."""

from collections.abc import Sequence
from itertools import pairwise

from count.ledger.standing import Standing
from count.systems.system import ParcelShown, StageShown
from tally_core.outcome import PreferenceStage

NOT_TRANSFERABLE, ROUNDING = "not transferable", "not transferred by rounding down"


def places_of(unit: int) -> int:
    """The decimals of a vote that has so many units: 100,000 have five."""
    return len(str(unit)) - 1


def votes_text(votes: int, unit: int) -> str:
    """Votes with all the decimals of their rules: 1,234 of 100 is 12.34."""
    sign, places = "-" if votes < 0 else "", places_of(unit)
    whole, rest = divmod(abs(votes), unit)
    return f"{sign}{whole}.{rest:0{places}d}" if places else f"{sign}{whole}"


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
        _title(standing, stage),
        stage.rule,
        tuple(
            "" if who in gone and not first else votes_text(votes, unit)
            for who, votes in enumerate(stage.totals)
        ),
        (
            (NOT_TRANSFERABLE, votes_text(stage.non_transferable, unit)),
            *(((ROUNDING, votes_text(stage.rounding, unit)),) if stage.rounding else ()),
        ),
        elected=tuple(everybody[who] for who in stage.elected),
        excluded=tuple(everybody[who] for who in stage.excluded),
        of=tuple(everybody[who] for who in stage.of),
        changes=tuple(
            _change(now - then, unit) for then, now in zip(before.totals, stage.totals, strict=True)
        ),
        moved=tuple(
            ParcelShown(votes_text(each.value, unit), each.papers, each.transferable)
            for each in stage.moved
        ),
        quota="" if stage.quota is None else votes_text(stage.quota, unit),
        lot=tuple(everybody[who] for who in stage.lot.chosen) if stage.lot else (),
    )


def _change(votes: int, unit: int) -> str:
    text = votes_text(votes, unit)
    return f"+{text}" if votes > 0 else text if votes else ""


def _title(standing: Standing, stage: PreferenceStage) -> str:
    """What was done: “Surplus of ROE Jane”, “Exclusion of TAN Bo and LOW Cy”, “First preferences”."""
    whose = stage.of or stage.excluded
    if not whose:
        return stage.why.capitalize()
    names = [standing.names[standing.candidates[who]] for who in whose]
    what, _, more = stage.why.partition(":")
    word = "Surplus" if what == "surplus" else "Exclusion"
    said = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    plain = what in ("surplus", "exclusion", "exclusion of several")
    note = more.strip() or ("" if plain else what)
    return f"{word} of {said}" + (f" ({note})" if note else "")
