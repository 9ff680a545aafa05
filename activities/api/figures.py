"""Shapes of a year's figures, and of what appears in it by itself."""

from rest_framework import serializers


class DerivedShape(serializers.Serializer):
    """A signing or an appointment, with the record it comes from."""

    kind = serializers.CharField()
    title = serializers.CharField()
    countries = serializers.ListField(child=serializers.CharField())
    on = serializers.DateField()
    place = serializers.CharField()
    reference = serializers.CharField()


class DerivedsShape(serializers.Serializer):
    """Signings and appointments of a year, a page of them: how many there are in all, and on how many pages."""

    year = serializers.IntegerField()
    count = serializers.IntegerField()
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    rows = DerivedShape(many=True)


class FigureShape(serializers.Serializer):
    """One country and kind of the year."""

    country = serializers.CharField()
    kind = serializers.CharField()
    currency = serializers.CharField()
    number = serializers.IntegerField()
    planned_cost = serializers.CharField(allow_null=True)


class FiguresShape(serializers.Serializer):
    """The figures of a year; money is never summed across currencies."""

    year = serializers.IntegerField()
    rows = FigureShape(many=True)
