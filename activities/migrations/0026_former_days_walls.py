"""Need-to-know on days before a move; they are only added."""

from django.db import migrations

from access.lifecycles import OnlyRelabelled
from access.walls import Protected


class Migration(migrations.Migration):
    dependencies = [("activities", "0025_former_days"), ("access", "0012_lowering_declined")]
    operations = [
        Protected("activities_formerdays"),
        OnlyRelabelled("activities_formerdays"),
    ]
