"""Need-to-know on proposals to lower a label."""

from django.db import migrations

from access.walls import Protected


class Migration(migrations.Migration):
    dependencies = [("access", "0003_lowering_proposals")]
    operations = [Protected("access_loweringproposal")]
