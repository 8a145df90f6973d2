"""The people of the night, played by locust: each class is a kind of person, each task what they do.

Run as a process of its own, since gevent changes how everything in a process waits. The order comes as
one line of JSON on standard input, the notes go to a file.
"""

import json
import sys
import time
import uuid
from collections.abc import Iterator
from itertools import count, cycle
from pathlib import Path
from typing import Any, ClassVar

import gevent
from locust import FastHttpUser, between, task
from locust.env import Environment
from locust.exception import StopUser

TRIES = 5
"""How often an act is sent before its tablet gives up."""

DEAF = 50
"""One answer in so many does not reach its tablet, which sends the same act once more."""

A_BUNDLE = "a bundle"

LONGEST_OVER = 15
"""Seconds after which those who are behind stop too."""


class Person(FastHttpUser):
    """Somebody in the hall, known by a bearer token."""

    abstract = True
    tokens: ClassVar[Iterator[str]]
    network_timeout = 20.0
    connection_timeout = 20.0

    def __init__(self, environment: Environment) -> None:
        self.default_headers = {"Authorization": f"Bearer {next(self.tokens)}"}
        super().__init__(environment)


class Supervisor(Person):
    """Keys the bundles of one table at a steady pace, and catches up when a little behind."""

    order: ClassVar[dict[str, Any]]
    numbers: ClassVar[Iterator[int]] = count()
    begins: ClassVar[float]
    acts: ClassVar[list[dict[str, Any]]] = []
    working: ClassVar[int]

    def on_start(self) -> None:
        self.number = next(self.numbers)
        self.table = self.order["tables"][self.number]
        self.keyed = 0
        gevent.sleep(max(0.0, self.wait_time()))

    def wait_time(self) -> float:
        """Until the next bundle is checked: the tables take their turns."""
        tables = len(self.order["tables"])
        turn = self.keyed * tables + self.number
        due: float = self.begins + turn / self.order["acts_a_second"]
        return max(0.0, due - time.monotonic())

    @task
    def key_a_bundle(self) -> None:
        """One bundle of 25, sent until it is acknowledged; now and then once more."""
        late = time.monotonic() > self.begins + self.order["seconds"] + LONGEST_OVER
        if late or self.keyed == self.table["bundles"]:
            Supervisor.working -= 1
            raise StopUser
        candidates = self.order["candidates"]
        act = {
            "id": str(uuid.uuid4()),
            "act": "bundle",
            "unit": self.table["unit"],
            "candidate": candidates[(self.keyed + self.number) % len(candidates)],
            "papers": self.order["bundle"],
            "made_by": "Mary",
            "checked_by": "Noel",
        }
        self.keyed += 1
        sent = time.monotonic_ns()
        seq = self._acknowledged(act)
        answered = time.monotonic_ns()
        self.acts.append(
            {"id": act["id"], "unit": act["unit"], "papers": act["papers"]}
            | {"seq": seq, "sent": sent, "answered": answered}
        )
        if seq is not None and len(self.acts) % DEAF == 0:
            self._resend(act, seq)

    def _acknowledged(self, act: dict[str, Any]) -> int | None:
        """Send an act, and the same again while no answer comes; its place in the ledger."""
        for tried in range(TRIES):
            status, seq = self._send(act)
            if status in (200, 201):
                return seq
            if 400 <= status < 500:
                return None
            gevent.sleep(0.1 * 2**tried)
        return None

    def _resend(self, act: dict[str, Any], seq: int) -> None:
        """What a tablet does that did not hear the answer: the hall must know the act again."""
        status, again = self._send(act, "the same bundle again")
        if (status, again) != (200, seq):
            self.environment.events.request.fire(
                request_type="POST",
                name="the same bundle again",
                response_time=0,
                response_length=0,
                exception=AssertionError(f"{status}, {again} and not 200, {seq}"),
                context={},
            )

    def _send(self, act: dict[str, Any], name: str = A_BUNDLE) -> tuple[int, int | None]:
        address = f"/api/contests/{self.order['contest']}/acts"
        with self.client.post(address, json=act, name=name, catch_response=True) as answer:
            if answer.status_code in (200, 201):
                answer.success()
                return answer.status_code, int(answer.json()["seq"])
            answer.failure(f"{answer.status_code}: {(answer.text or '')[:200]}")
            return answer.status_code, None


class Officer(Person):
    """Looks at the contest, on the page and its figures; explains nothing, decides nothing."""

    contest: ClassVar[str]
    wait_time = between(1, 3)

    @task(3)
    def look_at_the_standing(self) -> None:
        self.client.get(f"/api/contests/{self.contest}", name="the standing")

    @task
    def open_the_contest(self) -> None:
        self.client.get(f"/contest/{self.contest}", name="the page of the contest")


class Observer(Person):
    """Walks from board to board."""

    wait_time = between(1, 3)

    @task(3)
    def look_at_progress(self) -> None:
        self.client.get("/boards/progress", name="the progress board")

    @task
    def look_at_verification(self) -> None:
        self.client.get("/api/boards/verification", name="the verification board")

    @task
    def see_which_boards_there_are(self) -> None:
        self.client.get("/api/boards", name="the list of boards")


def play(order: dict[str, Any]) -> dict[str, Any]:
    """Play the night that is ordered; every act as its tablet saw it, and how looks were answered."""
    people = {Supervisor: "supervisors", Officer: "officers", Observer: "observers"}
    for person, tokens in people.items():
        person.tokens = cycle(order[tokens])
        person.fixed_count = len(order[tokens])
        person.host = order["address"]
    Officer.contest = order["contest"]
    Supervisor.order = order
    Supervisor.working = len(order["tables"])
    environment = Environment(user_classes=list(people), stop_timeout=30)
    runner = environment.create_local_runner()
    everybody = sum(person.fixed_count for person in people)
    Supervisor.begins = time.monotonic() + 1
    runner.start(everybody, spawn_rate=everybody)
    until = Supervisor.begins + order["seconds"] + 2 * LONGEST_OVER
    while Supervisor.working and time.monotonic() < until:
        gevent.sleep(0.1)
    runner.quit()
    # A bundle that was sent again is in its act; every other answer that was not good is a fault.
    looks = [entry for entry in environment.stats.entries.values() if entry.name != A_BUNDLE]
    errors = [error.to_dict() for error in environment.stats.errors.values()]
    return {
        "acts": Supervisor.acts,
        "looks": sum(entry.num_requests for entry in looks),
        "looks_failed": sum(entry.num_failures for entry in looks),
        "errors": [f"{e['name']}: {e['error']} ({e['occurrences']})" for e in errors],
    }


if __name__ == "__main__":
    asked = json.loads(sys.stdin.readline())
    Path(asked["notes"]).write_text(json.dumps(play(asked)))
