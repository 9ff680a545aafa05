"""What of a post contradicts itself is refused; rows of before are left as they are and put right when changed."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

TITLES = ["air_attache", "assistant_attache", "defence_attache", "military_attache", "naval_attache"]


def checked(condition: models.Q, name: str) -> AddConstraintNotValid:
    return AddConstraintNotValid("post", models.CheckConstraint(condition=condition, name=name))


class Migration(migrations.Migration):
    dependencies = [("attaches", "0008_nothing_moves_while_suspended")]
    operations = [
        checked(
            ~models.Q(state="established") | models.Q(consent_on__isnull=True)
            | models.Q(consent_on__lte=models.F("state_on")),
            "post_established_after_consent",
        ),
        checked(
            models.Q(language="", required_slp="") | ~models.Q(language="") & ~models.Q(required_slp=""),
            "post_profile_in_a_language",
        ),
        checked(
            ~models.Q(title__in=TITLES) | models.Q(kind="attache_office"), "post_of_an_attache_in_his_office"
        ),
        checked(~models.Q(kind="attache_office") | models.Q(staff_level=""), "attache_office_at_no_headquarters"),
    ]
