"""What were settings of the installation becomes dated rows that the Center keeps."""

import datetime as dt
import os
from typing import Any

from django.db import migrations
from django.db.backends.postgresql.psycopg_any import DateRange

REASON = "Taken over from the settings of the installation."
INDEPENDENCE = dt.date(1991, 10, 18)  # earlier than anything the register tells of
SHARES = {1: 50, 2: 30, 3: 15, 4: 5}
SETTINGS = {
    "sensitive": ("PARLEY_SENSITIVE_COUNTRIES", ""),
    "without_relations": ("PARLEY_COUNTRIES_WITHOUT_RELATIONS", "AM"),
}


def take_over(apps: Any, editor: Any) -> None:
    """A new installation has no countries yet: it loads what it starts with."""
    country, stance = (apps.get_model("directory", name) for name in ("Country", "Stance"))
    share, database = apps.get_model("directory", "EffortShare"), editor.connection.alias
    ever = DateRange(INDEPENDENCE, None)
    for kind, (name, default) in SETTINGS.items():
        codes = [code.strip().upper() for code in os.environ.get(name, default).split(",")]
        for row in country.objects.using(database).filter(iso2__in=codes):
            stance.objects.using(database).create(country=row, kind=kind, period=ever, reason=REASON)
    for tier, percent in SHARES.items():
        share.objects.using(database).create(tier=tier, percent=percent, period=ever, reason=REASON)


def give_back(apps: Any, editor: Any) -> None:
    """What people have entered since stays."""
    for name in ("Stance", "EffortShare"):
        rows = apps.get_model("directory", name).objects.using(editor.connection.alias)
        rows.filter(reason=REASON).delete()


class Migration(migrations.Migration):
    dependencies = [("directory", "0014_stances_and_shares_audited")]
    operations = [migrations.RunPython(take_over, give_back)]
