"""A proposal to lower a marking can be declined or taken back, with a reason, once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from access.walls import PROPOSAL_GUARD_SQL


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0011_told_rows_rise'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='loweringproposal',
            name='declined_at',
            field=models.DateTimeField(null=True, verbose_name='declined at'),
        ),
        migrations.AddField(
            model_name='loweringproposal',
            name='declined_because',
            field=models.CharField(blank=True, max_length=500, verbose_name='declined because'),
        ),
        migrations.AddField(
            model_name='loweringproposal',
            name='declined_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='declined by'),
        ),
        migrations.AddConstraint(
            model_name='loweringproposal',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', True), ('declined_at__isnull', True), _connector='OR'), name='lowering_answered_once'),
        ),
        migrations.RunSQL(PROPOSAL_GUARD_SQL, migrations.RunSQL.noop),
    ]
