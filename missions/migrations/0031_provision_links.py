"""Provisions of agreements linked to objectives of documents (domain.md A5.25; decisions.md 26)."""

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.manager
import foundation.references
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0014_calendar_feeds_end'),
        ('agreements', '0030_format_and_forms'),
        ('directory', '0015_stances_and_shares_from_settings'),
        ('missions', '0030_threats_named'),
    ]

    operations = [
        migrations.CreateModel(
            name='ObjectiveProvision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='demo row')),
                ('reference', models.CharField(db_default=foundation.references.NewReference(models.Value('OBP'), models.Value('missions_objectiveprovision')), editable=False, max_length=20, unique=True, verbose_name='reference')),
                ('note', models.CharField(blank=True, help_text='In a sentence, where that is not plain.', max_length=300, verbose_name='how it serves')),
                ('linked_on', models.DateField(editable=False, verbose_name='linked on')),
                ('unlinked_on', models.DateField(editable=False, null=True, verbose_name='taken off on')),
                ('label', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.label', verbose_name='label')),
                ('objective', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='provision_links', to='missions.strategicobjective', verbose_name='objective or threat')),
                ('owner_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.unit', verbose_name='owning unit')),
                ('provision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agreements.provision', verbose_name='provision')),
            ],
            options={
                'verbose_name': 'provision that serves an objective',
                'verbose_name_plural': 'provisions that serve objectives',
                'ordering': ['-id'],
                'abstract': False,
                'default_manager_name': 'in_context',
                'constraints': [models.UniqueConstraint(condition=models.Q(('unlinked_on__isnull', True)), fields=('objective', 'provision'), name='provision_serves_an_objective_once', violation_error_message='This provision is linked to this objective already.'), models.CheckConstraint(condition=models.Q(('unlinked_on__isnull', True), ('unlinked_on__gte', models.F('linked_on')), _connector='OR'), name='provision_link_ends_after_begin')],
            },
            managers=[
                ('in_context', django.db.models.manager.Manager()),
            ],
        ),
    ]
