"""Need-to-know of earlier presences; what was written of them stays."""

from django.db import migrations

from access.lifecycles import OnlyRelabelled
from access.walls import Protected


class Migration(migrations.Migration):
    dependencies = [("attaches", "0016_earlier_presence"), ("access", "0014_calendar_feeds_end")]
    operations = [
        Protected("attaches_earlierpresence"),
        OnlyRelabelled("attaches_earlierpresence"),
    ]
