"""What a mission without State and organisation is told, in words."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0003_side_accreditation_audited'),
    ]

    operations = [
        migrations.AlterConstraint(
            model_name='diplomaticmission',
            name='mission_accredited_somewhere',
            constraint=models.CheckConstraint(condition=models.Q(('country__isnull', False), ('organisation__isnull', False), _connector='OR'), name='mission_accredited_somewhere', violation_error_message='Enter a receiving State or an organisation.'),
        ),
    ]
