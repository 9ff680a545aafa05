"""What a note's page computes: how long a reply has been waited for, the exchange, files, exports, steps taken."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from access.context import current_subject
from access.selectors.lists import called
from correspondence.admin.replies import way_to_reply
from correspondence.lifecycle import CorrespondenceState
from correspondence.models import Correspondence
from correspondence.selectors.correspondence import chain, duplicates
from correspondence.selectors.subjects import kind_words, model_of
from correspondence.selectors.wording import standing_words
from correspondence.terms import LANGUAGES
from documents.selectors.files import files_about
from foundation.clock import today
from foundation.wording import NOTHING, written_date


def reader() -> Any:
    """Who looks at the page: computed fields are asked without a request."""
    return current_subject()


def page_of(reference: str) -> str:
    """The page of the record a reference stands for; empty where it has none."""
    model = model_of(reference)
    if model is None:
        return ""
    try:
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[reference])
    except NoReverseMatch:
        return ""


def lines(rows: Iterable[Any]) -> SafeString | str:
    """One line each; a dash when there is none."""
    return format_html_join("", "<div>{}</div>", ((row,) for row in rows)) or NOTHING


def line_of(note: Correspondence, *, current: int | None = None) -> SafeString:
    """A note in one line: number, subject, day, state; a door to it unless one stands there already."""
    words = " · ".join((note.number or note.reference, note.subject))
    head = words if note.pk == current else door(note.reference, words)
    day = written_date(note.dated_on or note.state_on)
    told = (note.get_direction_display(), day, standing_words(note, on=today()))
    return format_html("{} · {}", head, " · ".join(str(part) for part in told))


def door(reference: str, words: str) -> SafeString | str:
    """A link to a record's page."""
    url = page_of(reference)
    return format_html('<a href="{}">{}</a>', url, words) if url else words


class CorrespondencePanels:
    """Display methods of the admin class."""

    @admin.display(description=gettext_lazy("number"), ordering="number")
    def shown_number(self, note: Correspondence) -> str:
        """Of a draft there is none yet."""
        return note.number or NOTHING

    @admin.display(description=gettext_lazy("sender"))
    def sender_words(self, note: Correspondence) -> str:
        """Who wrote it."""
        return note.sender or NOTHING

    @admin.display(description=gettext_lazy("addressee"))
    def addressee_words(self, note: Correspondence) -> str:
        """To whom."""
        return note.addressee or NOTHING

    @admin.display(description=pgettext_lazy("correspondence", "reply"))
    def waiting(self, note: Correspondence) -> str:
        """How long a reply has been waited for."""
        return standing_words(note, on=today()) if note.pk and note.is_outstanding else NOTHING

    @admin.display(description=gettext_lazy("about"))
    def about_words(self, note: Correspondence) -> SafeString | str:
        """A door to the record it is about."""
        if not note.about_reference:
            return NOTHING
        return door(note.about_reference, f"{kind_words(note.about_reference)} {note.about_reference}")

    @admin.display(description=gettext_lazy("the exchange it belongs to"))
    def exchange(self, note: Correspondence) -> SafeString | str:
        """Every note of it the reader may see, in the order of the days; and the way to the reply that is missing."""
        if not note.pk:
            return NOTHING
        read = lines(line_of(one, current=note.pk) for one in chain(note, to=reader()))
        return format_html("{}{}", read, way_to_reply(note, to=reader()))

    @admin.display(description=gettext_lazy("the same number came in before"))
    def repeated(self, note: Correspondence) -> SafeString | str:
        """A warning: other people's numbers may repeat."""
        return lines(line_of(one) for one in duplicates(note, to=reader())) if note.pk else NOTHING

    @admin.display(description=gettext_lazy("files"))
    def files(self, note: Correspondence) -> SafeString | str:
        """Scans and annexes; they leave through their own page."""
        if not note.pk:
            return NOTHING
        return lines(
            format_html('<a href="{}">{}</a>', reverse("documents:download", args=[row.reference]), row.name)
            for row in files_about(note.reference, to=reader())
        )

    @admin.display(description=gettext_lazy("on paper"))
    def exports(self, note: Correspondence) -> SafeString | str:
        """PDF and DOCX in either language."""
        if not note.pk:
            return NOTHING
        names = {"en": _("English"), "az": _("Azerbaijani")}
        return format_html_join(
            " · ", '<a href="{}">{} {}</a>',
            (
                (reverse("correspondence:paper", args=[note.reference, language, form]), names[language], form.upper())
                for language in LANGUAGES for form in ("pdf", "docx")
            ),
        )  # fmt: skip

    @admin.display(description=gettext_lazy("label"))
    def marking(self, note: Correspondence) -> str:
        """Its marking, and the lists a reader's office has to be on."""
        if not note.pk:
            return NOTHING
        return " · ".join([note.label.marking, *called(note.label.compartments).values()])

    @admin.display(description=gettext_lazy("steps taken"))
    def taken(self, note: Correspondence) -> SafeString | str:
        """The lifecycle so far."""
        if not note.pk:
            return NOTHING
        words = dict(CorrespondenceState.choices)
        return lines(
            " · ".join(
                str(part) for part in (written_date(step.reached_on), words[step.state], step.by or "", step.reason)
                if part
            )
            for step in note.steps.all()
        )  # fmt: skip
