"""The suite's ground: a database made by the owner, tests served as the application role (decisions.md 15)."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from tests import ground
from tests.cast import *  # noqa: F403

# How long an example takes says more about the machine than about the code.
hypothesis_settings.register_profile("parley", deadline=None)
hypothesis_settings.load_profile("parley")


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: object, request: pytest.FixtureRequest
) -> Iterator[None]:
    """Migrate as owner, load reference data and the cast once, and keep the result as the template of every reset."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "")
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        ground.build(suffix=worker)
    yield
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        ground.tear_down()


# Nothing is collected for the suite, and people of the cast need no slow digests.
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

TransactionTestCase._fixture_teardown = lambda self: ground.reset()  # type: ignore[method-assign, assignment]


@pytest.fixture(autouse=True)
def nothing_left_behind() -> Iterator[None]:
    """Every test starts and ends with nobody acting and in the house's first language: a request leaves its own."""
    from access import context

    context._subject.set(None)
    with translation.override("en"):
        yield
    context._subject.set(None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever asks the database is the suite's integration part: it runs on both families of servers."""
    for item in items:
        asks = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
        if asks or item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.integration)


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Files made while collecting carry the time in them; processes that share a suite call them all the same."""
    return argname if isinstance(val, bytes) else None
