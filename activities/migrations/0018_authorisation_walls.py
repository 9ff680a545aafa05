"""Need-to-know on authorisations; words of their acts are found."""

from django.db import migrations

from access.search import Searchable
from access.walls import Protected


class Migration(migrations.Migration):
    dependencies = [("activities", "0017_authorisations"), ("access", "0012_lowering_declined")]
    operations = [
        Protected("activities_authorisation"),
        Searchable("activities_authorisation", ["body", "act", "subject", "reference"]),
    ]
