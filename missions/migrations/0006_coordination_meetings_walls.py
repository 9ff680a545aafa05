"""Need-to-know and the trail on coordination meetings and action items; an item rises with the matter it tells of."""

from django.db import migrations

from access.walls import Protected, Telling


class Migration(migrations.Migration):
    dependencies = [("missions", "0005_coordination_meetings"), ("access", "0012_lowering_declined")]
    operations = [
        Protected("missions_coordinationmeeting"),
        Protected("missions_actionitem"),
        Telling("missions_actionitem", "about_reference"),
    ]
