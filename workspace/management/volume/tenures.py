"""Posts with four tenures each, one for every hundred activities: over, over, in post, to come."""

import datetime as dt

from access.services.labels import intern
from attaches.models import Accreditation, Officer, Post, Posting
from workspace.management.volume.ground import Ground, pick

PER_ACTIVITIES = 400
TENURES = 4
YEARS = 3
# What every tenure but the coming one went through; days count from its planned beginning.
APPROVED = ("selected", "prepared", "mod_ordered", "mfa_coordinated")
CONSENT = (
    ("consent_requested", -150, "consent_note_on"),
    ("consent_granted", -110, "consent_reply_on"),
    ("accreditation_requested", -90, "accreditation_note_on"),
    ("accredited", -30, "accredited_on"),
)
OURS = "reference LIKE 'PSG-2000-%' AND no < 4"
TENURES_SQL = """
CREATE TEMP TABLE volume_tenure AS
SELECT g.id, lower(g.planned) AS begins, upper(g.planned) AS ends, g.post_id, g.reference, g.label_id,
       row_number() OVER (PARTITION BY g.post_id ORDER BY lower(g.planned)) AS no
FROM attaches_posting g WHERE g.reference LIKE 'PSG-2000-%'
"""


def fill(ground: Ground, labels: list[int], on: dt.date) -> None:
    """Officers, posts and postings carry the label all staff hold (decisions.md 6)."""
    label = str(intern("official_use").pk)
    posts = max(ground.activities // PER_ACTIVITIES, 20)
    missions = ground.array(
        "SELECT id FROM directory_diplomaticmission WHERE country_id IS NOT NULL ORDER BY id"
    )
    for rows in ground.batches("officers", posts * TENURES):
        columns = {"reference": "pg_temp.volume_reference('OFF', g.n)", "label_id": label}
        columns |= {
            "full_name": "'Sintetik Zabit ' || g.n",
            "rank": "'colonel'",
            "service_branch": "'land_forces'",
        }
        ground.insert(Officer, columns, rows)
    for rows in ground.batches("posts", posts):
        columns = {"reference": "pg_temp.volume_reference('PST', g.n)", "label_id": label}
        columns |= {"code": "'volume-' || g.n", "kind": "'attache_office'", "title": "'assistant_attache'"}
        columns |= {"mission_id": pick(missions, 31), "state_on": f"date '{on}' - 5000"}
        ground.insert(Post, columns, rows)
    for state in ("authorised", "established"):
        ground.run(f"UPDATE attaches_post SET state = '{state}' WHERE reference LIKE 'PST-2000-%'")  # nosec B608
    _postings(ground, label, posts, on)
    _lead_to_post(ground)


def _postings(ground: Ground, label: str, posts: int, on: dt.date) -> None:
    """The third tenure of a post is the present one; each post began on another day."""
    no = "((g.n - 1) % 4)"
    begins = f"(date '{on}' - ((g.n - 1) / 4 * 37 % 900)::int - 60 + (({no} - 2) * {YEARS * 365})::int)"
    for rows in ground.batches("postings", posts * TENURES):
        found = (
            f"{rows} JOIN attaches_post p ON p.reference = pg_temp.volume_reference('PST', 1 + (g.n - 1) / 4) "
            "JOIN attaches_officer o ON o.reference = pg_temp.volume_reference('OFF', g.n)"
        )
        columns = {"reference": "pg_temp.volume_reference('PSG', g.n)", "label_id": label}
        columns |= {"post_id": "p.id", "officer_id": "o.id", "state_on": f"{begins} - 300"}
        columns |= {"planned": f"daterange({begins}, {begins} + {YEARS * 365})"}
        ground.insert(Posting, columns, found)


def _lead_to_post(ground: Ground) -> None:
    """Step by step, as the lifecycle asks: orders, the host's consent, accreditation, taking up, leaving."""
    ground.run(TENURES_SQL)
    ground.run("ANALYZE volume_tenure")
    for place, state in enumerate(APPROVED):
        _step(ground, state, -270 + 20 * place)
    ground.insert(
        Accreditation,
        {
            "reference": "pg_temp.volume_reference('ACC', t.id)",
            "posting_id": "t.id",
            "role": "'principal'",
            "country_id": "m.country_id",
            "label_id": "t.label_id",
            "state_on": "t.begins - 160",
        },
        "volume_tenure t JOIN attaches_post p ON p.id = t.post_id "
        f"JOIN directory_diplomaticmission m ON m.id = p.mission_id WHERE t.{OURS}",
    )
    for state, days, day in CONSENT:
        ground.run(
            f"UPDATE attaches_accreditation a SET state = '{state}', state_on = t.begins + ({days}), "  # nosec B608
            f"{day} = t.begins + ({days}) FROM volume_tenure t WHERE a.posting_id = t.id AND t.{OURS}"
        )
        _step(ground, state, days)
    held = ", incumbency = daterange(t.begins, {until}), presence = daterange(t.begins - 5, NULL)"
    _step(ground, "in_post", 0, held.format(until="t.ends"), below=3)
    _step(ground, "handover", YEARS * 365 - 20, below=3)
    _step(ground, "ended", YEARS * 365, ", presence = daterange(t.begins - 5, t.ends + 5)", below=3)
    _step(ground, "in_post", 0, held.format(until="NULL"), from_no=3)
    ground.say("postings: led to their posts")


def _step(ground: Ground, state: str, days: int, more: str = "", below: int = 4, from_no: int = 1) -> None:
    ground.run(
        f"UPDATE attaches_posting g SET state = '{state}', state_on = t.begins + ({days}){more} "  # nosec B608
        f"FROM volume_tenure t WHERE g.id = t.id AND t.no >= {from_no} AND t.no < {below}"
    )
