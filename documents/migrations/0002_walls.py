"""Need-to-know on files."""

from django.db import migrations

from access.walls import Protected


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial"), ("access", "0002_walls")]
    operations = [Protected("documents_storedfile")]
