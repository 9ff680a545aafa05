"""Nothing is agreed to by security alone any more: the state has no step to it and none from it."""

from importlib import import_module

from django.db import migrations
from django.db.migrations.operations import RunSQL

from access.lifecycles import Lifecycle

BEFORE = import_module("activities.migrations.0052_returns_by_their_case_walls")
WALLS = BEFORE.WALLS
NOW = {state: after for state, after in BEFORE.NOW.items() if state != "checked"}
STEPS_NOW = Lifecycle(WALLS.TABLE, WALLS.ROWS, WALLS.LINK, NOW, ["scheduled", "submitted", "in_preparation"])


class Migration(migrations.Migration):
    dependencies = [("activities", "0053_half_agreed_is_put_up")]
    operations = [RunSQL(BEFORE.STEPS_NOW.reverse_sql, BEFORE.STEPS_NOW.sql), STEPS_NOW]
