"""Whether a country is of OSCE, NATO or EU is told by its memberships alone (docs/decisions/0013)."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0009_flags_kept_as_memberships'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='country',
            name='is_eu',
        ),
        migrations.RemoveField(
            model_name='country',
            name='is_nato',
        ),
        migrations.RemoveField(
            model_name='country',
            name='is_osce',
        ),
    ]
