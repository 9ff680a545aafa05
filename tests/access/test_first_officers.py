"""An installation begins with three people whom nobody could appoint; from there on everything needs two."""

import pytest
from django.core.management import CommandError, call_command


@pytest.mark.django_db
def test_where_people_are_nobody_is_seated_without_a_second_officer():
    with pytest.raises(CommandError, match="There are people already"):
        call_command("bootstrap_security")
