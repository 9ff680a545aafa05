"""Who may read which officers."""

import datetime as dt
from typing import Any

from django.db.models import Prefetch

from access.context import Subject
from attaches.models import LanguageResult, Officer, OfficerParticulars, Posting


def officers(*, to: Subject) -> Any:
    """Officers in the order of the alphabet."""
    return Officer.objects.visible_to(to).by_name()


def officer_pages(*, to: Subject) -> Any:
    """Officers with everything their page shows, as far as the viewer may see it."""
    postings = (
        Posting.objects.visible_to(to).select_related("post__mission").order_by("-planned__startswith", "-id")
    )
    languages = LanguageResult.objects.visible_to(to).order_by("language", "-tested_on")
    personal = OfficerParticulars.objects.visible_to(to)
    parts = (
        Prefetch("postings", postings),
        Prefetch("languages", languages),
        Prefetch("particulars", personal),
    )
    return officers(to=to).select_related("label").prefetch_related(*parts)


def particulars(officer: Officer, *, to: Subject) -> OfficerParticulars | None:
    """The personal row, for those on the `personal` list; for everybody else there is none."""
    return OfficerParticulars.objects.visible_to(to).filter(officer=officer).first()


def valid_languages(officer: Officer, *, to: Subject, on: dt.date) -> Any:
    """Language results that are valid on a day, the newest of a language first."""
    rows = LanguageResult.objects.visible_to(to).filter(officer=officer, valid_until__gte=on)
    return rows.order_by("language", "-tested_on")


def tenures(officer: Officer, *, to: Subject) -> Any:
    """Where the officer was, is and shall be, the latest first."""
    rows = Posting.objects.visible_to(to).filter(officer=officer).select_related("officer", "post__mission")
    return rows.order_by("-planned__startswith", "-id")
