"""REST behind wall 1: the base of every protected resource."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from access.context import Subject
from access.services.labels import chosen
from access.services.marking import change_marking
from foundation.rest.preconditions import expected_version
from foundation.rest.serializers import StrictSerializer
from foundation.rest.views import RecordViewSet

CHANGED, WAITS = 200, 202


class ClassifiedViewSet(RecordViewSet):
    """Base of every protected resource; `self.subject` reads or acts, `entry_class` what is typed of a new one."""

    entry_class: type[serializers.Serializer]
    for_release = True

    @property
    def subject(self) -> Subject:
        """Who calls, in which office."""
        return self.request._request.subject  # type: ignore[attr-defined]

    def typed(self, request: Request) -> dict[str, Any]:
        """What was typed about a new record, and under `label` the marking chosen for it."""
        given = self.entry_class(data=request.data, context=self.get_serializer_context())
        given.is_valid(raise_exception=True)
        data = dict(given.validated_data)
        data["label"] = chosen(data.pop("classification"), data.pop("caveats"), by=self.subject)
        return data


class RelabelShape(StrictSerializer):
    """The marking a record shall carry, and why; `together` raises the records that refer to it too."""

    classification = serializers.ChoiceField(settings.LADDER)
    caveats = serializers.ListField(child=serializers.ChoiceField(settings.CAVEATS), default=list)
    compartments = serializers.ListField(child=serializers.CharField(max_length=60), default=list)
    releasable_to = serializers.ListField(
        child=serializers.CharField(max_length=20), default=list,
        help_text="ISO codes of States, codes of organisations; more of them is a lower marking.",
    )  # fmt: skip
    reason = serializers.CharField(max_length=500)
    together = serializers.BooleanField(default=False)


class Relabels:
    """POST {reference}/relabel/: If-Match, one service. 200: raised; 202: a lower marking waits for a second person."""

    def needs_if_match(self) -> bool:
        """For the OpenAPI document: every verb of a record does."""
        return self.detail and self.request is not None and self.request.method == "POST"  # type: ignore[attr-defined]

    def may_wait(self) -> bool:
        """For the schema."""
        return self.action == "relabel"  # type: ignore[attr-defined]

    @extend_schema(request=RelabelShape)
    @action(detail=True, methods=["post"])
    def relabel(self, request: Request, **kwargs: Any) -> Response:
        """Change the marking; 409 names the records one may see that would have to rise together."""
        version = expected_version(request)
        record = self.get_object()  # type: ignore[attr-defined]
        given = RelabelShape(data=request.data)
        given.is_valid(raise_exception=True)
        asked = dict(given.validated_data)
        by: Subject = self.subject  # type: ignore[attr-defined]
        parts = ("classification", "caveats", "compartments", "releasable_to")
        label = chosen(*(asked.pop(part) for part in parts), by=by)
        waiting = change_marking(record, by=by, to=label, version=version, **asked)
        return self.answer(record, WAITS if waiting else CHANGED)  # type: ignore[attr-defined]


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
