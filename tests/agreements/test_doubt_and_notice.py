"""While sources differ nobody knows on which day a notice takes effect, so nothing is ended by it."""

import pytest

pytestmark = pytest.mark.django_db
