"""Who holds which office on a day."""

import datetime as dt

from django.db.models import Case, Func, QuerySet, Value, When

from accounts.models import Appointment, AppointmentKind, User


def appointments_on(day: dt.date | Func) -> QuerySet[Appointment]:
    """Confirmed appointments of active people valid on `day`."""
    return Appointment.objects.filter(confirmed_at__isnull=False, valid__contains=day, user__is_active=True)


def appointments_of(user: User, *, on: dt.date) -> QuerySet[Appointment]:
    """The offices `user` may act in on a day: own first, then acting, then delegated."""
    rank = {AppointmentKind.HOLDER: 0, AppointmentKind.ACTING: 1, AppointmentKind.DELEGATE: 2}
    order = Case(*[When(kind=kind, then=Value(place)) for kind, place in rank.items()], default=Value(9))
    return (
        appointments_on(on)
        .filter(user=user)
        .select_related("office__institution", "office__mission__country", "user")
        .order_by(order, "office__code")
    )
