"""An item of a plan by its public name."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from access.context import current_subject
from agreements.models import PlanItem
from agreements.selectors.plans import plan_item


class PlanItemField(serializers.CharField):
    """`PLN-2026-7K3QF/4`, resolved under the caller's own wall: hidden is as unknown as absent."""

    default_error_messages = {"unknown": _("There is no such record.")}

    def to_internal_value(self, data: Any) -> PlanItem:
        subject = current_subject()
        found = plan_item(super().to_internal_value(data), to=subject) if subject else None
        if found is None:
            self.fail("unknown")
        return found

    def to_representation(self, value: Any) -> str:
        return str(value.reference)
