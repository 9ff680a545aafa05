"""Security's word on a return, corrections that are drafted, days that were changed, suspensions taken back."""

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models

STATES = [
    ("scheduled", "Scheduled"),
    ("in_preparation", "In preparation"),
    ("checked", "Agreed to by security"),
    ("cleared", "Cleared by the other ministry"),
    ("submitted", "Submitted"),
    ("closed", "Receipt confirmed"),
    ("not_due", "Not due"),
]
OWED = ["checked", "cleared", "in_preparation", "scheduled"]


class Migration(migrations.Migration):
    dependencies = [("access", "0012_lowering_declined"), ("activities", "0039_inspection_walls")]

    operations = [
        migrations.CreateModel(
            name="ReturnRedating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("before", models.DateField(verbose_name="day before")),
                ("after", models.DateField(verbose_name="new day")),
                ("given_at", models.DateTimeField(verbose_name="given at")),
                ("reason", models.CharField(max_length=300, verbose_name="reason")),
                (
                    "due_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="redatings",
                        to="activities.duereturn", verbose_name="return",
                    ),
                ),
                (
                    "label",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+",
                        to="access.label", verbose_name="label",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of a return's day",
                "verbose_name_plural": "changes of a return's day",
                "ordering": ["due_return_id", "id"],
                "abstract": False,
                "default_manager_name": "in_context",
            },
            managers=[("in_context", django.db.models.manager.Manager())],
        ),
        migrations.AddField(
            model_name="reportingobligation",
            name="correct_at_once",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="corrections leave at once",
                help_text="Off: a correction is prepared and cleared anew like the return itself.",
            ),
        ),
        migrations.AddField(
            model_name="duereturn",
            name="dropped_by_rule",
            field=models.BooleanField(
                db_default=False, default=False, editable=False, verbose_name="not due by its rule"
            ),
        ),
        migrations.AddField(
            model_name="obligationsuspension",
            name="resumed_on",
            field=models.DateField(editable=False, null=True, verbose_name="taken up again on"),
        ),
        migrations.AddField(
            model_name="obligationsuspension",
            name="was_until",
            field=models.DateField(editable=False, null=True, verbose_name="was to rest until"),
        ),
        migrations.AddField(
            model_name="obligationsuspension",
            name="taken_back_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="taken back at"),
        ),
        migrations.AddField(
            model_name="obligationsuspension",
            name="taken_back_because",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=300, verbose_name="why it was taken back"
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="duereturn",
            name="state",
            field=models.CharField(
                choices=STATES, default="scheduled", editable=False, max_length=15, verbose_name="state"
            ),
        ),
        migrations.AlterField(
            model_name="duereturnstep",
            name="state",
            field=models.CharField(choices=STATES, max_length=15, verbose_name="state"),
        ),
        migrations.RemoveIndex(model_name="duereturn", name="returns_owed"),
        migrations.AddIndex(
            model_name="duereturn",
            index=models.Index(condition=models.Q(("state__in", OWED)), fields=["due_on"], name="returns_owed"),
        ),
        migrations.RemoveConstraint(model_name="duereturn", name="one_correction_after_another"),
        migrations.AddConstraint(
            model_name="duereturn",
            constraint=models.UniqueConstraint(
                condition=models.Q(("corrects__isnull", False), models.Q(("state", "not_due"), _negated=True)),
                fields=("corrects",), name="one_correction_after_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="duereturn",
            constraint=models.CheckConstraint(
                condition=models.Q(("dropped_by_rule", False), ("state", "not_due"), _connector="OR"),
                name="return_dropped_is_not_due",
            ),
        ),
        migrations.RemoveConstraint(model_name="obligationsuspension", name="obligation_rests_once_at_a_time"),
        migrations.AddConstraint(
            model_name="obligationsuspension",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("taken_back_at__isnull", True)), expressions=[("obligation", "="), ("period", "&&")],
                name="obligation_rests_once_at_a_time", violation_error_message="It rests already in these days.",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligationsuspension",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("taken_back_at__isnull", True), ("taken_back_because", "")),
                    models.Q(
                        ("taken_back_at__isnull", False), models.Q(("taken_back_because", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="suspension_taken_back_for_a_reason",
            ),
        ),
    ]
