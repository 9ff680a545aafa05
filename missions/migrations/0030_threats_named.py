"""A doctrine or a concept names threats beside its objectives (domain.md A5.25)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("missions", "0029_advice_as_it_is_seen")]
    operations = [
        migrations.AddField(
            model_name="strategicobjective",
            name="nature",
            field=models.CharField(
                choices=[("objective", "Objective"), ("threat", "Threat")],
                db_default="objective",
                default="objective",
                max_length=10,
                verbose_name="nature",
            ),
        ),
        migrations.AddConstraint(
            model_name="strategicobjective",
            constraint=models.CheckConstraint(
                condition=models.Q(nature__in=["objective", "threat"]),
                name="strategic_objective_nature_known",
            ),
        ),
    ]
