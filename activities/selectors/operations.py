"""Authorisations a viewer may see, and the one an activity stands on (I18)."""

from access.context import Subject
from access.managers import ClassifiedQuerySet
from activities.models import Activity, Authorisation


def authorisations(*, to: Subject) -> ClassifiedQuerySet:
    """Every authorisation `to` may see."""
    return Authorisation.objects.visible_to(to)


def authorisation_for(activity: Activity, *, to: Subject) -> Authorisation | None:
    """The authorisation an activity names, as far as `to` may see it."""
    found: Authorisation | None = authorisations(to=to).filter(pk=activity.authorisation_id or 0).first()
    return found
