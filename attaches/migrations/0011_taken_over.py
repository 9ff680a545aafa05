"""Postings older than the register are taken over, and say when (docs/decisions/0017)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('attaches', '0010_posts_stay_while_held'),
    ]

    operations = [
        migrations.AddField(
            model_name='posting',
            name='taken_over_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='taken over on'),
        ),
    ]
