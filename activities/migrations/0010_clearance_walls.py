"""Need-to-know on diplomatic clearances, their steps by the table, their words found."""

from django.db import migrations

from access.lifecycles import Lifecycle, OnlyRelabelled
from access.search import Searchable
from access.walls import Protected
from activities.lifecycle import CLEARANCE_TRANSITIONS, ClearanceState


class Migration(migrations.Migration):
    dependencies = [("activities", "0009_clearances"), ("access", "0002_walls")]
    operations = [
        Protected("activities_diplomaticclearance"),
        Protected("activities_clearancestep"),
        OnlyRelabelled("activities_clearancestep"),
        Lifecycle(
            "activities_diplomaticclearance",
            "activities_clearancestep",
            "clearance_id",
            CLEARANCE_TRANSITIONS,
            {ClearanceState.DRAFT},
        ),
        Searchable("activities_diplomaticclearance", ["craft", "route", "number", "reference"]),
    ]
