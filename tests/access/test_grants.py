"""What may be read is granted by two security officers, and by nobody for himself (decisions.md 9)."""

import datetime as dt

import pytest

from access.models import Clearance, CompartmentGrant
from access.services import grants
from accounts.models import Office, User
from accounts.services import accounts, appointments
from foundation.clock import now, today
from foundation.errors import InvalidInput, NotPermitted
from foundation.grantings import AlreadyConfirmed, OwnGrant, SecondPersonNeeded
from tests.cast import acting

SINCE = dt.date(2000, 1, 1)


def propose(username="mfa_protocol"):
    with acting("mod_security") as officer:
        Clearance.objects.filter(user__username=username).delete()
        return grants.propose_clearance(
            by=officer,
            user=User.objects.get(username=username),
            level="limited_official_use",
            starts_on=SINCE,
        )


def test_a_second_officer_confirms(db):
    waiting = propose()
    with acting("mfa_security") as second:
        assert grants.confirm_clearance(waiting, by=second, at=now()).confirmed_by_id == second.user_id


def test_the_one_who_proposed_does_not_confirm(db):
    waiting = propose()
    with acting("mod_security") as officer, pytest.raises(SecondPersonNeeded):
        grants.confirm_clearance(waiting, by=officer, at=now())


def test_nobody_proposes_for_himself(db):
    with acting("mod_security") as officer, pytest.raises(OwnGrant):
        grants.propose_clearance(
            by=officer, user=User.objects.get(pk=officer.user_id), level="official_use", starts_on=today()
        )


def test_nobody_confirms_for_himself(db):
    waiting = propose("mfa_security_2")
    with acting("mfa_security_2") as beneficiary, pytest.raises(OwnGrant):
        grants.confirm_clearance(waiting, by=beneficiary, at=now())


def test_a_grant_is_confirmed_once(db):
    waiting = propose()
    with acting("mfa_security") as second:
        grants.confirm_clearance(waiting, by=second, at=now())
        with pytest.raises(AlreadyConfirmed):
            grants.confirm_clearance(waiting, by=second, at=now())


def test_postgresql_holds_the_four_eyes_too(db):
    from django.db import IntegrityError, transaction

    waiting = propose()
    with pytest.raises(IntegrityError), transaction.atomic():
        Clearance.objects.filter(pk=waiting.pk).update(
            confirmed_by=waiting.proposed_by_id, confirmed_at=now()
        )


def test_only_security_officers_grant(db):
    with acting("sysadmin") as admin, pytest.raises(NotPermitted):
        grants.propose_compartment(
            by=admin, office=Office.objects.first(), compartment="mission:tr", starts_on=SINCE
        )


def test_an_office_joins_and_leaves_a_list(db):
    office = Office.objects.get(code="mod-legal")
    with acting("mod_security") as officer:
        waiting = grants.propose_compartment(
            by=officer, office=office, compartment="mission:tr", starts_on=SINCE
        )
    with acting("mod_security_2") as second:
        grants.confirm_compartment(waiting, by=second, at=now())
        grants.withdraw_compartment(waiting, by=second, on=today(), reason="test")
    assert CompartmentGrant.objects.get(pk=waiting.pk).valid.upper == today()


def test_the_administrator_makes_accounts_and_nothing_more(db):
    institution = User.objects.get(username="sysadmin").institution
    with acting("sysadmin") as admin:
        user = accounts.create(
            by=admin,
            username="new.person",
            full_name="Yeni Nümunə",
            institution=institution,
            password="a long enough phrase",
        )
        with pytest.raises(NotPermitted):
            appointments.propose(by=admin, user=user, office=Office.objects.first(), starts_on=SINCE)


def test_a_short_password_is_refused_in_words(db):
    institution = User.objects.get(username="sysadmin").institution
    with acting("sysadmin") as admin, pytest.raises(InvalidInput) as refusal:
        accounts.create(by=admin, username="p", full_name="P", institution=institution, password="short")
    assert "password" in refusal.value.fields


def test_there_is_no_superuser(db):
    from django.core.management import CommandError, call_command

    with pytest.raises(CommandError):
        call_command("createsuperuser")
    with pytest.raises(PermissionError):
        User.objects.create_superuser("root")
