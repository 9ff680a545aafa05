"""What the places tell is no longer told beside the names."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activities", "0029_names_are_personal")]

    operations = [
        migrations.RemoveConstraint("delegate", "delegate_place_once"),
        migrations.RemoveConstraint("delegate", "one_head_of_a_delegation"),
        migrations.RemoveField("delegate", "place"),
        migrations.RemoveField("delegate", "country"),
        migrations.RemoveField("delegate", "rank_level"),
        migrations.RemoveField("delegate", "is_head"),
        migrations.AlterField(
            "delegate",
            "seat",
            models.OneToOneField(
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="person",
                to="activities.delegationseat",
                verbose_name="place in the list",
            ),
        ),
        migrations.AlterField(
            "delegate",
            "visit",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="named",
                to="activities.visit",
                verbose_name="visit",
            ),
        ),
    ]
