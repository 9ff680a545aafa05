"""The activities themselves: ten years, every country and kind, sixty labels, with their steps."""

import datetime as dt

from django.conf import settings
from django.db import transaction

from activities.lifecycle import ExerciseSize
from activities.models import Activity, Exercise, PlanningConference
from workspace.management.volume import instruments
from workspace.management.volume.ground import Ground, pick

ABROAD = f"SELECT id FROM directory_country WHERE iso2 <> '{settings.HOME_COUNTRY}' ORDER BY id"  # nosec B608
DERIVED_KINDS = "('attache_appointment', 'agreement_signing')"
ENTERED_KINDS = f"SELECT id FROM directory_activitykind WHERE code NOT IN {DERIVED_KINDS} ORDER BY id"  # nosec B608
TITLES = (
    "Birgə təlim",
    "Ekspert görüşü",
    "Heyət mübadiləsi",
    "Hərbi təhsil seminarı",
    "Gəmi səfəri",
    "Məşvərət",
)
WORDS = f"(ARRAY{list(TITLES)})"
PLACES = "(ARRAY['Bakı','Gəncə','Şuşa','Naxçıvan','Lənkəran','Qəbələ'])"
PAST_YEARS, AHEAD_YEARS = 8, 2


def fill(ground: Ground, labels: list[int], on: dt.date) -> None:
    """One in seven is ahead; what is over is closed, completed or was cancelled."""
    first = on.replace(year=on.year - PAST_YEARS, month=1, day=1)
    days = (on.replace(year=on.year + AHEAD_YEARS, month=1, day=1) - first).days
    begins = f"(date '{first}' + pg_temp.volume_pick(g.n, 11, {days})::int)"
    countries = ground.array(ABROAD)
    kinds = ground.array(ENTERED_KINDS)
    # An agreement of the same label stands for the same number modulo the labels.
    rounds = instruments.count(ground) // len(labels)
    place = f"(g.n % {len(labels)} + {len(labels)} * pg_temp.volume_pick(g.n, 12, {rounds}))"
    dated = f"""{{rows}} CROSS JOIN LATERAL (SELECT {begins} AS first_day, pg_temp.volume_pick(g.n, 13, 100) AS luck) d
        LEFT JOIN volume_agreement a ON a.n = {place}"""
    state = f"""CASE WHEN first_day > date '{on}' THEN CASE WHEN luck < 25 THEN 'idea' ELSE 'planned' END
        WHEN luck < 8 THEN 'cancelled' WHEN luck < 25 THEN 'completed' ELSE 'closed' END"""
    for rows in ground.batches("activities", ground.activities):
        ground.insert(
            Activity,
            {
                "reference": "pg_temp.volume_reference('ACT', g.n)",
                "title": f"{pick(WORDS, 14)} || ' № ' || g.n",
                "kind_id": pick(kinds, 15),
                "country_id": pick(countries, 16),
                "agreement_id": "a.id",
                "ad_hoc_reason": "CASE WHEN a.id IS NULL THEN 'synthetic' ELSE '' END",
                "label_id": f"(ARRAY{labels}::int[])[1 + (g.n % {len(labels)})]",
                "place": pick(PLACES, 17),
                "starts_on": "first_day",
                "ends_on": "first_day + (luck % 9)::int",
                "planned_cost": "1000 + 25 * (luck * 37 % 400)",
                "currency": "CASE WHEN luck % 5 = 0 THEN 'EUR' ELSE 'AZN' END",
                "person_days": "5 + luck::int",
                "state": state,
                "state_on": f"least(first_day, date '{on}')",
            },
            dated.format(rows=rows),
        )
    _exercises(ground, on)


def _exercises(ground: Ground, on: dt.date) -> None:
    """Every activity of that kind is a small exercise; those ahead have their three conferences on the day due."""
    kind_id = "(SELECT id FROM directory_activitykind WHERE code = 'exercise')"
    ours = f"a.reference LIKE 'ACT-2000-%' AND a.kind_id = {kind_id}"
    with transaction.atomic(using="owner"):
        ground.insert(
            Exercise,
            {
                "activity_id": "a.id",
                "label_id": "a.label_id",
                "size": f"'{ExerciseSize.SMALL}'",
                "troops": "100 + a.id % 900",
            },
            f"activities_activity a WHERE {ours}",
        )
        joined = "activities_exercise e JOIN activities_activity a ON a.id = e.activity_id"
        ahead = f"{joined} WHERE {ours} AND a.starts_on > date '{on}'"
        for kind, days in settings.CONFERENCE_DAYS[ExerciseSize.SMALL].items():
            ground.insert(
                PlanningConference,
                {
                    "exercise_id": "e.id",
                    "label_id": "e.label_id",
                    "kind": f"'{kind}'",
                    "default_on": f"a.starts_on - {days}",
                    "planned_on": f"a.starts_on - {days}",
                },
                ahead,
            )
    ground.say("exercises and their conferences")
