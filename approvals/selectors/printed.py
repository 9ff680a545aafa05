"""A matter under approval as a paper of State: its frozen content by its own wording, its standing, its decision sheet.

The frame is in the reader's language; the text stays in the language it was agreed in, and the paper says so.
"""

import datetime as dt
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.context import Subject
from access.selectors.markings import page_marking
from accounts.models import Office
from approvals.lifecycle import CaseState
from approvals.models import Case, CaseSeat, Decision
from approvals.registry import Matter, Standing, approvable, kinds, wording
from approvals.selectors.cases import case_of, cases_of
from approvals.selectors.chapters import chapters
from approvals.selectors.printed_sheet import sheet_of
from directory.models import Institution
from directory.models.institution import InstitutionKind
from foundation.errors import NotFound
from foundation.wording import written_date
from publishing.state_papers import StatePaper

LANGUAGES = ("en", "az")
LANGUAGE_NAMES = {"en": gettext_lazy("English"), "az": gettext_lazy("Azerbaijani")}
MINISTRIES = (InstitutionKind.MINISTRY_OF_DEFENCE, InstitutionKind.MINISTRY_OF_FOREIGN_AFFAIRS)


def printed(
    kind: str, reference: str, version_no: int, *, to: Subject, at: dt.datetime, language: str
) -> StatePaper:  # fmt: skip
    """A version with the case it is or was in, if the viewer may see one; raises NotFound like its page."""
    if kind not in kinds() or language not in LANGUAGES:
        raise NotFound
    with translation.override(language):
        rounds = cases_of(kind, reference, to=to).filter(version_no=version_no)
        case = rounds.select_related("label", "mission", "opened_by", "opened_office", "route").first()
        return _paper(kind, reference, version_no, case, to=to, at=at)


def printed_case(reference: str, *, to: Subject, at: dt.datetime, language: str) -> StatePaper:
    """What a case is about, with its sheet."""
    found = case_of(reference, to=to)
    if found.kind not in kinds() or language not in LANGUAGES:
        raise NotFound
    with translation.override(language):
        return _paper(found.kind, found.object_reference, found.version_no, found, to=to, at=at)


def _paper(
    kind: str, reference: str, version_no: int, case: Case | None, *, to: Subject, at: dt.datetime
) -> StatePaper:  # fmt: skip
    adapter = approvable(kind)
    matter = adapter.matter(reference, version_no, to=to)
    content = adapter.content(reference, version_no, to=to)
    stands = _standing(adapter, reference, version_no, case, to)
    language = translation.get_language() or LANGUAGES[0]
    marking = page_marking([*stands.labels, *_labels(case, to)])
    return StatePaper(
        title=matter.title,
        kind=str(matter.kind_label),
        state=_("Republic of Azerbaijan"),
        issuers=_issuers(stands, case, to),
        summary=_summary(matter, reference, version_no, stands, marking),
        reference=reference,
        edition=_("version %(number)s") % {"number": version_no},
        standing=_words_of(stands),
        draft=str(stands.over),
        note=_note(stands.language, language),
        chapters=chapters(content, wording(kind)),
        sheet=sheet_of(case, to=to) if case else None,
        content_hash=case.content_hash if case else "",
        marking=marking["text"] if marking else "",
        prepared_for=_office(to),
        language=language,
        text_language=stands.language or language,
        printed_at=at,
    )


OVER = {
    CaseState.OPEN: lambda: _("Draft, not approved"),
    CaseState.RETURNED: lambda: _("Draft, not approved"),
    CaseState.REJECTED: lambda: _("Rejected"),
    CaseState.WITHDRAWN: lambda: _("Withdrawn"),
}


def _standing(adapter: Any, reference: str, version_no: int, case: Case | None, to: Subject) -> Standing:
    """As the kind says it, else as its case says it; without either it is a draft."""
    if hasattr(adapter, "standing"):
        found: Standing = adapter.standing(reference, version_no, to=to)
        return found
    if case is None:
        return Standing(word="", over=_("Draft, not approved"))
    if case.state == CaseState.APPROVED and case.closed_on:
        return Standing(word=_("Approved on %(day)s") % {"day": written_date(case.closed_on)})
    return Standing(word=case.get_state_display(), over=OVER[CaseState(case.state)]())


def _words_of(stands: Standing) -> str:
    words = (str(stands.over), str(stands.word))
    return " · ".join(dict.fromkeys(word for word in words if word))


def _labels(case: Case | None, to: Subject) -> list[int]:
    """Of the case and of everything on its sheet."""
    if case is None:
        return []
    return [
        case.label_id,
        *Decision.objects.visible_to(to).filter(case=case).values_list("label_id", flat=True),
    ]


def _issuers(stands: Standing, case: Case | None, to: Subject) -> list[str]:
    """Those whose paper it is, else the ministries seated in its case."""
    bodies = Institution.objects.filter(code__in=stands.issuers)
    if not stands.issuers and case is not None:
        seats = CaseSeat.objects.visible_to(to).filter(case=case, step__aftermath=False)
        bodies = Institution.objects.filter(pk__in=seats.values("office__institution"), kind__in=MINISTRIES)
    return [body.name for body in bodies.order_by("kind", "code")]


def _office(to: Subject) -> str:
    """For whom it is printed."""
    office = Office.objects.filter(pk=to.office_id).first() if to.office_id else None
    return office.name if office else ""


def _summary(
    matter: Matter, reference: str, version_no: int, stands: Standing, marking: dict[str, Any] | None
) -> list[tuple[str, str]]:  # fmt: skip
    own = [(str(name), str(value)) for name, value in matter.summary]
    language = str(LANGUAGE_NAMES.get(stands.language, ""))
    rest = [
        (_("Reference"), reference), (_("Version"), str(version_no)), (_("Authentic language"), language),
        (_("Marking"), marking["text"] if marking else ""),
    ]  # fmt: skip
    return [*own, *((name, value) for name, value in rest if value)]


def _note(authentic: str, language: str) -> str:
    """Said in the reader's language when the text is in another."""
    if not authentic or authentic == language:
        return ""
    if authentic == "az":
        return _(
            "The authentic text is in Azerbaijani and stands as it was written; only the frame is in English."
        )
    return _(
        "The authentic text is in English and stands as it was written; only the frame is in Azerbaijani."
    )
