"""ISO numbers, seats of missions, holidays that are moved, and what a tenure cannot say."""

import django.contrib.postgres.constraints
import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0006a_days_and_codes_put_right'),
    ]

    operations = [
        migrations.AddField(
            model_name='calendarday',
            name='moved_from',
            field=models.DateField(blank=True, null=True, verbose_name='moved from'),
        ),
        migrations.AddField(
            model_name='country',
            name='is_iso',
            field=models.BooleanField(db_default=True, default=True, verbose_name='official ISO 3166 code'),
        ),
        migrations.AddField(
            model_name='country',
            name='numeric',
            field=models.CharField(blank=True, db_default='', default='', max_length=3, validators=[django.core.validators.RegexValidator('^[0-9]{3}\\Z', 'Three digits, such as 792.')], verbose_name='ISO number'),
        ),
        migrations.AddField(
            model_name='diplomaticmission',
            name='seat_az',
            field=models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='seat in Azerbaijani'),
        ),
        migrations.AddField(
            model_name='diplomaticmission',
            name='seat_en',
            field=models.CharField(blank=True, db_default='', default='', max_length=120, verbose_name='seat in English'),
        ),
        migrations.AlterField(
            model_name='country',
            name='iso2',
            field=models.CharField(max_length=2, unique=True, validators=[django.core.validators.RegexValidator('^[A-Z]{2}\\Z', 'Two capital letters, such as TR.')], verbose_name='ISO code'),
        ),
        migrations.AlterField(
            model_name='country',
            name='iso3',
            field=models.CharField(max_length=3, unique=True, validators=[django.core.validators.RegexValidator('^[A-Z]{3}\\Z', 'Three capital letters, such as TUR.')], verbose_name='ISO code, three letters'),
        ),
        migrations.AddConstraint(
            model_name='calendarday',
            constraint=models.CheckConstraint(condition=models.Q(('moved_from__isnull', True), models.Q(models.Q(('moved_from', models.F('day')), _negated=True), ('is_override', True), ('is_working', False)), _connector='OR'), name='moved_holiday_is_a_day_off', violation_error_message='A holiday is moved to another day, which is then a day off.'),
        ),
        migrations.AddConstraint(
            model_name='country',
            constraint=models.CheckConstraint(condition=models.Q(('iso2__regex', '^[A-Z]{2}$'), ('iso3__regex', '^[A-Z]{3}$')), name='country_codes_are_capitals', violation_error_message='Codes are capital letters.'),
        ),
        migrations.AddConstraint(
            model_name='country',
            constraint=models.CheckConstraint(condition=models.Q(('numeric', ''), models.Q(('is_iso', True), ('numeric__regex', '^[0-9]{3}$')), _connector='OR'), name='country_number_is_iso', violation_error_message='Only an official ISO code has a number, of three digits.'),
        ),
        migrations.AddConstraint(
            model_name='country',
            constraint=models.UniqueConstraint(condition=models.Q(('numeric', ''), _negated=True), fields=('numeric',), name='country_number_once', violation_error_message='Another country has this number.'),
        ),
        migrations.AddConstraint(
            model_name='headofmissiontenure',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'ambassador'), models.Q(('agrement_on__isnull', True), ('credentials_on__isnull', True)), _connector='OR'), name='agrement_for_heads_of_mission_only', violation_error_message="Agrément and credentials are of heads of mission; a chargé d'affaires is only notified."),
        ),
        migrations.AddConstraint(
            model_name='headofmissiontenure',
            constraint=models.CheckConstraint(condition=models.Q(('period__isempty', False)), name='tenure_lasts', violation_error_message='The last day is before the first.'),
        ),
        migrations.AddConstraint(
            model_name='headofmissiontenure',
            constraint=models.CheckConstraint(condition=models.Q(('agrement_on__isnull', True), ('agrement_on__lte', models.F('period__startswith')), _connector='OR'), name='agrement_comes_first', violation_error_message='Agrément is given before a head of mission takes office.'),
        ),
        migrations.AddConstraint(
            model_name='headofmissiontenure',
            constraint=models.CheckConstraint(condition=models.Q(('credentials_on__isnull', True), ('period__contains', models.F('credentials_on')), _connector='OR'), name='credentials_within_tenure', violation_error_message='Credentials are presented within the tenure.'),
        ),
        migrations.AlterConstraint(
            model_name='headofmissiontenure',
            name='one_head_of_mission_at_a_time',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('mission', '='), ('period', '&&')], name='one_head_of_mission_at_a_time', violation_error_message='Another head of mission is in charge in these days.'),
        ),
    ]
