"""Drafts of mission papers: one for every thousand activities, spread over missions and years."""

import datetime as dt

from access.services.labels import intern
from missions.models import MissionPaper, PaperVersion
from workspace.management.volume.ground import Ground, pick

PER_ACTIVITIES = 1_000


def fill(ground: Ground, labels: list[int], on: dt.date) -> None:
    """Drafts only: nothing synthetic is ever in effect."""
    missions = ground.array(
        "SELECT id FROM directory_diplomaticmission WHERE country_id IS NOT NULL ORDER BY id"
    )
    label = str(intern("official_use").pk)
    period = f"daterange(date '{on}' + (g.n % 900)::int, date '{on}' + (g.n % 900)::int + 730)"
    for rows in ground.batches("papers", max(ground.activities // PER_ACTIVITIES, 10)):
        ground.insert(
            MissionPaper,
            {
                "reference": "pg_temp.volume_reference('MPA', g.n)",
                "label_id": label,
                "mission_id": "m.id",
                "country_id": "m.country_id",
                "title": "'Sintetik missiya sənədi № ' || g.n",
                "period": period,
            },
            f"{rows} JOIN directory_diplomaticmission m ON m.id = {pick(missions, 41)}",
        )
        ground.insert(
            PaperVersion,
            {
                "paper_id": "p.id",
                "label_id": "p.label_id",
                "no": "1",
                "title": "p.title",
                "period": "p.period",
            },
            f"{rows} JOIN missions_missionpaper p ON p.reference = pg_temp.volume_reference('MPA', g.n)",
        )
