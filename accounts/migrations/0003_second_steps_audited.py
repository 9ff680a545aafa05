"""That a second step of the sign-in was added, used or taken away stands in the trail; what it proves itself with does not."""

from django.db import migrations

from audit.triggers import Audited


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_audited"),
        ("audit", "0002_triggers"),
        ("mfa", "0003_authenticator_type_uniq"),
    ]
    operations = [Audited("mfa_authenticator", ("data",))]
