"""Need-to-know of what went to approval; it stays word for word."""

from django.db import migrations

from access.lifecycles import OnlyRelabelled
from access.walls import Protected

TABLES = ("agreementdrafter", "agreementsubmission")


class Migration(migrations.Migration):
    dependencies = [("agreements", "0008_submissions")]
    operations = [
        *(Protected(f"agreements_{table}") for table in TABLES),
        *(OnlyRelabelled(f"agreements_{table}") for table in TABLES),
    ]
