"""`kill -9` at random moments: nothing lost, each notice once, a message sent again is the same message."""

import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from foundation.clock import today
from tests import ground
from tests.embedded.watching import eventually
from tests.own_broker import own_broker
from tests.reminders.herd import Herd, check, herd, plan_numbered, ring, waiting
from tests.smtp_sink import Sink, mail_server

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]
TRIALS, REMINDERS = (100, 5_000) if os.environ.get("PARLEY_LONG") else (3, 300)
SEED = int(os.environ.get("PARLEY_SEED", "0"))
LONGEST = 300.0


class Trial:
    """One run: started, killed and started again until all is delivered."""

    def __init__(self, chance: random.Random, those: Herd, sink: Sink, owner: psycopg.Connection) -> None:
        self.chance, self.those, self.sink, self.owner = chance, those, sink, owner
        self.kills = 0

    def is_over(self) -> bool:
        """Everything is delivered."""
        return waiting(self.owner) == (0, 0)

    def victims(self) -> list[int]:
        """One of them, some, or all."""
        running = list(self.those.running)
        return self.chance.sample(running, self.chance.randint(1, len(running)))

    def kill_when(self, moment: Callable[[], bool]) -> None:
        """At that moment, or never where all was delivered before."""
        self.those.refill()
        victims = self.victims()
        eventually(lambda: moment() or self.is_over(), within=LONGEST)
        if not self.is_over():
            self.kills += 1
        self.those.kill(victims)
        self.those.have_gone(victims)

    def kill_after_a_while(self) -> None:
        """Whatever they are doing."""
        until = time.monotonic() + self.chance.uniform(0, 1.5)
        self.kill_when(lambda: time.monotonic() > until)

    def kill_in_the_batches(self) -> None:
        """When some of the reminders are delivered."""
        left, _messages = waiting(self.owner)
        enough = self.chance.randint(0, left)
        self.kill_when(lambda: waiting(self.owner)[0] <= enough)

    def kill_in_a_message(self, *, everybody: bool = False) -> None:
        """When one has arrived and the sender does not know it yet."""
        self.those.refill()
        victims = list(self.those.running) if everybody else self.victims()
        last = len(self.sink.received) + self.chance.randint(1, 3)

        def strike() -> None:
            if len(self.sink.received) == last:
                self.those.kill(victims)
                self.kills += 1

        self.sink.before_answer = strike
        eventually(lambda: len(self.sink.received) >= last or self.is_over(), within=LONGEST)
        self.those.kill(victims)
        self.those.have_gone(victims)

    def run(self) -> None:
        """Kills in a random order; at least one falls between a message and its answer."""
        kinds = [self.kill_after_a_while, self.kill_in_the_batches]
        for kind in self.chance.choices(kinds, k=self.chance.randint(1, 3)):
            kind()
        self.kill_in_a_message(everybody=True)
        for kind in self.chance.choices(
            [self.kill_after_a_while, self.kill_in_a_message], k=self.chance.randint(0, 2)
        ):
            kind()
        self.those.refill()
        eventually(self.is_over, within=LONGEST)


@pytest.mark.parametrize("number", range(TRIALS))
def test_two_dispatchers_and_a_worker_killed_at_random_deliver_everything_once(
    number: int, tmp_path: Path
) -> None:
    print(f"PARLEY_SEED={SEED}, trial {number}")  # noqa: T201
    rule = plan_numbered(today(), REMINDERS)
    with own_broker(tmp_path / "broker") as broker, mail_server() as sink, ground.owner() as owner:
        for _time in range(3):
            ring(broker.url)
        with herd(tmp_path, rule, sink, redis_url=broker.url, dispatcher=2, worker=1) as those:
            trial = Trial(random.Random(f"{SEED} {number}"), those, sink, owner)
            trial.run()
        check(rule, sink)
    assert trial.kills > 0
    assert len(sink.received) > len({letter["Message-ID"] for letter in sink.received})  # some came twice
