"""Lists read as the selector annotated them; courses, expert posts, training teams and assistance over REST."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from foundation.rest.serializers import StrictSerializer

MAX_ROWS = 100
PROFILE = r"^((?:[0-4]\+?|5){4})?\Z"


class Annotated(serializers.ListField):
    """A list written as rows, read as the selector annotated it."""

    def __init__(self, annotated: str = "", **options: Any) -> None:
        self.annotated = annotated
        super().__init__(required=False, max_length=MAX_ROWS, **options)

    def get_attribute(self, instance: Any) -> Any:
        return getattr(instance, self.annotated, [])

    def to_representation(self, data: Any) -> Any:
        return [self._shown(row) for row in data]

    def _shown(self, row: Any) -> Any:
        """Rows with fields go through them, so that money is written as everywhere."""
        if not isinstance(row, dict):
            return row
        fields = self.child.fields  # type: ignore[attr-defined]
        return {name: _said(field, row.get(name)) for name, field in fields.items()}


def _said(field: Any, value: Any) -> Any:
    if value is None or not isinstance(field, serializers.DecimalField):
        return value
    return f"{value:.{field.decimal_places}f}"


class CourseShape(StrictSerializer):
    """A course: places, what it asks for, what it obliges graduates to."""

    school = serializers.CharField(max_length=200)
    places = serializers.IntegerField(min_value=1, max_value=32_000)
    taken = serializers.IntegerField(min_value=0, max_value=32_000, required=False, allow_null=True)
    graduates = serializers.IntegerField(min_value=0, max_value=32_000, required=False, allow_null=True)
    language = serializers.CharField(max_length=60, required=False, allow_blank=True)
    required_slp = serializers.RegexField(PROFILE, max_length=8, required=False, allow_blank=True)
    obliged_until = serializers.DateField(required=False, allow_null=True)


class ExpertRow(StrictSerializer):
    """An expert in a post of the other side."""

    host_body = serializers.CharField(max_length=200)
    position = serializers.CharField(max_length=200)
    field = serializers.CharField(max_length=200, required=False, allow_blank=True)
    reciprocal = serializers.BooleanField(required=False)


class TeamRow(StrictSerializer):
    """A mobile training team."""

    subject = serializers.CharField(max_length=200)
    instructors = serializers.IntegerField(min_value=1, max_value=32_000)
    trainees = serializers.IntegerField(min_value=0, max_value=10**7, required=False, allow_null=True)
    trained_unit = serializers.CharField(max_length=200, required=False, allow_blank=True)


class AssistanceRow(StrictSerializer):
    """Materials or equipment given or received."""

    item = serializers.CharField(max_length=200)
    quantity = serializers.IntegerField(min_value=1, max_value=10**8)
    unit = serializers.CharField(max_length=30, required=False, allow_blank=True)
    value = serializers.DecimalField(14, 2, min_value=0, required=False, allow_null=True)
    currency = serializers.RegexField(r"^([A-Z]{3})?\Z", max_length=3, required=False, allow_blank=True)
    handed_over_on = serializers.DateField(required=False, allow_null=True)
    end_use = serializers.CharField(max_length=300, required=False, allow_blank=True)


@extend_schema_field(AssistanceRow(many=True))
class AssistanceRows(Annotated):
    """What was given or received."""


class Detail(serializers.Field):
    """One row of the activity, written as its shape, read as the selector annotated it; null takes it away."""

    shape: serializers.Serializer
    annotated: str

    def __init__(self) -> None:
        super().__init__(required=False, allow_null=True)

    def __deepcopy__(self, memo: Any) -> "Detail":
        return type(self)()

    def get_attribute(self, instance: Any) -> Any:
        return getattr(instance, self.annotated, None)

    def to_representation(self, value: Any) -> Any:
        return value

    def to_internal_value(self, data: Any) -> Any:
        return self.shape.run_validation(data)


@extend_schema_field(CourseShape(allow_null=True))
class CourseDetail(Detail):
    """The course it is."""

    shape, annotated = CourseShape(), "course_said"


@extend_schema_field(ExpertRow(allow_null=True))
class ExpertDetail(Detail):
    """The expert post it is about."""

    shape, annotated = ExpertRow(), "expert_said"


@extend_schema_field(TeamRow(allow_null=True))
class TeamDetail(Detail):
    """The mobile training team it is."""

    shape, annotated = TeamRow(), "team_said"
