"""Shapes of the rows below a record of the directory: names, memberships, stances, members and meetings of formats.

Names and members are sent as a whole: what is left out is taken off the list. Memberships, stances and meetings are
dated facts: a row with its `id` is changed, one without is added, and what is not sent stays.
"""

from typing import Any

from rest_framework import serializers

from directory.models import Country, Organisation
from directory.terms import MeetingLevel, MembershipKind, NameLanguage, StanceKind
from foundation.rest.serializers import StrictSerializer

MOST = 300


class NameVariantSerializer(StrictSerializer):
    """Another name, and who uses it."""

    text = serializers.CharField(max_length=200)
    language = serializers.ChoiceField(NameLanguage.choices)
    used_by_source = serializers.CharField(max_length=60, required=False, allow_blank=True)


class Lasting(StrictSerializer):
    """A dated fact with its first day and the day it ended before."""

    id = serializers.IntegerField(required=False, help_text="Of a row that stands; left out of a new one.")
    starts_on = serializers.DateField(source="period.lower", allow_null=True)
    ends_before = serializers.DateField(source="period.upper", required=False, allow_null=True)


class MembershipSerializer(Lasting):
    """Membership of an organisation as a dated fact."""

    organisation = serializers.SlugRelatedField("code", queryset=Organisation.objects)
    kind = serializers.ChoiceField(MembershipKind.choices)


class StanceSerializer(Lasting):
    """What makes activities with the State go the long way to approval, as a dated fact with its reason."""

    kind = serializers.ChoiceField(StanceKind.choices)
    reason = serializers.CharField(max_length=300)


class FormatMemberSerializer(StrictSerializer):
    """A member and its place in the rotation of hosts."""

    place = serializers.IntegerField(min_value=1, max_value=MOST)
    country = serializers.SlugRelatedField("iso2", queryset=Country.objects)


class FormatMeetingSerializer(StrictSerializer):
    """A meeting that was held, or whose day is fixed."""

    id = serializers.IntegerField(required=False, help_text="Of a row that stands; left out of a new one.")
    number = serializers.IntegerField(min_value=1, max_value=9_999, required=False, allow_null=True)
    level = serializers.ChoiceField(MeetingLevel.choices)
    held_on = serializers.DateField()
    country = serializers.SlugRelatedField("iso2", queryset=Country.objects)
    place = serializers.CharField(max_length=120, required=False, allow_blank=True)


class CountryCodes(serializers.ListField):
    """Countries by ISO code, told from the codes that were read together with the record in `read_from`."""

    child = serializers.SlugRelatedField("iso2", queryset=Country.objects)

    def __init__(self, *, read_from: str, **options: Any) -> None:
        self.read_from = read_from
        super().__init__(max_length=MOST, **options)

    def get_attribute(self, instance: Any) -> Any:
        return getattr(instance, self.read_from)

    def to_representation(self, data: Any) -> list[str]:
        return list(data)
