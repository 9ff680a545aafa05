"""Dated memberships, other names, and formats of co-operation with members and meetings."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0004_words_of_a_refusal'),
    ]

    operations = [
        migrations.CreateModel(
            name='CooperationFormat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='demo row')),
                ('name_en', models.CharField(max_length=200, verbose_name='name in English')),
                ('name_az', models.CharField(max_length=200, verbose_name='name in Azerbaijani')),
                ('code', models.SlugField(max_length=20, unique=True, verbose_name='code')),
                ('status', models.CharField(choices=[('active', 'active'), ('emerging', 'emerging'), ('proposed', 'proposed')], default='active', max_length=20, verbose_name='status')),
                ('proposed_by', models.CharField(blank=True, help_text='Asked for where the format is a proposal.', max_length=200, verbose_name='proposed by')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='source')),
            ],
            options={
                'verbose_name': 'co-operation format',
                'verbose_name_plural': 'co-operation formats',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='FormatMeeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='demo row')),
                ('number', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='number')),
                ('level', models.CharField(choices=[('heads_of_state', 'Heads of State'), ('ministers', 'Ministers of Defence'), ('chiefs_of_staff', 'Chiefs of General Staff'), ('experts', 'Experts')], default='ministers', max_length=20, verbose_name='level')),
                ('held_on', models.DateField(verbose_name='held on')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
            ],
            options={
                'verbose_name': 'meeting of a format',
                'verbose_name_plural': 'meetings',
                'ordering': ['format', '-held_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='FormatMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='demo row')),
                ('place', models.PositiveSmallIntegerField(verbose_name='place in the rotation')),
            ],
            options={
                'verbose_name': 'member of a format',
                'verbose_name_plural': 'members in the order in which they host',
                'ordering': ['format', 'place'],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='demo row')),
                ('kind', models.CharField(choices=[('member', 'member'), ('observer', 'observer'), ('partner', 'partner')], default='member', max_length=20, verbose_name='as')),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='from – to')),
            ],
            options={
                'verbose_name': 'membership',
                'verbose_name_plural': 'memberships in organisations',
                'ordering': ['organisation__code', 'period'],
            },
        ),
        migrations.CreateModel(
            name='NameVariant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False, verbose_name='version')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='recorded at')),
                ('is_demo', models.BooleanField(default=False, editable=False, verbose_name='demo row')),
                ('text', models.CharField(max_length=200, verbose_name='name')),
                ('language', models.CharField(choices=[('azerbaijani', 'Azerbaijani'), ('english', 'English'), ('turkish', 'Turkish'), ('russian', 'Russian'), ('other', 'another language')], max_length=20, verbose_name='language')),
                ('used_by_source', models.CharField(blank=True, max_length=60, verbose_name='used by')),
            ],
            options={
                'verbose_name': 'other name',
                'verbose_name_plural': 'other names',
                'ordering': ['text'],
            },
        ),
        migrations.AddConstraint(
            model_name='cooperationformat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'proposed'), _negated=True), models.Q(('proposed_by', ''), _negated=True), _connector='OR'), name='proposal_has_its_author', violation_error_message='Say who proposed the format.'),
        ),
        migrations.AddField(
            model_name='formatmeeting',
            name='country',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='format_meetings', to='directory.country', verbose_name='hosted by'),
        ),
        migrations.AddField(
            model_name='formatmeeting',
            name='format',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='directory.cooperationformat', verbose_name='co-operation format'),
        ),
        migrations.AddField(
            model_name='formatmember',
            name='country',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='formats', to='directory.country', verbose_name='country'),
        ),
        migrations.AddField(
            model_name='formatmember',
            name='format',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='directory.cooperationformat', verbose_name='co-operation format'),
        ),
        migrations.AddField(
            model_name='membership',
            name='country',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='directory.country', verbose_name='country'),
        ),
        migrations.AddField(
            model_name='membership',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='directory.organisation', verbose_name='organisation'),
        ),
        migrations.AddField(
            model_name='namevariant',
            name='country',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='variants', to='directory.country', verbose_name='country'),
        ),
        migrations.AddField(
            model_name='namevariant',
            name='mission',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='variants', to='directory.diplomaticmission', verbose_name='mission'),
        ),
        migrations.AddField(
            model_name='namevariant',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='variants', to='directory.organisation', verbose_name='organisation'),
        ),
        migrations.AddConstraint(
            model_name='formatmeeting',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('format', 'level', 'number'), name='format_meeting_number_once', violation_error_code='set', violation_error_message='Another meeting of this level has this number.'),
        ),
        migrations.AddConstraint(
            model_name='formatmeeting',
            constraint=models.CheckConstraint(condition=models.Q(('number__isnull', True), ('number__gte', 1), _connector='OR'), name='format_meetings_from_one', violation_error_message='Meetings are counted from 1.'),
        ),
        migrations.AddConstraint(
            model_name='formatmember',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('format', 'country'), name='format_member_once', violation_error_code='set', violation_error_message='A country is a member once.'),
        ),
        migrations.AddConstraint(
            model_name='formatmember',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('format', 'place'), name='format_place_once', violation_error_code='set', violation_error_message='Two members cannot have the same place.'),
        ),
        migrations.AddConstraint(
            model_name='formatmember',
            constraint=models.CheckConstraint(condition=models.Q(('place__gte', 1)), name='format_places_from_one', violation_error_message='Places are counted from 1.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], expressions=[('country', '='), ('organisation', '='), ('period', '&&')], name='one_membership_at_a_time', violation_error_code='set', violation_error_message='This country is in this organisation already in these days.'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(('period__isempty', False)), name='membership_lasts', violation_error_message='The last day is before the first.'),
        ),
        migrations.AddConstraint(
            model_name='namevariant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('country__isnull', False), ('mission__isnull', True), ('organisation__isnull', True)), models.Q(('country__isnull', True), ('mission__isnull', True), ('organisation__isnull', False)), models.Q(('country__isnull', True), ('mission__isnull', False), ('organisation__isnull', True)), _connector='OR'), name='name_of_one_record', violation_error_message='A name belongs to one country, organisation or mission.'),
        ),
        migrations.AddConstraint(
            model_name='namevariant',
            constraint=models.UniqueConstraint(condition=models.Q(('country__isnull', False)), fields=('country', 'text', 'language'), name='name_once_per_country', violation_error_code='set', violation_error_message='This name is listed already.'),
        ),
        migrations.AddConstraint(
            model_name='namevariant',
            constraint=models.UniqueConstraint(condition=models.Q(('organisation__isnull', False)), fields=('organisation', 'text', 'language'), name='name_once_per_organisation', violation_error_code='set', violation_error_message='This name is listed already.'),
        ),
        migrations.AddConstraint(
            model_name='namevariant',
            constraint=models.UniqueConstraint(condition=models.Q(('mission__isnull', False)), fields=('mission', 'text', 'language'), name='name_once_per_mission', violation_error_code='set', violation_error_message='This name is listed already.'),
        ),
    ]
