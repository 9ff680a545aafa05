"""The cast: the demo's people. Tests are sentences about them.

`subject_of("mfa_desk")` gives the subject; `acting("mfa_desk")` enters it; `signed_in("mfa_desk")` is a signed-in
client; `api("mfa_desk")` is a client with a token.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.test import Client

from access.context import Subject, enter_subject
from accounts.models import Appointment, Office, User
from accounts.services import appointments
from foundation.clock import now, today

ROLES_IN_SHORT = {"drafter": "attache", "ambassador": "head_of_mission", "uncleared_admin": "sysadmin"}


def load_cast() -> None:
    """Seat everybody; part of the template database."""
    from workspace.management.demo.people import load_people

    load_people(on=today(), at=now())


def subject_of(name: str, *, office: str | None = None) -> Subject:
    """The subject of a member of the cast, in the first or the named office."""
    from workspace.management.demo.people import subject

    return subject(ROLES_IN_SHORT.get(name, name), on=today(), office=office)


def acting(name: str, *, office: str | None = None) -> AbstractContextManager[Subject]:
    """Enter the context of a member of the cast: `with acting("cmd_desk") as clerk: ...`"""
    return enter_subject(subject_of(name, office=office), "test")


def seated(name: str, office: Office, *, since: dt.date | None = None, kind: str = "holder") -> Appointment:
    """Give a member of the cast a further office as it is given: one officer proposes, another confirms."""
    person = User.objects.get(username=ROLES_IN_SHORT.get(name, name))
    with acting("mod_security") as officer:
        proposed = appointments.propose(
            by=officer, user=person, office=office, starts_on=since or today(), kind=kind
        )
    with acting("mfa_security") as second:
        return appointments.confirm(proposed, by=second, at=now())


@pytest.fixture
def clerk(db: None) -> Iterator[Subject]:
    """The Center's clerk (`cmd_desk`) acts for the whole test."""
    with acting("cmd_desk") as subject:
        yield subject


@pytest.fixture
def signed_in(db: None) -> Callable[..., Client]:
    """A signed-in browser: signed_in("mfa_desk")."""

    def enter(name: str) -> Client:
        from accounts.models import User

        client = Client()
        client.force_login(
            User.objects.get(username=ROLES_IN_SHORT.get(name, name)),
            "allauth.account.auth_backends.AuthenticationBackend",
        )
        return client

    return enter


@pytest.fixture
def api(db: None) -> Callable[..., Client]:
    """A REST client with a token: api("mfa_desk"), api("leadership_reader", scope="read")."""

    def connect(name: str, *, scope: str = "write") -> Client:
        from accounts.models import ApiToken, User

        user = User.objects.get(username=ROLES_IN_SHORT.get(name, name))
        office_id = subject_of(name).office_id
        _token, key = ApiToken.objects.create(
            user, expiry=dt.timedelta(days=1), scope=scope, office_id=office_id
        )
        return Client(headers={"Authorization": f"Token {key}"})

    return connect
