"""The deadline calendar: what is late on top, then what falls due by week, month or year (pages.md)."""

import datetime as dt
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import dates
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from access.context import Subject
from access.selectors.markings import page_marking
from foundation.clock import today
from foundation.wording import MONTHS, written_period
from reminders.selectors.standing import Page
from workspace.pages.calendar_form import ALL, VIEWS, CalendarForm
from workspace.selectors import calendar

TEMPLATES = {view: f"workspace/calendar_{view}.html" for view, _words in VIEWS}


@login_required
@require_safe
def calendar_page(request: HttpRequest) -> HttpResponse:
    """A wrong filter keeps the page and says what is wrong beside the field."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    on = today()
    people, offices = calendar.people_in_office(on=on), calendar.offices()
    form = CalendarForm(request.GET, today=on, people=people, offices=offices)
    wanted, asked = form.chosen(), form.asked(to=subject)
    view: str = wanted["view"]
    context: dict[str, Any] = {
        "filters": form,
        "view": view,
        "part": TEMPLATES[view],
        "views": [(code, words, form.link(view=code), code == view) for code, words in VIEWS],
        "today": on,
        "everything": form.link(office=ALL, person="", country="", kind=""),
        "sees_all": asked.offices is None and not asked.country and not asked.rule,
        **_LOOKS[view](form, asked, wanted, on, subject),
    }
    if view != calendar.LATE:
        context["late"] = calendar.late(asked, to=subject, on=on)
        context["late_url"] = form.link(view=calendar.LATE)
    context["unread"] = context.get("late", context["page"]).unread
    shown = [*context["page"].rows, *(context["late"].rows if "late" in context else ())]
    context["page_marking"] = page_marking(
        label for row in shown for label in (*row.label_ids, *row.told.label_ids)
    )
    return render(request, "workspace/calendar.html", context, status=400 if form.errors else 200)


def _week_or_month(
    form: CalendarForm, asked: calendar.Asked, wanted: dict[str, Any], on: dt.date, to: Subject
) -> dict[str, Any]:
    day: dt.date = wanted["day"]
    first, last = calendar.bounds(wanted["view"], day)
    is_month = wanted["view"] == calendar.MONTH
    shown = calendar.deadlines_between(asked, first, last, to=to, whole_weeks=is_month)
    return {
        "shown": shown,
        "page": shown.page,
        "named": _month_name(first) if is_month else written_period(first, last),
        "weekdays": [(dates.WEEKDAYS_ABBR[n], dates.WEEKDAYS[n]) for n in range(7)],
        "week_link": form.link(view=calendar.WEEK, day=""),
        **_steps(form, first, last),
    }


def _year(
    form: CalendarForm, asked: calendar.Asked, wanted: dict[str, Any], on: dt.date, to: Subject
) -> dict[str, Any]:
    first, last = calendar.bounds(calendar.YEAR, wanted["day"])
    months = calendar.year_of_deadlines(asked, first.year, to=to)
    total = sum(month.count for month in months)
    return {
        "months": [(_month_name(m.first), m, form.link(view=calendar.MONTH, day=m.first)) for m in months],
        "weekdays": [(dates.WEEKDAYS_ABBR[n], dates.WEEKDAYS[n]) for n in range(7)],
        "week_link": form.link(view=calendar.WEEK, day=""),
        "named": str(first.year),
        "page": Page((), total),
        "total": total,
        **_steps(form, first, last),
    }  # fmt: skip


def _late(
    form: CalendarForm, asked: calendar.Asked, wanted: dict[str, Any], on: dt.date, to: Subject
) -> dict[str, Any]:
    number = wanted.get("page", 1)
    skip = (number - 1) * calendar.PER_PAGE
    page = calendar.late(asked, to=to, on=on, limit=calendar.PER_PAGE, skip=skip)
    last = skip + len(page.rows)
    return {
        "page": page,
        "named": _("Everything that is late"),
        "shown_first": skip + 1,
        "shown_last": last,
        "previous_url": form.link(page=number - 1) if number > 1 else "",
        "next_url": form.link(page=number + 1) if last < page.total and page.rows else "",
    }


_LOOKS = {
    calendar.WEEK: _week_or_month,
    calendar.MONTH: _week_or_month,
    calendar.YEAR: _year,
    calendar.LATE: _late,
}


def _steps(form: CalendarForm, first: dt.date, last: dt.date) -> dict[str, str]:
    """Before and after, as far as the register reaches."""
    before, after = first - dt.timedelta(days=1), last + dt.timedelta(days=1)
    return {
        "before_url": form.link(day=before) if before.year >= 1991 else "",
        "after_url": form.link(day=after) if after.year <= 2199 else "",
        "today_url": form.link(day=form.today),
    }


def _month_name(day: dt.date) -> str:
    return pgettext("month of a calendar", "%(month)s %(year)s") % {
        "month": MONTHS[day.month - 1],
        "year": day.year,
    }
