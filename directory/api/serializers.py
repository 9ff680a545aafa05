"""Shapes of reference data over REST."""

from rest_framework import serializers

from directory.models import Country, Institution, Organisation, Unit


class CountrySerializer(serializers.ModelSerializer):
    """A State by ISO code."""

    class Meta:
        model = Country
        fields = (
            "iso2", "iso3", "name_en", "name_az", "region", "is_neighbour", "is_osce", "is_nato", "is_eu", "version",
        )  # fmt: skip
        read_only_fields = fields


class OrganisationSerializer(serializers.ModelSerializer):
    """An international organisation."""

    seat = serializers.CharField(source="seat.iso2", default=None, read_only=True)

    class Meta:
        model = Organisation
        fields = ("code", "name_en", "name_az", "seat", "version")
        read_only_fields = fields


class UnitSerializer(serializers.ModelSerializer):
    """A unit of an institution."""

    parent = serializers.CharField(source="parent.code", default=None, read_only=True)

    class Meta:
        model = Unit
        fields = ("code", "name_en", "name_az", "parent")
        read_only_fields = fields


class InstitutionSerializer(serializers.ModelSerializer):
    """A ministry, service or agency with its units."""

    units = UnitSerializer(many=True, read_only=True)

    class Meta:
        model = Institution
        fields = ("code", "kind", "name_en", "name_az", "units", "version")
        read_only_fields = fields
