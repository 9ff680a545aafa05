"""The delivery loop: what breaks off is said, and the rest goes on."""

import logging

import pytest
from django.db import DatabaseError

from reminders.management.commands import dispatch_reminders


def test_a_plan_that_breaks_off_is_said_and_delivery_goes_on(db, caplog):
    def plan() -> None:
        raise DatabaseError("the plan of the day")

    with caplog.at_level(logging.ERROR):
        dispatch_reminders.attempt(plan, "planning broke off")
    assert "planning broke off" in caplog.text
    assert "the plan of the day" in caplog.text


def test_a_fault_of_ours_is_not_hidden(db):
    def plan() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        dispatch_reminders.attempt(plan, "planning broke off")
