"""The first grants of an installation, which nobody could propose yet: security officers and service accounts."""

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import translation

from access.ladder import LEVEL_CHOICES
from access.models import Clearance
from accounts.models import Appointment, Office, User
from accounts.roles import Role
from directory.models import Institution
from foundation.acts import verb

SERVICES = {
    "planner": ("Planning of reminders", "Xatırlatmaların planlaşdırılması"),
    "dispatcher": ("Delivery of reminders", "Xatırlatmaların çatdırılması"),
    "scheduler": ("Transitions by date", "Tarixə görə keçidlər"),
}
EVER_SINCE = dt.date(1991, 10, 18)


@verb("security.service_account")
def service_account(username: str, institution: Institution, at: dt.datetime) -> User:
    """An account of the system that holds every label and cannot sign in (decisions.md 24). Repeats without harm."""
    name_en, name_az = SERVICES[username]
    user, _made = User.objects.get_or_create(
        username=username,
        defaults={"full_name": name_en, "institution": institution, "is_service": True, "password": "!"},
    )
    office, _made = Office.objects.get_or_create(
        code=f"service-{username}",
        defaults={"name_en": name_en, "name_az": name_az, "institution": institution, "role": Role.SERVICE},
    )
    forever = DateRange(EVER_SINCE, None)
    Appointment.objects.get_or_create(
        user=user, office=office, defaults={"valid": forever, "confirmed_at": at}
    )
    Clearance.objects.get_or_create(
        user=user,
        defaults={
            "level": LEVEL_CHOICES[-1][0],
            "valid": forever,
            "confirmed_at": at,
            "covers_everything": True,
        },
    )
    return user


@verb("security.first_officer")
def first_officer(user: User, office: Office, at: dt.datetime, on: dt.date) -> None:
    """Seat one of the first people, who nobody could appoint yet. Everything later needs two.

    The administrator gets no clearance: keeping the system is not reading its records (walls.md 1).
    """
    if Appointment.objects.filter(office__role=office.role, user=user).exists():
        return
    facts = {"user": user, "valid": DateRange(on, None), "confirmed_at": at, "is_demo": user.is_demo}
    Appointment.objects.create(office=office, **facts)
    if office.role != Role.SYSADMIN:
        Clearance.objects.create(level=0, **facts)


def _said(role: Role, language: str) -> str:
    with translation.override(language):
        return str(role.label)


@verb("security.seat_first")
def seat_first(
    username: str, role: Role, institution_code: str, *, password: str, on: dt.date, at: dt.datetime
) -> User:
    """One of the people an installation begins with: account, office and appointment at once."""
    institution = Institution.objects.get(code=institution_code)
    user = User(username=username, full_name=str(role.label), institution=institution)
    user.set_password(password)
    user.save(force_insert=True)
    office, _made = Office.objects.get_or_create(
        code=username.replace("_", "-"),
        defaults={
            "role": role,
            "institution": institution,
            "name_en": _said(role, "en"),
            "name_az": _said(role, "az"),
        },
    )
    first_officer(user, office, at, on)
    return user
