"""Navigation by job, not by table (pages.md); an office sees the jobs it has."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

# group: (item, address name)
JOBS: tuple[tuple[Any, tuple[tuple[Any, str], ...]], ...] = (
    (
        _("My desk"),
        (
            (_("My desk"), "workspace:home"),
            (_("Inbox"), "workspace:inbox"),
            (_("Deadline calendar"), "workspace:deadlines"),
        ),
    ),
    (
        _("Representation"),
        (
            (_("Rotation board"), "workspace:rotation"),
            (_("Posts"), "admin:attaches_post_changelist"),
            (_("Postings"), "admin:attaches_posting_changelist"),
            (_("Officers"), "admin:attaches_officer_changelist"),
            (_("Foreign attachés"), "admin:attaches_foreignattache_changelist"),
            (_("Correspondence"), "correspondence:register"),
        ),
    ),
    (
        _("Papers"),
        (
            (_("Mission papers"), "missions:papers"),
            (_("Strategic documents"), "missions:documents"),
            (_("Objectives in force"), "missions:guidance"),
            (_("Reports of attachés"), "missions:post-reports"),
            (_("Advice log"), "missions:advice"),
            (_("Approvals under way"), "approvals:cases"),
        ),
    ),
    (
        _("Agreements"),
        (
            (_("Register"), "agreements:register"),
            (_("Deadlines"), "workspace:treaty-deadlines"),
            (_("Annual plans"), "agreements:plans"),
            (_("Obligations"), "agreements:obligations"),
        ),
    ),
    (
        _("Activities"),
        (
            (_("Programme"), "activities:programme"),
            (_("Exercises"), "admin:activities_exercise_changelist"),
            (_("Visits"), "activities:visits"),
            (_("Diplomatic clearances"), "activities:clearances"),
            (_("Operations"), "activities:operations"),
            (_("Returns to organisations"), "activities:returns"),
            (_("Inspections"), "activities:inspections"),
        ),
    ),
    (
        _("Countries"),
        (
            (_("Countries"), "workspace:countries"),
            (_("Directory of countries"), "admin:directory_country_changelist"),
            (_("Organisations"), "admin:directory_organisation_changelist"),
            (_("Formats"), "admin:directory_cooperationformat_changelist"),
            (_("Diplomatic missions"), "admin:directory_diplomaticmission_changelist"),
            (_("Heads of mission"), "admin:directory_headofmissiontenure_changelist"),
            (_("Institutions and units"), "admin:directory_unit_changelist"),
            (_("Factors"), "admin:directory_factorvalue_changelist"),
            (_("Working days"), "admin:directory_calendarday_changelist"),
        ),
    ),
    (_("Reports"), ((_("Catalogue"), "reports:index"),)),
    (_("Data entry"), ((_("Data entry"), "admin:index"), (_("Imports of tables"), "documents:imports"))),
)


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """Groups of items with their addresses; what is not built or not open to the office is left out."""
    groups = []
    for label, items in JOBS:
        shown = [
            {
                "label": name,
                "url": url,
                "current": request.path == url or (url != "/" and request.path.startswith(url)),
            }
            for name, where in items
            if (url := address(where))
        ]
        if shown:
            groups.append({"label": label, "items": shown, "current": any(item["current"] for item in shown)})
    return groups


def address(name: str) -> str:
    """The path of a named page, empty when the house has none of that name."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
