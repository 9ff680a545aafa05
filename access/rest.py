"""REST behind wall 1: the base of every protected resource."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from access.context import Subject
from foundation.rest.views import RecordViewSet


class ClassifiedViewSet(RecordViewSet):
    """Base of every protected resource; `self.subject` is who reads or acts."""

    @property
    def subject(self) -> Subject:
        """Who calls, in which office."""
        return self.request._request.subject  # type: ignore[attr-defined]


class VisibleReference(serializers.SlugRelatedField):
    """A related record by its public reference, resolved under the running subject: hidden is as unknown as absent."""

    default_error_messages = {
        "does_not_exist": _("There is no such record."),
        "invalid": _("Not a reference."),
    }

    def __init__(self, slug_field: str = "reference", **options: Any) -> None:
        super().__init__(slug_field=slug_field, **options)

    def get_queryset(self) -> Any:
        queryset: Any = getattr(self, "queryset", None)
        if callable(queryset):
            return queryset()
        # A manager, so that the schema knows the model; rows are asked for when somebody acts.
        return None if queryset is None else getattr(queryset, "_default_manager", queryset).all()
