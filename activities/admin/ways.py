"""Shared by records that hang on an activity: how a page leads to them, how they are found, what is shown of both."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from activities.models import Activity
from activities.pages.words import span
from activities.selectors.activities import activities
from attaches.admin.steps import Button
from foundation.wording import NOTHING


class LedFromActivity:
    """A page of data entry that an activity's page leads to, with the activity named already."""

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The activity by its reference."""
        found = Activity.in_context.filter(reference=request.GET.get("activity", "")[:20]).first()
        return {"activity": found.pk if found else None}


class OfAnActivity:
    """A record one to one with its activity: found by it, stepped and marked with it."""

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """By the words of the activity."""
        if words := search_term.strip():
            found = activities(to=request.subject).matching(words)  # type: ignore[attr-defined]
            queryset = queryset.filter(activity__in=found.values("pk"))
        return queryset, False

    def target(self, obj: Any, button: Button) -> Activity:
        """Buttons are about the activity."""
        held: Activity = obj.activity
        return held

    def marked(self, obj: Any) -> Activity:
        """The marking is that of the activity."""
        held: Activity = obj.activity
        return held

    @admin.display(description=_("main partner"), ordering="activity__country")
    def partner(self, row: Any) -> str:
        """With whom."""
        return str(row.activity.country.name)

    @admin.display(description=_("dates"), ordering="activity__starts_on")
    def dates(self, row: Any) -> str:
        """First and last day."""
        return span(row.activity) if row.pk else NOTHING

    @admin.display(description=_("label"))
    def marking(self, row: Any) -> str:
        """As it stands on the page."""
        return str(row.activity.label.marking) if row.pk else NOTHING
