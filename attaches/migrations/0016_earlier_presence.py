"""Days at the post before somebody left with the relations suspended and arrived again (VCDR art. 45)."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0014_calendar_feeds_end'),
        ('attaches', '0015_withdrawn_stays'),
    ]

    operations = [
        migrations.CreateModel(
            name='EarlierPresence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='present')),
                ('label', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.label', verbose_name='label')),
                ('posting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presences_before', to='attaches.posting')),
            ],
            options={
                'verbose_name': 'earlier presence',
                'verbose_name_plural': 'earlier presences',
                'abstract': False,
                'default_manager_name': 'in_context',
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('posting', '='), ('period', '&&')], name='earlier_presences_apart'), models.CheckConstraint(condition=models.Q(('period__endswith__isnull', False), ('period__startswith__isnull', False)), name='earlier_presence_is_over')],
            },
            managers=[
                ('in_context', django.db.models.manager.Manager()),
            ],
        ),
    ]
