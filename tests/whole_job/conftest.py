"""The whole job on two grounds: the cast alone, and the loaded demo in a database of its own, filled once a session."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.core.management import call_command
from django.db import transaction

from tests import ground


def _load_demo() -> None:
    """The cast sits already, so load the parts; then one round of the dispatcher, so that inboxes hold something."""
    from workspace.management.commands.load_demo import Command

    with transaction.atomic():
        Command().load()
    call_command("dispatch_reminders", "--once", verbosity=0)


@pytest.fixture(scope="session")
def demo_ground(
    django_db_setup: None, django_db_blocker: object
) -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """Loads the demo once; the modules that want it point at it."""
    with django_db_blocker.unblock(), ground.aside("demo", _load_demo) as used:  # type: ignore[attr-defined]
        yield used


@pytest.fixture(scope="module")
def demo(
    demo_ground: Callable[[], AbstractContextManager[None]], django_db_blocker: object
) -> Iterator[None]:
    """This module reads the demo; what a test writes there is rolled back with it."""
    with django_db_blocker.unblock(), demo_ground():  # type: ignore[attr-defined]
        yield
