"""Plays a recorded hall through the real recorder and holds every answer and standing against its text."""

import asyncio
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from count.formats import poll_folder
from count.hall.hall import Hall
from count.hall.recorder import ActAnswer
from count.ledger.fold import fold
from count.poll.local_time import utc_text
from count.poll.roles import Visitor
from count.recording.refusals import Refused
from count.storage.hall_directory import HallDirectory
from count.systems.result import rule_answer
from tests.halls.again import READER, check_made_again, picture
from tests.halls.expecting import EXPECTATIONS, Seen, check_finding, fails
from tests.halls.reading import Deed, Expectation, Line, Night, NotAHall
from tests.halls.sentences import ASKED_FOR, Body, listed, match


class NotAsWritten(AssertionError):
    """The hall did something else than its text says: names the file and the line."""

    def __init__(self, file: str, line: Line, words: str) -> None:
        super().__init__(f"{file}, line {line.number}: {words}\n    {line.words}")


class Clock:
    """The clock on the wall of the hall, set by the text."""

    def __init__(self) -> None:
        self.now = datetime(2000, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def set(self, at: datetime) -> None:
        self.now = at.replace(tzinfo=UTC)


@dataclass
class Done:
    """An act that was taken: as it was sent, and the answer."""

    visitor: Visitor
    contest: str | None
    body: Body
    answer: ActAnswer


@dataclass
class Player:
    """One hall being played."""

    night: Night
    hall: Hall
    clock: Clock
    warnings: Sequence[str]
    named: dict[str, Done] = field(default_factory=dict)
    looks: dict[str, str] = field(default_factory=dict)
    acts: int = 0

    async def play(self) -> None:
        """Every step in order.

        Raises:
            NotAsWritten: at the first that goes otherwise than the text says.
            NotAHall: an answer or an expectation in no form known here.
        """
        for step in self.night.steps:
            if isinstance(step, Deed):
                self.clock.set(step.at)
                await self._deed(step)
            else:
                self._expectation(step)

    # -- what is done

    async def _deed(self, deed: Deed) -> None:
        visitor = self.night.people[deed.first]
        if deed.look:
            assert deed.contest is not None
            assert deed.label is not None
            self.looks[deed.label] = self.hall.codes.of_contest(self.hall.standings[deed.contest])
            return
        if deed.again is not None:
            await self._again(deed)
            return
        bodies = [self._filled(body, deed) for body in deed.bodies]
        # All at once, as they would arrive: the recorder takes them in one batch, in order.
        answers = await asyncio.gather(
            *(self.hall.record(visitor, deed.contest, body) for body in bodies),
            return_exceptions=True,
        )
        for body, answer in zip(bodies, answers, strict=True):
            await self._answered(deed, visitor, body, answer)

    def _with_id(self, body: Body) -> Body:
        """The body with an id of its own: the same one whenever the hall is played."""
        self.acts += 1
        return {"id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"{self.night.file} {self.acts}")), **body}

    def _filled(self, body: Body, deed: Deed) -> Body:
        """The body as it is sent: ids and codes stand in place of what the text calls them."""
        body = self._with_id(body)
        for name in ("strikes", "to"):
            if body["act"] in ("struck", "agreed", "declined") and name in body:
                done = self.named.get(body[name])
                if done is None:
                    raise NotAHall(
                        self.night.file, deed.line.number, f"nothing is called {body[name]}"
                    )
                body[name] = done.body["id"]
                if body["act"] == "agreed" and "seen" not in body:
                    body["seen"] = done.answer.body.get("seen", "")
        if body["act"] == "papers-read" and body["file_digest"] in self.night.files:
            name = body["file_digest"]
            source = self.night.write_file(name, self.hall.hall_directory.database.directory)
            body["file_digest"] = self.hall.hall_directory.papers.keep(
                source, lambda read: ()
            ).digest
        if body.get("parcel") == ASKED_FOR:
            assert deed.contest is not None
            asked = rule_answer(self.hall.standings[deed.contest]).asked
            body["parcel"] = asked[-1].parcel if asked else "nothing-asked"
        if body.get("seen") in self.looks:
            body["seen"] = self.looks[body["seen"]]
        elif body["act"] in ("provisional", "declared"):
            assert deed.contest is not None
            body["seen"] = self.hall.codes.of_contest(self.hall.standings[deed.contest])
        return body

    async def _answered(
        self, deed: Deed, visitor: Visitor, body: Body, answer: ActAnswer | BaseException
    ) -> None:
        if isinstance(answer, BaseException) and not isinstance(answer, Refused):
            raise answer
        beneath = [line for line in deed.line.beneath if not line.words.startswith("second ")]
        self._hold(deed.line, beneath, answer, waits=deed.second is not None)
        if isinstance(answer, Refused):
            return
        if deed.label is not None:
            self.named[deed.label] = Done(visitor, deed.contest, body, answer)
        if deed.second is not None:
            await self._second(deed, body, answer)
        elif body["act"] == "agreed":
            self._fresh(deed.line)

    async def _second(self, deed: Deed, body: Body, answer: ActAnswer) -> None:
        """The second person agrees to what the first proposed, having seen the same figures."""
        assert deed.second is not None
        said = {"act": "agreed", "to": body["id"], "seen": answer.body["seen"]}
        again: ActAnswer | Refused
        try:
            again = await self.hall.record(
                self.night.people[deed.second], deed.contest, self._with_id(said)
            )
        except Refused as refusal:
            again = refusal
        beneath = [
            Line(line.number, line.words.removeprefix("second "))
            for line in deed.line.beneath
            if line.words.startswith("second ")
        ]
        self._hold(deed.line, beneath, again, waits=False)
        self._fresh(deed.line)

    async def _again(self, deed: Deed) -> None:
        """The same act with the same id: the same answer, and nothing is recorded twice."""
        assert deed.again is not None
        done = self.named[deed.again]
        before = self.hall.chain.seq
        answer = await self.hall.record(done.visitor, done.contest, done.body)
        same = all(answer.body.get(key) == done.answer.body.get(key) for key in ("seq", "awaits"))
        if answer.status != 200 or not same:
            words = f"answered {answer.status}, not as before"
            raise NotAsWritten(self.night.file, deed.line, words)
        if self.hall.chain.seq != before:
            raise NotAsWritten(self.night.file, deed.line, "was recorded a second time")

    def _hold(
        self, line: Line, beneath: Sequence[Line], answer: ActAnswer | Refused, waits: bool
    ) -> None:
        """The answer against the lines beneath an act; without any, the act must be taken."""
        refused = next((each for each in beneath if each.words.split()[0] == "refused"), None)
        if isinstance(answer, Refused):
            if refused is None:
                codes = ", ".join(finding.code for finding in answer.findings)
                words = f"refused ({answer.kind}): {answer.words} {answer.fields} {codes}"
                raise NotAsWritten(self.night.file, line, words)
            self._refused(refused, answer)
            found: Sequence[dict[str, Any]] = answer.answer()["findings"]
            words = answer.words
        else:
            waits = waits or any(each.words == "waits" for each in beneath)
            if refused is not None or answer.status != (202 if waits else 201):
                words = f"answered {answer.status}, not {'refused' if refused else 202 if waits else 201}"
                raise NotAsWritten(self.night.file, refused or line, words)
            found, words = answer.body.get("findings", []), ""
        for each in beneath:
            if each is not refused and each.words != "waits":
                self._beneath(each, answer, found, words)

    def _refused(self, line: Line, refusal: Refused) -> None:
        """`refused gate: box-open, unit-open` names every finding; otherwise every field at fault."""
        said = match("refused <kind:id>[: <what>]", line.words)
        if said is None:
            raise NotAHall(
                self.night.file, line.number, "an act is refused state, gate, ...: and what"
            )
        if refusal.kind != said["kind"]:
            raise NotAsWritten(self.night.file, line, f"refused ({refusal.kind}): {refusal.words}")
        codes = {finding.code for finding in refusal.findings}
        what = codes if refusal.kind == "gate" else set(refusal.fields)
        if ("what" in said or refusal.kind == "gate") and what != set(listed(said.get("what", ""))):
            raise NotAsWritten(self.night.file, line, f"it was {', '.join(sorted(what))}")

    def _beneath(
        self, line: Line, answer: ActAnswer | Refused, found: Sequence[dict[str, Any]], words: str
    ) -> None:
        if said := match("says <words>", line.words):
            fault = None if said["words"] in words else f"the words are: {words}"
        elif line.words in ("agrees", "differs"):
            agrees = answer.body.get("agrees") if isinstance(answer, ActAnswer) else None
            fault = fails("agrees", agrees, line.words == "agrees")
        elif line.words == "no finding":
            fault = fails("findings", [finding["code"] for finding in found], [])
        else:
            fault = check_finding(line.words, found)
            if fault == "unknown":
                raise NotAHall(
                    self.night.file, line.number, f"“{line.words}” is no answer of a hall"
                )
        if fault is not None:
            raise NotAsWritten(self.night.file, line, fault)

    # -- what is expected

    def _expectation(self, step: Expectation) -> None:
        seen = Seen(
            self.hall, step.contest, self.night.people, self.shown(step.contest), self.warnings
        )
        for form, holds in EXPECTATIONS.items():
            said = match(form, step.words)
            if said is not None:
                fault = holds(seen, said)
                if fault is not None:
                    raise NotAsWritten(self.night.file, step.line, fault)
                return
        raise NotAHall(self.night.file, step.line.number, f"“{step.words}” is nothing to expect")

    @property
    def _at(self) -> str:
        return max(self.hall.last_at, utc_text(self.clock()))

    def shown(self, contest: str) -> dict[str, Any]:
        """The standing as the returning officer sees it now."""
        return self.hall.show(contest, READER, self._at)

    def _fresh(self, line: Line) -> None:
        """The live standings are what a fold of the same acts gives."""
        for contest, live in self.hall.standings.items():
            kept = self.hall.hall_directory.papers
            again = fold(self.hall.sealed, live.contest, tuple(live.entries.values()), kept)
            if picture(live, self._at) != picture(again, self._at):
                raise NotAsWritten(self.night.file, line, f"a fresh fold of {contest} is another")

    def end(self, folder: Path) -> None:
        """Nothing is lost: a fold of the acts, and a hall made again from the export, are the same."""
        self._fresh(self.night.steps[-1].line)
        check_made_again(self.hall, self.clock, folder, self._at)


async def play(night: Night, folder: Path) -> Player:
    """Make the hall's poll and premises in a folder, and play the night to its end, twice over."""
    found = poll_folder.read(night.write_poll(folder / "poll"))
    if found.poll is None:
        raise NotAHall(night.file, 0, "; ".join(map(str, found.faults)))
    hall_directory = HallDirectory.make(folder / "hall", found.poll, rehearsal=True)
    clock = Clock()
    player = Player(
        night, Hall(hall_directory, clock), clock, [str(each) for each in found.warnings]
    )
    await player.hall.open()
    try:
        await player.play()
        player.end(folder)
    finally:
        await player.hall.close()
        hall_directory.close()
    return player
