"""Words of remarks, conflicts, their answers and of action items are found behind the wall (walls.md 1)."""

from django.db import migrations

from access.search import Searchable


class Migration(migrations.Migration):
    dependencies = [("missions", "0038_decision_consultations_walls")]
    operations = [
        Searchable("missions_papercomment", ["text", "resolved_because"]),
        Searchable("missions_commentreply", ["text"]),
        Searchable("missions_paperconflict", ["text"]),
        Searchable("missions_conflictentry", ["text"]),
        Searchable("missions_actionitem", ["reference", "task", "result"]),
    ]
