"""Agreements within formats of several States, and the forms of co-operation they name (domain.md A5.24, C2)."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agreements', '0029_entered_with_their_past'),
        ('directory', '0015_stances_and_shares_from_settings'),
    ]

    operations = [
        migrations.AddField(
            model_name='agreement',
            name='cooperation_forms',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('visits', 'Official and working visits'), ('consultations', 'Consultations and staff talks'), ('experts', 'Exchange of experts and experience'), ('education', 'Education and training of personnel'), ('exercises', 'Joint exercises and observers at exercises'), ('unit_exchange', 'Contacts and exchange of units'), ('port_calls', 'Visits of ships and aircraft'), ('conferences', 'Conferences, seminars and working groups'), ('information', 'Exchange of information and documents'), ('operations', 'Joint participation in operations'), ('projects', 'Joint projects, research and production'), ('assistance', 'Material and technical assistance'), ('sport_culture', 'Sport and culture'), ('other', 'Other forms, by agreement')], max_length=20), blank=True, db_default=[], default=list, size=None, verbose_name='forms of co-operation'),
        ),
        migrations.AddField(
            model_name='agreement',
            name='format',
            field=models.ForeignKey(blank=True, help_text='Where it belongs to a format of several States.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.cooperationformat', verbose_name='co-operation format'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('cooperation_forms__contained_by', ['assistance', 'conferences', 'consultations', 'education', 'exercises', 'experts', 'information', 'operations', 'other', 'port_calls', 'projects', 'sport_culture', 'unit_exchange', 'visits'])), name='agreement_forms_are_known'),
        ),
    ]
