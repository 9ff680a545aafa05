"""Seats the demo's people through the services: accounts by the administrator, grants by two security officers."""

import datetime as dt
import os
from typing import Any

from access.context import Subject, enter_subject
from access.models import Clearance
from access.services import bootstrap, grants
from accounts.models import Office, User
from accounts.selectors.offices import appointments_of
from accounts.services import accounts, appointments
from correspondence.terms import with_article
from directory.models import Country, DiplomaticMission, Institution, Organisation, Unit
from workspace.management.demo.offices import EMBASSIES, LOW, REPRESENTATIONS, SEATS, Seat

FIRST = ("sysadmin", "mod_security", "mfa_security")
SINCE_YEARS = 3


def password() -> str:
    """Of every demo account; PARLEY_DEMO_PASSWORD replaces it at the first load."""
    return os.environ.get("PARLEY_DEMO_PASSWORD", "parley-demo")


def subject(username: str, *, on: dt.date, office: str | None = None) -> Subject:
    """The demo person in the (first or named) office held on a day."""
    user = User.objects.select_related("institution").get(username=username)
    held = appointments_of(user, on=on)
    appointment = held.get(office__code=office) if office else held.first()
    return Subject.of(appointment) if appointment else Subject.without_office(user)


def load_missions() -> None:
    """22 embassies and the representations at organisations; a fictional selection."""
    for code in EMBASSIES:
        country = Country.objects.get(iso2=code.upper())
        DiplomaticMission.objects.get_or_create(
            code=f"emb-{code}",
            defaults={
                "kind": "embassy", "country": country, "is_demo": True,
                "name_en": f"Embassy in {with_article(country.name_en)}", "name_az": f"{country.name_az} – səfirlik",
            },
        )  # fmt: skip
    for code, organisation in REPRESENTATIONS:
        body = Organisation.objects.get(code=organisation)
        DiplomaticMission.objects.get_or_create(
            code=code,
            defaults={
                "kind": "military_representation", "organisation": body, "is_demo": True,
                "name_en": f"Military representation, {body.name_en}", "name_az": f"Hərbi nümayəndəlik, {body.name_az}",
            },
        )  # fmt: skip


def _first_people(on: dt.date, at: dt.datetime) -> None:
    """Whoever nobody could appoint yet: the administrator and one security officer of each ministry."""
    for seat in SEATS:
        for username, name, _level, _caveats in seat.holders[:1]:
            if username in FIRST:
                institution = Institution.objects.get(code=seat.institution)
                user = User(
                    username=username, full_name=name, institution=institution, is_demo=True, language="en"
                )
                user.set_password(password())
                user.save(force_insert=True)
                bootstrap.first_officer(user, _office(seat), at, since(on))


def since(on: dt.date) -> dt.date:
    """Demo appointments began some years ago."""
    return on.replace(year=on.year - SINCE_YEARS, day=1)


def _office(seat: Seat) -> Office:
    office, _made = Office.objects.get_or_create(
        code=seat.code,
        defaults={
            "role": seat.role, "institution": Institution.objects.get(code=seat.institution),
            "name_en": seat.name_en, "name_az": seat.name_az, "is_demo": True,
            "unit": Unit.objects.filter(code=seat.unit).first(),
            "mission": DiplomaticMission.objects.filter(code=seat.mission).first(),
            "superior": Office.objects.filter(code=seat.superior).first(),
        },
    )  # fmt: skip
    return office


def load_people(*, on: dt.date, at: dt.datetime) -> None:
    """Offices, accounts, appointments, clearances and need-to-know lists; does nothing when people are there."""
    if User.objects.filter(is_service=False).exists():
        return
    load_missions()
    for seat in SEATS:
        _office(seat)
    _first_people(on, at)
    with enter_subject(subject("sysadmin", on=on), "demo") as admin:
        for seat in SEATS:
            for username, name, _level, _caveats in seat.holders:
                if username not in FIRST:
                    accounts.create(
                        by=admin, username=username, full_name=name, password=password(), is_demo=True, language="en",
                        institution=Institution.objects.get(code=seat.institution), email=f"{username}@example.invalid",
                    )  # fmt: skip
    _grant_everything(on, at)


def _grant_everything(on: dt.date, at: dt.datetime) -> None:
    proposed: list[tuple[str, object]] = []
    with enter_subject(subject("mod_security", on=on), "demo") as officer:
        for seat in SEATS:
            office = _office(seat)
            for username, _name, level, caveats in seat.holders:
                if username in FIRST:
                    continue
                user = User.objects.get(username=username)
                dates: dict[str, Any] = {"starts_on": since(on), "is_demo": True}
                proposed.append(
                    (
                        "seat",
                        appointments.propose(by=officer, user=user, office=office, kind=seat.kind, **dates),
                    )
                )
                proposed.append(
                    (
                        "clear",
                        grants.propose_clearance(
                            by=officer, user=user, level=level, caveats=caveats, **dates
                        ),
                    )
                )
            for name in seat.lists:
                granted = grants.propose_compartment(
                    by=officer, office=office, compartment=name, starts_on=since(on), is_demo=True
                )
                proposed.append(("list", granted))
    confirm: dict[str, Any] = {
        "seat": appointments.confirm,
        "clear": grants.confirm_clearance,
        "list": grants.confirm_compartment,
    }
    with enter_subject(subject("mfa_security", on=on), "demo") as second:
        for kind, grant in proposed:
            confirm[kind](grant, by=second, at=at)
    _clear_the_first(on, at)


def _clear_the_first(on: dt.date, at: dt.datetime) -> None:
    """Nobody proposes for himself: whoever was there first is cleared by those who came after."""
    day = since(on) + dt.timedelta(days=30)
    for seat in SEATS:
        for username, _name, level, caveats in seat.holders:
            if username not in FIRST or level == LOW:
                continue
            user = User.objects.get(username=username)
            with enter_subject(subject("mod_security_2", on=on), "demo") as officer:
                began = Clearance.objects.get(user=user)
                grants.withdraw_clearance(began, by=officer, on=day, reason="DEMO: cleared for more")
                proposed = grants.propose_clearance(
                    by=officer, user=user, level=level, caveats=caveats, starts_on=day, is_demo=True
                )
            with enter_subject(subject("mfa_security", on=on), "demo") as second:
                grants.confirm_clearance(proposed, by=second, at=at)
