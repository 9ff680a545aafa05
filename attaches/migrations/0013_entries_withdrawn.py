"""What was entered wrongly of an officer is withdrawn: results and clearances get a number to be named by."""

from django.db import migrations, models

KINDS = ("languageresult", "officerclearance", "trainingrecord")


def added(model: str) -> list[migrations.AddField]:
    """The day and the reason of a withdrawal."""
    return [
        migrations.AddField(
            model_name=model,
            name='withdrawn_on',
            field=models.DateField(blank=True, editable=False, null=True, verbose_name='withdrawn on'),
        ),
        migrations.AddField(
            model_name=model,
            name='withdrawn_because',
            field=models.CharField(blank=True, default='', editable=False, max_length=500, verbose_name='withdrawn because'),
            preserve_default=False,
        ),
    ]  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [
        ('attaches', '0012_notices_go_up'),
    ]

    operations = [
        *(
            migrations.AddField(
                model_name=model,
                name='no',
                field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name='number'),
                preserve_default=False,
            )
            for model in KINDS[:2]
        ),
        *(operation for model in KINDS for operation in added(model)),
    ]
