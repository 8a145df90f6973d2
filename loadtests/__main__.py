"""Play a night against a real hall: exit 0 within budget, 1 over it, 2 where none could be played."""

import argparse
import json
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import httpx

from loadtests.hall import BUNDLE, CANDIDATES, CONTEST, PATIENCE, Hall, HallNotFound, stop
from loadtests.screens import screens
from loadtests.verdict import (
    Act,
    DocumentRequest,
    Figures,
    Night,
    Spread,
    a_second,
    faults,
    figures,
    in_ms,
)

OFFICERS, OBSERVERS = ("returning-officer", "deputy"), 4


def main(arguments: list[str] | None = None) -> int:
    """Play the night that is asked for, print how it went, and give the exit code."""
    asked, as_json = _asked(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))

    def say(words: str) -> None:
        print(words, file=sys.stderr, flush=True)

    try:
        night, errors = play(asked, say)
    except (HallNotFound, subprocess.SubprocessError) as fault:
        say(f"No night could be played. {fault}")
        return 2
    except httpx.HTTPError as fault:
        say(f"The hall stopped answering: {fault}")
        return 1
    found = figures(night)
    wrong = faults(night, found)
    print(json.dumps(_as_data(night, found, wrong), indent=1) if as_json else _table(night, found))
    for words in (*errors, *wrong):
        say(words)
    if not wrong:
        say("Within budget.")
    return 1 if wrong else 0


def play(asked: DocumentRequest, say: Callable[[str], None]) -> tuple[Night, list[str]]:
    """Make a hall, play the night, close it; what was noted, and the errors that people met.

    Raises:
        HallNotFound: something could not be made or ended early.
    """
    with Hall(asked, say) as hall:
        before = hall.verified_and_mixed()
        order = {
            "address": hall.address,
            "contest": CONTEST,
            "candidates": CANDIDATES,
            "bundle": BUNDLE,
            "seconds": asked.seconds,
            "acts_a_second": asked.acts_a_second,
            "tables": [
                {"unit": unit, "bundles": asked.bundles_of(number)}
                for number, unit in enumerate(hall.units())
            ],
            "supervisors": hall.supervisors(),
            "officers": [hall.token(role) for role in OFFICERS],
            "observers": [hall.token("observer", name=f"Visitor {n}") for n in range(OBSERVERS)],
            "notes": str(hall.folder / "people.json"),
        }
        say(f"{asked.screens} screens are lit, {asked.tablets} tables count for {asked.seconds} s.")
        with screens(asked.screens, hall.address, hall.token("screen"), hall.folder) as wall:
            noted = _people(order)
            shown = wall.noted()
        recorded = hall.recorded_after(before)
        in_ledger: Counter[str] = Counter()
        for act in recorded:
            in_ledger[act["unit"]] += act["papers"]
        keyed = sum(act["papers"] for act in noted["acts"] if act["seq"] is not None)
        say("What is left is keyed, and every paper is looked for.")
        closing = hall.closed(in_ledger, keyed)
    night = Night(
        asked=asked,
        acts=[Act(**act) for act in noted["acts"]],
        screens=shown,
        ledger=[(act["id"], act["seq"]) for act in recorded],
        closing=closing,
        looks=noted["looks"],
        looks_failed=noted["looks_failed"],
    )
    return night, noted["errors"]


def _people(order: dict[str, Any]) -> dict[str, Any]:
    """The people in a process of their own, until they have gone home; what they noted."""
    people = subprocess.Popen(
        [sys.executable, "-m", "loadtests.people"], stdin=subprocess.PIPE, text=True
    )
    try:
        people.communicate(json.dumps(order) + "\n", timeout=order["seconds"] + 2 * PATIENCE)
    finally:
        stop(people)
    if people.returncode:
        raise HallNotFound("The people ended with a fault.")
    with open(order["notes"], encoding="utf-8") as notes:
        return dict(json.load(notes))


def _asked(arguments: list[str] | None) -> tuple[DocumentRequest, bool]:
    parser = argparse.ArgumentParser(prog="python -m loadtests", description=__doc__)
    parser.add_argument("--seconds", type=_from_1_to(600), default=30)
    parser.add_argument("--screens", type=_from_1_to(500), default=60)
    parser.add_argument("--tablets", type=_from_1_to(100), default=20)
    parser.add_argument("--acts-a-second", type=_from_1_to(500), default=50)
    parser.add_argument("--json", action="store_true", help="the figures as one JSON object")
    said = parser.parse_args(arguments)
    if said.seconds * said.acts_a_second < said.tablets:
        parser.error("every tablet keys at least one bundle: ask for fewer, or for a longer night")
    return DocumentRequest(said.seconds, said.screens, said.tablets, said.acts_a_second), said.json


def _from_1_to(most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"a whole number from 1 to {most}, not {text}")
        return int(text)

    return number


def _table(night: Night, found: Figures) -> str:
    asked, closing = night.asked, night.closing
    rows = [
        ("acts acknowledged", f"{found.acknowledged:,} of {asked.acts:,}"),
        ("acts a second", f"{a_second(found.acts_in_1000_seconds)} of {asked.acts_a_second}"),
        (f"on {len(night.screens)} screens, p50 p95 p99", _three(found.on_screens)),
        ("answers, p50 p95 p99", _three(found.answers)),
        ("looks of officers and observers", f"{night.looks:,}, {night.looks_failed:,} failed"),
        ("lost, doubled, strange, misplaced", " ".join(map(str, _wrong(found).values()))),
        ("papers verified = accounted", f"{closing.verified:,} = {closing.accounted:,}"),
    ]
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in rows)


def _three(spread: Spread | None) -> str:
    return "–" if spread is None else "  ".join(in_ms(time) for time in asdict(spread).values())


def _wrong(found: Figures) -> dict[str, int]:
    return {
        "lost": len(found.lost),
        "doubled": len(found.doubled),
        "strange": len(found.strange),
        "misplaced": len(found.misplaced),
    }


def _as_data(night: Night, found: Figures, wrong: list[str]) -> dict[str, Any]:
    """Whole numbers: times in microseconds, rounded up."""

    def times(spread: Spread | None) -> dict[str, int] | None:
        if spread is None:
            return None
        return {name: -(-time // 1000) for name, time in asdict(spread).items()}

    return {
        "asked": asdict(night.asked),
        "acknowledged": found.acknowledged,
        "unanswered": found.unanswered,
        "acts_in_1000_seconds": found.acts_in_1000_seconds,
        "on_screens_us": times(found.on_screens),
        "answers_us": times(found.answers),
        "pairs": found.pairs,
        "never_shown": found.never_shown,
        "looks": night.looks,
        "looks_failed": night.looks_failed,
        **_wrong(found),
        "closing": asdict(night.closing),
        "faults": wrong,
    }


if __name__ == "__main__":
    sys.exit(main())
