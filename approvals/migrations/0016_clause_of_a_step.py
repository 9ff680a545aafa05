"""A step may say which clause of a standing procedure or of the joint agreement it carries out."""

from django.db import migrations, models


def clause() -> models.CharField:
    return models.CharField(
        verbose_name="clause it carries out", max_length=200, blank=True, default="", db_default="",
        help_text="Of a standing procedure or of the joint agreement, e.g. SOP-01, 4.2.",
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("approvals", "0015_papers_are_read")]
    operations = [
        migrations.AddField(model_name="routestep", name="clause", field=clause()),
        migrations.AddField(model_name="casestep", name="clause", field=clause()),
    ]
