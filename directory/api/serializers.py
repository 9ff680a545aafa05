"""Shapes of reference data over REST."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from directory.models import (
    ActivityKind,
    CalendarDay,
    ClearanceRule,
    CooperationFormat,
    Country,
    DiplomaticMission,
    FormatMeeting,
    FormatMember,
    HeadOfMissionTenure,
    Institution,
    Membership,
    NameVariant,
    Organisation,
    Stance,
    Unit,
)
from directory.selectors.formats import turns
from directory.selectors.missions import standing_of
from directory.terms import TenureStanding
from foundation.clock import today


class NameVariantSerializer(serializers.ModelSerializer):
    """Another name, and who uses it."""

    class Meta:
        model = NameVariant
        fields = ("text", "language", "used_by_source")
        read_only_fields = fields


class _Lasting(serializers.ModelSerializer):
    """A period as its first day and the day it ended before."""

    starts_on = serializers.DateField(source="period.lower", read_only=True, allow_null=True)
    ends_before = serializers.DateField(source="period.upper", read_only=True, allow_null=True)


class MembershipSerializer(_Lasting):
    """Membership of an organisation as a dated fact."""

    organisation = serializers.CharField(source="organisation.code", read_only=True)

    class Meta:
        model = Membership
        fields = ("organisation", "kind", "starts_on", "ends_before")
        read_only_fields = fields


class StanceSerializer(_Lasting):
    """What makes activities with the State go the long way to approval, as a dated fact with its reason."""

    class Meta:
        model = Stance
        fields = ("kind", "starts_on", "ends_before", "reason")
        read_only_fields = fields


class CountrySerializer(serializers.ModelSerializer):
    """A State by ISO code; the flags say what its memberships say today."""

    is_osce = serializers.BooleanField(read_only=True)
    is_nato = serializers.BooleanField(read_only=True)
    is_eu = serializers.BooleanField(read_only=True)
    is_csto = serializers.BooleanField(read_only=True)
    member_of = serializers.ListField(child=serializers.CharField(), read_only=True)
    memberships = MembershipSerializer(many=True, read_only=True)
    other_names = NameVariantSerializer(source="variants", many=True, read_only=True)
    stances = StanceSerializer(many=True, read_only=True)

    class Meta:
        model = Country
        fields = (
            "iso2", "iso3", "numeric", "is_iso", "name_en", "name_az", "region", "is_neighbour", "is_osce", "is_nato",
            "is_eu", "is_csto", "member_of", "memberships", "other_names", "stances", "version",
        )  # fmt: skip
        read_only_fields = fields


class OrganisationSerializer(serializers.ModelSerializer):
    """An international organisation."""

    seat = serializers.CharField(source="seat.iso2", default=None, read_only=True)
    other_names = NameVariantSerializer(source="variants", many=True, read_only=True)

    class Meta:
        model = Organisation
        fields = ("code", "name_en", "name_az", "seat", "other_names", "version")
        read_only_fields = fields


class FormatMemberSerializer(serializers.ModelSerializer):
    """A member and its place in the rotation of hosts."""

    country = serializers.CharField(source="country.iso2", read_only=True)

    class Meta:
        model = FormatMember
        fields = ("place", "country")
        read_only_fields = fields


class FormatMeetingSerializer(serializers.ModelSerializer):
    """A meeting that was held, or whose day is fixed."""

    country = serializers.CharField(source="country.iso2", read_only=True)

    class Meta:
        model = FormatMeeting
        fields = ("number", "level", "held_on", "country", "place")
        read_only_fields = fields


class TurnSerializer(serializers.Serializer):
    """Whose turn it is to host; the level is empty where no meeting was held yet."""

    level = serializers.CharField()
    number = serializers.IntegerField(allow_null=True)
    country = serializers.CharField(source="country.iso2")


class CooperationFormatSerializer(serializers.ModelSerializer):
    """A format with its members in the order in which they host, its meetings and the next hosts."""

    members = FormatMemberSerializer(source="places", many=True, read_only=True)
    meetings = FormatMeetingSerializer(many=True, read_only=True)
    next_host = serializers.SerializerMethodField()
    next_hosts = serializers.SerializerMethodField()

    class Meta:
        model = CooperationFormat
        fields = (
            "code", "name_en", "name_az", "status", "proposed_by", "source", "members", "meetings", "next_host",
            "next_hosts", "version",
        )  # fmt: skip
        read_only_fields = fields

    def get_next_host(self, record: CooperationFormat) -> str | None:
        """At the highest level that has met."""
        return next((turn.country.iso2 for turn in turns(record, on=today())), None)

    @extend_schema_field(TurnSerializer(many=True))
    def get_next_hosts(self, record: CooperationFormat) -> Any:
        """Level by level."""
        return TurnSerializer(turns(record, on=today()), many=True).data


class UnitSerializer(serializers.ModelSerializer):
    """A unit of an institution; `path` are the codes from the top of the tree down to it."""

    parent = serializers.CharField(source="parent.code", default=None, read_only=True)
    path = serializers.ListField(source="path_codes", child=serializers.CharField(), read_only=True)

    class Meta:
        model = Unit
        fields = ("code", "name_en", "name_az", "parent", "path")
        read_only_fields = fields


class InstitutionSerializer(serializers.ModelSerializer):
    """A ministry, service or agency with its units, each under the one it is part of."""

    units = UnitSerializer(many=True, read_only=True)

    class Meta:
        model = Institution
        fields = ("code", "kind", "name_en", "name_az", "units", "version")
        read_only_fields = fields


class HeadOfMissionSerializer(_Lasting):
    """A head of mission, or a chargé d'affaires a.i., and how the tenure stands today."""

    standing = serializers.SerializerMethodField()

    class Meta:
        model = HeadOfMissionTenure
        fields = (
            "public_name", "kind", "starts_on", "ends_before", "agrement_on", "credentials_on", "standing",
        )  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=TenureStanding.choices))
    def get_standing(self, tenure: HeadOfMissionTenure) -> str:
        """Today."""
        return standing_of(tenure, on=today()).value


