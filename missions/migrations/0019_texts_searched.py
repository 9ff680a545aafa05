"""Words of papers, documents, their objectives and the ministries' meetings are found behind the wall (walls.md 1)."""

from django.db import migrations

from access.search import Searchable

TEXTS = [
    "host_context", "national_interests", "defence_chapter", "coordination_rules", "risks", "public_diplomacy", "reporting",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("missions", "0018_line_of_sight")]
    operations = [
        Searchable("missions_paperversion", TEXTS),
        Searchable("missions_objective", ["code", "text"]),
        Searchable("missions_documentversion", ["title", "summary", "body"]),
        Searchable("missions_strategicobjective", ["code", "text"]),
        Searchable("missions_coordinationmeeting", ["reference", "subject", "agenda", "minutes"]),
    ]
