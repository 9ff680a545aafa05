"""A page that breaks is rolled back whole and leaves the context clean (decisions.md 13)."""

import pytest
from django.db import transaction

from access.context import current_subject, request_context


@pytest.mark.django_db(transaction=True)
def test_what_is_marked_for_rollback_ends_without_a_further_statement():
    with request_context():
        transaction.set_rollback(True)
    assert current_subject() is None
