"""Need-to-know on clauses before an amendment; they are only added."""

from django.db import migrations

from access.lifecycles import OnlyRelabelled
from access.walls import Protected


class Migration(migrations.Migration):
    dependencies = [("agreements", "0020_clauses_before"), ("access", "0012_lowering_declined")]
    operations = [
        Protected("agreements_clausebefore"),
        OnlyRelabelled("agreements_clausebefore"),
    ]
