"""What each party did and who holds full powers, beside the fields, with the ways to record more."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from agreements.admin.panels import as_read, reader
from agreements.lifecycle import Participation
from agreements.models import Agreement
from agreements.selectors.family import family
from agreements.selectors.parties import party_rows
from correspondence.selectors.correspondence import about
from correspondence.selectors.drafts import purposes_for
from foundation.clock import today
from foundation.permissions import may
from foundation.wording import NOTHING

SHOWN = ("parties_shown", "powers_shown", "texts_shown", "notes_shown", "kin_shown")


class Sides:
    """Display methods of the agreement's admin class."""

    def shown_labels(self, request: HttpRequest, obj: Agreement) -> list[int]:
        """Also of the notes that are told of."""
        return [obj.label_id, *(note.label_id for note in notes_about(obj))]

    @admin.display(description=_("what each party did"))
    def parties_shown(self, agreement: Agreement) -> str:
        """A table of the parties."""
        return parties(agreement) if agreement.pk else NOTHING

    @admin.display(description=_("full powers"))
    def powers_shown(self, agreement: Agreement) -> str:
        """Who may negotiate, initial and sign."""
        return full_powers(agreement) if agreement.pk else NOTHING

    @admin.display(description=_("texts and papers"))
    def texts_shown(self, agreement: Agreement) -> str:
        """Language versions, and the papers of each stage."""
        return texts(agreement) if agreement.pk else NOTHING

    @admin.display(description=_("notes"))
    def notes_shown(self, agreement: Agreement) -> str:
        """Notes about it, and the way to draft the next."""
        return notes(agreement) if agreement.pk else NOTHING

    @admin.display(description=_("family"))
    def kin_shown(self, agreement: Agreement) -> str:
        """What it stands under, what stands under it, what took its place."""
        return kin(agreement) if agreement.pk else NOTHING


def parties(agreement: Agreement) -> str:
    """A table of the parties."""
    facts = {
        "agreement": agreement,
        "rows": party_rows(as_read(agreement)),
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
        "powers": as_read(agreement).full_powers.all(),
        "today": today(),
        "may_record": may(subject, "agreements.give_full_powers"),
    }
    return render_to_string("agreements/parts/powers.html", facts)


def texts(agreement: Agreement) -> str:
    """Language versions, and the papers of each stage."""
    subject = reader()
    facts = {
        "agreement": agreement,
        "texts": as_read(agreement).texts.all(),
        "papers": [paper for stage in as_read(agreement).stages.all() for paper in stage.documents.all()],
        "may_record": may(subject, "agreements.keep_text"),
    }
    return render_to_string("agreements/parts/texts.html", facts)


def notes(agreement: Agreement) -> str:
    """What was written about it, and what is to be written now."""
    facts = {
        "agreement": agreement,
        "notes": notes_about(agreement),
        "drafts": purposes_for(agreement.reference, to=reader())
        if may(reader(), "correspondence.draft")
        else (),
    }
    return render_to_string("agreements/parts/notes.html", facts)


def notes_about(agreement: Agreement) -> list[Any]:
    """Notes about an agreement that the reader may see; asked once for a page."""
    if not hasattr(agreement, "notes_read"):
        agreement.notes_read = list(about([agreement.reference], to=reader()))  # type: ignore[attr-defined]
    return list(agreement.notes_read)  # type: ignore[attr-defined]


def kin(agreement: Agreement) -> str:
    """The family with ways to each member."""
    return render_to_string("agreements/parts/family.html", {"family": family(agreement, to=reader())})
