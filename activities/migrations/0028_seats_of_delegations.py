"""Places in a delegation apart from who takes them."""

import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0012_lowering_declined"),
        ("activities", "0027_activities_by_country_and_day"),
        ("directory", "0012_clearance_rules_audited"),
    ]

    operations = [
        migrations.CreateModel(
            name="DelegationSeat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField(verbose_name="place in the list")),
                (
                    "rank_level",
                    models.CharField(
                        choices=[
                            ("generals", "Generals and admirals"),
                            ("senior_officers", "Senior officers"),
                            ("officers", "Junior officers"),
                            ("other_ranks", "Sergeants and soldiers"),
                            ("civilians", "Civilians"),
                        ],
                        max_length=20,
                        verbose_name="rank level",
                    ),
                ),
                ("is_head", models.BooleanField(default=False, verbose_name="heads the delegation")),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.country",
                        verbose_name="side",
                    ),
                ),
                (
                    "label",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="access.label",
                        verbose_name="label",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="delegation",
                        to="activities.visit",
                        verbose_name="visit",
                    ),
                ),
            ],
            options={
                "verbose_name": "place in a delegation",
                "verbose_name_plural": "delegations",
                "ordering": ["visit_id", "place"],
                "abstract": False,
                "default_manager_name": "in_context",
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=models.Deferrable["IMMEDIATE"], fields=("visit", "place"), name="seat_place_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_head", True)), fields=("visit", "country"), name="one_head_of_a_side"
                    ),
                ],
            },
            managers=[("in_context", django.db.models.manager.Manager())],
        ),
        migrations.AlterModelOptions(
            name="delegate",
            options={
                "default_manager_name": "in_context",
                "ordering": ["visit_id", "seat_id"],
                "verbose_name": "member of a delegation",
                "verbose_name_plural": "members of delegations",
            },
        ),
        migrations.AddField(
            "delegate",
            "seat",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="person",
                to="activities.delegationseat",
                verbose_name="place in the list",
            ),
        ),
        migrations.AlterField(
            "delegate", "place", models.PositiveSmallIntegerField(null=True, verbose_name="place in the list")
        ),
        migrations.AlterField("delegate", "rank_level", models.CharField(max_length=20, null=True)),
        migrations.AlterField(
            "delegate",
            "country",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.country"
            ),
        ),
        migrations.AlterField(
            "delegate",
            "visit",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="named",
                to="activities.visit",
                verbose_name="visit",
            ),
        ),
    ]
