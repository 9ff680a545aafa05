"""Only a notice that was given takes effect, and not before the entry into force."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreements", "0027_effects_in_doubt")]
    operations = [
        migrations.AlterField(
            model_name="agreement",
            name="effect_on",
            field=models.DateField(blank=True, null=True, verbose_name="denunciation takes effect on"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(effect_on__isnull=True)
                | models.Q(state__in=["denunciation_notified", "terminated"]),
                name="agreement_effect_of_a_notice",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(effect_on__isnull=True)
                | models.Q(eif_on__isnull=True)
                | models.Q(effect_on__gte=models.F("eif_on")),
                name="agreement_notice_after_force",
                violation_error_message="A denunciation does not take effect before the agreement is in force.",
            ),
        ),
    ]
