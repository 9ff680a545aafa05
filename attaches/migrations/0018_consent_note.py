"""The note by which the host consented to the office itself (domain.md C2); of posts so far none is named."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('attaches', '0017_earlier_presence_walls'),
    ]

    operations = [
        migrations.AddField(
            model_name='post',
            name='consent_note',
            field=models.CharField(blank=True, db_default='', default='', help_text="The host's note in the register of correspondence.", max_length=20, verbose_name='note that gave it'),
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('consent_note', ''), ('consent_on__isnull', False), _connector='OR'), name='post_note_gave_the_consent'),
        ),
    ]
