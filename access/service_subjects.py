"""Jobs act as named service subjects with their own clearance, never as a bypass (walls.md 1)."""

from access.context import Subject
from accounts.models import User
from accounts.selectors.offices import appointments_of
from foundation.clock import today


def service_subject(username: str) -> Subject:
    """The subject of a service account such as `planner`; raises User.DoesNotExist before load_reference ran."""
    user = User.objects.select_related("institution").get(username=username, is_service=True)
    appointment = appointments_of(user, on=today()).first()
    return Subject.of(appointment) if appointment else Subject.without_office(user)
