"""Consultations of the Ministry of Defence on foreign-policy decisions (domain.md A7.34; decisions.md 26)."""

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.manager
import foundation.references
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0015_release'),
        ('directory', '0017_factors_audited'),
        ('missions', '0036_settled_by_both_leaderships'),
    ]

    operations = [
        migrations.CreateModel(
            name='DecisionConsultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='demo row')),
                ('reference', models.CharField(db_default=foundation.references.NewReference(models.Value('DCN'), models.Value('missions_decisionconsultation')), editable=False, max_length=20, unique=True, verbose_name='reference')),
                ('decision', models.CharField(max_length=200, verbose_name='foreign-policy decision')),
                ('decided_on', models.DateField(verbose_name='decided on')),
                ('outcome', models.CharField(choices=[('followed', 'advice followed'), ('in_part', 'advice followed in part'), ('not_followed', 'advice not followed'), ('no_advice', 'no advice given'), ('not_consulted', 'not consulted')], max_length=20, verbose_name='what came of the advice')),
                ('consulted_on', models.DateField(blank=True, help_text='The day the Ministry of Defence was asked, before the decision; empty where it was not.', null=True, verbose_name='consulted on')),
                ('level', models.CharField(blank=True, choices=[('technical', 'Technical level'), ('department', 'Heads of department'), ('deputy_minister', 'Deputy ministers'), ('minister', 'Ministers'), ('president_nsc', 'President, National Security Council')], help_text='At which the Ministry of Defence was consulted.', max_length=20, verbose_name='level')),
                ('advice', models.TextField(blank=True, max_length=8000, verbose_name='what the Ministry of Defence advised')),
                ('remark', models.CharField(blank=True, max_length=2000, verbose_name='remark')),
                ('taken_back_on', models.DateField(blank=True, editable=False, null=True, verbose_name='taken back on')),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.country', verbose_name='country')),
                ('label', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='access.label', verbose_name='label')),
                ('meeting', models.ForeignKey(blank=True, help_text='Where it was consulted in a meeting of both ministries: day and level are those of the meeting.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='missions.coordinationmeeting', verbose_name='meeting')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.organisation', verbose_name='organisation')),
                ('owner_unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.unit', verbose_name='owning unit')),
            ],
            options={
                'verbose_name': 'consultation on a decision',
                'verbose_name_plural': 'consultations on decisions',
                'abstract': False,
                'default_manager_name': 'in_context',
                'indexes': [models.Index(fields=['decided_on'], name='consultation_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('decision', ''), _negated=True), name='consultation_on_a_decision'), models.CheckConstraint(condition=models.Q(models.Q(('consulted_on__isnull', True), ('level', ''), ('meeting__isnull', True), ('outcome', 'not_consulted')), models.Q(models.Q(('outcome', 'not_consulted'), _negated=True), ('consulted_on__isnull', False), models.Q(('level', ''), _negated=True)), _connector='OR'), name='consulted_on_a_day_at_a_level'), models.CheckConstraint(condition=models.Q(('consulted_on__isnull', True), ('consulted_on__lte', models.F('decided_on')), _connector='OR'), name='consulted_before_the_decision'), models.CheckConstraint(condition=models.Q(models.Q(('outcome__in', ('followed', 'in_part', 'not_followed')), models.Q(('advice', ''), _negated=True)), models.Q(models.Q(('outcome__in', ('followed', 'in_part', 'not_followed')), _negated=True), ('advice', '')), _connector='OR'), name='consultation_says_the_advice')],
            },
            managers=[
                ('in_context', django.db.models.manager.Manager()),
            ],
        ),
    ]
