"""The whole job on two grounds: the cast alone, and the loaded demo in a database of its own, filled once a session."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

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


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium; no sandbox, because a gate runs as root."""
    # Playwright's loop stays in this thread, and Django takes that for an asynchronous program.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    chromium = os.environ.get("PARLEY_CHROMIUM", "/usr/bin/chromium")
    return {**browser_type_launch_args, "executable_path": chromium, "args": ["--no-sandbox"]}
