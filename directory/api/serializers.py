"""Shapes of reference data over REST."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from directory.api.heads import HeadOfMissionSerializer
from directory.api.parts import (
    CountryCodes,
    FormatMeetingSerializer,
    FormatMemberSerializer,
    MembershipSerializer,
    NameVariantSerializer,
    StanceSerializer,
)
from directory.api.writing import KeptSerializer
from directory.models import (
    ActivityKind,
    ClearanceRule,
    CooperationFormat,
    Country,
    DiplomaticMission,
    Institution,
    Organisation,
    Unit,
)
from directory.selectors.formats import turns
from foundation.clock import today


class CountrySerializer(KeptSerializer):
    """A State by ISO code; the flags say what its memberships say today."""

    is_osce = serializers.BooleanField(read_only=True)
    is_nato = serializers.BooleanField(read_only=True)
    is_eu = serializers.BooleanField(read_only=True)
    is_csto = serializers.BooleanField(read_only=True)
    member_of = serializers.ListField(child=serializers.CharField(), read_only=True)
    memberships = MembershipSerializer(many=True, required=False)
    other_names = NameVariantSerializer(source="variants", many=True, required=False)
    stances = StanceSerializer(many=True, required=False)

    class Meta:
        model = Country
        fields = (
            "iso2", "iso3", "numeric", "is_iso", "name_en", "name_az", "region", "is_neighbour", "is_osce", "is_nato",
            "is_eu", "is_csto", "member_of", "memberships", "other_names", "stances", "version",
        )  # fmt: skip
        read_only_fields = ("version",)
        fixed = ("iso2", "iso3")


class OrganisationSerializer(KeptSerializer):
    """An international organisation."""

    seat = serializers.SlugRelatedField("iso2", queryset=Country.objects, required=False, allow_null=True)
    other_names = NameVariantSerializer(source="variants", many=True, required=False)

    class Meta:
        model = Organisation
        fields = ("code", "name_en", "name_az", "seat", "other_names", "version")
        read_only_fields = ("version",)
        fixed = ("code",)


class TurnSerializer(serializers.Serializer):
    """Whose turn it is to host; the level is empty where no meeting was held yet."""

    level = serializers.CharField()
    number = serializers.IntegerField(allow_null=True)
    country = serializers.CharField(source="country.iso2")


class CooperationFormatSerializer(KeptSerializer):
    """A format with its members in the order in which they host, its meetings and the next hosts."""

    members = FormatMemberSerializer(source="places", many=True, required=False)
    meetings = FormatMeetingSerializer(many=True, required=False)
    next_host = serializers.SerializerMethodField()
    next_hosts = serializers.SerializerMethodField()

    class Meta:
        model = CooperationFormat
        fields = (
            "code", "name_en", "name_az", "status", "proposed_by", "source", "members", "meetings", "next_host",
            "next_hosts", "version",
        )  # fmt: skip
        read_only_fields = ("version",)
        fixed = ("code",)

    def get_next_host(self, record: CooperationFormat) -> str | None:
        """At the highest level that has met."""
        return next((turn.country.iso2 for turn in turns(record, on=today())), None)

    @extend_schema_field(TurnSerializer(many=True))
    def get_next_hosts(self, record: CooperationFormat) -> Any:
        """Level by level."""
        return TurnSerializer(turns(record, on=today()), many=True).data


class UnitSerializer(KeptSerializer):
    """A unit of an institution; `path` are the codes from the top of the tree down to it."""

    institution = serializers.SlugRelatedField("code", queryset=Institution.objects)
    parent = serializers.SlugRelatedField("code", queryset=Unit.objects, required=False, allow_null=True)
    path = serializers.ListField(source="path_codes", child=serializers.CharField(), read_only=True)

    class Meta:
        model = Unit
        fields = ("code", "name_en", "name_az", "institution", "parent", "path", "version")
        read_only_fields = ("version",)
        fixed = ("code",)


class UnitBelowSerializer(serializers.ModelSerializer):
    """A unit as its institution shows it; units are entered and changed by themselves."""

    parent = serializers.CharField(source="parent.code", default=None, read_only=True)
    path = serializers.ListField(source="path_codes", child=serializers.CharField(), read_only=True)

    class Meta:
        model = Unit
        fields = ("code", "name_en", "name_az", "parent", "path")
        read_only_fields = fields


class InstitutionSerializer(KeptSerializer):
    """A ministry, service or agency with its units, each under the one it is part of."""

    units = UnitBelowSerializer(many=True, read_only=True)

    class Meta:
        model = Institution
        fields = ("code", "kind", "name_en", "name_az", "units", "version")
        read_only_fields = ("version",)
        fixed = ("code",)


class DiplomaticMissionSerializer(KeptSerializer):
    """A mission with where it is accredited, its seat and who heads it; `vacant_since` where nobody does today."""

    country = serializers.SlugRelatedField("iso2", queryset=Country.objects, required=False, allow_null=True)
    organisation = serializers.SlugRelatedField(
        "code", queryset=Organisation.objects, required=False, allow_null=True
    )
    side_accredited = CountryCodes(read_from="side_codes", required=False)
    head_name = serializers.CharField(read_only=True, allow_null=True)
    head_kind = serializers.CharField(read_only=True, allow_null=True)
    head_since = serializers.DateField(read_only=True, allow_null=True)
    vacant_since = serializers.DateField(read_only=True, allow_null=True)
    heads_of_mission = HeadOfMissionSerializer(source="tenures", many=True, read_only=True)
    other_names = NameVariantSerializer(source="variants", many=True, required=False)

    class Meta:
        model = DiplomaticMission
        fields = (
            "code", "kind", "name_en", "name_az", "country", "organisation", "seat_en", "seat_az", "side_accredited",
            "head_name", "head_kind", "head_since", "vacant_since", "heads_of_mission", "other_names", "version",
        )  # fmt: skip
        read_only_fields = ("version",)
        fixed = ("code",)


class ActivityKindSerializer(KeptSerializer):
    """A kind of activity; `number` is that of the source paper, `parent` the kind it is a sub-kind of."""

    parent = serializers.SlugRelatedField(
        "code", queryset=ActivityKind.objects, required=False, allow_null=True
    )

    class Meta:
        model = ActivityKind
        fields = ("code", "number", "name_en", "name_az", "parent", "version")
        read_only_fields = ("version",)
        fixed = ("code",)


class ClearanceRuleSerializer(KeptSerializer):
    """A line of the rule table; an empty `passage` or `cargo` holds for any. What no line covers is asked."""

    country = serializers.SlugRelatedField("iso2", queryset=Country.objects)

    class Meta:
        model = ClearanceRule
        fields = (
            "code", "name_en", "name_az", "country", "vehicle", "passage", "cargo", "lead_days", "day_type",
            "validity_hours", "source", "version",
        )  # fmt: skip
        read_only_fields = ("version",)
        fixed = ("code",)
