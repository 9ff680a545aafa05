"""What each party did and who holds full powers, beside the fields, with the ways to record more."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from agreements.admin.panels import reader
from agreements.lifecycle import Participation
from agreements.models import Agreement
from agreements.selectors.agreements import with_party_acts
from agreements.selectors.parties import party_rows, powers_of
from foundation.clock import today
from foundation.permissions import may
from foundation.wording import NOTHING


class Sides:
    """Display methods of the agreement's admin class."""

    @admin.display(description=_("what each party did"))
    def parties_shown(self, agreement: Agreement) -> str:
        """A table of the parties."""
        return parties(agreement) if agreement.pk else NOTHING

    @admin.display(description=_("full powers"))
    def powers_shown(self, agreement: Agreement) -> str:
        """Who may negotiate, initial and sign."""
        return full_powers(agreement) if agreement.pk else NOTHING


def parties(agreement: Agreement) -> str:
    """A table of the parties."""
    read = with_party_acts(Agreement.in_context.filter(pk=agreement.pk)).get()
    facts = {
        "agreement": agreement,
        "rows": party_rows(read),
        "today": today(),
        "may_record": may(reader(), "agreements.record_party_signature"),
        "many": agreement.participation == Participation.MULTILATERAL,
    }
    return render_to_string("agreements/parts/parties.html", facts)


def full_powers(agreement: Agreement) -> str:
    """Who may negotiate, initial and sign."""
    subject = reader()
    facts = {
        "agreement": agreement,
        "powers": powers_of(agreement, to=subject),
        "today": today(),
        "may_record": may(subject, "agreements.give_full_powers"),
    }
    return render_to_string("agreements/parts/powers.html", facts)
