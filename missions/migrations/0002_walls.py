"""Need-to-know and audit on everything, append-only where nothing is ever changed, words of titles."""

from django.db import migrations

from access.search import Searchable
from access.walls import Protected
from audit.triggers import AppendOnly

# Documents before papers, papers before their parts: dominance looks from a row to what it points to.
TABLES = (
    "strategicdocument",
    "strategicobjective",
    "missionpaper",
    "objective",
    "priorityline",
    "resourceline",
    "papereditor",
    "papertransition",
    "paperacknowledgement",
)
NEVER_CHANGED = ("papereditor", "papertransition", "paperacknowledgement")


class Migration(migrations.Migration):
    dependencies = [("missions", "0001_initial"), ("access", "0002_walls"), ("audit", "0002_triggers")]
    operations = [
        *[Protected(f"missions_{table}") for table in TABLES],
        # The bytes are the rows once more; in the trail their hash says enough.
        Protected("missions_paperversion", secret=("content",)),
        *[AppendOnly(f"missions_{table}") for table in NEVER_CHANGED],
        Searchable("missions_missionpaper", ["reference", "title"]),
        Searchable("missions_strategicdocument", ["reference", "title", "register_no"]),
    ]
