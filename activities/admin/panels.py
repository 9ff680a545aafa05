"""Computed days, state and steps beside the fields."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from access.context import current_subject
from activities.lifecycle import AHEAD
from activities.models import Activity, Exercise, Lesson
from activities.pages.words import CONFERENCE_TONES, conference_rows, report_rows, span, tone
from activities.selectors.exercises import conference_lines
from activities.selectors.lessons import for_planning
from foundation.templatetags.frame import due
from foundation.wording import NOTHING, distance, written_date


def standing(activity: Activity) -> str:
    """The state with a word and a shape, since when, and whether its agreement has ceased."""
    facts = {
        "label": activity.get_state_display(),
        "tone": tone(activity.state),
        "activity": activity,
        "blocked": getattr(activity, "blocked", False),
    }
    return render_to_string("activities/parts/standing.html", facts)


def conferences(exercise: Exercise, today: dt.date) -> str:
    """The planning conferences: due by, planned for, held on, and how each stands."""
    facts = {"lines": conference_rows(exercise, today), "today": today}
    return render_to_string("activities/parts/conferences.html", facts)


def reports(exercise: Exercise, today: dt.date) -> SafeString | str:
    """First impression and final report: due by, submitted on, and how each stands."""
    facts = {"reports": report_rows(exercise, today), "today": today}
    return render_to_string("activities/parts/reports.html", facts) if facts["reports"] else NOTHING


def notification(exercise: Exercise, today: dt.date) -> str:
    """Whether the Vienna Document asks for a notification, by when, and how many days are left."""
    facts = {
        "exercise": exercise,
        "today": today,
        "ahead": exercise.activity.state in AHEAD,
        "thresholds": settings.VIENNA_DOCUMENT,
    }
    return render_to_string("activities/parts/notification.html", facts)


def next_conference(exercise: Exercise, today: dt.date) -> SafeString | str:
    """The first conference not yet held, for lists."""
    if exercise.activity.state not in AHEAD:
        return NOTHING
    for line in conference_lines(exercise, on=today):
        if line.held_on is None:
            chip = render_to_string(
                "parley/parts/state_chip.html",
                {"label": line.standing.label, "tone": CONFERENCE_TONES[line.standing]},
            )
            return format_html(
                '<span class="nowrap">{} · {}</span> <span class="when-distance">· {}</span> {}',
                line.kind.upper(),
                written_date(line.planned_on),
                distance(line.planned_on, today),
                chip,
            )
    return NOTHING


def notify_by(exercise: Exercise, today: dt.date) -> SafeString | str:
    """The day of notification with a chip while it is owed, for lists."""
    if exercise.notify_by is None:
        return NOTHING
    done = bool(exercise.notified_on or exercise.exemption)
    if done or exercise.activity.state not in AHEAD:
        return written_date(exercise.notify_by)
    return render_to_string("parley/parts/due.html", due(exercise.notify_by, today))


def facts(activity: Activity, exercise: Exercise | None = None) -> str:
    """What was typed, for those who only read."""
    further = ", ".join(row.country.name for row in activity.participants.select_related("country"))
    pairs = [
        *_pairs(
            activity,
            "title",
            "country",
            "agreement",
            "plan_item",
            "ad_hoc_reason",
            "place",
            "level",
            "direction",
        ),
        *_pairs(activity, "coordination_level", "power_type", "format", "lead_institution", "outcome"),
        (_("dates"), span(activity)),
        (_("further countries"), further),
    ]
    if exercise:
        pairs += _pairs(exercise, "size", "troops", "special", "tanks", "acvs", "artillery", "sorties")
    return render_to_string("activities/parts/facts.html", {"pairs": [pair for pair in pairs if pair[1]]})


def lessons_for(activity: Activity) -> list[Lesson]:
    """What was learned in similar activities, for one that is still ahead; asked once for a page."""
    subject = current_subject()
    if subject is None or activity.state not in AHEAD:
        return []
    if not hasattr(activity, "lessons_read"):
        activity.lessons_read = list(for_planning(activity, to=subject))  # type: ignore[attr-defined]
    return list(activity.lessons_read)  # type: ignore[attr-defined]


def learned(activity: Activity) -> SafeString | str:
    """The same as a list; a dash where there is none."""
    found = lessons_for(activity)
    return render_to_string("activities/sections/lessons.html", {"learned": found}) if found else NOTHING


def lesson_labels(activity: Activity) -> list[int]:
    """Labels of the lessons that are told, and of the activities they come from."""
    return [label for row in lessons_for(activity) for label in (row.label_id, row.activity.label_id)]


def _pairs(record: Any, *names: str) -> list[tuple[Any, Any]]:
    found = []
    for name in names:
        said = getattr(record, f"get_{name}_display", None)
        value = said() if said else getattr(record, name)
        found.append((record._meta.get_field(name).verbose_name, value))
    return found


def steps_taken(activity: Activity) -> str:
    """The steps in their order."""
    taken = activity.steps.select_related("by", "office").order_by("pk")
    return render_to_string("activities/parts/steps.html", {"steps": taken})
