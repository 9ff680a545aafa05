"""An exercise tells when its first impression report and its final report were submitted (domain.md B5, C3)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activities", "0049_what_plans_say")]

    operations = [
        migrations.AddField(
            model_name='exercise',
            name='final_report_on',
            field=models.DateField(blank=True, null=True, verbose_name='final exercise report submitted on'),
        ),
        migrations.AddField(
            model_name='exercise',
            name='first_report_on',
            field=models.DateField(blank=True, null=True, verbose_name='first impression report submitted on'),
        ),
        migrations.AddConstraint(
            model_name='exercise',
            constraint=models.CheckConstraint(condition=models.Q(('final_report_on__isnull', True), models.Q(('final_report_on__gte', models.F('first_report_on')), ('first_report_on__isnull', False)), _connector='OR'), name='exercise_reports_in_order'),
        ),
    ]
