"""Who heads a mission a second time confirms its paper a second time.

Going back fails where somebody has by then: the key before allows one confirmation of a version by a person.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("missions", "0032_provision_links_walls")]

    operations = [
        migrations.RemoveConstraint(model_name="paperacknowledgement", name="paper_acknowledged_once"),
        migrations.AddConstraint(
            model_name="paperacknowledgement",
            constraint=models.UniqueConstraint(
                fields=["paper", "version_no", "office", "user", "on"], name="paper_acknowledged_once_a_day"
            ),
        ),
    ]
