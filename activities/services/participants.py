"""Countries that take part besides the main partner and the home State."""

from collections.abc import Iterable

from django.conf import settings

from access.context import Subject
from activities.models import Activity, ActivityParticipant
from activities.services.refusals import ParticipantTwice
from directory.models import Country


def write_participants(activity: Activity, countries: Iterable[Country]) -> None:
    """Rows for the countries besides the main partner and the home State."""
    further = list(countries)
    if not further:
        return
    _check_participants(activity, further)
    ActivityParticipant.objects.bulk_create(
        ActivityParticipant(activity=activity, country=country, label_id=activity.label_id)
        for country in further
    )


def replace_participants(held: Activity, wanted: list[Country], *, by: Subject) -> None:
    """Only what differs is written, so that the trail tells what changed."""
    _check_participants(held, wanted)
    present = ActivityParticipant.objects.visible_to(by).filter(activity=held)
    present.exclude(country__in=wanted).delete()
    known = set(present.values_list("country_id", flat=True))
    write_participants(held, [country for country in wanted if country.pk not in known])


def _check_participants(activity: Activity, countries: list[Country]) -> None:
    named = [country.pk for country in countries]
    at_home = any(country.iso2 == settings.HOME_COUNTRY for country in countries)
    if at_home or activity.country_id in named or len(set(named)) < len(named):
        raise ParticipantTwice(fields={"participants": ParticipantTwice.message})
