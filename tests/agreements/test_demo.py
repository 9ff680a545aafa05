"""The demo tells how agreements are concluded, party by party."""

import pytest

from agreements.models import Agreement, FullPowers, PartyStatement, PartyWithdrawal
from agreements.selectors.family import family
from agreements.selectors.parties import lapsing_powers
from foundation.clock import now, today
from tests.cast import acting
from workspace.management.demo import agreements, conclusions

pytestmark = pytest.mark.django_db


def test_conclusions_of_the_demo() -> None:
    agreements.load(on=today(), at=now())
    conclusions.load(on=today(), at=now())
    with acting("cmd_desk") as clerk:
        silent = Agreement.in_context.get(title_en__contains="DEMO-AGR", parties__country__iso2="IQ")
        assert [step.done_on is None for step in silent.domestic_steps.order_by("no")] == [False, True]
        assert silent.texts.get(prevails=True).language == "en"
        (lapsing,) = lapsing_powers(FullPowers.in_context.all())
        assert lapsing.agreement.state == "negotiating"
        protocol = Agreement.in_context.get(title_en__startswith="DEMO-AGR-01/1")
        assert protocol.applies_provisionally(today())
        assert [row.depth for row in family(protocol, to=clerk).relatives] == [0, 1]
        assert PartyStatement.in_context.count() == 2
        assert PartyWithdrawal.in_context.get().party.code == "PK"