class DiplomaticMissionSerializer(serializers.ModelSerializer):
    """A mission with where it is accredited, its seat and who heads it; `vacant_since` where nobody does today."""

    country = serializers.CharField(source="country.iso2", default=None, read_only=True)
    organisation = serializers.CharField(source="organisation.code", default=None, read_only=True)
    side_accredited = serializers.ListField(
        source="side_codes", child=serializers.CharField(), read_only=True
    )
    head_name = serializers.CharField(read_only=True, allow_null=True)
    head_kind = serializers.CharField(read_only=True, allow_null=True)
    head_since = serializers.DateField(read_only=True, allow_null=True)
    vacant_since = serializers.DateField(read_only=True, allow_null=True)
    heads_of_mission = HeadOfMissionSerializer(source="tenures", many=True, read_only=True)
    other_names = NameVariantSerializer(source="variants", many=True, read_only=True)

    class Meta:
        model = DiplomaticMission
        fields = (
            "code", "kind", "name_en", "name_az", "country", "organisation", "seat_en", "seat_az", "side_accredited",
            "head_name", "head_kind", "head_since", "vacant_since", "heads_of_mission", "other_names", "version",
        )  # fmt: skip
        read_only_fields = fields


class WorkingDaySerializer(serializers.ModelSerializer):
    """A day that is not what the week says; `is_override` tells days entered by hand."""

    class Meta:
        model = CalendarDay
        fields = ("day", "name_en", "name_az", "is_working", "is_override", "moved_from", "version")
        read_only_fields = fields


class ActivityKindSerializer(serializers.ModelSerializer):
    """A kind of activity; `number` is that of the source paper, `parent` the kind it is a sub-kind of."""

    parent = serializers.CharField(source="parent.code", default=None, read_only=True)

    class Meta:
        model = ActivityKind
        fields = ("code", "number", "name_en", "name_az", "parent", "version")
        read_only_fields = fields


class ClearanceRuleSerializer(serializers.ModelSerializer):
    """A line of the rule table; an empty `passage` or `cargo` holds for any. What no line covers is asked."""

    country = serializers.CharField(source="country.iso2", read_only=True)

    class Meta:
        model = ClearanceRule
        fields = (
            "code", "name_en", "name_az", "country", "vehicle", "passage", "cargo", "lead_days", "day_type",
            "validity_hours", "source", "version",
        )  # fmt: skip
        read_only_fields = fields
