"""A broker of a test's own: to be killed, emptied and stopped while the suite's goes on."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from embedded import broker
from embedded.places import Places
from embedded.processes import servers
from embedded.program import Run
from tests.embedded.watching import eventually


class OwnBroker:
    """Not running until it is started."""

    def __init__(self, home: Path) -> None:
        self._places = Places(home)
        self._run = Run(servers(self._places, durable=True)["REDIS_URL"])

    @property
    def url(self) -> str:
        """For REDIS_URL."""
        return broker.url(self._places)

    def start(self) -> None:
        """Up, and answering."""
        self._run.start()
        eventually(lambda: self._run.is_ready)

    def kill(self) -> None:
        """`kill -9`."""
        if self._run.process:
            self._run.process.kill()
            self._run.process.wait()

    def hold(self) -> None:
        """There, and silent."""
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """After `hold`."""
        self._signal(signal.SIGCONT)

    def empty(self) -> None:
        """Whatever was queued is gone."""
        with redis.from_url(self.url) as client:
            client.flushall()

    def _signal(self, number: signal.Signals) -> None:
        assert self._run.process is not None
        self._run.process.send_signal(number)


@contextmanager
def own_broker(home: Path) -> Iterator[OwnBroker]:
    """Running for the length of a block, unless the block ends it."""
    held = OwnBroker(home)
    held.start()
    try:
        yield held
    finally:
        held.kill()
