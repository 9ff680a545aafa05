"""The working-day calendar: a year at a glance, holidays moved, weekend days worked, further years loaded."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import dates
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from directory.admin.kept import KeptAdmin
from directory.models import CalendarDay
from directory.selectors.calendar import year_shown
from directory.services import calendar as services
from foundation.admin_forms import DayInput
from foundation.admin_kit import OpenAdmin, add_refusal
from foundation.clock import today
from foundation.errors import DomainError
from foundation.site import site
from foundation.wording import written_date

MONTHS = [_("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"),
          _("September"), _("October"), _("November"), _("December")]  # fmt: skip


class MoveForm(forms.Form):
    """A holiday taken on another day."""

    act = "move"
    moved_from = forms.DateField(label=_("Holiday"), widget=DayInput)
    moved_to = forms.DateField(label=_("Taken on"), widget=DayInput)

    def carry_out(self, by: Any) -> Any:
        """Says what was done."""
        moved = services.move_holiday(by=by, **self.cleaned_data)
        return gettext("The holiday is moved: %(name)s.") % {"name": moved.name}


class WorkForm(forms.Form):
    """A weekend day that is worked."""

    act = "work"
    day = forms.DateField(label=_("Saturday or Sunday"), widget=DayInput)

    def carry_out(self, by: Any) -> Any:
        """Says what was done."""
        worked = services.declare_worked(by=by, **self.cleaned_data)
        return gettext("%(day)s is worked.") % {"day": written_date(worked.day)}


class LoadForm(forms.Form):
    """Holidays of further years; days that stand stay as they are."""

    act = "load"
    first = forms.IntegerField(label=_("First year"))
    last = forms.IntegerField(label=_("Last year"))

    def carry_out(self, by: Any) -> Any:
        """Says how many days came."""
        first, last = self.cleaned_data["first"], self.cleaned_data["last"]
        count = services.load_years(range(first, last + 1), by=by)
        return ngettext("%(count)d day was loaded.", "%(count)d days were loaded.", count) % {"count": count}


FORMS: tuple[type[Any], ...] = (MoveForm, WorkForm, LoadForm)


@admin.register(CalendarDay, site=site)
class CalendarDayAdmin(KeptAdmin):
    """Holidays and worked weekends; a day entered by hand stays as it is."""

    list_display = ("day", "name", "is_working", "is_override", "moved_from")
    list_filter = ("is_working", "is_override")
    search_fields: ClassVar[Any] = ()
    formfield_overrides = {models.DateField: {"widget": DayInput}}
    details = ("day", "name_en", "name_az", "is_working")
    fixed = ("day",)
    told = ("moved_from",)
    date_hierarchy = None
    change_list_template = "directory/calendar_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return OpenAdmin.get_queryset(self, request).order_by("day")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return queryset, False

    def get_urls(self) -> list[URLPattern]:
        year = path(
            "year/<int:year>/", self.admin_site.admin_view(self.year_view), name="directory_calendarday_year"
        )
        return [year, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        present = reverse("admin:directory_calendarday_year", args=[today().year])
        return super().changelist_view(request, {"year_url": present, **(extra_context or {})})

    def _keep(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Any:
        subject: Any = getattr(request, "subject", None)
        return services.keep_day(form.instance, by=subject, version=form.cleaned_data.get("based_on"))

    # --- a year at a glance -----------------------------------------------------------------------------------------
    def year_view(self, request: HttpRequest, year: int) -> HttpResponse:
        """Month grids with what the library says and what was entered by hand; the Center moves and adds here."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if year not in services.YEARS:
            raise Http404
        filled = self._filled(request, year)
        if filled and filled.is_valid() and self._done(request, filled):
            return HttpResponseRedirect(request.path)
        context = {**self._year_context(request, year), "forms": self._forms(request, year, filled)}
        page = TemplateResponse(request, "directory/year.html", context)
        page.status_code = 400 if filled else 200
        return page

    def _filled(self, request: HttpRequest, year: int) -> Any:
        if request.method != "POST":
            return None
        if not self.has_add_permission(request):
            raise PermissionDenied
        chosen = next((kind for kind in FORMS if kind.act == request.POST.get("act")), None)
        if chosen is None:
            raise Http404
        return chosen(request.POST, auto_id=f"{chosen.act}-%s")

    def _done(self, request: HttpRequest, form: Any) -> bool:
        try:
            messages.success(request, form.carry_out(getattr(request, "subject", None)))
        except DomainError as error:
            add_refusal(form, error)
            return False
        return True

    def _forms(self, request: HttpRequest, year: int, filled: Any) -> list[Any]:
        if not self.has_add_permission(request):
            return []
        begun = {"load": {"first": year, "last": year}}
        return [
            filled
            if isinstance(filled, kind)
            else kind(auto_id=f"{kind.act}-%s", initial=begun.get(kind.act))
            for kind in FORMS
        ]

    def _year_context(self, request: HttpRequest, year: int) -> dict[str, Any]:
        def page(other: int) -> str:
            known = other in services.YEARS
            return reverse("admin:directory_calendarday_year", args=[other]) if known else ""

        shown = year_shown(year)
        return {
            **self.admin_site.each_context(request),
            "title": gettext("Working days of %(year)s") % {"year": year},
            "opts": self.opts,
            "shown": shown,
            "months": list(zip(MONTHS, shown.months, strict=True)),
            "weekdays": [(dates.WEEKDAYS_ABBR[n], dates.WEEKDAYS[n]) for n in range(7)],
            "previous_year": page(year - 1), "next_year": page(year + 1),
            "today": today(),
        }  # fmt: skip
