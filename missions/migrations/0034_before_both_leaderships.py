"""What comes back twice is an item for each leadership.

Going back fails while both have one open: the key before allows one of a matter.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("missions", "0033_confirmed_in_each_tenure")]

    operations = [
        migrations.RemoveConstraint(model_name="actionitem", name="one_open_item_of_a_returned_matter"),
        migrations.AddConstraint(
            model_name="actionitem",
            constraint=models.UniqueConstraint(
                fields=["about_reference", "owner"],
                condition=models.Q(closed_on__isnull=True) & ~models.Q(case_reference=""),
                name="one_open_item_of_a_returned_matter_each",
            ),
        ),
    ]
